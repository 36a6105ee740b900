"""All rows that the mails of one batch name, read at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.alerts import queries
from tracker.alerts.digests import Digest, Line
from tracker.alerts.letters.shapes import MOST_ROWS
from tracker.alerts.queries import Outstanding
from tracker.models import Alert, Department, JudgementChange, ReportingCycle, Target, Zone
from tracker.terms import AlertRule, Severity

# The rules about the class of a target; all others stand behind them.
CLASSES = (AlertRule.OFF_TRACK, AlertRule.FLOOR_BREACHED, AlertRule.MILESTONE_OVERDUE)
# The gravest first.
SEVERITIES = {severity.value: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Library:
    """Rows by their numbers; ``outstanding`` by cycle and department, ``facts`` by alert.

    ``changes`` are the judgements that revisions changed.

    Targets are those that a mail can show at most.
    """

    today: date
    zones: dict[int, Zone]
    departments: dict[int, Department]
    cycles: dict[int, ReportingCycle]
    targets: dict[int, Target]
    outstanding: dict[tuple[int | None, int | None], list[Outstanding]]
    facts: dict[int, dict[str, Any]]
    changes: dict[int, JudgementChange]
    illustrative: frozenset[int]


def library(digests: Collection[Digest], today: date) -> Library:
    """What these mails need, in nine queries whatever their number."""
    lines = [line for digest in digests for line in digest.lines]
    cycle_ids = {line.alert.cycle_id for line in lines if line.alert.cycle_id is not None}
    shown = {pk for digest in digests for pk in _shown(digest)}
    facts = _facts(line.alert for line in lines if line.alert.target_id in shown)
    return Library(
        today=today,
        zones=Zone.objects.in_bulk({line.alert.zone_id for line in lines}),
        departments=Department.objects.in_bulk(
            {line.alert.department_id for line in lines if line.alert.department_id is not None}
        ),
        cycles=ReportingCycle.objects.select_related("plan").in_bulk(cycle_ids),
        targets=_targets(line.alert.target_id for line in lines if line.alert.target_id in shown),
        outstanding=_outstanding(today, cycle_ids),
        facts=facts,
        changes=_changes(one["change"] for one in facts.values() if "change" in one),
        illustrative=queries.illustrative_zones(),
    )


def ranked(lines: Iterable[Line]) -> list[int]:
    """The targets that lines are about, the gravest first, then as they were entered."""
    ranks: dict[int, tuple[bool, int, int]] = {}
    for line in lines:
        alert = line.alert
        if alert.target_id is not None:
            own = rank(alert)
            ranks[alert.target_id] = min(own, ranks.get(alert.target_id, own))
    return sorted(ranks, key=lambda pk: (ranks[pk], pk))


def rank(alert: Alert) -> tuple[bool, int, int]:
    """What sorts alerts about targets, the gravest first."""
    return (alert.rule not in CLASSES, SEVERITIES[alert.severity], -(alert.level % 10))


def _shown(digest: Digest) -> set[int]:
    """The targets that a mail can show: the first ones under each rule."""
    by_rule: dict[str, list[Line]] = {}
    for line in digest.lines:
        by_rule.setdefault(line.alert.rule, []).append(line)
    return {pk for lines in (digest.lines, *by_rule.values()) for pk in ranked(lines)[:MOST_ROWS]}


def _targets(pks: Iterable[int]) -> dict[int, Target]:
    rows = Target.objects.select_related("scope").prefetch_related("revisions")
    return rows.in_bulk(set(pks))


def _facts(alerts: Iterable[Alert]) -> dict[int, dict[str, Any]]:
    rows = Alert.objects.filter(pk__in={alert.pk for alert in alerts})
    return dict(rows.values_list("pk", "facts"))


def _changes(pks: Iterable[int]) -> dict[int, JudgementChange]:
    rows = JudgementChange.objects.select_related("target", "figure", "replaced", "revision")
    return rows.in_bulk(set(pks))


def _outstanding(
    today: date, cycle_ids: Collection[int]
) -> dict[tuple[int | None, int | None], list[Outstanding]]:
    waiting: dict[tuple[int | None, int | None], list[Outstanding]] = {}
    for row in queries.outstanding(today, cycle_ids):
        waiting.setdefault((row.cycle_id, row.target.department_id), []).append(row)
    return waiting
