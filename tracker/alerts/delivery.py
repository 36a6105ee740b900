"""Sends the mails that wait in the outbox, over one connection, each as its server allows.

Should a process die between the server's yes and the stamp, or the connection break just there,
the mail goes out once more with the same Message-ID: the one window in which a mailbox can get
it twice (docs/alerts.md).
"""

import logging
import smtplib
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from tracker.alerts.claiming import (
    BATCH,
    Away,
    Clock,
    Delivered,
    NotNeeded,
    NotSent,
    PutOff,
    Refused,
    sweep,
)
from tracker.alerts.looking_again import look_again
from tracker.models import Message

log = logging.getLogger(__name__)

SERVICE_NOT_AVAILABLE = 421
PERMANENT = 500


def deliver(*, clock: Clock, limit: int = BATCH) -> Delivered:
    """Send up to ``limit`` of the messages that wait, over one connection.

    Safe in several processes at once. Ends early when the server is away; later sweeps go on.
    """
    connection = get_connection()
    try:
        done = sweep(
            Message.objects.all(),
            lambda message: _send(message, connection),
            clock=clock,
            limit=limit,
        )
    finally:
        _close(connection)
    if done.away:
        log.warning("mail server away, messages wait: %s", done.away)
    return done


def _send(message: Message, connection: BaseEmailBackend) -> str:
    """Hand one message to the server; every way in which that fails is a ``NotSent``.

    Errors of ``smtplib`` are ``OSError``, as are those of sockets and files.
    """
    if not look_again(message):
        raise NotNeeded(_("Not sent: all that it named was dealt with before its time came."))
    try:
        connection.open()
    except OSError as error:
        _close(connection)
        raise Away(_answer(error)) from error
    try:
        connection.send_messages([_mail(message, connection)])
    except ValueError as error:
        # Addresses in the outbox were checked when it was written: this is the sender's.
        raise Away(f"MAIL_FROM={settings.DEFAULT_FROM_EMAIL!r}: {error}") from error
    except OSError as error:
        _close(connection)
        raise _kind(error)(_answer(error)) from error
    return getattr(connection, "answer", None) or ""


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail as it goes out; automatic, so that no absence assistant answers it (RFC 3834)."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.body_text,
        to=[message.address],
        headers={
            "Message-ID": message.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
        },
        connection=connection,
    )
    mail.attach_alternative(message.body_html, "text/html")
    return mail


def _kind(error: OSError) -> type[NotSent]:
    """What an error says about this message and about the next one.

    A refused sender concerns every message alike, so it is never held against one of them.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
        case smtplib.SMTPSenderRefused():
            code = min(error.smtp_code, SERVICE_NOT_AVAILABLE)
        case smtplib.SMTPResponseException():
            code = error.smtp_code
        case smtplib.SMTPNotSupportedError():
            code = PERMANENT
        case _:
            return PutOff
    if code == SERVICE_NOT_AVAILABLE:
        return Away
    return Refused if code >= PERMANENT else PutOff


def _answer(error: OSError) -> str:
    """The server's own words where it had any."""
    code: int
    words: bytes | str
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
        case smtplib.SMTPResponseException():
            code, words = error.smtp_code, error.smtp_error
        case _:
            return f"{type(error).__name__}: {error}"
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _close(connection: BaseEmailBackend) -> None:
    """A server that has gone away already need not hear that we leave."""
    with suppress(OSError):
        connection.close()
