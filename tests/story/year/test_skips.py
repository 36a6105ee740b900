"""Days without a run: nothing is lost but what they made pointless (see ``skipping.py``)."""

import random
from collections.abc import Collection, Iterator
from copy import copy
from datetime import date

import pytest
from django.db import transaction

from tests.story.year.simulation import DAY, Hours, Simulation, days
from tests.story.year.skipping import Comparison
from tracker import working_days

pytestmark = pytest.mark.django_db

# The Spring Festival with two due dates; the end of March with two more, and Qingming.
SEASONS = {
    date(2026, 2, 11): date(2026, 3, 4),
    date(2026, 3, 24): date(2026, 4, 9),
}
SETS = 2


def test_any_day_and_any_set_of_days_can_be_missed():
    """From the end backwards, so that each morning of the full year can be gone back to."""
    year, mornings = Simulation.begin(afternoons()), {}
    for day in days():
        mornings[day] = transaction.savepoint(), parted(year)
        year.play_day(day)
    faults = []
    with_mails = {mail.on for mail in year.mails}
    for day in sorted(with_mails | set(SEASONS), reverse=True):
        savepoint, before = mornings[day]
        for last, missed in sets_of_days(day):
            transaction.savepoint_rollback(savepoint)
            gaps = parted(before, afternoons(missed))
            gaps.play(day, last)
            faults += Comparison(year, gaps, day, last).faults()
    assert not faults, "\n".join(faults)


def sets_of_days(first: date) -> Iterator[tuple[date, Collection[date]]]:
    """Until when which days are missed: the first alone, and in its season some, most or few."""
    yield working_days.on_or_after(first + DAY), {first}
    last = SEASONS.get(first)
    if last is not None:
        chance = random.Random(first.toordinal())  # noqa: S311 - no secret
        for _ in range(SETS):
            share = chance.choice((0.2, 0.5, 0.8))
            yield last, {day for day in days(first, last) if chance.random() < share}


def afternoons(missed: Collection[date] = ()) -> Hours:
    """A run each afternoon, when everybody's hour has passed, but on the missed days."""
    return lambda day: () if day in missed else (14,)


def parted(year: Simulation, hours: Hours | None = None) -> Simulation:
    """Another way on from where a year stands, in which no job of a verb arrives."""
    return Simulation(
        hours=hours or year.hours,
        jobs=False,
        mails=copy(year.mails),
        opened={day: dict(seen) for day, seen in year.opened.items()},
        late=copy(year.late),
    )
