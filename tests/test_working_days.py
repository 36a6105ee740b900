"""Working days in China: two libraries agree on every published year, weekdays where none is."""

from datetime import date, timedelta

import holidays
import pytest

from tracker import working_days

PUBLISHED = range(2021, 2027)


@pytest.mark.parametrize("year", PUBLISHED)
def test_two_libraries_agree_on_every_day_of_a_published_year(year):
    second_opinion = holidays.country_holidays("CN", years=year)
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert working_days.is_published(year)
    assert [
        day
        for day in days
        if working_days.is_working_day(day) != second_opinion.is_working_day(day)
    ] == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked in exchange
        (date(2026, 2, 16), False),  # 除夕, a Monday
        (date(2026, 4, 6), False),  # 清明 observed
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 3, 31), True),
    ],
)
def test_days_worked_in_exchange_count(day, works):
    assert working_days.is_working_day(day) is works


def test_a_year_without_an_arrangement_has_weekdays_and_says_so():
    assert not working_days.is_published(2099)
    assert working_days.is_working_day(date(2099, 1, 1))  # a Thursday
    assert not working_days.is_working_day(date(2099, 1, 3))


def test_the_spring_festival_is_stepped_over_both_ways():
    assert working_days.on_or_before(date(2026, 2, 23)) == date(2026, 2, 14)
    assert working_days.on_or_after(date(2026, 2, 16)) == date(2026, 2, 24)


def test_working_days_are_counted_without_the_first_and_with_the_last():
    assert working_days.count(date(2026, 2, 13), date(2026, 2, 24)) == 2
    assert working_days.count(date(2026, 3, 27), date(2026, 3, 27)) == 0
    assert working_days.count(date(2026, 3, 30), date(2026, 3, 27)) == 0


def test_whole_working_days_lie_between():
    assert working_days.after(date(2026, 3, 2), 5) == date(2026, 3, 10)
    assert working_days.after(date(2026, 2, 13), 1) == date(2026, 2, 24)
    assert working_days.after(date(2026, 3, 6), 0) == date(2026, 3, 9)


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2025, 12, 31), []),
        (date(2098, 11, 30), [2098]),
        (date(2098, 12, 1), [2098, 2099]),
    ],
)
def test_from_december_on_the_coming_year_is_asked_for(today, years):
    assert working_days.unpublished(today) == years
