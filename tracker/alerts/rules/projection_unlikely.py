"""A target that is on pace is unlikely to be reached.

Enforces the likelihood of methods §6: with five points or more, a chance of one in five or less to
reach the target in its year. What is off track already is not told a second time.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Judged, found
from tracker.terms import ON_PACE, AlertRule, Severity

UNLIKELY = "unlikely"


def projection_unlikely(judged: Judged, today: date) -> Finding | None:
    """A finding with the projection beside what is promised."""
    if judged.likelihood != UNLIKELY or judged.word not in ON_PACE:
        return None
    return found(
        AlertRule.PROJECTION_UNLIKELY,
        judged,
        today,
        gravity=1,
        step=UNLIKELY,
        severity=Severity.WARNING if judged.is_binding else Severity.NOTE,
        facts={**judged.facts, "likelihood": UNLIKELY},
    )
