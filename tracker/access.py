"""May this person do this to that? Predicates only; denied unless a membership grants it.

A membership in a zone reaches the zones below it, except for officers: they enter figures only
for the zone they belong to, and only for their department where the membership names one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tracker.models import Figure, Membership, Person, Target, Zone
from tracker.terms import Role


@dataclass(frozen=True)
class Reach:
    """What one person may do where, read once (two queries) and asked often."""

    person: Person

    @cached_property
    def _memberships(self) -> list[Membership]:
        if not self.person.is_authenticated or not self.person.is_active:
            return []
        return list(self.person.memberships.all())

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
            for member in self._memberships
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
        return any(
            member.role == Role.OFFICER
            and member.zone_id == target.plan.zone_id
            and (member.department_id is None or member.department_id == target.department_id)
            for member in self._memberships
        )

    def reviews(self, zone_id: int) -> bool:
        """Whether submitted figures of the zone may be approved or returned."""
        return Role.REVIEWER in self.roles(zone_id)

    def administers(self, zone_id: int) -> bool:
        """Whether plans, targets and cycles of the zone may be changed."""
        return self._oversees_all or Role.ADMINISTRATOR in self.roles(zone_id)

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


def may_see(person: Person, zone: Zone) -> bool:
    return reach(person).sees(zone.id)


def may_enter(person: Person, target: Target) -> bool:
    return reach(person).enters(target)


def may_review(person: Person, figure: Figure) -> bool:
    """Reviewers of the zone, but never who entered or submitted the figure."""
    return (
        reach(person).reviews(figure.target.plan.zone_id)
        and figure.entered_by_id != person.id
        and figure.submitted_by_id != person.id
    )


def may_administer(person: Person, zone: Zone) -> bool:
    return reach(person).administers(zone.id)


def may_keep(person: Person) -> bool:
    """Accounts, zones, the catalogue and settings: system administrators."""
    return person.is_active and person.is_superuser


def may_run_jobs(person: Person) -> bool:
    """Background jobs and system commands: the system person and system administrators."""
    if not person.is_authenticated:
        return False
    return person.is_system or (person.is_active and person.is_superuser)
