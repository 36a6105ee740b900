"""The mails about an account: with a link to set a password, and that its address was changed."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import override

from tracker.models import Person


def link_letter(person: Person) -> EmailMultiAlternatives:
    """The mail in the person's language; its link works once, for ``PASSWORD_RESET_TIMEOUT``.

    Never put into the outbox: who reads the database would read everybody's links.
    """
    kind = "password_reset" if person.has_usable_password() else "first_sign_in"
    words = {
        "uid": urlsafe_base64_encode(force_bytes(person.pk)),
        "token": default_token_generator.make_token(person),
        "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
    }
    return _letter(kind, person, person.email, words)


def moved_letter(person: Person, before: str, *, at: datetime) -> EmailMultiAlternatives:
    """The notice to the address that a person had ``before``; where they get mail now is not said.

    Whoever holds somebody's password could otherwise take the account over unnoticed.
    """
    return _letter("address_changed", person, before, {"changed_at": at})


def _letter(kind: str, person: Person, to: str, words: dict[str, Any]) -> EmailMultiAlternatives:
    """A mail in the person's language."""
    known = {"person": person, "site": settings.SITE_URL, "illustrative": settings.DEMO}
    with override(person.language):
        subject, text, html = (
            render_to_string(f"tracker/emails/{kind}/{part}", known | words)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    letter = EmailMultiAlternatives(
        " ".join(subject.split()),
        re.sub(r"\n\s*\n(?:\s*\n)+", "\n\n", text).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated", "Content-Language": person.language},
    )
    letter.attach_alternative(html, "text/html")
    return letter
