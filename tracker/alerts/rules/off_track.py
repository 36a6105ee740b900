"""A target is off its path, or ended missed.

Enforces the classes of methods §2 and §4 and the veto of §7: whatever is behind, far behind,
reversed or missed needs its department and the reviewer, a binding target in red the plan
administrator too. Limits that are kept or breached are ``floor_breached``, milestones
``milestone_overdue``.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.floor_breached import is_floor
from tracker.alerts.rules.targets import Judged, found, severity_of
from tracker.terms import AlertRule, Status, Verdict

# How grave each class is; people are told again when a target sinks to a graver one.
GRAVITY: dict[Status | Verdict, int] = {
    Status.BEHIND: 1,
    Status.FAR_BEHIND: 2,
    Status.REVERSED: 3,
    Verdict.MISSED: 4,
}


def off_track(judged: Judged, today: date) -> Finding | None:
    """A finding for every class of ``GRAVITY``, with the figures behind it."""
    gravity = GRAVITY.get(judged.word)
    if gravity is None or is_floor(judged):
        return None
    return found(
        AlertRule.OFF_TRACK,
        judged,
        today,
        gravity=gravity,
        step=judged.word.value,
        severity=severity_of(judged, judged.word),
        facts=judged.facts,
        wants_answer=True,
    )
