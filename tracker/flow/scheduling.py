"""Documents are made each year on a day, and sent to the same people."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from tracker import access
from tracker.alerts import scheduled
from tracker.errors import OrderRefused
from tracker.flow.common import record, require
from tracker.flow.ordering import order_documents
from tracker.flow.reporting import Wish
from tracker.flow.wishing import Wishes, wishes_for
from tracker.models import Membership, Person, ReportOrder, ReportSchedule, Zone
from tracker.models.explaining import explain
from tracker.models.wording import label
from tracker.reports.schedules import actions, queries
from tracker.reports.schedules.given import Given
from tracker.terms import ReportFormat, ReportKind, Role

log = logging.getLogger(__name__)


def schedule_documents(given: Given, *, by: Person) -> ReportSchedule:
    """Have documents made each year on a day, from today on. Raises ``Incomplete``."""
    require(access.may_schedule(by, given.zones), "schedule_documents")
    at = timezone.localtime()
    with transaction.atomic():
        schedule = actions.add(given, by=by, today=at.date(), at=at)
        record(
            "schedule_documents", schedule, by=by, zone=_only(given.zones), after=_trace(schedule)
        )
    return schedule


def change_schedule(
    schedule: ReportSchedule, given: Given, *, version: int, by: Person
) -> ReportSchedule:
    """Wish for something else; who saves it keeps it from now on.

    ``version`` is the one that was shown. Raises ``Incomplete``, ``Stale`` and ``WrongState``.
    """
    before = list(schedule.zones.all())
    allowed = access.may_schedule(by, before) and access.may_schedule(by, given.zones)
    require(allowed, "change_schedule")
    at = timezone.localtime()
    with transaction.atomic():
        was = _trace(schedule)
        changed = actions.change(schedule, given, version=version, by=by, today=at.date(), at=at)
        zone = _only([*before, *given.zones])
        record("change_schedule", changed, by=by, zone=zone, before=was, after=_trace(changed))
    return changed


def end_schedule(schedule: ReportSchedule, *, by: Person) -> ReportSchedule:
    """Make nothing by it any more; what it made stays. Raises ``WrongState``."""
    zones = list(schedule.zones.all())
    require(access.may_schedule(by, zones), "end_schedule")
    with transaction.atomic():
        ended = actions.end(schedule, at=timezone.now())
        record("end_schedule", ended, by=by, zone=_only(zones), before=_trace(ended))
    return ended


def run_schedules(*, today: date, by: Person) -> list[ReportOrder]:
    """Ask for the documents of every schedule that is due by ``today``; the orders made.

    Idempotent: each reporting year of a schedule is dealt with once, by however many runs at
    once, and a missed run is made up for. A schedule that cannot be run is logged and tried again
    with the next run; the others go on.
    """
    require(access.may_run_jobs(by), "run_schedules")
    orders = []
    for schedule in queries.running():
        day = queries.due_on(schedule, today)
        if day is None:
            continue
        try:
            orders.append(_run(schedule, day, timezone.now()))
        except Exception:
            log.exception("schedule %s was not run for %s", schedule.pk, day)
    return [order for order in orders if order is not None]


def _run(schedule: ReportSchedule, day: date, at: datetime) -> ReportOrder | None:
    """Deal with one day of a schedule, whole or not at all."""
    keeper, named = schedule.by, list(schedule.zones.all())
    zones = [zone for zone in named if access.may_see(keeper, zone)]
    if not keeper.is_active or not zones:
        with transaction.atomic():
            scheduled.write_orphaned(schedule, day, _successors(named), at=at)
        return None
    year = queries.yearly_of(schedule).year_told(day)
    kind = ReportKind(schedule.kind)
    with translation.override(keeper.language):
        formats = [ReportFormat(each) for each in schedule.formats]
        found = wishes_for(zones, year, [kind], formats=formats, languages=schedule.languages)
        left = [*_hidden(named, zones, kind, year), *_left_out(found)]
        with transaction.atomic():
            if not actions.claim(schedule, year):
                return None
            order = _order(found, schedule, day, left)
            if left:
                told = list(dict.fromkeys(left))
                scheduled.write_left_out(schedule, day, told, is_all=order is None, at=at)
    return order


def _order(
    found: Wishes, schedule: ReportSchedule, day: date, left: list[tuple[str, str]]
) -> ReportOrder | None:
    """Ask for what fits; what is too much at once is left out as a whole, and ``left`` says so.

    While the keeper waits for too much else, the next run asks again.
    """
    if not found.wanted:
        return None
    try:
        return order_documents(found.wanted, by=schedule.by, schedule=schedule, occurrence=day)
    except OrderRefused as refused:
        if refused.code == "too_many_waiting":
            raise
        left.append((str(schedule), " ".join(explain(refused))))
        return None


def _hidden(
    named: Sequence[Zone], seen: Sequence[Zone], kind: ReportKind, year: int
) -> list[tuple[str, str]]:
    """Zones that the keeper does not see any more, each with why."""
    why = translation.gettext(
        "Whoever keeps the schedule does not see this zone any more. Have an administrator of all "
        "its zones save it, or take the zone out."
    )
    return [(f"{zone} {year} {label(kind)}", why) for zone in named if zone not in seen]


def _left_out(found: Wishes) -> list[tuple[str, str]]:
    """What does not fit, each with why; formats that share a reason are one."""
    return [(_document(wish), " ".join(explain(refused))) for wish, refused in found.left_out]


def _document(wish: Wish) -> str:
    """What was to be made; a comparison is called without its zones."""
    place = "" if wish.kind is ReportKind.COMPARISON else f"{wish.zone} "
    return f"{place}{wish.year} {label(wish.kind)}"


def _successors(zones: Sequence[Zone]) -> list[Person]:
    """Who can take a schedule of these zones over; where nobody can, system administrators."""
    roles = Membership.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    people = dict.fromkeys(role.person for role in roles.select_related("person"))
    found = [one for one in people if access.may_schedule(one, zones)]
    return found or list(Person.objects.filter(is_superuser=True, is_active=True))


def _only(zones: Sequence[Zone]) -> Zone | None:
    """The zone that a schedule is about, if it is about one."""
    found = set(zones)
    return found.pop() if len(found) == 1 else None


def _trace(schedule: ReportSchedule) -> dict[str, Any]:
    """What the trail keeps of a schedule."""
    names = ("name", "kind", "formats", "languages", "month", "day", "years_back")
    return {
        **{name: getattr(schedule, name) for name in names},
        "zones": [str(zone) for zone in schedule.zones.all()],
        "recipients": [str(person) for person in schedule.recipients.all()],
        "kept_by": str(schedule.by),
    }
