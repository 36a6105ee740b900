"""Who could be reminded of a cycle by hand: what each department owes, and who answers for it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.db.models import prefetch_related_objects
from django.utils import timezone

from tracker.alerts import queries
from tracker.alerts.audience import audience
from tracker.alerts.inbox import open_in
from tracker.alerts.messages import is_address
from tracker.alerts.queries import Outstanding
from tracker.models import (
    Alert,
    Department,
    Message,
    Person,
    ReportingCycle,
    Target,
)
from tracker.terms import MessageKind, PlanState, Role

Row = TypeVar("Row")


class Obstacle(StrEnum):
    """Why a person cannot be reminded now."""

    NO_ADDRESS = "no_address"
    REFUSED = "refused"
    REMINDED = "reminded"


@dataclass(frozen=True)
class Desk:
    """What one department still owes: figures of the cycle, and answers to alerts of its plan.

    ``department`` is None for targets that no department is responsible for.
    """

    department: Department | None
    due_on: date
    outstanding: tuple[Outstanding, ...]
    alerts: tuple[Alert, ...]
    officers: tuple[Person, ...]


@dataclass(frozen=True)
class Recipient:
    """An officer and their desks; ``last`` is the last reminder of the cycle that they got."""

    person: Person
    desks: tuple[Desk, ...]
    last: Message | None
    obstacle: Obstacle | None

    @property
    def outstanding(self) -> int:
        return sum(len(desk.outstanding) for desk in self.desks)

    @property
    def alerts(self) -> list[Alert]:
        return [alert for desk in self.desks for alert in desk.alerts]


@dataclass(frozen=True)
class Round:
    """Everybody who could be reminded of a cycle, with mails that go out on ``day``."""

    cycle: ReportingCycle
    day: date
    desks: tuple[Desk, ...]
    recipients: tuple[Recipient, ...]
    illustrative: bool

    def of(self, person_id: int) -> Recipient | None:
        """What one person would be reminded of."""
        return next((one for one in self.recipients if one.person.pk == person_id), None)


def look(cycle: ReportingCycle, *, today: date, day: date | None = None) -> Round:
    """Who owes what in a cycle today, for mails that go out on ``day``. Ten queries.

    ``cycle`` comes with its plan and zone. An alert waits for an answer while no promise about it
    runs.
    """
    day = day or today
    prefetch_related_objects([cycle], "extensions")
    everybody, zone_id = audience(today), cycle.plan.zone_id
    owed = _by_department(queries.outstanding(today, [cycle.pk]), lambda one: one.target)
    open_alerts = _by_department(_unanswered(cycle, today), lambda one: one.target)
    departments = Department.objects.in_bulk([pk for pk in {*owed, *open_alerts} if pk])
    desks = tuple(
        Desk(
            department=departments.get(pk) if pk else None,
            due_on=cycle.due_for(pk),
            outstanding=tuple(owed.get(pk, ())),
            alerts=tuple(open_alerts.get(pk, ())),
            officers=tuple(dict.fromkeys(everybody.officers(zone_id, pk))),
        )
        for pk in sorted({*owed, *open_alerts}, key=lambda pk: (pk is None, pk or 0))
    )
    return Round(
        cycle=cycle,
        day=day,
        desks=desks,
        recipients=tuple(_recipients(cycle, desks, day)),
        illustrative=zone_id in queries.illustrative_zones(),
    )


def _by_department(
    rows: Iterable[Row], target_of: Callable[[Row], Target | None]
) -> dict[int | None, list[Row]]:
    found: dict[int | None, list[Row]] = {}
    for row in rows:
        target = target_of(row)
        found.setdefault(target.department_id if target else None, []).append(row)
    return found


def _unanswered(cycle: ReportingCycle, today: date) -> list[Alert]:
    """Open alerts of the plan's targets that their officers are asked to answer. One query."""
    rows = open_in([cycle.plan.zone], today).filter(rests=False, target__plan=cycle.plan_id)
    rows = rows.order_by("target__position", "target", "id")
    return [alert for alert in rows if Role.OFFICER in alert.told]


def _recipients(cycle: ReportingCycle, desks: Sequence[Desk], day: date) -> Iterable[Recipient]:
    places: dict[Person, list[Desk]] = {}
    for desk in desks:
        for person in desk.officers:
            places.setdefault(person, []).append(desk)
    last = last_reminders(cycle)
    for person, own in sorted(places.items(), key=lambda pair: pair[0].pk):
        reminder = last.get(person.pk)
        yield Recipient(person, tuple(own), reminder, _obstacle(person, reminder, day))


def last_reminders(cycle: ReportingCycle) -> dict[int, Message]:
    """The last reminder of the cycle that each person was written, with who asked. One query."""
    rows = Message.objects.filter(
        kind=MessageKind.REMINDER, key__startswith=f"reminder:cycle-{cycle.pk}:"
    )
    rows = rows.select_related("asked_by").defer("body_text", "body_html").order_by("not_before")
    return {message.person_id: message for message in rows}


def _obstacle(person: Person, last: Message | None, day: date) -> Obstacle | None:
    if not is_address(person.email):
        return Obstacle.NO_ADDRESS
    if person.mail_refused_at is not None:
        return Obstacle.REFUSED
    if last is not None and timezone.localdate(last.not_before) >= day:
        return Obstacle.REMINDED
    return None


def cycles_of(zone_ids: Collection[int], today: date) -> list[ReportingCycle]:
    """The cycles whose officers can be reminded: those that are open, and each plan's latest one,
    whose targets may have alerts to answer. The open ones first. One query."""
    rows = ReportingCycle.objects.filter(
        plan__zone__in=list(zone_ids), plan__state=PlanState.PUBLISHED, opens_on__lte=today
    )
    rows = rows.select_related("plan__zone").order_by("-year", "plan__zone__position", "plan")
    latest: set[int] = set()
    found = []
    for cycle in rows:
        if cycle.closed_on is None or cycle.plan_id not in latest:
            found.append(cycle)
        latest.add(cycle.plan_id)
    return sorted(found, key=lambda cycle: cycle.closed_on is not None)
