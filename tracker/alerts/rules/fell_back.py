"""A target is still on pace, but in a worse class than the year before.

Enforces the order of the classes of methods §2 and §4 where they count as on pace (达到序时进度):
who was ahead and is only on track hears of it before the target falls behind. Never beside
``off_track`` or ``floor_breached``, which say the same more gravely.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Judged, found
from tracker.terms import GRADES, AlertRule, Severity


def fell_back(judged: Judged, today: date) -> Finding | None:
    """A finding as grave as there are classes between the two years."""
    if judged.before not in GRADES or judged.word not in GRADES:
        return None
    fallen = GRADES[judged.before] - GRADES[judged.word]
    if fallen <= 0:
        return None
    return found(
        AlertRule.FELL_BACK,
        judged,
        today,
        gravity=fallen,
        step=judged.word.value,
        severity=Severity.WARNING if judged.is_binding else Severity.NOTE,
        facts={**judged.facts, "before": judged.before.value},
    )
