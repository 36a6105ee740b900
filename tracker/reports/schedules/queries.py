"""Schedules as pages and runs read them. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Prefetch, QuerySet

from tracker.models import Person, ReportOrder, ReportSchedule
from tracker.reports.occurrences import Yearly, coming, due


@dataclass(frozen=True)
class Scheduled:
    """A schedule as lists show it: its next day, and the last order that it made."""

    schedule: ReportSchedule
    today: date

    @property
    def next_day(self) -> date | None:
        """The day on which something is made next; one that was missed comes first."""
        if self.schedule.ended_at is not None:
            return None
        return next(iter(next_days(self.schedule, self.today, 1)), None)

    @property
    def next_year(self) -> int | None:
        """The reporting year that is told of then."""
        return yearly_of(self.schedule).year_told(self.next_day) if self.next_day else None

    @property
    def last(self) -> ReportOrder | None:
        return next(iter(self.schedule.orders.all()), None)

    @property
    def is_orphaned(self) -> bool:
        """Whether whoever keeps it has left, so that nothing is made."""
        return self.schedule.ended_at is None and not self.schedule.by.is_active


def yearly_of(schedule: ReportSchedule) -> Yearly:
    return Yearly(schedule.month, schedule.day, schedule.years_back)


def next_days(schedule: ReportSchedule, today: date, count: int) -> list[date]:
    """The days on which it makes something next, from today on; one that was missed comes first."""
    found = coming(yearly_of(schedule), today, since=schedule.since, told=schedule.told_year)
    return list(islice(found, count))


def due_on(schedule: ReportSchedule, today: date) -> date | None:
    """The day that has to be dealt with by today, if any."""
    return due(yearly_of(schedule), today, since=schedule.since, told=schedule.told_year)


def running() -> list[ReportSchedule]:
    """The schedules that were not ended, with zones and keepers. Two queries."""
    rows = ReportSchedule.objects.filter(ended_at=None).select_related("by")
    return list(rows.order_by("pk").prefetch_related("zones"))


def listed(schedules: QuerySet[ReportSchedule], today: date) -> list[Scheduled]:
    """Schedules with what lists tell of them, those that were ended last. Four queries."""
    orders = ReportOrder.objects.order_by("-occurrence", "-pk")
    rows = schedules.select_related("by").prefetch_related(
        "zones", "recipients", Prefetch("orders", queryset=orders)
    )
    found = [Scheduled(row, today) for row in rows]
    return sorted(found, key=lambda one: (one.next_day is None, one.next_day or today))


def unreached(schedule: ReportSchedule, readers: Iterable[Person]) -> list[Person]:
    """The recipients who get nothing any more: they left, or do not see every zone."""
    seeing = {person.pk for person in readers} | {schedule.by_id}
    return [
        person
        for person in schedule.recipients.all()
        if not person.is_active or person.pk not in seeing
    ]
