"""A milestone is past its due date and not done.

Enforces methods §3 (milestone) by the date, and not only by what was reported: it speaks from the
day after the due date where a figure says "not done", and where nobody reported, once the due date
of the cycle that asks for it has passed as well; until then it may be done and only not said.
"""

from datetime import date

from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.targets import Milestone, found, severity_of, spoken
from tracker.terms import AlertRule, Status, Verdict

GRAVITY = {Status.OVERDUE: 2, Verdict.MISSED: 4}


def milestone_overdue(milestone: Milestone, today: date) -> Finding | None:
    """A finding, the graver one where it is reported as not done."""
    if today <= milestone.due_on or (_may_be_done(milestone, today)):
        return None
    word = Verdict.MISSED if milestone.is_missed else Status.OVERDUE
    return found(
        AlertRule.MILESTONE_OVERDUE,
        milestone,
        today,
        gravity=GRAVITY[word],
        step=word.value,
        severity=severity_of(milestone, word),
        facts={
            **spoken(word),
            "value": None,
            "due_on": milestone.due_on.isoformat(),
            "reported": milestone.reported,
        },
        wants_answer=True,
    )


def _may_be_done(milestone: Milestone, today: date) -> bool:
    asked = milestone.asked_until
    return not milestone.is_missed and asked is not None and today <= asked
