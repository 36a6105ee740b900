"""Plan administrators look after the people of their zones: accounts, roles and absences."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import access, queue
from tracker.alerts import bounced
from tracker.flow.common import record, require
from tracker.models import Delegation, Department, Membership, Person, Zone
from tracker.people import actions as people
from tracker.people import attempts, delivery
from tracker.terms import Role


def add_person(
    zone: Zone,
    *,
    username: str,
    name: str,
    email: str,
    language: str,
    role: Role,
    department: Department | None,
    by: Person,
) -> Person:
    """Make an account with one role in a zone; a mail brings the link to set its password.

    Raises ``Incomplete`` with every field that is missing, malformed or taken.
    """
    require(access.reach(by).manages(zone.pk), "add_person")
    with transaction.atomic():
        person = people.add(username=username, name=name, email=email, language=language)
        membership = people.grant(person, role, zone, department)
        facts = {"username": username, "name": name, "email": email, **_trace(membership)}
        record("add_person", person, by=by, zone=zone, after=facts)
        transaction.on_commit(lambda: queue.send(queue.SEND_LINKS, username))
    return person


def grant_role(
    person: Person, role: Role, zone: Zone, department: Department | None, *, by: Person
) -> Membership:
    """Give somebody who has an account a role. Raises ``Incomplete`` where they have it."""
    require(access.may_manage(by, person, zone), "grant_role")
    with transaction.atomic():
        membership = people.grant(person, role, zone, department)
        record("grant_role", person, by=by, zone=zone, after=_trace(membership))
    return membership


def withdraw_role(membership: Membership, *, by: Person) -> None:
    """Take a role away; the account stays, and with it what was done.

    Who has no role left in the zone stands in for nobody there any more.
    """
    person, zone = membership.person, membership.zone
    require(access.may_manage(by, person, zone), "withdraw_role")
    with transaction.atomic():
        before = _trace(membership)
        ended = people.withdraw(membership, at=timezone.now())
        record("withdraw_role", person, by=by, zone=zone, before=before)
        for delegation in ended:
            record("end_delegation", delegation, by=by, zone=zone)


def deactivate_person(person: Person, zone: Zone, *, by: Person) -> Person:
    """Close an account whose roles all lie within reach: nobody signs in to it any more."""
    return _set_active(person, zone, False, verb="deactivate_person", by=by)


def reactivate_person(person: Person, zone: Zone, *, by: Person) -> Person:
    """Open an account again that was closed."""
    return _set_active(person, zone, True, verb="reactivate_person", by=by)


def correct_person(
    person: Person, zone: Zone, *, name: str, email: str, language: str, by: Person
) -> Person:
    """Correct an account that nobody has signed in to yet; afterwards it is its person's own.

    Raises ``Incomplete`` for what cannot be taken.
    """
    require(access.may_close(by, person, zone) and not person.last_login, "correct_person")
    with transaction.atomic():
        before = _details(person)
        corrected = people.correct(person, name=name, email=email, language=language)
        after = _details(corrected)
        if before["email"] != after["email"]:
            bounced.follow(corrected)
        record("correct_person", corrected, by=by, zone=zone, before=before, after=after)
    return corrected


def send_link_again(person: Person, zone: Zone, *, by: Person) -> None:
    """Send the link to set a password once more. Raises ``WrongState`` right after another one."""
    require(access.may_manage(by, person, zone) and person.is_active, "send_link_again")
    with transaction.atomic():
        delivery.require_pause(person, at=timezone.now())
        record("send_link_again", person, by=by, zone=zone)
        transaction.on_commit(lambda: queue.send(queue.SEND_LINKS, person.username))


def release_sign_in(person: Person, zone: Zone, *, by: Person) -> None:
    """Let somebody try their password again at once, after too many failures."""
    require(access.may_manage(by, person, zone), "release_sign_in")
    with transaction.atomic():
        attempts.forget(person.username)
        record("release_sign_in", person, by=by, zone=zone)


def make_delegation(
    principal: Person,
    substitute: Person,
    zone: Zone,
    *,
    from_on: date,
    to_on: date,
    reason: str,
    by: Person,
) -> Delegation:
    """Lend the roles of somebody absent to a colleague; no administrator lends to themself.

    Raises ``Incomplete`` for a wrong substitute or wrong days, ``WrongState`` where there is
    nothing to lend.
    """
    own = by.pk == principal.pk or substitute.pk != by.pk
    require(own and access.may_delegate(by, principal, zone), "make_delegation")
    with transaction.atomic():
        delegation = people.delegate(
            principal,
            substitute,
            zone,
            days=(from_on, to_on),
            reason=reason,
            by=by,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        after = {"from_on": str(from_on), "to_on": str(to_on)}
        record("make_delegation", delegation, by=by, zone=zone, after=after, reason=reason)
    return delegation


def end_delegation(delegation: Delegation, *, by: Person) -> Delegation:
    """End a delegation early: by either of the two, or by who manages the absent one."""
    zone, two = delegation.zone, {delegation.principal_id, delegation.substitute_id}
    allowed = by.pk in two or access.may_manage(by, delegation.principal, zone)
    require(allowed, "end_delegation")
    with transaction.atomic():
        ended = people.end_delegation(delegation, at=timezone.now())
        record("end_delegation", ended, by=by, zone=zone)
    return ended


def _set_active(person: Person, zone: Zone, active: bool, *, verb: str, by: Person) -> Person:
    require(access.may_close(by, person, zone), verb)
    with transaction.atomic():
        changed = people.set_active(person, active)
        record(verb, changed, by=by, zone=zone)
    return changed


def _trace(membership: Membership) -> dict[str, Any]:
    department = membership.department
    named = {"department": department.name} if department else {}
    return {"role": membership.role, **named}


def _details(person: Person) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "language": person.language}
