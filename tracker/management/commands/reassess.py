"""Judges targets anew, as after an upgrade that brought a new version of the rules."""

from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.management.traced import TracedCommand
from tracker.models import Target, Zone
from tracker.models.wording import label
from tracker.terms import judged


class Command(TracedCommand):
    help = "Judges targets anew and stores what differs; lists every changed status or verdict."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--zone", metavar="CODE", help="one zone only; all by default")

    def handle(self, *, zone: str | None, **options: Any) -> None:
        if zone and not Zone.objects.filter(code=zone).exists():
            raise CommandError(_("No zone has the code %(code)s.") % {"code": zone})
        targets = Target.objects.select_related("plan__zone")
        if zone:
            targets = targets.filter(plan__zone__code=zone)
        changes = flow.reassess(targets, by=flow.system_person())
        for change in changes:
            if change.word_changed:
                before = change.before and judged(change.before.status, change.before.verdict)
                after = judged(change.after.status, change.after.verdict)
                self.stdout.write(
                    f"{change.target.register_id} {change.year}: "
                    f"{label(before) if before else '—'} → {label(after)}"
                )
        self.stdout.write(_("%(count)s judgements stored.") % {"count": len(changes)})
