"""Figures are overdue.

Enforces the reporting cycle's due date once it has passed (docs/alerts.md, "Overdue"): told on
the first day after it and weekly from then on, until the figures are submitted or the cycle is
closed. After a week the reviewer is told as well, after three weeks the plan administrator.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding, Owing
from tracker.terms import AlertRule, Role, Severity

# Days late after which each role is told, besides those before it.
ESCALATION = ((0, Role.OFFICER), (7, Role.REVIEWER), (21, Role.ADMINISTRATOR))


def overdue(owing: Owing, today: date) -> Finding | None:
    """This week's reminder; the first week starts on the day after the due date."""
    days_late = (today - owing.due_on).days
    if not owing.waits(today) or days_late < 1:
        return None
    week = (days_late - 1) // 7
    return Finding(
        rule=AlertRule.OVERDUE,
        zone_id=owing.zone_id,
        cycle_id=owing.cycle_id,
        department_id=owing.department_id,
        year=owing.year,
        severity=Severity.WARNING if week == 0 else Severity.ERROR,
        level=week + 1,
        step=f"week-{week + 1}",
        told=frozenset(role for days, role in ESCALATION if days_late > days),
        facts={
            "due_on": owing.due_on.isoformat(),
            "asked": owing.asked,
            "outstanding": owing.outstanding,
        },
    )
