"""Alerts as people look for them: whose they are, how they stand, who was told. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from tracker import access
from tracker.alerts.rules.answering import STEP
from tracker.models import Alert, AnsweredAlert, Message, Person, Target, Zone
from tracker.terms import AlertRule, AlertState, MessageState, Role, Severity, TargetState

# Cleared alerts are listed for so many days.
KEPT_DAYS = 90
# The roles that alerts tell, and in whose name one answers.
ACTING = (Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR)


def gravest() -> Case:
    """What orders alerts by how grave they are."""
    return Case(*(When(severity=one, then=Value(place)) for place, one in enumerate(Severity)))


def open_in(zones: Iterable[Zone], today: date) -> QuerySet[Any]:
    """Open alerts of these zones, the gravest first.

    Each ``rests`` while nothing is to be done before the day that was promised. Of the same
    severity those that rest come last, what is older first.
    """
    rows = _alerts(today).filter(zone__in=list(zones), state=AlertState.OPEN)
    return rows.order_by(
        gravest(), "rests", "raised_on", "zone__position", "zone__code", "target__position", "id"
    )


def cleared_in(zones: Iterable[Zone], today: date) -> QuerySet[Alert]:
    """The same for those that were cleared in the last ``KEPT_DAYS`` days, the latest first."""
    since = today - timedelta(days=KEPT_DAYS)
    rows = _alerts(today).filter(zone__in=list(zones), state=AlertState.CLEARED)
    rows = rows.filter(cleared_on__gte=since)
    return rows.order_by("-cleared_on", "zone__position", "zone__code", "target__position", "id")


def _alerts(today: date) -> QuerySet[Any]:
    """With the people's roles as one text, which every database can look into.

    What is asked of answers is asked of them all at once, never of each alert by itself.
    """
    rests = When(pk__in=resting(today).values("alert"), then=Value(True))
    return (
        Alert.objects.exclude(target__state=TargetState.RETIRED)
        .annotate(
            roles=Cast("told", TextField()),
            rests=Case(rests, default=Value(False), output_field=BooleanField()),
        )
        .select_related("zone", "target__indicator", "target__scope", "cycle__plan", "department")
        .prefetch_related("target__revisions")
    )


def by_answer(today: date) -> dict[str, Q]:
    """Of alerts: those without an answer, those whose latest promise runs, or has passed."""
    running, broken = Q(handling__promised_on__gte=today), Q(handling__promised_on__lt=today)
    return {
        "none": ~Q(pk__in=AnsweredAlert.objects.values("alert")),
        "running": Q(pk__in=_latest().filter(running).values("alert")),
        "broken": Q(pk__in=_latest().filter(broken).values("alert")),
    }


def with_until(alerts: Iterable[Any]) -> list[Any]:
    """The same alerts with ``until``, what the latest answer promised, or None. One query."""
    rows = list(alerts)
    latest = _latest().filter(alert__in=[row.pk for row in rows])
    until = dict(latest.values_list("alert", "handling__promised_on"))
    for row in rows:
        row.until = until.get(row.pk)
    return rows


def _latest() -> QuerySet[Any]:
    """Of each answered alert its latest answer."""
    at = OuterRef("handling__handled_at")
    later = AnsweredAlert.objects.filter(
        Q(handling__handled_at__gt=at)
        | Q(handling__handled_at=at, handling__gt=OuterRef("handling")),
        alert=OuterRef("alert"),
    )
    return AnsweredAlert.objects.filter(~Exists(later))


def resting(today: date) -> QuerySet[Any]:
    """The latest answers whose promise runs, to alerts that did not become graver since."""
    return (
        _latest()
        .filter(handling__promised_on__gte=today)
        .annotate(now=F("alert__level") % STEP, then=F("level") % STEP)
        .filter(Q(alert__target=None) | Q(now__lte=F("then")))
    )


def open_about(target: Target) -> list[Any]:
    """The open alerts about one target, with ``until``; the latest year first. Two queries."""
    rows = Alert.objects.filter(target=target, state=AlertState.OPEN)
    return with_until(rows.order_by("-year", "raised_on", "id"))


@dataclass(frozen=True)
class Counts:
    """How many alerts are open, and how many of these nobody has answered."""

    open: int
    unanswered: int


def counts_of(zone: Zone, today: date) -> Counts:
    """The open alerts of one zone, counted. One query."""
    rows = _alerts(today).filter(zone=zone, state=AlertState.OPEN)
    unanswered = Count("pk", filter=by_answer(today)["none"])
    found = rows.aggregate(all=Count("pk"), unanswered=unanswered)
    return Counts(found["all"], found["unanswered"])


def of_person(person: Person) -> Q:
    """Of ``open_in``: those that a person is told of, or that rest under a promise there.

    Officers by their departments; reviewers and administrators where nobody is nearer.
    """
    resting = Q(roles="[]")
    return _in_place(
        person,
        {
            Role.OFFICER: _told(Role.OFFICER) | _outside(access.NOT_OFFICERS, resting),
            Role.REVIEWER: _told(Role.REVIEWER) | _outside(access.NOT_REVIEWERS, resting),
            Role.ADMINISTRATOR: _told(Role.ADMINISTRATOR) | resting,
        },
    )


def waiting_for(person: Person, today: date) -> int:
    """How many open alerts a person is told of that rest under no promise.

    One query, none for those without a role in which alerts are answered; one more for reviewers
    and administrators of zones that have others below them.
    """
    granted = access.reach(person)
    if not any(member.role in ACTING for member in granted.memberships):
        return 0
    mine = _in_place(person, {role: _told(role) for role in ACTING})
    return _alerts(today).filter(mine, state=AlertState.OPEN, rests=False).count()


def _outside(rules: Iterable[AlertRule], alerts: Q) -> Q:
    return alerts & ~Q(rule__in=list(rules))


def _told(role: Role) -> Q:
    return Q(roles__contains=f'"{role}"')


def _in_place(person: Person, wanted: dict[Role, Q]) -> Q:
    """What is wanted of each role, where the person has it; nothing for somebody without any."""
    granted = access.reach(person)
    found = Q(pk__in=[])
    for member in granted.memberships:
        if member.role == Role.OFFICER:
            place = Q(zone=member.zone_id)
            if member.department_id is not None:
                place &= Q(department=member.department_id)
            found |= place & wanted[Role.OFFICER]
    for role in (Role.REVIEWER, Role.ADMINISTRATOR):
        if zones := granted.answers_as(role):
            found |= Q(zone__in=zones) & wanted[role]
    return found


def officers_of(zones: Iterable[int]) -> QuerySet[Person]:
    """The officers of zones, by name; a reviewer or administrator can look at their alerts."""
    here = {"memberships__role": Role.OFFICER, "memberships__zone__in": list(zones)}
    return Person.objects.filter(is_active=True, **here).order_by("name", "username").distinct()


def others_of(alert: Alert) -> QuerySet[Alert]:
    """The other open alerts about the same thing, which one answer can be for."""
    rows = Alert.objects.filter(state=AlertState.OPEN, zone=alert.zone_id).exclude(pk=alert.pk)
    if alert.target_id is not None:
        return rows.filter(target=alert.target_id).order_by("-year", "pk")
    here = {"target": None, "cycle": alert.cycle_id, "department": alert.department_id}
    return rows.filter(**here).order_by("pk")


@dataclass(frozen=True)
class Telling:
    """One person who was told of an alert: the mail's state, and when it was sent or written."""

    person: Person
    at: datetime
    state: MessageState


def told_of(alert: Alert) -> list[Telling]:
    """Who was told of an alert and when, the latest first. One query."""
    rows = Message.objects.filter(alerts=alert).select_related("person")
    return [
        Telling(row.person, row.sent_at or row.written_at, MessageState(row.state))
        for row in rows.order_by("-written_at", "-pk")
    ]
