"""What is told week by week until it is done, to more people the longer it takes.

Shared by the rules about what should have been done by now (docs/alerts.md, "Week by week").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.alerts.rules.answering import BROKEN, EVERYBODY, Life, as_of, broken, is_silent
from tracker.terms import Role

WEEK = 7
# The level of a week stays below that of a promise which was not kept.
MOST_WEEKS = BROKEN - 1


@dataclass(frozen=True, slots=True)
class Turn:
    """Where such a reminder stands: its week, counted from 1, and what follows for a finding."""

    week: int
    level: int
    step: str
    told: frozenset[Role]


def turn(first: date, today: date, ladder: Mapping[Role, int], life: Life | None) -> Turn | None:
    """This week's turn, the first of which starts on the day ``first``; None before that.

    ``ladder`` says from which week on each role is told. While a promise runs, the week stands
    still and nobody is told; after one that was not kept everybody is.
    """
    if today < first:
        return None
    unkept = len(broken(life, today))
    week = max(0, (as_of(life, today) - first).days) // WEEK + 1
    roles = frozenset(role for role, start in ladder.items() if week >= start)
    told = EVERYBODY if unkept else roles
    return Turn(
        week=week,
        level=BROKEN * unkept + min(week, MOST_WEEKS),
        step=f"week-{week}-promise-broken" if unkept else f"week-{week}",
        told=frozenset() if is_silent(life, today) else told,
    )
