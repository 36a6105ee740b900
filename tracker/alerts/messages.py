"""Writes mails into the outbox: one row for each digest, in the language of its person."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from email.utils import make_msgid, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from tracker.alerts.digests import Digest
from tracker.alerts.letters.letter import of_digest
from tracker.alerts.letters.library import Library, library
from tracker.models import Message, Notice, Person
from tracker.terms import MessageKind, MessageState

BATCH = 500
# The folder of ``emails/`` with the templates of all mails that have groups.
LETTER = "letter"


def write(digests: Sequence[Digest], *, today: date, at: datetime) -> list[Message]:
    """Put one mail for each digest into the outbox, and remember what it tells.

    Whoever has no valid address gets a row that has failed already and says so: it shows in the
    list of messages, where an administrator looks. A constant number of queries and bulk writes.
    The rows come back without their bodies, which are read again where somebody asks for them.
    """
    books = library(digests, today)
    messages = [_message(digest, books, at) for digest in digests]
    Message.objects.bulk_create(messages, batch_size=BATCH)
    pairs = list(zip(messages, digests, strict=True))
    Notice.objects.bulk_create(
        (
            Notice(message=message, person=digest.person, subject=subject, level=level)
            for message, digest in pairs
            for subject, level in sorted(digest.told)
        ),
        batch_size=BATCH,
    )
    link = Message.alerts.through
    link.objects.bulk_create(
        (
            link(message_id=message.pk, alert_id=line.alert.pk)
            for message, digest in pairs
            for line in digest.lines
        ),
        batch_size=BATCH,
    )
    for message in messages:
        for body in ("body_text", "body_html"):
            del message.__dict__[body]
    return messages


def _message(digest: Digest, books: Library, at: datetime) -> Message:
    with override(digest.person.language):
        words = of_digest(digest, books)
    return compose(
        digest.person, LETTER, words, kind=digest.kind, key=digest.key, at=at, not_before=at
    )


def compose(
    person: Person,
    template: str,
    words: dict[str, object],
    *,
    kind: MessageKind,
    key: str,
    at: datetime,
    not_before: datetime,
) -> Message:
    """One mail in the language of its person, not yet stored.

    ``template`` names a folder of ``emails/``. Without a valid address it has failed already.
    """
    with override(person.language):
        subject, text, html = (
            render_to_string(f"tracker/emails/{template}/{part}", words)
            for part in ("subject.txt", "body.txt", "body.html")
        )
    message = Message(
        kind=kind,
        person=person,
        key=key,
        address=person.email,
        language=person.language,
        # A line break would end the header and begin another.
        subject=" ".join(subject.split())[:250],
        body_text=_squeezed(text),
        body_html=html,
        message_id=new_message_id(),
        not_before=not_before,
        written_at=at,
    )
    if not is_address(person.email):
        message.state = MessageState.FAILED
        message.last_error = _("%(person)s has no valid e-mail address. Please enter one.") % {
            "person": person
        }
    return message


def is_address(text: str) -> bool:
    """Whether mail could go there at all."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _squeezed(text: str) -> str:
    """Without the empty lines that template tags leave behind."""
    return re.sub(r"\n\s*\n(?:\s*\n)+", "\n\n", text).strip() + "\n"


def new_message_id() -> str:
    """A Message-ID that nobody else makes, at the domain of the sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")
