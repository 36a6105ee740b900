"""Submitted figures wait for review.

Enforces the plan's working days to review (docs/alerts.md, "Waiting for review"): after them the
reviewers are told, and weekly from then on; after three weeks the plan administrators as well.
"""

from datetime import date

from tracker import working_days
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Pending
from tracker.alerts.rules.weekly import turn
from tracker.terms import AlertRule, Role, Severity

# The week from which each role is told.
LADDER = {Role.REVIEWER: 1, Role.ADMINISTRATOR: 4}


def review_waiting(pending: Pending, today: date) -> Finding | None:
    """This week's reminder; the first week starts once the working days to review are over."""
    first = working_days.after(pending.since, pending.days)
    now = turn(first, today, LADDER, pending.life)
    if now is None:
        return None
    return Finding(
        rule=AlertRule.REVIEW_WAITING,
        zone_id=pending.zone_id,
        cycle_id=pending.cycle_id,
        department_id=None,
        year=pending.year,
        severity=Severity.WARNING if now.week < LADDER[Role.ADMINISTRATOR] else Severity.ERROR,
        level=now.level,
        step=now.step,
        told=now.told,
        facts={"since": pending.since.isoformat(), "outstanding": pending.count},
    )
