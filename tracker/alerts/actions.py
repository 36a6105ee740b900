"""Keeps the rows of open alerts equal to what the rules find."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tracker.alerts.finding import find as find_owed
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.off_track import off_track
from tracker.alerts.views.targets import target_views
from tracker.models import Alert, Zone
from tracker.terms import AlertRule, AlertState

BATCH = 500


@dataclass(frozen=True)
class Reconciled:
    """What one run changed; all four are disjoint.

    Kept alerts were open before and are no more urgent than they were; escalated ones are.
    """

    opened: tuple[Alert, ...]
    kept: tuple[Alert, ...]
    escalated: tuple[Alert, ...]
    cleared: tuple[Alert, ...]


def hold() -> None:
    """Let one run at a time decide who is told what; needs a transaction.

    Locks the zones' own rows, without hindering who refers to them. SQLite knows no row locks:
    there, the transaction itself excludes other writers from its start.
    """
    list(Zone.objects.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def find(today: date) -> list[Finding]:
    """What every rule finds on a day; a constant number of queries."""
    judgements = (off_track(view, today) for view in target_views(today).judged())
    return [*find_owed(today), *(one for one in judgements if one is not None)]


def reconcile(findings: Iterable[Finding], *, today: date) -> Reconciled:
    """Open, keep, escalate or clear alerts: one is open for each finding, and no other.

    A second call with the same findings changes nothing. One query, plus writes in bulk.
    """
    wanted = {finding.subject: finding for finding in findings}
    rows = {_subject(row): row for row in Alert.objects.filter(state=AlertState.OPEN)}
    risen = {key for key, row in rows.items() if key in wanted and wanted[key].level > row.level}
    opened = [_new(finding, today) for key, finding in wanted.items() if key not in rows]
    kept = [row for key, row in rows.items() if key in wanted and key not in risen]
    escalated = [row for key, row in rows.items() if key in risen]
    cleared = [row for key, row in rows.items() if key not in wanted]
    Alert.objects.bulk_create(opened, batch_size=BATCH)
    for alert in escalated:
        alert.escalated_on = today
    _update((row, wanted[key]) for key, row in rows.items() if key in wanted)
    _clear(cleared, today)
    return Reconciled(tuple(opened), tuple(kept), tuple(escalated), tuple(cleared))


def _subject(alert: Alert) -> tuple[AlertRule, int | None, int | None, int | None]:
    """As ``Finding.subject``."""
    rule = AlertRule(alert.rule)
    if alert.target_id is not None:
        return (rule, alert.target_id, alert.year, None)
    return (rule, None, alert.cycle_id, alert.department_id)


def _new(finding: Finding, today: date) -> Alert:
    return Alert(
        rule=finding.rule,
        zone_id=finding.zone_id,
        target_id=finding.target_id,
        cycle_id=finding.cycle_id,
        year=finding.year,
        raised_on=today,
        **_found(finding),
    )


# What an open alert takes over from the finding of each run.
FOUND = ("severity", "department_id", "level", "step", "told", "urgency", "facts")


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


def _update(found: Iterable[tuple[Alert, Finding]]) -> None:
    changed = []
    for alert, finding in found:
        now = _found(finding)
        if any(getattr(alert, name) != value for name, value in now.items()):
            for name, value in now.items():
                setattr(alert, name, value)
            changed.append(alert)
    Alert.objects.bulk_update(changed, [*FOUND, "escalated_on"], batch_size=BATCH)


def _clear(alerts: list[Alert], today: date) -> None:
    for start in range(0, len(alerts), BATCH):
        part = [alert.pk for alert in alerts[start : start + BATCH]]
        rows: QuerySet[Alert] = Alert.objects.filter(pk__in=part, state=AlertState.OPEN)
        rows.update(state=AlertState.CLEARED, cleared_on=today)
    for alert in alerts:
        alert.state, alert.cleared_on = AlertState.CLEARED, today
