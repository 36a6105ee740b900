"""Prints where zones stand in a year, as a table or as JSON."""

import json
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import standing
from tracker.management.traced import TracedCommand
from tracker.models import Zone
from tracker.models.fields import FIRST_YEAR, LAST_YEAR
from tracker.models.wording import label
from tracker.standing import Standing, ZoneStanding


class Command(TracedCommand):
    help = "Shows where zones stand in a year: shares on pace, lights and every target."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--zone", metavar="CODE", help="one zone only; all by default")
        parser.add_argument(
            "--year", type=int, help="reporting year; by default the latest well reported one"
        )

    def handle(self, *, format: str, zone: str | None, year: int | None, **options: Any) -> None:
        asked = standing.usual_year(timezone.localdate().year) if year is None else year
        if not FIRST_YEAR <= asked <= LAST_YEAR:
            raise CommandError(
                _("%(year)s is no reporting year. Enter one as 2025.") % {"year": asked}
            )
        zones = Zone.objects.filter(code=zone) if zone else Zone.objects.all()
        if zone and not zones:
            known = ", ".join(Zone.objects.values_list("code", flat=True)) or "-"
            raise CommandError(
                _("No zone has the code %(code)s; known are: %(known)s.")
                % {"code": zone, "known": known}
            )
        found = standing.zone_standings(zones, asked)
        if not found:
            self.stderr.write(_("No plan is published here. Load one with load_register."))
        if format == "json":
            answer = {"year": asked, "zones": [_zone(row) for row in found]}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._table(found)

    def _table(self, found: list[ZoneStanding]) -> None:
        for row in found:
            share = row.rollup.all
            self.stdout.write(
                f"{row.zone}  {row.year}  {label(row.rollup.light)}  "
                + _("on pace %(on_pace)s of %(assessable)s assessable, %(total)s targets")
                % {
                    "on_pace": share.on_pace,
                    "assessable": share.assessable,
                    "total": share.total,
                }
            )
            for item in row.items:
                why = label(item.answer.reason) if item.answer.reason else ""
                number, name = item.target.register_id, item.target
                self.stdout.write(f"  {item.mark} {label(item.word)}  {number}  {name}  {why}")


def _zone(row: ZoneStanding) -> dict[str, Any]:
    rollup = row.rollup
    return {
        "code": row.zone.code,
        "name": row.zone.name,
        "as_of": row.year,
        "entries": len(row.items),
        "targets": rollup.all.total,
        "assessable": rollup.all.assessable,
        "on_pace": rollup.all.on_pace,
        "binding": rollup.binding.total,
        "light": rollup.light,
        "items": [_item(item) for item in row.items],
    }


def _item(item: Standing) -> dict[str, Any]:
    """One entry; ``restates`` names the entry that it repeats and is judged by."""
    answer = item.answer
    return {
        "id": item.target.register_id,
        "indicator": item.target.name,
        "scope": item.target.scope.name,
        "kind": item.target.kind,
        "status": answer.status,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "expected": answer.expected,
        "attainment": answer.attainment,
        "progress": answer.progress,
        "pace": answer.pace,
        "elapsed": answer.elapsed,
        "flags": sorted(answer.flags),
        "restates": item.target.restates.register_id if item.target.restates else None,
    }
