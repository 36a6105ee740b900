"""The simulated year: exactly the expected mails, and the same ones however often it runs."""

import random
from collections import Counter

import pytest

from tests.story.year import Writes, expectation
from tests.story.year.simulation import IN_MARCH, Simulation, every_day
from tracker import working_days
from tracker.terms import AlertRule, MessageKind

pytestmark = pytest.mark.django_db

# What may be told on a day off: tomorrow is too late for it.
LAST_CHANCES = {AlertRule.DUE_TODAY, AlertRule.DUE_SOON, AlertRule.RETURNED}


def test_the_year_gives_exactly_the_expected_mails(request):
    year = Simulation.begin()
    year.play()
    assert year.postponed == [], "lines of the script that could not be done"
    if any(isinstance(one, Writes) for one in request.config.pluginmanager.get_plugins()):
        expectation.write(year.mails)
    check(year)
    difference = expectation.difference(year.mails)
    assert not difference, difference


def test_days_with_one_to_three_runs_give_the_same_mails():
    """The hours at which somebody reads, again or not, or another hour of the day besides."""
    chance = random.Random(2026)  # noqa: S311 - no secret

    def hours(day):
        return [*every_day(day), *chance.choice(((), (), (8,), (14,), (7,), (11,), (23,)))]

    year = Simulation.begin(hours)
    year.play(last=IN_MARCH)
    check(year)
    difference = expectation.difference(year.mails, with_hours=False, last=IN_MARCH)
    assert not difference, difference


def check(year):
    """What holds of every year, whatever is expected."""
    for mail in year.mails:
        if not working_days.is_working_day(mail.on):
            assert {thing.rule for thing in mail.things} <= LAST_CHANCES, mail
    digests = [mail for mail in year.mails if mail.kind == MessageKind.DIGEST]
    assert most((mail.person, mail.on) for mail in digests) == 1, "two digests on one day"
    notices = ((mail.person, *notice) for mail in year.mails for notice in mail.notices)
    assert most(notices) == 1, "something was told twice"


def most(things) -> int:
    return max(Counter(things).values())
