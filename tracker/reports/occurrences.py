"""On which days a yearly schedule falls, which of them is due, and of which year it tells.

Pure: whoever asks brings today's date.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day of each year, and the reporting year that is told of on it.

    ``years_back`` is 1 for the year before that of the day, 0 for its own. A day that a month
    does not have, as 31 April or 29 February, is the month's last one.
    """

    month: int
    day: int
    years_back: int

    def day_in(self, year: int) -> date:
        """The day as it falls in a calendar year."""
        _weekday, last = monthrange(year, self.month)
        return date(year, self.month, min(self.day, last))

    def year_told(self, on: date) -> int:
        """The reporting year that one of the days is about."""
        return on.year - self.years_back


def due(yearly: Yearly, today: date, *, since: date, told: int | None) -> date | None:
    """The day that has to be dealt with by ``today``, or None.

    The latest one alone: of those that were missed, the earlier ones are history. Days before
    ``since`` do not count, nor does a reporting year up to ``told``, the last one dealt with; so
    that another date never tells of the same year twice.
    """
    day = yearly.day_in(today.year)
    if day > today:
        day = yearly.day_in(today.year - 1)
    return day if _counts(yearly, day, since, told) else None


def coming(yearly: Yearly, today: date, *, since: date, told: int | None) -> Iterator[date]:
    """The days to be dealt with from ``today`` on, without end; one that is due comes first."""
    if late := due(yearly, today, since=since, told=told):
        yield late
    for year in range(today.year, date.max.year + 1):
        day = yearly.day_in(year)
        if day > today and _counts(yearly, day, since, told):
            yield day


def _counts(yearly: Yearly, day: date, since: date, told: int | None) -> bool:
    return day >= since and (told is None or yearly.year_told(day) > told)
