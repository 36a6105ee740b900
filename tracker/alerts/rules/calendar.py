"""On which day each reminder of a due date goes out, as the rules themselves have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker import working_days
from tracker.alerts.rules.due_soon import due_soon
from tracker.alerts.rules.due_today import due_today
from tracker.alerts.rules.findings import Finding
from tracker.alerts.rules.overdue import LADDER, overdue
from tracker.alerts.rules.owed import Owing
from tracker.terms import AlertRule, Urgency

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# At most one of them holds on a day.
RULES = (due_soon, due_today, overdue)
# Until everybody has been told who is told at all, the days off in between included.
LAST_WEEK = max(LADDER.values()) + 1


@dataclass(frozen=True, slots=True)
class Dated:
    """One notice, and the day on which it goes out."""

    on: date
    finding: Finding


def calendar(owing: Owing) -> list[Dated]:
    """All notices of a due date, up to the one that everybody gets, if nothing is ever submitted.

    Found by asking the rules about each day: where a step cannot be told before a more urgent one
    holds, that one alone is told.
    """
    notices: list[Dated] = []
    told: dict[AlertRule, int] = {}
    for day in _days(owing):
        for finding in filter(None, (rule(owing, day) for rule in RULES)):
            waits = not working_days.is_working_day(day)
            waits = waits and finding.urgency is not Urgency.LAST_CHANCE
            if not waits and finding.level > told.get(finding.rule, 0):
                told[finding.rule] = finding.level
                notices.append(Dated(day, finding))
    everybody = next(
        (n for n, one in enumerate(notices, 1) if set(LADDER) <= one.finding.told), None
    )
    return notices[:everybody]


def _days(owing: Owing) -> Iterator[date]:
    """From the first reminder on, or from the opening where that is later."""
    day = working_days.on_or_before(owing.due_on - max(owing.reminder_days) * DAY)
    day = max(day, owing.opens_on)
    while day <= owing.due_on + LAST_WEEK * WEEK:
        yield day
        day += DAY
