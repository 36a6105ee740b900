"""Returned and not corrected: after the plan's working days, then weekly."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import pending
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.returned import returned
from tracker.terms import AlertRule, Role, Severity

OFFICER, REVIEWER = Role.OFFICER, Role.REVIEWER

# Returned on Monday, 2 March 2026; five working days are over on Monday, the 9th.
DAYS = [
    (date(2026, 3, 2), None, None),
    (date(2026, 3, 9), None, None),
    (date(2026, 3, 10), "week-1", {OFFICER}),
    (date(2026, 3, 16), "week-1", {OFFICER}),
    (date(2026, 3, 17), "week-2", {OFFICER, REVIEWER}),
    (date(2026, 4, 1), "week-4", {OFFICER, REVIEWER}),
]


@pytest.mark.parametrize(("today", "step", "told"), DAYS)
def test_officers_have_their_working_days_then_the_reviewer_hears_too(today, step, told):
    found = returned(pending(), today)
    assert (found.step if found else None) == step
    assert (found.told if found else None) == told


@pytest.mark.parametrize(
    ("since", "days", "first"),
    [
        (date(2026, 9, 30), 5, date(2026, 10, 14)),
        (date(2026, 2, 13), 1, date(2026, 2, 24)),
        (date(2026, 3, 7), 0, date(2026, 3, 9)),
    ],
    ids=["over the National Day", "worked in exchange", "the next working day"],
)
def test_days_off_do_not_count(since, days, first):
    view = pending(since=since, days=days)
    assert returned(view, first - timedelta(days=1)) is None
    assert returned(view, first).step == "week-1"


def test_who_promised_is_left_alone_until_that_day():
    promise = Promise(date(2026, 3, 11), date(2026, 3, 31), 1)
    view = pending(life=Life(date(2026, 3, 10), (promise,)))
    assert returned(view, date(2026, 3, 31)).told == frozenset()
    broken = returned(view, date(2026, 4, 1))
    assert broken.step == "week-4-promise-broken"
    assert broken.told == {OFFICER, REVIEWER, Role.ADMINISTRATOR}
    assert broken.level == returned(pending(since=date(2026, 3, 24)), date(2026, 4, 1)).level


def test_when_the_oldest_is_corrected_the_next_is_told_within_a_week():
    """It came back weeks later, so that its week is a lower one."""
    told = returned(pending(), date(2026, 4, 2)).level
    younger = pending(since=date(2026, 3, 16))
    found = [returned(younger, date(2026, 4, 3) + timedelta(days=number)) for number in range(7)]
    assert [one.step for one in (found[0], found[-1])] == ["week-2", "week-3"]
    assert len({one.level for one in found if one.level > told}) == 1


def test_it_says_since_when_and_how_many():
    found = returned(pending(), date(2026, 3, 17))
    assert found.facts == {"since": "2026-03-02", "outstanding": 2}
    assert (found.rule, found.severity) == (AlertRule.RETURNED, Severity.ERROR)
    assert found.subject == (AlertRule.RETURNED, None, 12, 5)
