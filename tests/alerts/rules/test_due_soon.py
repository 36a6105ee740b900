"""Reminders before the due date: 30, 7 and 1 days, caught up when a run was missed."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import DUE_ON, owing
from tracker.alerts.rules.due_soon import due_soon
from tracker.terms import AlertRule, Role, Severity

# Days before the due date, and the step that holds then.
STEPS = [
    (31, None),
    (30, "step-30"),
    (29, "step-30"),
    (8, "step-30"),
    (7, "step-7"),
    (6, "step-7"),
    (2, "step-7"),
    (1, "step-1"),
    (0, "step-1"),
    (-1, None),
    (-400, None),
]


@pytest.mark.parametrize(("days", "step"), STEPS)
def test_the_most_urgent_step_reached_holds_up_to_the_due_date(days, step):
    found = due_soon(owing(), DUE_ON - timedelta(days=days))
    assert (found.step if found else None) == step


def test_each_step_is_more_urgent_than_the_one_before():
    found = [due_soon(owing(), DUE_ON - timedelta(days=days)) for days in (30, 7, 1)]
    assert [one.level for one in found] == [1, 2, 3]
    assert [one.severity for one in found] == [Severity.NOTE, Severity.WARNING, Severity.WARNING]


@pytest.mark.parametrize(
    "fields",
    [
        {"outstanding": 0},
        {"closed_on": date(2026, 3, 20)},
        {"opens_on": date(2026, 3, 25)},
    ],
    ids=["all submitted", "cycle closed", "cycle not open yet"],
)
def test_nobody_is_reminded_of_what_cannot_or_need_not_be_done(fields):
    assert due_soon(owing(**fields), date(2026, 3, 24)) is None


def test_a_cycle_that_opens_late_starts_with_the_step_it_opens_in():
    found = due_soon(owing(opens_on=date(2026, 3, 28)), date(2026, 3, 28))
    assert found.step == "step-7"


def test_officers_are_told_what_is_outstanding_until_when():
    found = due_soon(owing(), date(2026, 3, 24))
    assert (found.rule, found.told) == (AlertRule.DUE_SOON, {Role.OFFICER})
    assert found.facts == {"due_on": "2026-03-31", "asked": 5, "outstanding": 3}
    assert found.subject == (AlertRule.DUE_SOON, None, 12, 5)
