"""Who has which role where, who is away, and who cannot sign in just now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tracker.errors import FieldProblem, Incomplete
from tracker.models import Delegation, FailedSignIn, Membership, Person, Plan
from tracker.models.people import name_digest, running
from tracker.terms import Frequency, PlanState


@dataclass(frozen=True)
class Listed:
    """One person as the administrators of some zones see them: only what concerns these zones."""

    person: Person
    memberships: tuple[Membership, ...]
    absences: tuple[Delegation, ...]
    locked_until: datetime | None


def people_of(
    zone_ids: Collection[int], *, today: date, now: datetime, text: str = ""
) -> list[Listed]:
    """Everybody with a role in these zones, by zone and role. Three queries.

    ``text`` is looked for in names, user names and addresses.
    """
    members = Membership.objects.filter(zone__in=zone_ids).select_related(
        "person", "zone", "department"
    )
    if text:
        words = Q(person__name__icontains=text) | Q(person__username__icontains=text)
        members = members.filter(words | Q(person__email__icontains=text))
    by_person: dict[Person, list[Membership]] = {}
    for member in members:
        by_person.setdefault(member.person, []).append(member)
    away: dict[int, list[Delegation]] = {}
    for one in delegations(zone_ids).filter(running(today)):
        away.setdefault(one.principal_id, []).append(one)
    locked = _locked(by_person, now)
    return [
        Listed(
            person=person,
            memberships=tuple(roles),
            absences=tuple(away.get(person.pk, ())),
            locked_until=locked.get(person.pk),
        )
        for person, roles in by_person.items()
    ]


def listed(person: Person, zone_ids: Collection[int], *, today: date, now: datetime) -> Listed:
    """One person in these zones, who may have no role there any more. Three queries."""
    members = person.memberships.filter(zone__in=zone_ids).select_related("zone", "department")
    absences = delegations(zone_ids).filter(principal=person, to_on__gte=today, ended_at=None)
    locked = _locked([person], now)
    return Listed(person, tuple(members), tuple(absences), locked.get(person.pk))


def _locked(people: Iterable[Person], now: datetime) -> dict[int, datetime]:
    """Until when these people wait after wrong passwords, the longest wait of each."""
    digests = {name_digest(person.username): person.pk for person in people}
    rows = FailedSignIn.objects.filter(digest__in=digests, locked_until__gt=now)
    waits = rows.order_by("locked_until").values_list("digest", "locked_until")
    return {digests[digest]: until for digest, until in waits if until}


def delegations(zone_ids: Collection[int]) -> QuerySet[Delegation]:
    """The delegations of some zones with their people."""
    return Delegation.objects.filter(zone__in=zone_ids).select_related(
        "principal", "substitute", "zone"
    )


def own_delegations(person: Person, *, today: date) -> QuerySet[Delegation]:
    """What a person has lent or borrowed and is not over yet, the next one first."""
    mine = Q(principal=person) | Q(substitute=person)
    return (
        Delegation.objects.filter(mine, to_on__gte=today, ended_at=None)
        .select_related("principal", "substitute", "zone")
        .order_by("from_on", "id")
    )


def colleagues(zone_ids: Collection[int], person: Person) -> QuerySet[Membership]:
    """The roles of everybody else in these zones who can sign in: who may stand in for a person."""
    return (
        Membership.objects.filter(zone__in=zone_ids, person__is_active=True)
        .exclude(person=person)
        .select_related("person", "zone")
    )


def deadline_floor(zone_ids: Iterable[int]) -> Frequency | None:
    """The least that people of these zones hear of deadlines; None where no plan says anything.

    Where plans differ, the most often. One query.
    """
    plans = Plan.objects.filter(zone__in=list(zone_ids), state=PlanState.PUBLISHED)
    said = set(plans.values_list("deadline_floor", flat=True))
    return next((frequency for frequency in Frequency if frequency in said), None)


def find(typed: str) -> Person:
    """The person with this user name or e-mail address.

    Raises ``Incomplete`` where there is none, or several share the address.
    """
    named = Q(username__iexact=typed.strip()) | Q(email__iexact=typed.strip())
    found = list(Person.objects.filter(named)[:2]) if typed.strip() else []
    if len(found) != 1 or found[0].is_system:
        code = "ambiguous_person" if len(found) > 1 else "unknown_person"
        raise Incomplete(FieldProblem("person", typed, code if typed.strip() else "empty"))
    return found[0]
