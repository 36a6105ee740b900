"""Mail addresses that a server refused: marked, so that nothing more is sent there, and cleared."""

from datetime import datetime

from tracker.errors import WrongState
from tracker.models import Person

# What is stored of an address that nobody refused.
CLEAR = {"mail_refused_at": None, "mail_refusal": None}


def refuse(person: Person, address: str, *, words: str, at: datetime) -> bool:
    """Mark the address of a person; answers whether it was still theirs and not marked before."""
    theirs = Person.objects.filter(pk=person.pk, email=address, mail_refused_at=None)
    marked = bool(theirs.update(mail_refused_at=at, mail_refusal=words))
    if marked:
        person.refresh_from_db(fields=["mail_refused_at", "mail_refusal"])
    return marked


def is_theirs(person: Person, address: str) -> bool:
    """Whether an address is, by now, still that of the person."""
    return Person.objects.filter(pk=person.pk, email=address).exists()


def accept(person: Person) -> None:
    """Let mails go to a marked address again. Raises ``WrongState`` where none is marked."""
    marked = Person.objects.filter(pk=person.pk, mail_refused_at__isnull=False)
    if not marked.update(**CLEAR):
        raise WrongState("address_not_refused")
    person.refresh_from_db(fields=list(CLEAR))
