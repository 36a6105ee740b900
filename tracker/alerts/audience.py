"""Who is told about an alert."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.models import Alert, Delegation, Membership, Person, Zone
from tracker.models.people import running
from tracker.terms import Role

# Who steps in, in this order, where nobody has the role that should be told.
STAND_INS = (Role.REVIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Audience:
    """Everybody who can be told, read at once.

    ``parents`` maps each zone to the one above it, ``substitutes`` a person and a zone, by their
    numbers, to who stands in there; what they were lent is among ``memberships``.
    """

    memberships: tuple[Membership, ...]
    parents: Mapping[int, int | None]
    substitutes: Mapping[tuple[int, int], Sequence[Person]]

    @cached_property
    def _known(self) -> dict[tuple[int | str | None, ...], Mapping[Person, Role]]:
        """Who is told in which place: most alerts share theirs with many others."""
        return {}

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], list[Membership]]:
        places: dict[tuple[str, int], list[Membership]] = {}
        for member in self.memberships:
            places.setdefault((member.role, member.zone_id), []).append(member)
        return places

    def of(self, alert: Alert) -> Mapping[Person, Role]:
        """Who is told of an alert, and in which role.

        Somebody is told wherever anybody can be: where no officer covers the department, the
        reviewers stand in, else the plan administrators.
        """
        place = (alert.zone_id, alert.department_id, *alert.told)
        if place not in self._known:
            self._known[place] = self._of(alert.zone_id, alert.department_id, alert.told)
        return self._known[place]

    def _of(
        self, zone_id: int, department_id: int | None, told: Collection[str]
    ) -> dict[Person, Role]:
        people: dict[Person, Role] = {}
        if Role.OFFICER in told:
            officers = self.officers(zone_id, department_id)
            people |= dict.fromkeys(officers, Role.OFFICER) or self._stand_ins(zone_id)
        for role in STAND_INS:
            if role in told:
                holders = self._holders(role, zone_id)
                people |= {person: role for person in holders if person not in people}
        return people

    def near(self, zone_ids: Iterable[int]) -> set[int]:
        """The numbers of everybody who could be told of something in these zones."""
        places = {above for zone_id in zone_ids for above in self._line(zone_id)}
        return {one.person_id for one in self.memberships if one.zone_id in places}

    def zones_of(self, people: Collection[int]) -> set[int]:
        """The zones of which these people could be told something."""
        places = {one.zone_id for one in self.memberships if one.person_id in people}
        return {zone_id for zone_id in self.parents if places.intersection(self._line(zone_id))}

    def officers(self, zone_id: int, department_id: int | None) -> Iterable[Person]:
        """Those who may enter the department's figures, as ``access`` has it."""
        return [
            member.person
            for member in self._by_place.get((Role.OFFICER, zone_id), ())
            if member.department_id is None or member.department_id == department_id
        ]

    def administrators(self, zone_id: int) -> Iterable[Person]:
        """The plan administrators of the zone, else of the nearest zone above that has any."""
        return self._holders(Role.ADMINISTRATOR, zone_id)

    def _holders(self, role: Role, zone_id: int) -> Iterable[Person]:
        """The role's holders in the zone, else in the nearest zone above that has any."""
        for place in self._line(zone_id):
            if found := self._by_place.get((role, place)):
                return [member.person for member in found]
        return []

    def _line(self, zone_id: int) -> Iterator[int]:
        """The zone and those above it, the nearest first."""
        step: int | None = zone_id
        while step is not None:
            yield step
            step = self.parents.get(step)

    def _stand_ins(self, zone_id: int) -> dict[Person, Role]:
        for role in STAND_INS:
            if holders := self._holders(role, zone_id):
                return dict.fromkeys(holders, role)
        return {}


def audience(today: date) -> Audience:
    """Everybody who works in some zone on a day and can sign in, substitutes included.

    Three queries.
    """
    members = tuple(
        Membership.objects.filter(role__in=(Role.OFFICER, *STAND_INS), person__is_active=True)
        .select_related("person")
        .order_by("person_id", "id")
    )
    substitutes = _substitutes(today)
    lent = tuple(
        Membership(
            person=substitute,
            zone_id=member.zone_id,
            department_id=member.department_id,
            role=member.role,
        )
        for member in members
        for substitute in substitutes.get((member.person_id, member.zone_id), ())
    )
    parents = dict(Zone.objects.values_list("id", "parent_id"))
    return Audience((*members, *lent), parents, substitutes)


def _substitutes(today: date) -> dict[tuple[int, int], list[Person]]:
    """Who stands in that day, by the number of the absent and of the zone."""
    substitutes: dict[tuple[int, int], list[Person]] = {}
    delegations = Delegation.objects.filter(running(today), substitute__is_active=True)
    for one in delegations.select_related("substitute").order_by("substitute_id", "id"):
        substitutes.setdefault((one.principal_id, one.zone_id), []).append(one.substitute)
    return substitutes
