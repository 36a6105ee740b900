"""A mail address that the server refused is marked, and tried again once somebody looked at it."""

from datetime import datetime

from django.db import transaction

from tracker import access
from tracker.alerts import bounced
from tracker.flow.common import record, require
from tracker.models import Person, Zone
from tracker.people import addresses


def refuse_address(person: Person, address: str, *, words: str, at: datetime, by: Person) -> None:
    """Mark a person's address as refused with the server's words, and tell their administrators.

    Where it is no longer theirs, what failed there is told anew; nothing is done where it is
    marked already.
    """
    require(access.may_run_jobs(by), "refuse_address")
    with transaction.atomic():
        if not addresses.refuse(person, address, words=words, at=at):
            if not addresses.is_theirs(person, address):
                bounced.tell_again(person)
            return
        bounced.write(person, address, words=words, at=at)
        places: list[Zone | None] = [*bounced.zones_of(person)] or [None]
        for zone in places:
            after = {"email": address}
            record("refuse_address", person, by=by, zone=zone, after=after, reason=words)


def accept_address(person: Person, zone: Zone, *, by: Person) -> None:
    """Let mails go to a refused address again; what it missed and still holds is told anew.

    Raises ``WrongState`` where it is not marked.
    """
    require(access.may_manage(by, person, zone), "accept_address")
    with transaction.atomic():
        addresses.accept(person)
        bounced.tell_again(person)
        record("accept_address", person, by=by, zone=zone, after={"email": person.email})
