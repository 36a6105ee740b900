"""Signing in and out leaves a trace, wherever it is done: on the pages or in the admin."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from tracker import flow
from tracker.models import Person


@receiver(user_logged_in)
def signed_in(user: Person, **_facts: Any) -> None:
    """Somebody has signed in."""
    flow.note_sign_in(by=user)


@receiver(user_logged_out)
def signed_out(user: Person | None, **_facts: Any) -> None:
    """Somebody has signed out; a session that was over already is nobody's."""
    if user is not None:
        flow.note_sign_out(by=user)


@receiver(user_login_failed)
def failed(credentials: dict[str, str], **_facts: Any) -> None:
    """The name is unknown, or the password was wrong."""
    flow.note_failed_sign_in(credentials.get("username", ""))
