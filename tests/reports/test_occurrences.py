"""Which day of a yearly schedule is due: by table, and for any days and gaps."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reports.occurrences import Yearly, coming, due

LONG_AGO = date(2000, 1, 1)
APRIL = Yearly(4, 15, years_back=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("month", "day", "year", "expected"),
    [
        (4, 15, 2026, "2026-04-15"),
        (2, 29, 2028, "2028-02-29"),
        (2, 29, 2026, "2026-02-28"),
        (2, 31, 2100, "2100-02-28"),
        (4, 31, 2026, "2026-04-30"),
        (12, 31, 2026, "2026-12-31"),
        (1, 1, 2026, "2026-01-01"),
    ],
)
def test_a_day_that_a_month_does_not_have_is_its_last(month, day, year, expected):
    assert Yearly(month, day, 1).day_in(year) == on(expected)


@pytest.mark.parametrize(
    ("today", "since", "told", "expected"),
    [
        ("2026-04-14", "2026-01-01", None, None),
        ("2026-04-15", "2026-01-01", None, "2026-04-15"),
        ("2026-04-15", "2026-04-15", None, "2026-04-15"),
        ("2026-04-15", "2026-04-16", None, None),
        ("2026-05-02", "2026-01-01", None, "2026-04-15"),
        ("2027-04-14", "2026-01-01", None, "2026-04-15"),
        ("2029-03-01", "2026-01-01", None, "2028-04-15"),
        ("2026-05-02", "2026-01-01", 2025, None),
        ("2027-04-15", "2026-01-01", 2025, "2027-04-15"),
    ],
)
def test_what_is_due_by_a_day(today, since, told, expected):
    found = due(APRIL, on(today), since=on(since), told=told)
    assert found == (expected and on(expected))


@pytest.mark.parametrize(
    ("changed", "today", "expected"),
    [
        (Yearly(4, 20, 1), "2026-04-20", None),
        (Yearly(4, 20, 1), "2027-04-20", "2027-04-20"),
        (Yearly(12, 20, 0), "2026-12-20", "2026-12-20"),
        (Yearly(12, 20, 1), "2026-12-20", None),
    ],
)
def test_another_date_does_not_tell_of_the_same_year_twice(changed, today, expected):
    """The documents of 2025 were made on 15 April 2026, and the date was changed the day after."""
    found = due(changed, on(today), since=on("2026-04-16"), told=2025)
    assert found == (expected and on(expected))


@pytest.mark.parametrize(
    ("today", "since", "told", "expected"),
    [
        ("2026-04-01", "2026-01-01", None, ["2026-04-15", "2027-04-15", "2028-04-15"]),
        ("2026-04-15", "2026-01-01", None, ["2026-04-15", "2027-04-15", "2028-04-15"]),
        ("2026-04-20", "2026-01-01", None, ["2026-04-15", "2027-04-15", "2028-04-15"]),
        ("2026-04-20", "2026-04-20", None, ["2027-04-15", "2028-04-15", "2029-04-15"]),
        ("2026-04-01", "2026-01-01", 2025, ["2027-04-15", "2028-04-15", "2029-04-15"]),
    ],
)
def test_the_next_days(today, since, told, expected):
    days = islice(coming(APRIL, on(today), since=on(since), told=told), 3)
    assert list(days) == [on(day) for day in expected]


YEARLY = st.builds(Yearly, st.integers(1, 12), st.integers(1, 31), st.integers(0, 1))
DAYS = st.dates(on("2020-01-01"), on("2040-12-31"))


@given(YEARLY, DAYS, st.lists(st.integers(1, 500), max_size=30))
def test_however_runs_are_missed_each_year_is_told_of_once_and_the_latest_day(yearly, since, gaps):
    told, today, years = None, since, []
    for gap in gaps:
        today += timedelta(days=gap)
        if day := due(yearly, today, since=since, told=told):
            assert since <= day <= today < yearly.day_in(day.year + 1)
            told = yearly.year_told(day)
            years.append(told)
        assert due(yearly, today, since=since, told=told) is None
    assert years == sorted(set(years))


@settings(max_examples=20)
@given(YEARLY, DAYS)
def test_a_run_each_day_misses_no_day(yearly, since):
    told, found = None, []
    for today in (since + timedelta(days=days) for days in range(3 * 366)):
        if day := due(yearly, today, since=since, told=told):
            assert day == today
            told = yearly.year_told(day)
            found.append(day)
    assert found == list(islice(coming(yearly, since, since=since, told=None), len(found)))
    assert len(found) in (3, 4)


@given(YEARLY, YEARLY, DAYS, st.integers(0, 800))
def test_a_changed_date_never_tells_of_a_year_again(before, after, since, days):
    changed = since + timedelta(days=days)
    told = None
    if day := due(before, changed, since=since, told=None):
        told = before.year_told(day)
    following = list(islice(coming(after, changed, since=changed, told=told), 3))
    assert all(day >= changed for day in following)
    assert told is None or all(after.year_told(day) > told for day in following)
