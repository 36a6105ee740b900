"""Alerts are opened and cleared, changed judgements are listed, people are told by mail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from tracker import access, trail
from tracker.alerts import actions, changed, delivery, returned, telling
from tracker.alerts.actions import Reconciled
from tracker.alerts.claiming import Delivered
from tracker.alerts.webhooks import writing as webhooks
from tracker.assessment import changes as changing
from tracker.assessment.actions import Changed
from tracker.flow.addresses import refuse_address
from tracker.flow.common import require
from tracker.models import (
    Alert,
    Figure,
    JudgementChange,
    Message,
    Person,
    TargetRevision,
    TrailEntry,
)


@dataclass(frozen=True)
class RunResult:
    """What one run opened, kept, escalated and cleared, and the mails that it wrote."""

    today: date
    opened: tuple[Alert, ...]
    kept: tuple[Alert, ...]
    escalated: tuple[Alert, ...]
    cleared: tuple[Alert, ...]
    messages: tuple[Message, ...]

    @property
    def facts(self) -> dict[str, str | int]:
        """The day and the counts, as the sign of life of the last run keeps them."""
        groups = ("opened", "kept", "escalated", "cleared", "messages")
        counts = {name: len(getattr(self, name)) for name in groups}
        return {"day": self.today.isoformat(), **counts}


def run_alerts(*, today: date, by: Person, at: datetime, dry_run: bool = False) -> RunResult:
    """Find what needs someone as of ``today``, and write the mails that are due at ``at``.

    Idempotent: a second run on the same facts opens nothing and writes nothing, and a run that
    was missed is caught up. The mails wait in the outbox for ``send_messages``. A dry run does
    everything and keeps nothing.
    """
    require(access.may_run_jobs(by), "run_alerts")
    with transaction.atomic():
        found = _reconcile(today, by)
        written = telling.tell(today=today, at=at)
        webhooks.write(today=today, at=at)
        transaction.set_rollback(dry_run)
    return RunResult(
        today, found.opened, found.kept, found.escalated, found.cleared, tuple(written)
    )


def _reconcile(today: date, by: Person) -> Reconciled:
    """The alerts of the day, opened and cleared, with the entries of both in the trail."""
    with transaction.atomic():
        actions.hold()
        found = actions.reconcile(actions.find(today), today=today)
        prefetch_related_objects([*found.opened, *found.cleared], "zone", "target", "cycle__plan")
        trail.write(_entry("open_alert", alert, by) for alert in found.opened)
        trail.write(_entry("clear_alert", alert, by) for alert in found.cleared)
    return found


def send_messages(*, by: Person, clock: Callable[[], datetime] = timezone.now) -> Delivered:
    """Send the mails that wait in the outbox; several at once do no harm.

    Opens no transaction of its own: each row is claimed, sent and stamped by itself.
    """
    require(access.may_run_jobs(by), "send_messages")

    def unreachable(message: Message, words: str) -> None:
        refuse_address(message.person, message.address, words=words, at=clock(), by=by)

    return delivery.deliver(clock=clock, unreachable=unreachable)


def tell_changed(
    changes: Iterable[Changed],
    *,
    by: Person,
    figure: Figure | None = None,
    replaced: Figure | None = None,
    revision: TargetRevision | None = None,
    reason: str | None = None,
) -> list[JudgementChange]:
    """List the judgements that a revision changed, for the zone's page and its administrators.

    Called by verbs within their transaction, with what ``judge`` answered. What was revised is
    ``figure``, a new vintage in the place of ``replaced``, or ``revision``, one of the target;
    of anything else ``reason`` tells. Only another status or verdict is listed, and only where
    there was one before.
    """
    rows = changing.keep(
        changes, by=by, at=timezone.now(), figure=figure, replaced=replaced, revision=revision,
        reason=reason,
    )  # fmt: skip
    changed.write(rows, at=timezone.now())
    return rows


def tell_returned(figure: Figure) -> None:
    """Write to the officers concerned, in one mail for all that comes back within minutes.

    Called by verbs within their transaction.
    """
    returned.write(figure, at=timezone.now())


def _entry(verb: str, alert: Alert, by: Person) -> TrailEntry:
    after = {"year": alert.year, "severity": alert.severity, **alert.facts}
    return trail.entry(verb, alert, by=by, zone=alert.zone, after=after)
