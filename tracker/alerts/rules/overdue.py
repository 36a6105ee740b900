"""Figures are overdue.

Enforces the reporting cycle's due date once it has passed (docs/alerts.md, "Overdue"): told on
the first day after it and weekly from then on, until the figures are submitted or the cycle is
closed. After a week the reviewer is told as well, after three weeks the plan administrator.
What was submitted once and came back is not late: it belongs to ``returned``.
"""

from datetime import date, timedelta

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Owing
from tracker.alerts.rules.weekly import turn
from tracker.terms import AlertRule, Role, Severity, Urgency

# The week from which each role is told.
LADDER = {Role.OFFICER: 1, Role.REVIEWER: 2, Role.ADMINISTRATOR: 4}


def overdue(owing: Owing, today: date) -> Finding | None:
    """This week's reminder; the first week starts on the day after the due date."""
    now = turn(owing.due_on + timedelta(days=1), today, LADDER, owing.life)
    if now is None or not owing.waits(today) or owing.never_submitted == 0:
        return None
    return Finding(
        rule=AlertRule.OVERDUE,
        zone_id=owing.zone_id,
        cycle_id=owing.cycle_id,
        department_id=owing.department_id,
        year=owing.year,
        severity=Severity.WARNING if now.week == 1 else Severity.ERROR,
        level=now.level,
        step=now.step,
        told=now.told,
        urgency=Urgency.ROUTINE if now.week == 1 else Urgency.URGENT,
        facts={
            "due_on": owing.due_on.isoformat(),
            "asked": owing.asked,
            "outstanding": owing.never_submitted,
        },
    )
