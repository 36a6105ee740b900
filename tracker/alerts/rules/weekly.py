"""What is told week by week until it is done, to more people the longer it takes.

Shared by the rules about what should have been done by now (docs/alerts.md, "Week by week").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.alerts.rules.answering import EVERYBODY, Life, as_of, broken, is_silent
from tracker.terms import Role

DAY, WEEK = timedelta(days=1), timedelta(days=7)
# Any day before the first notice; levels count from it.
ORIGIN = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where such a reminder stands: its week, counted from 1, and what follows for a finding.

    ``since`` is when it got there: the week's first day, or the day after a promise that was not
    kept.
    """

    week: int
    step: str
    told: frozenset[Role]
    since: date

    @property
    def level(self) -> int:
        """Follows the calendar, so that whatever is owed later is told within a week.

        When the figure that waited longest is dealt with, the next one is some weeks younger; and
        a department that broke its promise, submitted, and then owes another figure has a new
        alert. A level of weeks or of broken promises would stay below what was told before.
        """
        return (self.since - ORIGIN).days


def turn(first: date, today: date, ladder: Mapping[Role, int], life: Life | None) -> Turn | None:
    """This week's turn, the first of which starts on the day ``first``; None before that.

    ``ladder`` says from which week on each role is told. While a promise runs, the week stands
    still and nobody is told; after one that was not kept everybody is.
    """
    if today < first:
        return None
    unkept = broken(life, today)
    week = max(timedelta(0), as_of(life, today) - first) // WEEK + 1
    begun = first + (week - 1) * WEEK
    roles = frozenset(role for role, start in ladder.items() if week >= start)
    told = EVERYBODY if unkept else roles
    return Turn(
        week=week,
        step=f"week-{week}-promise-broken" if unkept else f"week-{week}",
        told=frozenset() if is_silent(life, today) else told,
        since=max([begun, *(promise.promised_on + DAY for promise in unkept)]),
    )
