"""Reminders before the due date: on working days, caught up when a run was missed."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import DUE_ON, owing
from tracker.alerts.rules.due_soon import due_soon
from tracker.terms import AlertRule, Role, Severity, Urgency

# The day, and the step that holds then. Thirty days before is Sunday, 1 March; the Saturday before
# it is worked in exchange for the Spring Festival.
STEPS = [
    (date(2026, 2, 27), None),
    (date(2026, 2, 28), "step-30"),
    (date(2026, 3, 1), "step-30"),
    (date(2026, 3, 23), "step-30"),
    (date(2026, 3, 24), "step-7"),
    (date(2026, 3, 29), "step-7"),
    (date(2026, 3, 30), "step-1"),
    (date(2026, 3, 31), None),
    (date(2026, 4, 1), None),
    (date(2027, 3, 30), None),
]


@pytest.mark.parametrize(("today", "step"), STEPS)
def test_the_most_urgent_step_reached_holds_up_to_the_day_before(today, step):
    found = due_soon(owing(), today)
    assert (found.step if found else None) == step


# Due on a Sunday, at the end of the National Day and of the Spring Festival holidays, and on a
# Saturday worked in exchange; the day from which the last reminder holds.
DAYS_OFF = [
    (date(2026, 3, 15), date(2026, 3, 13)),
    (date(2026, 10, 7), date(2026, 9, 30)),
    (date(2026, 2, 23), date(2026, 2, 14)),
    (date(2026, 2, 28), date(2026, 2, 27)),
]


@pytest.mark.parametrize(("due_on", "holds_from"), DAYS_OFF)
def test_a_step_on_a_day_off_holds_from_the_working_day_before(due_on, holds_from):
    late = owing(due_on=due_on, opens_on=date(2025, 12, 1))
    assert due_soon(late, holds_from - timedelta(days=1)).step != "step-1"
    assert due_soon(late, holds_from).step == "step-1"


def test_each_step_is_more_urgent_than_the_one_before():
    found = [due_soon(owing(), DUE_ON - timedelta(days=days)) for days in (30, 7, 1)]
    assert [one.level for one in found] == [70, 93, 99]
    assert [one.severity for one in found] == [Severity.NOTE, Severity.WARNING, Severity.WARNING]


def test_the_plan_says_how_many_days_before():
    own = owing(reminder_days=(14, 2))
    steps = [due_soon(own, DUE_ON - timedelta(days=days)) for days in (30, 14, 2)]
    assert [one and one.step for one in steps] == [None, "step-14", "step-2"]
    alone = due_soon(owing(reminder_days=(3,)), DUE_ON - timedelta(days=3))
    assert alone.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("due_on", "today", "urgency"),
    [
        (DUE_ON, date(2026, 3, 28), Urgency.ROUTINE),
        (date(2026, 3, 15), date(2026, 3, 13), Urgency.ROUTINE),
        (date(2026, 3, 15), date(2026, 3, 14), Urgency.LAST_CHANCE),
        (date(2026, 10, 7), date(2026, 10, 2), Urgency.LAST_CHANCE),
    ],
    ids=["a working day comes", "is one itself", "weekend before Sunday", "in the holidays"],
)
def test_it_is_the_last_chance_where_no_working_day_is_left(due_on, today, urgency):
    assert due_soon(owing(due_on=due_on), today).urgency is urgency


@pytest.mark.parametrize(
    "fields",
    [
        {"outstanding": 0},
        {"never_submitted": 0},
        {"closed_on": date(2026, 3, 20)},
        {"opens_on": date(2026, 3, 25)},
    ],
    ids=["all submitted", "all came back", "cycle closed", "cycle not open yet"],
)
def test_nobody_is_reminded_of_what_cannot_or_need_not_be_done(fields):
    assert due_soon(owing(**fields), date(2026, 3, 24)) is None


def test_a_cycle_that_opens_late_starts_with_the_step_it_opens_in():
    found = due_soon(owing(opens_on=date(2026, 3, 27)), date(2026, 3, 27))
    assert found.step == "step-7"


def test_officers_are_told_what_is_outstanding_until_when():
    found = due_soon(owing(), date(2026, 3, 24))
    assert (found.rule, found.told) == (AlertRule.DUE_SOON, {Role.OFFICER})
    assert found.facts == {"due_on": "2026-03-31", "asked": 5, "outstanding": 3}
    assert found.subject == (AlertRule.DUE_SOON, None, 12, 5)
