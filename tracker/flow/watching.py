"""Alerts are opened and cleared, changed judgements are listed, people are told by mail."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from tracker import access, trail
from tracker.alerts import actions, delivery, finding, holding, returned, telling
from tracker.alerts.actions import BATCH, Reconciled
from tracker.alerts.claiming import Delivered
from tracker.alerts.holding import Held
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
    Zone,
)
from tracker.terms import AlertRule

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunResult:
    """What one run opened, escalated, cleared and kept, and the mails that it wrote.

    ``failed`` are the codes of zones in which nothing could be found, for a row that nobody thought
    of. Where that was asked for: ``told`` are the alerts of each mail, by the numbers of both, and
    ``held`` is what was not told to whom, and why.
    """

    today: date
    opened: tuple[Alert, ...]
    escalated: tuple[Alert, ...]
    cleared: tuple[Alert, ...]
    kept: Mapping[AlertRule, int]
    messages: tuple[Message, ...]
    failed: tuple[str, ...] = ()
    told: Mapping[int, Collection[int]] = field(default_factory=dict)
    held: Sequence[Held] = ()

    @property
    def facts(self) -> dict[str, str | int]:
        """The day and the counts, as the sign of life of the last run keeps them."""
        groups = ("opened", "escalated", "cleared", "messages")
        counts = {name: len(getattr(self, name)) for name in groups}
        failed = {"failed_zones": ", ".join(self.failed)} if self.failed else {}
        return {"day": self.today.isoformat(), "kept": sum(self.kept.values()), **counts, **failed}


def run_alerts(
    *,
    today: date,
    by: Person,
    at: datetime,
    zones: Collection[int] | None = None,
    dry_run: bool = False,
    explain: bool = False,
) -> RunResult:
    """Find what needs someone as of ``today``, and write the mails that are due at ``at``.

    In ``zones`` by their numbers, by default in all. Idempotent: a second run on the same facts
    opens nothing and writes nothing, and a run that was missed is caught up. The mails wait in
    the outbox for ``send_messages``. A zone that fails is logged and named in the result; the
    others go on. A dry run does everything and keeps nothing; ``explain``
    asks for what each mail tells, and for what nobody is told yet.
    """
    require(access.may_run_jobs(by), "run_alerts")
    if not dry_run:
        return _run(today, by, at, zones, explain)
    with transaction.atomic():
        actions.hold()
        result = _run(today, by, at, zones, explain)
        transaction.set_rollback(True)
    return result


def _run(
    today: date, by: Person, at: datetime, zones: Collection[int] | None, explain: bool
) -> RunResult:
    """Each part in transactions of its own: they hold different rows, in no common order."""
    found, failed = _reconciled(today, by, zones)
    written = telling.tell(today=today, at=at, zones=zones)
    with transaction.atomic():
        webhooks.write(today=today, at=at)
    result = RunResult(
        today, found.opened, found.escalated, found.cleared, found.kept, tuple(written), failed
    )
    if not explain:
        return result
    told = holding.told([message.pk for message in written])
    return replace(result, told=told, held=holding.held(today=today, at=at, zones=zones))


def _reconciled(
    today: date, by: Person, zones: Collection[int] | None
) -> tuple[Reconciled, tuple[str, ...]]:
    """All zones at once; where one of them fails, each by itself, with the codes of those."""
    try:
        return reconcile(today=today, by=by, zones=zones), ()
    except telling.DEFECTS:
        log.exception("alerts could not be found in all zones at once")
    asked = Zone.objects.order_by("pk")
    done: list[Reconciled] = []
    failed: list[str] = []
    for zone in asked if zones is None else asked.filter(pk__in=zones):
        try:
            done.append(reconcile(today=today, by=by, zones=[zone.pk]))
        except telling.DEFECTS:
            log.exception("alerts of %s could not be found", zone.code)
            failed.append(zone.code)
    return _together(done), tuple(failed)


def _together(parts: Collection[Reconciled]) -> Reconciled:
    groups = ("opened", "escalated", "cleared")
    opened, escalated, cleared = (
        tuple(alert for part in parts for alert in getattr(part, name)) for name in groups
    )
    kept = sum((Counter(part.kept) for part in parts), Counter[AlertRule]())
    return Reconciled(opened, escalated, cleared, kept)


def reconcile(*, today: date, by: Person, zones: Collection[int] | None = None) -> Reconciled:
    """The alerts of the day, with what was opened, escalated and cleared in the trail."""
    with transaction.atomic():
        actions.hold(zones)
        found = actions.reconcile(finding.find(today, zones), today=today, zones=zones)
        _trace("open_alert", found.opened, by)
        _trace("escalate_alert", found.escalated, by)
        _trace("clear_alert", found.cleared, by)
    return found


def _trace(verb: str, alerts: Collection[Alert], by: Person) -> None:
    """Write an entry for each; one query for all, however many they are."""
    pks = {alert.pk for alert in alerts}
    if not pks:
        return
    rows = Alert.objects.filter(pk__range=(min(pks), max(pks))).order_by("pk")
    related = rows.select_related("zone", "target", "department", "cycle__plan__zone")
    entries = (_entry(verb, row, by) for row in related.iterator() if row.pk in pks)
    while batch := list(islice(entries, BATCH)):
        trail.write(batch)


def send_messages(*, by: Person, clock: Callable[[], datetime] = timezone.now) -> Delivered:
    """Send the mails that wait in the outbox; several at once do no harm.

    Opens no transaction of its own: each row is claimed, sent and stamped by itself.
    """
    require(access.may_run_jobs(by), "send_messages")

    def unreachable(message: Message, words: str) -> None:
        refuse_address(message.person, message.address, words=words, at=clock(), by=by)

    return delivery.deliver(clock=clock, unreachable=unreachable)


def list_changed(
    changes: Iterable[Changed],
    *,
    by: Person,
    figure: Figure | None = None,
    replaced: Figure | None = None,
    revision: TargetRevision | None = None,
    reason: str | None = None,
) -> list[JudgementChange]:
    """List the judgements that a revision changed; the next run tells the administrators.

    Called by verbs within their transaction, with what ``judge`` answered. What was revised is
    ``figure``, a new vintage in the place of ``replaced``, or ``revision``, one of the target;
    of anything else ``reason`` tells. Only another status or verdict is listed, and only where
    there was one before.
    """
    return changing.keep(
        changes, by=by, at=timezone.now(), figure=figure, replaced=replaced, revision=revision,
        reason=reason,
    )  # fmt: skip


def tell_returned(figure: Figure) -> None:
    """Write to the officers concerned, in one mail for all that comes back within minutes.

    Called by verbs within their transaction.
    """
    returned.write(figure, at=timezone.now())


def _entry(verb: str, alert: Alert, by: Person) -> TrailEntry:
    after = {"year": alert.year, "severity": alert.severity, **alert.facts}
    return trail.entry(verb, alert, by=by, zone=alert.zone, after=after)
