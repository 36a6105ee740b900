"""What people do with their own account, and what happens when they sign in."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tracker import access, queue, trail
from tracker.alerts import bounced, unsubscribing
from tracker.alerts.delivery import unreached
from tracker.errors import WrongState
from tracker.flow.addresses import refuse_address
from tracker.flow.common import record, require, system_person
from tracker.models import Person
from tracker.notation import NOT_KNOWN
from tracker.people import actions as people
from tracker.people import attempts, delivery
from tracker.terms import Frequency

log = logging.getLogger(__name__)


def choose_language(language: str, *, by: Person) -> None:
    """Remember the language of a person's own pages and mails; no trail, it concerns no one else.

    ``language`` is a code of ``settings.LANGUAGES``.
    """
    Person.objects.filter(pk=by.pk).update(language=language)


def change_account(person: Person, *, name: str, email: str, language: str, by: Person) -> Person:
    """Change one's own name, mail address and language. Raises ``Incomplete``.

    The address that is left is told of it; a mail that fails changes nothing.
    """
    require(by.pk is not None and by.pk == person.pk, "change_account")
    with transaction.atomic():
        before = {"name": person.name, "email": person.email}
        changed = people.correct(person, name=name, email=email, language=language)
        after = {"name": changed.name, "email": changed.email}
        if before != after:
            record("change_account", changed, by=by, zone=None, before=before, after=after)
        left = before["email"]
        if left != changed.email:
            bounced.follow(changed)
        if left and left.casefold() != changed.email.casefold():
            facts = (str(changed.pk), left, timezone.now().isoformat())
            transaction.on_commit(lambda: queue.send(queue.SEND_MOVED, *facts))
    return changed


def choose_mails(person: Person, *, frequency: str, hour: int, by: Person) -> Person:
    """Choose how often one is mailed, and from which hour of the day on. Raises ``Incomplete``.

    ``frequency`` is one of ``terms.Frequency``. A plan can have deadlines told more often.
    """
    require(by.pk is not None and by.pk == person.pk, "choose_mails")
    with transaction.atomic():
        before = _mails(person)
        changed = people.choose_mails(person, frequency=frequency, hour=hour)
        if before != _mails(changed):
            after = _mails(changed)
            record("choose_mails", changed, by=by, zone=None, before=before, after=after)
    return changed


def unsubscribe(token: str, *, by: Person) -> Person:
    """Mail the person whom a link names no more than has to be; answers who that is.

    ``by`` is the system: whoever has the link need not sign in, and mail programs follow it in
    their name. Raises ``WrongState`` for a link that was not made here. Can be repeated.
    """
    require(access.may_run_jobs(by), "unsubscribe")
    with transaction.atomic():
        if (person := unsubscribing.named(token)) is None:
            raise WrongState("no_such_link")
        before = _mails(person)
        if person.mail_frequency != Frequency.REQUIRED:
            people.choose_mails(person, frequency=Frequency.REQUIRED, hour=person.mail_hour)
            record("unsubscribe", person, by=by, zone=None, before=before, after=_mails(person))
    return person


def _mails(person: Person) -> dict[str, str | int]:
    return {"mail_frequency": str(person.mail_frequency), "mail_hour": person.mail_hour}


def set_password(person: Person, password: str | None, *, by: Person) -> Person:
    """Set one's own password, or somebody else's who must then change it at the next sign-in.

    Without a password nobody signs in until one is set by a link.
    The trail keeps that it was done, never a word of it. Other browsers are signed out by it.
    """
    own = by.pk is not None and by.pk == person.pk
    require(own or access.may_keep(by), "set_password")
    with transaction.atomic():
        people.set_password(person, password, must_change=not own)
        record("change_password", person, by=by, zone=None)
    return person


def ask_for_link(typed: str, *, by: Person) -> None:
    """Somebody who cannot sign in asks for a link; ``by`` is the system, for nobody is known.

    Does the same whoever was typed, so that neither answer nor time tells which accounts exist.
    """
    require(access.may_run_jobs(by), "ask_for_link")
    transaction.on_commit(lambda: queue.send(queue.SEND_LINKS, typed[:254]))


def send_links(typed: str, *, by: Person) -> int:
    """Send a link to everybody whom a user name or address means; answers how many went out.

    Raises ``OSError`` when the mail server fails, for the job to try again.
    """
    require(access.may_run_jobs(by), "send_links")
    return sum(_link_sent(person, by=by) for person in delivery.of(typed))


def _link_sent(person: Person, *, by: Person) -> bool:
    """Whether a link went out; an address that nobody is reached at is marked instead."""
    at = timezone.now()
    try:
        return delivery.send_link(person, at=at)
    except OSError as error:
        if (words := unreached(error)) is None:
            raise
        refuse_address(person, person.email, words=words, at=at, by=by)
        return False


def send_moved(person: int, before: str, *, at: datetime, by: Person) -> None:
    """Tell the address that the person of a number had ``before`` that it was changed at ``at``.

    Raises ``OSError`` when the mail server fails, for the job to try again.
    """
    require(access.may_run_jobs(by), "send_moved")
    delivery.send_moved(Person.objects.get(pk=person), before, at=at)


def begin_sign_in(username: str, *, by: Person) -> None:
    """Count an attempt to sign in. Raises ``WrongState`` with ``until`` after too many failures.

    Attempts are told apart by user name and by from where they come (``trail.origin``).
    """
    require(access.may_run_jobs(by), "begin_sign_in")
    with transaction.atomic():
        attempts.begin(username, _address(), at=timezone.now())


def end_sign_in(username: str, *, succeeded: bool, by: Person) -> None:
    """Forget the failures of who signed in; a wait that a failure begins leaves a trace."""
    require(access.may_run_jobs(by), "end_sign_in")
    with transaction.atomic():
        if succeeded:
            attempts.forget(username, _address())
        elif row := attempts.failed(username, _address()):
            log.warning(
                "%s failures to sign in as one user name from %s", row.failures, row.address
            )
            if person := attempts.person_of(username):
                after = {"failures": row.failures, "until": str(row.locked_until)}
                record("lock_sign_in", person, by=by, zone=None, after=after)


def _address() -> str:
    """From where somebody signs in, as far as it is known."""
    return (trail.origin() or "")[:45]


def note_sign_in(*, by: Person) -> None:
    """Leave in the trail that somebody has signed in."""
    record("sign_in", by, by=by, zone=None)


def note_sign_out(*, by: Person) -> None:
    """Leave in the trail that somebody has signed out."""
    record("sign_out", by, by=by, zone=None)


def note_failed_sign_in(username: str) -> None:
    """Leave in the trail that signing in failed, in the name of the system: nobody knows by whom.

    A user name that nobody has is not kept: often it is a password in the wrong field.
    """
    person = Person.objects.filter(username=username).first()
    entry = trail.entry(
        "fail_sign_in", person or Person(username=NOT_KNOWN), by=system_person(), zone=None
    )
    trail.write([entry])
