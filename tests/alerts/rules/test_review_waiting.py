"""Submitted figures wait for review: after the plan's working days, then weekly."""

from datetime import date

import pytest

from tests.alerts.rules.build import pending
from tracker.alerts.rules.review_waiting import review_waiting
from tracker.terms import AlertRule, Role, Severity

REVIEWER, ADMINISTRATOR = Role.REVIEWER, Role.ADMINISTRATOR

# Submitted on Monday, 2 March 2026; five working days are over on Monday, the 9th.
DAYS = [
    (date(2026, 3, 9), None, None),
    (date(2026, 3, 10), "week-1", {REVIEWER}),
    (date(2026, 3, 17), "week-2", {REVIEWER}),
    (date(2026, 3, 30), "week-3", {REVIEWER}),
    (date(2026, 3, 31), "week-4", {REVIEWER, ADMINISTRATOR}),
]


@pytest.mark.parametrize(("today", "step", "told"), DAYS)
def test_reviewers_are_told_then_the_administrators_too(today, step, told):
    found = review_waiting(pending(department_id=None), today)
    assert (found.step if found else None) == step
    assert (found.told if found else None) == told


def test_it_is_about_all_departments_of_a_cycle():
    found = review_waiting(pending(department_id=None, count=40), date(2026, 3, 10))
    assert found.subject == (AlertRule.REVIEW_WAITING, None, 12, None)
    assert found.facts == {"since": "2026-03-02", "outstanding": 40}


def test_it_is_grave_once_the_administrators_hear_of_it():
    days = (date(2026, 3, 30), date(2026, 3, 31))
    found = [review_waiting(pending(department_id=None), day).severity for day in days]
    assert found == [Severity.WARNING, Severity.ERROR]
