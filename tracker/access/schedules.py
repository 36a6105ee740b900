"""Schedules of documents: who keeps them, and who can be sent what they make."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, QuerySet

from tracker.access.reach import reach
from tracker.models import Membership, Person, ReportSchedule, Zone
from tracker.terms import Role


def may_schedule(person: Person, zones: Collection[Zone]) -> bool:
    """Documents of zones on a schedule: administrators of every one of them, by no substitute, for
    a schedule outlives an absence."""
    granted = reach(person)
    return bool(zones) and all(granted.manages(zone.pk) for zone in zones)


def schedulable_zones(person: Person) -> QuerySet[Zone]:
    """The zones of which a person may put documents on a schedule, in the order of boards."""
    granted = reach(person)
    managed = [zone_id for zone_id in granted.zone_ids if granted.manages(zone_id)]
    return Zone.objects.filter(pk__in=managed)


def kept_schedules(person: Person) -> QuerySet[ReportSchedule]:
    """The schedules that a person may change: all of whose zones they administer."""
    through = ReportSchedule.zones.through
    others = through.objects.filter(reportschedule=OuterRef("pk"))
    managed = schedulable_zones(person).order_by().values("pk")
    return ReportSchedule.objects.filter(~Exists(others.exclude(zone__in=managed)))


def readers_of(zones: Iterable[Zone]) -> list[Person]:
    """The people in service whose own roles let them see every one of these zones, by name.

    Substitutes and system administrators are not among them. Two queries.
    """
    parents: dict[int, int | None] = dict(Zone.objects.values_list("id", "parent_id"))
    wanted = {zone.pk: _line(zone.pk, parents) for zone in zones}
    if not wanted:
        return []
    places = {place for line in wanted.values() for place in line}
    members = Membership.objects.filter(zone__in=places, person__is_active=True)
    people: dict[int, Person] = {}
    reached: dict[int, set[int]] = {}
    for member in members.select_related("person"):
        person = people.setdefault(member.person_id, member.person)
        below = (zone for zone, line in wanted.items() if member.zone_id in line)
        reached.setdefault(person.pk, set()).update(
            zone for zone in below if member.role != Role.OFFICER or zone == member.zone_id
        )
    found = (people[pk] for pk, seen in reached.items() if seen == set(wanted))
    return sorted(found, key=lambda person: (str(person), person.pk))


def _line(zone_id: int, parents: dict[int, int | None]) -> list[int]:
    """The zone and those above it."""
    line: list[int] = []
    step: int | None = zone_id
    while step is not None:
        line.append(step)
        step = parents.get(step)
    return line
