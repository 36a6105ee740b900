"""Sends what goes out about accounts; links to set a password one in two minutes to a person."""

from datetime import datetime, timedelta

from django.db.models import Q

from tracker.errors import WrongState
from tracker.models import Person
from tracker.people.letters import link_letter, moved_letter

# Who asks again and again, in whose name ever, fills no mailbox.
PAUSE = timedelta(minutes=2)


def of(typed: str) -> list[Person]:
    """Whom a typed user name or address means: everybody in service who has it and can get mail."""
    named = Q(username__iexact=typed.strip()) | Q(email__iexact=typed.strip())
    return list(Person.objects.filter(named, is_active=True).exclude(email=""))


def require_pause(person: Person, *, at: datetime) -> None:
    """Raises ``WrongState`` while the last link to this person has only just been sent."""
    if person.link_sent_at and person.link_sent_at > at - PAUSE:
        raise WrongState("link_just_sent")


def send_link(person: Person, *, at: datetime) -> bool:
    """Send one link; answers whether it was time. Raises ``OSError`` when the server fails.

    The person is claimed before the server is spoken to, and given free again when that fails.
    """
    before = person.link_sent_at
    due = Q(link_sent_at=None) | Q(link_sent_at__lte=at - PAUSE)
    if not Person.objects.filter(due, pk=person.pk).update(link_sent_at=at):
        return False
    try:
        link_letter(person).send()
    except (OSError, ValueError):
        Person.objects.filter(pk=person.pk, link_sent_at=at).update(link_sent_at=before)
        raise
    return True


def send_moved(person: Person, before: str, *, at: datetime) -> None:
    """Tell an address that its person left it at ``at``. Raises ``OSError`` as ``send_link``."""
    moved_letter(person, before, at=at).send()
