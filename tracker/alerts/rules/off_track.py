"""A target is off its path, or ended missed.

Enforces the classes of methods §2 and §4 and the veto of §7: whatever is behind, far behind,
reversed, breached, an overdue milestone or missed needs its department, the reviewer and the plan
administrator. Each is told once, and again only when the class has become worse.
"""

from tracker.alerts.rules.findings import Finding, Judged
from tracker.terms import (
    LIGHTS,
    AlertRule,
    Attribute,
    Light,
    Role,
    Severity,
    Status,
    Verdict,
)

# How grave each class is; people are told again when a target sinks to a graver one.
GRAVITY: dict[Status | Verdict, int] = {
    Status.BEHIND: 1,
    Status.FAR_BEHIND: 2,
    Status.OVERDUE: 2,
    Status.REVERSED: 3,
    Status.BREACHED: 3,
    Verdict.MISSED: 4,
}


def off_track(judged: Judged) -> Finding | None:
    """A finding for every class of ``GRAVITY``; None when on pace or not assessable."""
    gravity = GRAVITY.get(judged.word)
    if gravity is None:
        return None
    return Finding(
        rule=AlertRule.OFF_TRACK,
        zone_id=judged.zone_id,
        department_id=judged.department_id,
        target_id=judged.target_id,
        year=judged.year,
        severity=_severity(judged),
        level=gravity,
        step=judged.word.value,
        told=frozenset({Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}),
        facts={
            "status": judged.word.value if isinstance(judged.word, Status) else None,
            "verdict": judged.word.value if isinstance(judged.word, Verdict) else None,
            **judged.figures,
        },
    )


def _severity(judged: Judged) -> Severity:
    """A binding target weighs one step more than its light alone."""
    red = LIGHTS[judged.word] is Light.RED
    binding = judged.attribute is Attribute.BINDING
    if red and binding:
        return Severity.ERROR
    return Severity.WARNING if red or binding else Severity.NOTE
