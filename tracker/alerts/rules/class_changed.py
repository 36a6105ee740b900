"""A revision made another class of a judgement.

Enforces methods §5: of a revised figure or target, a change of class is listed. The plan
administrators hear of each one; it is forgotten 30 days after the last change of that target and
year.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Changed, found, spoken
from tracker.terms import OFF_TRACK, AlertRule, Role, Severity

DAYS = 30
# Gravities have one digit.
_MOST = 9


def class_changed(change: Changed, today: date) -> Finding | None:
    """A finding that is graver with every change, so that each one is told."""
    if not 0 <= (today - change.changed_on).days <= DAYS:
        return None
    fell = change.after in OFF_TRACK and change.before not in OFF_TRACK
    return found(
        AlertRule.CLASS_CHANGED,
        change,
        today,
        gravity=min(change.count, _MOST),
        step=change.after.value,
        severity=Severity.WARNING if fell else Severity.NOTE,
        told=frozenset({Role.ADMINISTRATOR}),
        facts={
            **spoken(change.after),
            "before": change.before.value,
            "change": change.change_id,
            "changed_on": change.changed_on.isoformat(),
        },
    )
