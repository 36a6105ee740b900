"""Figures are due today.

Enforces the reporting cycle's due date on its last day (docs/alerts.md, "Due today"): the final
notice to the officers, also on a day off, as tomorrow is too late.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Owing
from tracker.terms import AlertRule, Role, Severity, Urgency


def due_today(owing: Owing, today: date) -> Finding | None:
    """The final notice, on the due date; a due date that has passed is ``overdue``."""
    if not owing.waits(today) or today != owing.due_on:
        return None
    return Finding(
        rule=AlertRule.DUE_TODAY,
        zone_id=owing.zone_id,
        cycle_id=owing.cycle_id,
        department_id=owing.department_id,
        year=owing.year,
        severity=Severity.WARNING,
        level=1,
        step="due-today",
        told=frozenset({Role.OFFICER}),
        urgency=Urgency.LAST_CHANCE,
        facts={
            "due_on": owing.due_on.isoformat(),
            "asked": owing.asked,
            "outstanding": owing.outstanding,
        },
    )
