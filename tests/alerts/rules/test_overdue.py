"""Reminders after the due date: at once, then weekly, escalating, unless a promise runs."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import DUE_ON, owing
from tracker.alerts.rules.answering import EVERYBODY, Life, Promise
from tracker.alerts.rules.overdue import overdue
from tracker.terms import AlertRule, Role, Severity, Urgency

OFFICER, REVIEWER, ADMINISTRATOR = Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR
RAISED = DUE_ON + timedelta(days=1)

# Days late, the step that holds, and who is told.
WEEKS = [
    (-1, None, None),
    (0, None, None),
    (1, "week-1", {OFFICER}),
    (7, "week-1", {OFFICER}),
    (8, "week-2", {OFFICER, REVIEWER}),
    (14, "week-2", {OFFICER, REVIEWER}),
    (15, "week-3", {OFFICER, REVIEWER}),
    (21, "week-3", {OFFICER, REVIEWER}),
    (22, "week-4", {OFFICER, REVIEWER, ADMINISTRATOR}),
    (366, "week-53", {OFFICER, REVIEWER, ADMINISTRATOR}),
]


@pytest.mark.parametrize(("days", "step", "told"), WEEKS)
def test_every_week_has_its_step_and_its_audience(days, step, told):
    found = overdue(owing(), DUE_ON + timedelta(days=days))
    assert (found.step if found else None) == step
    assert (found.told if found else None) == told


def test_what_was_submitted_once_and_came_back_is_not_overdue():
    late = DUE_ON + timedelta(days=8)
    assert overdue(owing(never_submitted=0), late) is None
    found = overdue(owing(never_submitted=1), late)
    assert found is not None
    assert found.facts["outstanding"] == 1


def test_each_week_is_more_urgent_than_the_one_before():
    found = [overdue(owing(), DUE_ON + timedelta(days=days)) for days in (1, 8, 15, 22)]
    first = found[0].level
    assert [one.level - first for one in found] == [0, 7, 14, 21]
    assert [one.severity for one in found[:2]] == [Severity.WARNING, Severity.ERROR]
    assert [one.urgency for one in found[:2]] == [Urgency.ROUTINE, Urgency.URGENT]


# Answered on the tenth day that something will come by the thirtieth: days late, those that the
# level counts, who is told.
ANSWERED = [
    (9, 8, {OFFICER, REVIEWER}, "week-2"),
    (10, 8, set(), "week-2"),
    (30, 8, set(), "week-2"),
    (31, 31, EVERYBODY, "week-5-promise-broken"),
    (36, 36, EVERYBODY, "week-6-promise-broken"),
]


@pytest.mark.parametrize(("days", "level", "told", "step"), ANSWERED)
def test_a_promise_is_waited_for_and_everybody_hears_when_it_was_not_kept(days, level, told, step):
    given = Promise(DUE_ON + timedelta(days=10), DUE_ON + timedelta(days=30), 2)
    today = DUE_ON + timedelta(days=days)
    life = Life(RAISED, (given,) if given.answered_on <= today else ())
    found = overdue(owing(life=life), today)
    counted = overdue(owing(), DUE_ON + timedelta(days=1)).level + level - 1
    assert (found.level, found.told, found.step) == (counted, told, step)


def test_what_is_owed_again_after_a_broken_promise_is_told_within_a_week():
    given = Promise(DUE_ON + timedelta(days=2), DUE_ON + timedelta(days=4), 1)
    told = overdue(owing(life=Life(RAISED, (given,))), DUE_ON + timedelta(days=9)).level
    again = overdue(owing(), DUE_ON + timedelta(days=16))
    assert again.level > told


@pytest.mark.parametrize(
    "fields",
    [{"outstanding": 0}, {"closed_on": date(2026, 4, 1)}],
    ids=["all submitted", "cycle closed"],
)
def test_it_ends_with_the_last_submission_or_with_the_cycle(fields):
    assert overdue(owing(**fields), date(2026, 4, 10)) is None


def test_figures_of_nobody_are_a_subject_of_their_own():
    found = overdue(owing(department_id=None), date(2026, 4, 1))
    assert found.subject == (AlertRule.OVERDUE, None, 12, None)
