"""Returned figures are not corrected.

Enforces the plan's working days to correct (docs/alerts.md, "Returned and not corrected"): after
them the officers are told, and weekly from then on; from the second week the reviewer as well.
It goes on after the closing of the cycle, as the figure is still owed (decision L4).
"""

from datetime import date

from tracker import working_days
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Pending
from tracker.alerts.rules.weekly import turn
from tracker.terms import AlertRule, Role, Severity

# The week from which each role is told.
LADDER = {Role.OFFICER: 1, Role.REVIEWER: 2}


def returned(pending: Pending, today: date) -> Finding | None:
    """This week's reminder; the first week starts once the working days to correct are over."""
    first = working_days.after(pending.since, pending.days)
    now = turn(first, today, LADDER, pending.life)
    if now is None:
        return None
    return Finding(
        rule=AlertRule.RETURNED,
        zone_id=pending.zone_id,
        cycle_id=pending.cycle_id,
        department_id=pending.department_id,
        year=pending.year,
        severity=Severity.WARNING if now.week == 1 else Severity.ERROR,
        level=now.level,
        step=now.step,
        told=now.told,
        facts={"since": pending.since.isoformat(), "outstanding": pending.count},
    )
