"""Working days of the People's Republic of China, days worked in exchange (调休) included.

For years whose arrangement is not published yet, or not known to the installed package, Monday to
Friday count as working days; ``is_published`` tells, so that whoever shows a day can say so.
"""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

DAY = timedelta(days=1)
SATURDAY = 5
DECEMBER = 12


def is_published(year: int) -> bool:
    """Whether the State Council's arrangement of the year's holidays is known here."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def unpublished(today: date) -> list[int]:
    """The years whose arrangement should be known by now and is not.

    The State Council publishes a year's arrangement in the autumn before it: from December on the
    coming year is asked for as well.
    """
    years = [today.year, today.year + 1] if today.month == DECEMBER else [today.year]
    return [year for year in years if not is_published(year)]


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether offices work on a day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def on_or_before(day: date) -> date:
    """The last working day up to and including ``day``."""
    while not is_working_day(day):
        day -= DAY
    return day


def on_or_after(day: date) -> date:
    """The first working day from ``day`` on."""
    while not is_working_day(day):
        day += DAY
    return day


def after(day: date, days: int) -> date:
    """The working day that follows ``days`` whole working days after ``day``.

    Whoever is given five working days on a Monday has until the next Monday; this is the Tuesday.
    """
    for _ in range(days + 1):
        day = on_or_after(day + DAY)
    return day


def count(after: date, until: date) -> int:
    """Working days later than ``after``, up to and including ``until``; 0 where none are."""
    days = max(0, (until - after).days)
    return sum(is_working_day(after + DAY * step) for step in range(1, days + 1))
