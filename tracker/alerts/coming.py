"""On which days the reminders of a plan go out, for whoever sets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker import working_days
from tracker.alerts.rules.calendar import Dated, calendar
from tracker.alerts.rules.owed import Owing
from tracker.models import Department, Plan, ReportingCycle
from tracker.models.cycle import usual_dates


@dataclass(frozen=True)
class Coming:
    """The notices of one due date, for a department that submits nothing.

    ``departments`` were given this date, the others have another one; empty where it is
    everybody's. ``is_asked`` is False for a year whose cycle is not open yet: by its usual dates.
    """

    year: int
    opens_on: date
    due_on: date
    departments: tuple[Department, ...]
    is_asked: bool
    notices: tuple[Dated, ...]

    @property
    def is_day_off(self) -> bool:
        return not working_days.is_working_day(self.due_on)

    @property
    def unpublished(self) -> tuple[int, ...]:
        """The years of these days for which only Monday to Friday are known."""
        years = {self.due_on.year, *(notice.on.year for notice in self.notices)}
        return tuple(year for year in sorted(years) if not working_days.is_published(year))


def coming(plan: Plan, today: date) -> list[Coming]:
    """The due dates with a notice still to come: of open cycles, and of the next year's.

    Reads the plan's cycles with their extensions and departments: three queries.
    """
    cycles = list(plan.cycles.order_by("year").prefetch_related("extensions__department"))
    found = [one for cycle in cycles for one in _of_cycle(plan, cycle, today)]
    if (year := _next_year(plan, cycles, today)) is not None:
        found.append(_coming(plan, year, *usual_dates(year), is_asked=False))
    return [one for one in found if one.notices[-1].on >= today]


def _of_cycle(plan: Plan, cycle: ReportingCycle, today: date) -> Iterator[Coming]:
    """One for each due date that somebody has who can enter figures."""
    dates: dict[date, list[Department]] = {}
    if cycle.closed_on is None:
        dates[cycle.due_for(None)] = []
    for given in cycle.extensions.all():
        own = given.department
        if own is not None and cycle.closed_for(own.pk, today) is None:
            dates.setdefault(cycle.due_for(own.pk), []).append(own)
    for due_on, departments in sorted(dates.items()):
        everybody = cycle.closed_on is None and due_on == cycle.due_for(None)
        names = () if everybody else tuple(departments)
        yield _coming(plan, cycle.year, cycle.opens_on, due_on, departments=names)


def _next_year(plan: Plan, cycles: Iterable[ReportingCycle], today: date) -> int | None:
    """The first year of the plan that was not asked for and is usually due from today on."""
    asked = {cycle.year for cycle in cycles}
    years = range(plan.start_year, plan.end_year + 1)
    return next((y for y in years if y not in asked and usual_dates(y)[1] >= today), None)


def _coming(
    plan: Plan,
    year: int,
    opens_on: date,
    due_on: date,
    *,
    departments: tuple[Department, ...] = (),
    is_asked: bool = True,
) -> Coming:
    owing = Owing(
        zone_id=plan.zone_id,
        cycle_id=0,
        department_id=None,
        year=year,
        opens_on=opens_on,
        due_on=due_on,
        closed_on=None,
        asked=1,
        outstanding=1,
        never_submitted=1,
        reminder_days=tuple(plan.reminder_days),
    )
    return Coming(year, opens_on, due_on, departments, is_asked, tuple(calendar(owing)))
