"""What the pages about alerts offer to whoever looks after a zone."""

from dataclasses import dataclass

from django import template
from django.utils import timezone

from tracker import access, pulses
from tracker.models import Person
from tracker.pulses import Part, Sign

register = template.Library()


@dataclass(frozen=True)
class Office:
    """May this person remind officers, see the background; and which run was missed, if any."""

    reminds: bool
    oversees: bool
    missed: Sign | None


@register.simple_tag
def office_of(person: Person) -> Office:
    """One query for administrators, beside the person's reach; none for all others."""
    oversees = access.may_oversee(person)
    sign = pulses.signs(timezone.now())[Part.ALERTS] if oversees else None
    return Office(
        reminds=bool(access.zones_reminding(person)),
        oversees=oversees,
        missed=sign if sign and sign.is_missed else None,
    )
