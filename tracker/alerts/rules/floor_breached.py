"""A limit that had to be kept was breached.

Enforces methods §3 (hold, each_year, maintain, range, delegated) and exact 20, 27, 33, 38: what is
kept every year has no way to catch up on, so that a breach is told as such and not as a delay.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Judged, found, severity_of
from tracker.terms import AlertRule, Status

GRAVITY = 3


def is_floor(judged: Judged) -> bool:
    """Breached, or reversed without a pace, which only what is kept is (exact 13)."""
    if judged.word is Status.BREACHED:
        return True
    return judged.word is Status.REVERSED and judged.figures.get("pace") is None


def floor_breached(judged: Judged, today: date) -> Finding | None:
    """A finding for a breach in the latest year, or in any where every year counts."""
    if not is_floor(judged):
        return None
    return found(
        AlertRule.FLOOR_BREACHED,
        judged,
        today,
        gravity=GRAVITY,
        step=judged.word.value,
        severity=severity_of(judged, judged.word),
        facts=judged.facts,
        wants_answer=True,
    )
