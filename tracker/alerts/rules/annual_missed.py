"""The annual target of the last reported year was not met.

Enforces methods §5: an annual target is shown beside the pace of the whole period, and neither
stands for the other, so that a year can be missed by a target that is on track. Annual targets are
met by a tie, and nothing is tolerated: they have no words of their own.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Annual, found
from tracker.attainment.numbers import ahead_by
from tracker.attainment.progress import attainment
from tracker.terms import AlertRule, Direction, Severity, TargetKind


def annual_missed(year: Annual, today: date) -> Finding | None:
    """A finding with the figure, the annual target, and the rate between two positive ones."""
    is_least = year.direction is Direction.AT_LEAST and year.kind is not TargetKind.RANK
    sign = 1 if is_least else -1
    if ahead_by(sign, year.value, year.annual) >= 0:
        return None
    is_rate = year.kind not in (TargetKind.RANK, TargetKind.CUMULATIVE_CHANGE)
    return found(
        AlertRule.ANNUAL_MISSED,
        year,
        today,
        gravity=1,
        step="missed",
        severity=Severity.WARNING if year.is_binding else Severity.NOTE,
        facts={
            "value": str(year.value),
            "annual": str(year.annual),
            "attainment": attainment(sign, year.value, year.annual) if is_rate else None,
        },
    )
