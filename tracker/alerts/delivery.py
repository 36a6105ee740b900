"""Sends what waits in the outbox: claim the row, send, stamp it.

A claim is a guarded update with a lease, and the lease is the claim's own mark: a sender whose
lease ran out cannot stamp what another has taken over. No transaction is open while a server is
spoken to. Should a process die between the server's yes and the stamp, or the connection break
just there, the mail goes out once more with the same Message-ID: the one window in which a
mailbox can get it twice (docs/alerts.md).
"""

import logging
import smtplib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.alerts.looking_again import look_again
from tracker.models import Message
from tracker.terms import MessageState

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

# One sweep's work; what is left waits for the next one.
BATCH = 500
# Longer than one send can take, which is EMAIL_TIMEOUT for each of the server's ten answers.
LEASE = timedelta(minutes=5)
# Waits after each attempt that was put off; after one attempt more the message is given up.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
# The wait while the server takes nothing at all. That gives up no message, however long it lasts.
AWAY = timedelta(minutes=5)

SERVICE_NOT_AVAILABLE = 421
PERMANENT = 500


class Outcome(StrEnum):
    """What became of one attempt."""

    SENT = "sent"
    RETRY = "retry"
    FAILED = "failed"


@dataclass(frozen=True)
class Delivered:
    """What one sweep did, as ids of messages. ``away``: why it ended early, if it did."""

    sent: tuple[int, ...] = ()
    retry: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    away: str | None = None


class _NotSent(Exception):
    """This message was not taken; the text is the server's answer."""


class _PutOff(_NotSent):
    """Not taken now; it may be later."""


class _Refused(_NotSent):
    """Never taken, however often it is tried."""


class _ServerAway(_NotSent):
    """The server takes nothing from us at present; the message is not to blame."""


def deliver(*, clock: Clock, limit: int = BATCH) -> Delivered:
    """Send up to ``limit`` of the messages that wait, over one connection.

    Safe in several processes at once. Ends early when the server is away; later sweeps go on.
    """
    outcomes: dict[Outcome, list[int]] = {outcome: [] for outcome in Outcome}
    connection, away = get_connection(), None
    for message in _claims(clock, limit):
        try:
            _send(message, connection)
        except _NotSent as error:
            _close(connection)
            outcome = _not_sent(message, error, clock)
            away = str(error) if isinstance(error, _ServerAway) else None
        else:
            outcome = Outcome.SENT
            _stamp(message, state=MessageState.SENT, sent_at=clock(), last_error=None)
        outcomes[outcome].append(message.pk)
        if away:
            log.warning("mail server away, messages wait: %s", away)
            break
    _close(connection)
    return Delivered(
        sent=tuple(outcomes[Outcome.SENT]),
        retry=tuple(outcomes[Outcome.RETRY]),
        failed=tuple(outcomes[Outcome.FAILED]),
        away=away,
    )


def _claims(clock: Clock, limit: int) -> Iterator[Message]:
    """Messages that were free and are now ours, each claimed only when its turn has come."""
    now = clock()
    free = Q(state=MessageState.QUEUED) | Q(state=MessageState.CLAIMED, lease_until__lt=now)
    waiting = Message.objects.filter(free, not_before__lte=now).order_by("not_before", "pk")
    for message in list(waiting[:limit]):
        lease = clock() + LEASE
        # By its time of writing: what joined it meanwhile goes out too, with the next sweep.
        unchanged = Message.objects.filter(
            pk=message.pk,
            state=message.state,
            lease_until=message.lease_until,
            written_at=message.written_at,
        )
        if unchanged.update(
            state=MessageState.CLAIMED, lease_until=lease, attempts=F("attempts") + 1
        ):
            message.state, message.lease_until = MessageState.CLAIMED, lease
            message.attempts += 1
            yield message


def _send(message: Message, connection: BaseEmailBackend) -> None:
    """Hand one message to the server; every way in which that fails is a ``_NotSent``.

    Errors of ``smtplib`` are ``OSError``, as are those of sockets and files.
    """
    if message.attempts > len(BACK_OFF) + 1:
        raise _Refused("every sender died while it sent this message")
    if not look_again(message):
        raise _Refused(_("Not sent: all that it named was dealt with before its time came."))
    try:
        connection.open()
    except OSError as error:
        raise _ServerAway(_answer(error)) from error
    try:
        connection.send_messages([_mail(message, connection)])
    except ValueError as error:
        # Addresses in the outbox were checked when it was written: this is the sender's.
        raise _ServerAway(f"MAIL_FROM={settings.DEFAULT_FROM_EMAIL!r}: {error}") from error
    except OSError as error:
        raise _kind(error)(_answer(error)) from error


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


def _kind(error: OSError) -> type[_NotSent]:
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
            return _PutOff
    if code == SERVICE_NOT_AVAILABLE:
        return _ServerAway
    return _Refused if code >= PERMANENT else _PutOff


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


def _not_sent(message: Message, error: _NotSent, clock: Clock) -> Outcome:
    """Put a message back or give it up."""
    if isinstance(error, _ServerAway):
        _put_back(message, error, clock() + AWAY, attempts=message.attempts - 1)
        return Outcome.RETRY
    if isinstance(error, _PutOff) and message.attempts <= len(BACK_OFF):
        _put_back(message, error, clock() + BACK_OFF[message.attempts - 1])
        return Outcome.RETRY
    _stamp(message, state=MessageState.FAILED, last_error=str(error))
    return Outcome.FAILED


def _put_back(message: Message, error: _NotSent, until: datetime, **fields: int) -> None:
    _stamp(message, state=MessageState.QUEUED, not_before=until, last_error=str(error), **fields)


def _stamp(message: Message, **fields: object) -> None:
    """Write the outcome, provided that the claim is still ours."""
    Message.objects.filter(
        pk=message.pk, state=MessageState.CLAIMED, lease_until=message.lease_until
    ).update(lease_until=None, **fields)


def _close(connection: BaseEmailBackend) -> None:
    """A server that has gone away already need not hear that we leave."""
    with suppress(OSError):
        connection.close()
