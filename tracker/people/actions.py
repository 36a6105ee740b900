"""Makes accounts, grants and withdraws roles, lends them for an absence."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Delegation, Department, Membership, Person, Zone
from tracker.people import addresses, attempts
from tracker.terms import Frequency, Role

# A longer absence is a change of roles, which an administrator makes.
LONGEST_ABSENCE = timedelta(days=183)
HOURS = range(24)


def add(*, username: str, name: str, email: str, language: str) -> Person:
    """A new account that nobody can sign in to before its password is set by the link.

    Raises ``Incomplete`` with every field that is missing, malformed or taken.
    """
    problems = [*_wrong_username(username), *_wrong_details(name, email)]
    if not problems and Person.objects.filter(email__iexact=email).exists():
        problems.append(FieldProblem("email", email, "email_taken"))
    if problems:
        raise Incomplete(*problems)
    person = Person(username=username, name=name, email=email, language=language)
    person.set_unusable_password()
    person.save()
    return person


def correct(person: Person, *, name: str, email: str, language: str) -> Person:
    """Store name, address and language of an account. Raises ``Incomplete`` as ``add`` does."""
    problems = _wrong_details(name, email)
    taken = Person.objects.filter(email__iexact=email).exclude(pk=person.pk)
    if not problems and email.lower() != person.email.lower() and taken.exists():
        problems.append(FieldProblem("email", email, "email_taken"))
    if problems:
        raise Incomplete(*problems)
    # Whether mails are refused is known of an address, not of its person.
    fresh = addresses.CLEAR if email != person.email else {}
    Person.objects.filter(pk=person.pk).update(name=name, email=email, language=language, **fresh)
    person.refresh_from_db()
    return person


def choose_mails(person: Person, *, frequency: str, hour: int) -> Person:
    """Store how often a person is mailed, and from which hour of the day on.

    Raises ``Incomplete`` with every field that is not among the choices.
    """
    problems = []
    if frequency not in list(Frequency):
        problems.append(FieldProblem("frequency", frequency, "not_a_choice"))
    if hour not in HOURS:
        problems.append(FieldProblem("hour", hour, "not_a_choice"))
    if problems:
        raise Incomplete(*problems)
    Person.objects.filter(pk=person.pk).update(mail_frequency=frequency, mail_hour=hour)
    person.refresh_from_db()
    return person


def _wrong_username(username: str) -> list[FieldProblem]:
    field: Any = Person._meta.get_field("username")
    if not username:
        return [FieldProblem("username", username, "empty")]
    try:
        field.run_validators(username)
    except ValidationError:
        return [FieldProblem("username", username, "not_a_username")]
    if Person.objects.filter(username__iexact=username).exists():
        return [FieldProblem("username", username, "username_taken")]
    return []


def _wrong_details(name: str, email: str) -> list[FieldProblem]:
    problems = [] if name.strip() else [FieldProblem("name", name, "empty")]
    if not email:
        return [*problems, FieldProblem("email", email, "empty")]
    try:
        validate_email(email)
    except ValidationError:
        return [*problems, FieldProblem("email", email, "not_an_address")]
    return problems


def grant(person: Person, role: Role, zone: Zone, department: Department | None) -> Membership:
    """Give a person a role. Raises ``Incomplete`` where they have it, or it has no department."""
    if department is not None and role != Role.OFFICER:
        raise Incomplete(FieldProblem("place", str(department), "only_officers_by_department"))
    membership, created = Membership.objects.get_or_create(
        person=person, role=role, zone=zone, department=department
    )
    if not created:
        raise Incomplete(FieldProblem("role", membership.get_role_display(), "has_role"))
    return membership


def withdraw(membership: Membership, *, at: datetime) -> list[Delegation]:
    """Take a role away; answers with the delegations that end with it.

    Who has no role left in a zone stands in for nobody there. Raises ``WrongState`` when somebody
    else took the role away meanwhile.
    """
    deleted, _rows = Membership.objects.filter(pk=membership.pk).delete()
    if not deleted:
        raise WrongState("role_gone")
    person, zone = membership.person, membership.zone
    if person.memberships.filter(zone=zone).exists():
        return []
    lent = person.substitutions.filter(zone=zone, ended_at=None, to_on__gte=timezone.localdate(at))
    return [end_delegation(one, at=at) for one in lent]


def set_active(person: Person, active: bool) -> Person:
    """Let an account sign in, or no longer. Raises ``WrongState`` where it stands so already."""
    changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
    if not changed:
        raise WrongState("account_changed")
    person.refresh_from_db()
    return person


def set_password(person: Person, password: str | None, *, must_change: bool) -> None:
    """Store a password that the forms have checked, and forget the failures before it."""
    person.set_password(password)
    person.must_change_password = must_change
    person.save(update_fields=["password", "must_change_password"])
    attempts.forget(person.username)


def delegate(
    principal: Person,
    substitute: Person,
    zone: Zone,
    *,
    days: tuple[date, date],
    reason: str,
    by: Person,
    at: datetime,
    today: date,
) -> Delegation:
    """Lend the roles that ``principal`` has in a zone, from the first to the last of ``days``.

    Raises ``Incomplete`` for a substitute without a role in the zone or out of service, and for
    days out of order, over already or too many; ``WrongState`` where there is nothing to lend.
    """
    if not principal.memberships.filter(zone=zone).exists():
        raise WrongState("nothing_to_delegate")
    problems = [*_wrong_substitute(principal, substitute, zone), *_wrong_days(days, today)]
    if problems:
        raise Incomplete(*problems)
    return Delegation.objects.create(
        principal=principal,
        substitute=substitute,
        zone=zone,
        from_on=days[0],
        to_on=days[1],
        reason=reason,
        made_by=by,
        made_at=at,
    )


def _wrong_substitute(principal: Person, substitute: Person, zone: Zone) -> list[FieldProblem]:
    colleague = substitute.is_active and substitute.memberships.filter(zone=zone).exists()
    if substitute.pk == principal.pk or not colleague:
        return [FieldProblem("substitute", str(substitute), "not_a_colleague")]
    return []


def _wrong_days(days: tuple[date, date], today: date) -> list[FieldProblem]:
    first, last = days
    if last < first:
        return [FieldProblem("to_on", last, "before_first_day")]
    if last < today:
        return [FieldProblem("to_on", last, "over")]
    if last - first > LONGEST_ABSENCE:
        return [FieldProblem("to_on", last, "too_long_absence")]
    return []


def end_delegation(delegation: Delegation, *, at: datetime) -> Delegation:
    """End a delegation before its last day. Raises ``WrongState`` when it was ended before."""
    if not Delegation.objects.filter(pk=delegation.pk, ended_at=None).update(ended_at=at):
        raise WrongState("delegation_ended")
    delegation.refresh_from_db()
    return delegation
