"""What one person may do where, read from their memberships."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tracker.models import (
    Delegation,
    Membership,
    Person,
    Target,
    Zone,
)
from tracker.models.people import running
from tracker.terms import Role


@dataclass(frozen=True)
class Reach:
    """What one person may do where, read once (two queries) and asked often."""

    person: Person

    @cached_property
    def memberships(self) -> list[Membership]:
        """The person's own, and those lent by whom they stand in for today, where the office is."""
        if not self.person.is_authenticated or not self.person.is_active:
            return []
        lent = Delegation.objects.filter(
            running(timezone.localdate()),
            substitute=self.person.pk,
            principal=OuterRef("person"),
            zone=OuterRef("zone"),
        )
        granted = Membership.objects.filter(Q(person=self.person.pk) | Exists(lent))
        return list(granted.select_related("person", "zone", "department"))

    @property
    def own(self) -> list[Membership]:
        """The memberships that nobody lent."""
        return [member for member in self.memberships if member.person_id == self.person.pk]

    @property
    def lent(self) -> list[Membership]:
        """The memberships of people for whom this person stands in."""
        return [member for member in self.memberships if member.person_id != self.person.pk]

    @cached_property
    def _parents(self) -> dict[int, int | None]:
        return dict(Zone.objects.values_list("id", "parent_id"))

    @property
    def _oversees_all(self) -> bool:
        """The system's own person and system administrators; neither enters nor approves."""
        return self.person.is_active and self.person.is_superuser

    def _line(self, zone_id: int) -> Iterable[int]:
        """The zone and all zones above it."""
        step: int | None = zone_id
        while step is not None:
            yield step
            step = self._parents.get(step)

    def roles(self, zone_id: int) -> frozenset[str]:
        """The roles that this person has in a zone, inherited ones included."""
        line = set(self._line(zone_id))
        return frozenset(
            member.role
            for member in self.memberships
            if member.zone_id == zone_id or (member.zone_id in line and member.role != Role.OFFICER)
        )

    def sees(self, zone_id: int) -> bool:
        """Whether the zone's targets, judgements and reports may be read."""
        return self._oversees_all or bool(self.roles(zone_id))

    @cached_property
    def zone_ids(self) -> frozenset[int]:
        """All zones whose pages this person may read."""
        return frozenset(zone_id for zone_id in self._parents if self.sees(zone_id))

    def enters(self, target: Target) -> bool:
        """Whether figures of this target may be entered and submitted."""
        return self.enters_for(target.plan.zone_id, target.department_id)

    def enters_for(self, zone_id: int, department_id: int | None) -> bool:
        """Whether figures that a department of the zone is responsible for may be entered."""
        return any(
            member.role == Role.OFFICER
            and member.zone_id == zone_id
            and member.department_id in (None, department_id)
            for member in self.memberships
        )

    def answers_as(self, role: Role) -> frozenset[int]:
        """Zones whose reviewers or administrators this person is first among.

        Where a zone has none of its own, those of the nearest zone above stand for it, as mails
        do (``alerts.audience``). One query, none where nothing lies below the person's zones.
        """
        held = {member.zone_id for member in self.memberships if member.role == role}
        if not held:
            return frozenset()
        below = {one for one in self._parents if held & set(self._line(one))} - held
        if not below:
            return frozenset(held)
        holders = Membership.objects.filter(role=role, zone__in=below, person__is_active=True)
        nearer = set(holders.order_by().values_list("zone_id", flat=True).distinct())
        first = {one: next(z for z in self._line(one) if z in held | nearer) for one in below}
        return frozenset(held | {one for one, nearest in first.items() if nearest in held})

    def reviews(self, zone_id: int) -> bool:
        """Whether submitted figures of the zone may be approved or returned."""
        return Role.REVIEWER in self.roles(zone_id)

    def administers(self, zone_id: int) -> bool:
        """Whether plans, targets and cycles of the zone may be changed."""
        return self._oversees_all or Role.ADMINISTRATOR in self.roles(zone_id)

    def is_administered(self, zone_id: int) -> bool:
        """Whether anybody at all is plan administrator of the zone, or of one above it."""
        return Membership.objects.filter(
            role=Role.ADMINISTRATOR, zone__in=list(self._line(zone_id)), person__is_active=True
        ).exists()

    def manages(self, zone_id: int) -> bool:
        """Whether the zone's people may be managed: by its own administrators, never a substitute.

        Otherwise a substitute could make roles that outlive the absence.
        """
        line = set(self._line(zone_id))
        return self._oversees_all or any(
            member.role == Role.ADMINISTRATOR and member.zone_id in line for member in self.own
        )

    def managed(self, zone_id: int) -> frozenset[int]:
        """The zone and those below it, as far as this person manages their people."""
        below = (one for one in self._parents if zone_id in set(self._line(one)))
        return frozenset(one for one in below if self.manages(one))

    def acts_for(
        self, roles: Collection[Role], zone_id: int, department_id: int | None = None
    ) -> list[Person]:
        """In whose place this person has any of some roles in a zone; nobody's where one is own.

        Officers are told apart by department, where what they do belongs to one.
        """
        if not self.lent:
            return []
        line = set(self._line(zone_id))
        holding = [
            member
            for member in self.memberships
            if member.role in roles
            and member.zone_id in ({zone_id} if member.role == Role.OFFICER else line)
            and (
                None in (member.department_id, department_id)
                or member.department_id == department_id
            )
        ]
        by_right = Role.ADMINISTRATOR in roles and self._oversees_all
        if by_right or any(member.person_id == self.person.pk for member in holding):
            return []
        return list(dict.fromkeys(member.person for member in holding))

    def sees_work(self, target: Target) -> bool:
        """Whether figures that are not approved yet may be seen: by those who work on them."""
        zone_id = target.plan.zone_id
        return self.enters(target) or bool(
            self.roles(zone_id) & {Role.REVIEWER, Role.ADMINISTRATOR}
        )


def reach(person: Person) -> Reach:
    """The reach of a person, read once per person object and kept on it for the request."""
    kept: Reach | None = person.__dict__.get("reach")
    if kept is None:
        kept = person.__dict__["reach"] = Reach(person)
    return kept


def visible_zones(person: Person) -> QuerySet[Zone]:
    """The zones whose pages this person may read, in the order of boards."""
    return Zone.objects.filter(id__in=reach(person).zone_ids)
