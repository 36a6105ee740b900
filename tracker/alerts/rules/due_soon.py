"""Figures are due soon.

Enforces the reporting cycle's due date while there is still time (docs/alerts.md, "Due soon"):
officers are reminded so many days before it as the plan says, 30, 7 and 1 unless told otherwise,
each time only while something was never submitted: what came back has its own mail and its own
reminders, and is part of the final notice. A step that falls on a day off holds from the
working day before it. The due date itself belongs to ``due_today``.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from tracker import working_days
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.owed import Owing
from tracker.terms import AlertRule, Role, Severity, Urgency

DAY = timedelta(days=1)
# Levels follow the step itself, so that a plan may change its steps while one is told.
NEAREST = 100


def due_soon(owing: Owing, today: date) -> Finding | None:
    """The most urgent reminder that has been reached, up to the day before the due date."""
    step = _reached(owing.reminder_days, owing.due_on, today)
    if step is None or not owing.waits(today) or today >= owing.due_on:
        return None
    if not owing.never_submitted:
        return None
    first = step == max(owing.reminder_days) and len(owing.reminder_days) > 1
    return Finding(
        rule=AlertRule.DUE_SOON,
        zone_id=owing.zone_id,
        cycle_id=owing.cycle_id,
        department_id=owing.department_id,
        year=owing.year,
        severity=Severity.NOTE if first else Severity.WARNING,
        level=NEAREST - step,
        step=f"step-{step}",
        told=frozenset({Role.OFFICER}),
        urgency=_urgency(owing.due_on, today),
        facts={
            "due_on": owing.due_on.isoformat(),
            "asked": owing.asked,
            "outstanding": owing.never_submitted,
        },
    )


def starts_on(due_on: date, step: int) -> date:
    """From when the reminder of ``step`` days before the due date holds: a working day."""
    return working_days.on_or_before(due_on - step * DAY)


def _reached(steps: Iterable[int], due_on: date, today: date) -> int | None:
    return min((step for step in steps if starts_on(due_on, step) <= today), default=None)


def _urgency(due_on: date, today: date) -> Urgency:
    """A reminder can wait for a working day as long as one is left."""
    if working_days.count(today - DAY, due_on) == 0:
        return Urgency.LAST_CHANCE
    return Urgency.ROUTINE
