"""On which day each reminder goes out."""

from datetime import date

from tests.alerts.rules.build import owing
from tracker.alerts.rules.calendar import calendar
from tracker.terms import Role


def dates(**fields):
    return [(one.on.isoformat(), one.finding.step) for one in calendar(owing(**fields))]


def test_reminders_go_out_on_working_days_until_everybody_was_told():
    assert dates() == [
        ("2026-02-28", "step-30"),
        ("2026-03-24", "step-7"),
        ("2026-03-30", "step-1"),
        ("2026-03-31", "due-today"),
        ("2026-04-01", "week-1"),
        ("2026-04-08", "week-2"),
        ("2026-04-15", "week-3"),
        ("2026-04-22", "week-4"),
    ]
    told = [one.finding.told for one in calendar(owing())]
    assert [Role.ADMINISTRATOR in roles for roles in told] == [False] * 7 + [True]


def test_a_due_date_in_the_holidays_is_told_before_them_and_on_the_day_itself():
    in_the_holidays = dates(due_on=date(2026, 10, 6), opens_on=date(2026, 9, 1))
    assert in_the_holidays[:5] == [
        ("2026-09-04", "step-30"),
        ("2026-09-29", "step-7"),
        ("2026-09-30", "step-1"),
        ("2026-10-06", "due-today"),
        ("2026-10-08", "week-1"),
    ]


def test_steps_before_the_opening_are_not_told():
    assert dates(opens_on=date(2026, 3, 28))[:2] == [
        ("2026-03-30", "step-1"),
        ("2026-03-31", "due-today"),
    ]


def test_a_step_that_cannot_be_told_before_the_next_is_left_out():
    short = dates(reminder_days=(4, 3, 2), due_on=date(2026, 3, 17))
    assert [step for _on, step in short[:2]] == ["step-2", "due-today"]
