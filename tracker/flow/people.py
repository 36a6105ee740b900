"""What people set for themselves, and what is noted of their signing in and out.

Django itself signs people in, in the pages and in the admin alike; it has happened by the time
it is noted here.
"""

from tracker import trail
from tracker.flow.common import system_person
from tracker.models import Person
from tracker.notation import NOT_KNOWN


def choose_language(language: str, *, by: Person) -> None:
    """Remember the language of a person's own pages and mails; no trail, it concerns no one else.

    ``language`` is a code of ``settings.LANGUAGES``.
    """
    Person.objects.filter(pk=by.pk).update(language=language)


def note_sign_in(*, by: Person) -> None:
    """Leave in the trail that somebody has signed in."""
    trail.record("sign_in", by, by=by, zone=None)


def note_sign_out(*, by: Person) -> None:
    """Leave in the trail that somebody has signed out."""
    trail.record("sign_out", by, by=by, zone=None)


def note_failed_sign_in(username: str) -> None:
    """Leave in the trail that signing in failed, in the name of the system: nobody knows by whom.

    A user name that nobody has is not kept: often it is a password in the wrong field.
    """
    person = Person.objects.filter(username=username).first()
    entry = trail.entry(
        "fail_sign_in", person or Person(username=NOT_KNOWN), by=system_person(), zone=None
    )
    trail.write([entry])


def note_password_change(person: Person, *, by: Person) -> None:
    """Leave in the trail that a password was changed, by its owner or by an administrator."""
    trail.record("change_password", person, by=by, zone=None)
