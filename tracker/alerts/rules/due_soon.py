"""Figures are due soon.

Enforces the reporting cycle's due date while there is still time (docs/alerts.md, "Due soon"):
officers are reminded 30, 7 and 1 days before it, each time only while something is outstanding.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding, Owing
from tracker.terms import AlertRule, Role, Severity

# Days before the due date from which each reminder holds, the least urgent first.
STEPS = (30, 7, 1)


def due_soon(owing: Owing, today: date) -> Finding | None:
    """The most urgent reminder that has been reached, up to and on the due date."""
    days_left = (owing.due_on - today).days
    reached = [step for step in STEPS if days_left <= step]
    if not owing.waits(today) or days_left < 0 or not reached:
        return None
    return Finding(
        rule=AlertRule.DUE_SOON,
        zone_id=owing.zone_id,
        cycle_id=owing.cycle_id,
        department_id=owing.department_id,
        year=owing.year,
        severity=Severity.NOTE if len(reached) == 1 else Severity.WARNING,
        level=len(reached),
        step=f"step-{reached[-1]}",
        told=frozenset({Role.OFFICER}),
        facts={
            "due_on": owing.due_on.isoformat(),
            "asked": owing.asked,
            "outstanding": owing.outstanding,
        },
    )
