"""People, accounts, jobs and how the background works: who looks after them."""

from tracker.access.reach import reach
from tracker.models import (
    Person,
    Zone,
)


def may_manage(person: Person, other: Person, zone: Zone) -> bool:
    """Whether roles of ``other`` in the zone may be granted, withdrawn or lent.

    Never one's own, and those of system administrators only by another one of them.
    """
    return (
        reach(person).manages(zone.id)
        and other.pk != person.pk
        and not other.is_system
        and (person.is_superuser or not (other.is_superuser or other.is_staff))
    )


def may_close(person: Person, other: Person, zone: Zone) -> bool:
    """Whether the whole account may be taken out of service, put back or corrected.

    Only where every role that it has lies within reach; elsewhere it is somebody else's too.
    """
    granted = reach(person)
    places = {member.zone_id for member in other.memberships.all()}
    return (
        may_manage(person, other, zone)
        and bool(places)
        and all(granted.manages(place) for place in places)
    )


def may_delegate(person: Person, principal: Person, zone: Zone) -> bool:
    """Whether the roles of ``principal`` may be lent: by themself, or by who manages them."""
    return person.pk == principal.pk or may_manage(person, principal, zone)


def may_keep(person: Person) -> bool:
    """Accounts, zones, the catalogue and settings: system administrators."""
    return person.is_active and person.is_superuser


def may_connect(person: Person, zone: Zone) -> bool:
    """Whether webhooks of the zone may be kept: as its people, by no substitute, for what is
    entered outlives an absence."""
    return reach(person).manages(zone.id)


def may_run_jobs(person: Person) -> bool:
    """Background jobs and system commands: the system person and system administrators."""
    if not person.is_authenticated:
        return False
    return person.is_system or (person.is_active and person.is_superuser)


def may_oversee(person: Person) -> bool:
    """How the background works: administrators of any zone, who answer for it that people are
    told, and system administrators."""
    granted = reach(person)
    return may_keep(person) or any(granted.administers(pk) for pk in granted.zone_ids)
