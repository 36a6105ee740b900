"""Day, hour, wish and urgency decide when an open alert is told."""

from datetime import UTC, date, datetime

import pytest

from tracker.alerts.timing import Moment, Way, Wish, rate, way, week_opens
from tracker.terms import AlertRule, Frequency, Urgency

MONDAY, TUESDAY, SATURDAY = date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 28)
WORKED_SATURDAY, HOLIDAY = date(2026, 5, 9), date(2026, 5, 1)
FRIDAY_BEFORE = date(2026, 3, 20)
ROUTINE, URGENT, LAST = Urgency.ROUTINE, Urgency.URGENT, Urgency.LAST_CHANCE
AT_ONCE, DAILY, WEEKLY = Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY
NOW, DIGEST = Way.AT_ONCE, Way.DIGEST


@pytest.mark.parametrize(
    ("urgency", "frequency", "today", "hour", "told"),
    [
        (ROUTINE, DAILY, TUESDAY, 9, None),
        (ROUTINE, DAILY, TUESDAY, 10, DIGEST),
        (ROUTINE, DAILY, TUESDAY, 23, DIGEST),
        (ROUTINE, DAILY, SATURDAY, 12, None),
        (ROUTINE, DAILY, WORKED_SATURDAY, 12, DIGEST),
        (ROUTINE, DAILY, HOLIDAY, 12, None),
        (ROUTINE, AT_ONCE, TUESDAY, 7, None),
        (ROUTINE, AT_ONCE, TUESDAY, 8, NOW),
        (ROUTINE, AT_ONCE, SATURDAY, 8, None),
        (ROUTINE, WEEKLY, MONDAY, 9, None),
        (ROUTINE, WEEKLY, MONDAY, 10, DIGEST),
        (ROUTINE, WEEKLY, TUESDAY, 10, DIGEST),
        (ROUTINE, WEEKLY, SATURDAY, 10, None),
        (URGENT, WEEKLY, TUESDAY, 7, None),
        (URGENT, WEEKLY, TUESDAY, 8, NOW),
        (URGENT, DAILY, SATURDAY, 12, None),
        (LAST, WEEKLY, SATURDAY, 7, None),
        (LAST, WEEKLY, SATURDAY, 8, NOW),
        (LAST, DAILY, HOLIDAY, 23, NOW),
        (LAST, DAILY, TUESDAY, 8, NOW),
    ],
)
def test_when_something_is_told_to_who_wants_it_from_ten_on(urgency, frequency, today, hour, told):
    wish = Wish(frequency, 10)
    assert way(urgency, wish, Moment(today, hour), since=FRIDAY_BEFORE) == told


def test_what_is_told_at_once_comes_as_early_as_the_person_wants_it():
    assert way(LAST, Wish(DAILY, 6), Moment(SATURDAY, 6), since=SATURDAY) == NOW


@pytest.mark.parametrize(
    ("frequency", "today", "digested_on", "since", "told"),
    [
        (DAILY, TUESDAY, TUESDAY, MONDAY, None),
        (DAILY, TUESDAY, MONDAY, MONDAY, DIGEST),
        (DAILY, TUESDAY, date(2026, 3, 25), MONDAY, None),
        (WEEKLY, MONDAY, FRIDAY_BEFORE, MONDAY, DIGEST),
        (WEEKLY, TUESDAY, FRIDAY_BEFORE, MONDAY, DIGEST),
        (WEEKLY, TUESDAY, MONDAY, FRIDAY_BEFORE, None),
        (WEEKLY, TUESDAY, None, TUESDAY, None),
        (WEEKLY, date(2026, 3, 30), MONDAY, TUESDAY, DIGEST),
    ],
    ids=[
        "one a day", "the next day", "a later one was written", "one a week",
        "the day was missed", "one a week was written", "rose during the week", "the next week",
    ],
)  # fmt: skip
def test_a_digest_comes_once_and_is_caught_up(frequency, today, digested_on, since, told):
    wish = Wish(frequency, 8, digested_on)
    assert way(ROUTINE, wish, Moment(today, 24), since=since) == told


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (TUESDAY, MONDAY),
        (date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 2, 28), date(2026, 2, 24)),
    ],
)
def test_a_week_begins_with_its_first_working_day(day, first):
    assert week_opens(day) == first


@pytest.mark.parametrize(
    ("rule", "wished", "floor", "told"),
    [
        (AlertRule.DUE_SOON, "weekly", "daily", "daily"),
        (AlertRule.OVERDUE, "required", "at_once", "at_once"),
        (AlertRule.RETURNED, "at_once", "weekly", "at_once"),
        (AlertRule.REVIEW_WAITING, "required", "required", "weekly"),
        (AlertRule.DUE_TODAY, "required", "weekly", "weekly"),
        (AlertRule.OFF_TRACK, "weekly", "at_once", "weekly"),
        (AlertRule.OFF_TRACK, "required", "at_once", None),
        (AlertRule.ASSIGNMENT_MISSING, "at_once", "weekly", "at_once"),
    ],
)
def test_the_floor_is_under_deadlines_alone(rule, wished, floor, told):
    assert rate(rule, Frequency(wished), Frequency(floor)) == told


@pytest.mark.parametrize(("today", "hour"), [(TUESDAY, 7), (MONDAY, 24), (date(2026, 3, 25), 24)])
def test_a_run_for_another_day_than_its_own_looks_back_on_all_of_it(today, hour):
    assert Moment.of(today, datetime(2026, 3, 24, 7, 59, tzinfo=UTC)).hour == hour
