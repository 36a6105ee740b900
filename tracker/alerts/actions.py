"""Keeps the rows of open alerts equal to what the rules find."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from tracker.alerts.rules.findings import Finding, Subject, subject
from tracker.models import Alert, Zone
from tracker.terms import AlertRule, AlertState

BATCH = 1000


@dataclass(frozen=True)
class Reconciled:
    """What one run changed; all four are disjoint.

    Kept alerts were open before and are no more urgent than they were, escalated ones are. Of
    those kept there are as many as targets need somebody: they are only counted, by rule.
    """

    opened: tuple[Alert, ...]
    escalated: tuple[Alert, ...]
    cleared: tuple[Alert, ...]
    kept: Mapping[AlertRule, int]


def hold(zones: Collection[int] | None = None) -> None:
    """Let one run at a time decide what is found in zones, by default in all; needs a transaction.

    Locks the zones' own rows, without hindering who refers to them. SQLite knows no row locks:
    there, the transaction itself excludes other writers from its start.
    """
    rows = Zone.objects.all() if zones is None else Zone.objects.filter(pk__in=zones)
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def reconcile(
    findings: Iterable[Finding], *, today: date, zones: Collection[int] | None = None
) -> Reconciled:
    """Open, keep, escalate or clear alerts: one is open for each finding, and no other.

    ``findings`` are those of ``zones``, by default of all, and each is about something else. A
    second call with the same ones changes nothing. One query, two more where something changed or
    is cleared, and writes in bulk. Answers to a cleared alert stay with it.
    """
    rows = _open(zones)
    opened: list[Alert] = []
    changed: list[Alert] = []
    escalated: list[Alert] = []
    kept: Counter[AlertRule] = Counter()
    for finding in findings:
        row = rows.pop(finding.subject, None)
        if row is None:
            opened.append(_alert(finding, raised_on=today))
        elif finding.level > row.level:
            alert = _alert(finding, pk=row.pk, raised_on=row.raised_on, escalated_on=today)
            escalated.append(alert)
        else:
            kept[finding.rule] += 1
            if row.mark != _mark(_found(finding)):
                changed.append(_alert(finding, **row.life))
    over = {row.pk for row in rows.values()}
    _hold({*(alert.pk for alert in (*changed, *escalated)), *over})
    Alert.objects.bulk_create(opened, batch_size=BATCH)
    _update((*changed, *escalated))
    cleared = _clear(over, today)
    return Reconciled(tuple(opened), tuple(escalated), tuple(cleared), kept)


# What an open alert takes over from the finding of each run.
FOUND = ("severity", "department_id", "level", "step", "told", "urgency", "facts")


@dataclass(frozen=True, slots=True)
class _Row:
    """An open alert as it is stored; ``mark`` tells whether any of ``FOUND`` is another."""

    pk: int
    level: int
    raised_on: date
    escalated_on: date | None
    mark: int

    @property
    def life(self) -> dict[str, Any]:
        return {"pk": self.pk, "raised_on": self.raised_on, "escalated_on": self.escalated_on}


def _open(zones: Collection[int] | None) -> dict[Subject, _Row]:
    """The open alerts by what each is about, without their facts. One query."""
    here = Q() if zones is None else Q(zone__in=zones)
    rows = Alert.objects.filter(here, state=AlertState.OPEN).order_by()
    about = ("rule", "target_id", "year", "cycle_id", "department_id")
    fields = (*about, "pk", "level", "raised_on", "escalated_on", *FOUND)
    found: dict[Subject, _Row] = {}
    for rule, target, year, cycle, department, *life in rows.values_list(*fields).iterator():
        key = subject(
            AlertRule(rule), target_id=target, year=year, cycle_id=cycle, department_id=department
        )
        pk, level, raised_on, escalated_on, *values = life
        mark = _mark(dict(zip(FOUND, values, strict=True)))
        found[key] = _Row(pk, level, raised_on, escalated_on, mark)
    return found


def _found(finding: Finding) -> dict[str, Any]:
    """The values of ``FOUND``, as they are stored."""
    return {
        "severity": finding.severity.value,
        "department_id": finding.department_id,
        "level": finding.level,
        "step": finding.step,
        "told": sorted(finding.told),
        "urgency": finding.urgency.value,
        "facts": dict(finding.facts),
    }


def _mark(value: Any) -> int:
    """Another number for another JSON value; 1 and 1.0 are the same, as in the database."""
    if isinstance(value, dict):
        return hash(frozenset((name, _mark(one)) for name, one in value.items()))
    if isinstance(value, list):
        return hash(tuple(map(_mark, value)))
    return hash(value)


def _alert(finding: Finding, **life: Any) -> Alert:
    return Alert(
        rule=finding.rule,
        zone_id=finding.zone_id,
        target_id=finding.target_id,
        cycle_id=finding.cycle_id,
        year=finding.year,
        **_found(finding),
        **life,
    )


def _hold(pks: Collection[int]) -> None:
    """Wait for whoever answers these alerts now: they hold several, in the same order."""
    for batch in batches(sorted(pks)):
        rows = Alert.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _update(alerts: Collection[Alert]) -> None:
    """Write what changed, whole batches in a statement each; their rows are there already."""
    Alert.objects.bulk_create(
        alerts,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FOUND, "escalated_on"],
    )


def _clear(pks: Collection[int], today: date) -> list[Alert]:
    """Clear these alerts; answers with them as they stand now. One query, and writes."""
    if not pks:
        return []
    for batch in batches(sorted(pks)):
        rows = Alert.objects.filter(pk__in=batch, state=AlertState.OPEN)
        rows.update(state=AlertState.CLEARED, cleared_on=today)
    between = Alert.objects.filter(pk__range=(min(pks), max(pks)), cleared_on=today)
    return [alert for alert in between.order_by("pk").iterator() if alert.pk in pks]


def batches(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    """No more of them at a time than every database takes in a query."""
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
