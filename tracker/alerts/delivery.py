"""Sends the mails that wait in the outbox, over one connection, each as its server allows.

Should a process die between the server's yes and the stamp, or the connection break just there,
the mail goes out once more with the same Message-ID: the one window in which a mailbox can get
it twice (docs/alerts.md).
"""

import logging
import smtplib
from collections.abc import Callable
from contextlib import suppress
from email.utils import parseaddr
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from tracker.alerts import unsubscribing
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
from tracker.alerts.messages import is_address
from tracker.alerts.refusals import Meaning, Turn, meaning
from tracker.models import Message
from tracker.terms import MessageKind

log = logging.getLogger(__name__)

# Of these mails their person can ask for fewer.
FEWER = frozenset({MessageKind.DIGEST, MessageKind.URGENT, MessageKind.REMINDER})

# Told of a message whose address nobody can be reached at, and of the server's words.
Unreachable = Callable[[Message, str], None]


class NoSuchAddress(Refused):
    """Nobody is reached at the message's address."""


def deliver(
    *, clock: Clock, limit: int = BATCH, unreachable: Unreachable | None = None
) -> Delivered:
    """Send up to ``limit`` of the messages that wait, over one connection.

    ``unreachable`` is called in the transaction that gives such a message up. Safe in several
    processes at once. Ends early when the server is away; later sweeps go on.
    """

    def given_up(message: Message, error: Refused) -> None:
        if unreachable is not None and isinstance(error, NoSuchAddress):
            unreachable(message, str(error))

    connection = get_connection()
    try:
        done = sweep(
            Message.objects.all(),
            partial(_send, connection=connection),
            clock=clock,
            limit=limit,
            given_up=given_up,
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
    # Read when its turn has come: a mail before it may have found the address refused.
    person = message.person
    if person.mail_refused_at is not None and person.email == message.address:
        raise Refused(
            _("Not sent: mails to this address are refused. It has to be corrected first.")
        )
    if not look_again(message):
        raise NotNeeded(_("Not sent: all that it named was dealt with before its time came."))
    try:
        _hand_over(_mail(message, connection), connection)
    except OSError as error:
        # Before ``ValueError``: a certificate that proves nothing is both.
        why = _not_sent(error, getattr(connection, "turn", None))
        _close(connection)
        raise why from error
    except ValueError as error:
        raise _unwritable(error) from error
    return getattr(connection, "answer", None) or ""


def _unwritable(error: ValueError) -> NotSent:
    """Whose address it is that no mail can be written with: ours, or this mail's."""
    ours = {"MAIL_FROM": settings.DEFAULT_FROM_EMAIL, "MAIL_REPLY_TO": settings.MAIL_REPLY_TO}
    for name, value in ours.items():
        if value and not is_address(parseaddr(value)[1]):
            return Away(f"{name}={value!r}: {error}")
    return Refused(f"{type(error).__name__}: {error}")


def _hand_over(mail: EmailMultiAlternatives, connection: BaseEmailBackend) -> None:
    """Send one mail; once more where the server has had enough of this connection.

    Many take a number of mails on each, and refuse the next one's sender or just close.
    """
    connection.open()
    used = getattr(connection, "answer", None) is not None
    try:
        connection.send_messages([mail])
    except OSError:
        if not (used and getattr(connection, "turn", None) == Turn.SENDER):
            raise
        _close(connection)
        connection.open()
        connection.send_messages([mail])


def _mail(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail as it goes out: the plain text first, then the page."""
    mail = EmailMultiAlternatives(
        message.subject,
        message.body_text,
        to=[_to(message)],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers=_headers(message),
        connection=connection,
    )
    mail.attach_alternative(message.body_html, "text/html")
    return mail


def _headers(message: Message) -> dict[str, str]:
    """What tells mailboxes and absence assistants that nobody wrote this by hand.

    The Message-ID is that of the row, so that a mail that goes out twice is known as one.
    """
    headers = {
        "Message-ID": message.message_id,
        "Content-Language": message.language,
        # RFC 3834; Exchange and older assistants know only the other two.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Precedence": "bulk",
    }
    if message.kind in FEWER:
        link = unsubscribing.link(message.person)
        domain = message.message_id.rpartition("@")[2].rstrip(">")
        headers |= {"List-Id": f"<plan-targets.{domain}>", "List-Unsubscribe": f"<{link}>"}
        # RFC 8058 asks for HTTPS.
        if link.startswith("https://"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _to(message: Message) -> str:
    """The address with the name of its person, as far as that is known."""
    # A line break would end the header and begin another.
    name = " ".join(message.person.name.split()).replace("\\", r"\\").replace('"', r"\"")
    return f'"{name}" <{message.address}>' if name else message.address


def _not_sent(error: OSError, turn: str | None) -> NotSent:
    """What an error at a turn says about this message and about the next one.

    Before the recipient's turn nothing was said about this message rather than another.
    """
    words = _answer(error)
    match error:
        case smtplib.SMTPNotSupportedError() if turn is not None:
            return Refused(words)
        case smtplib.SMTPRecipientsRefused():
            ((code, said),) = error.recipients.values()
            meant = meaning(Turn.RECIPIENT, code, _text(said))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            at = Turn.TEXT if isinstance(error, smtplib.SMTPDataError) else Turn.SENDER
            meant = meaning(at, error.smtp_code, _text(error.smtp_error))
        case _:
            meant = Meaning.LATER if turn in (Turn.RECIPIENT, Turn.TEXT) else Meaning.US
    return KINDS[meant](words)


def unreached(error: OSError) -> str | None:
    """The server's words, where an error says that nobody is reached at the address."""
    told = _not_sent(error, None)
    return str(told) if isinstance(told, NoSuchAddress) else None


KINDS: dict[Meaning, type[NotSent]] = {
    Meaning.LATER: PutOff,
    Meaning.US: Away,
    Meaning.ADDRESS: NoSuchAddress,
    Meaning.TEXT: Refused,
}


def _answer(error: OSError) -> str:
    """The server's own words where it had any."""
    words: bytes | str
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
        case smtplib.SMTPResponseException():
            code, words = error.smtp_code, error.smtp_error
        case _:
            return f"{type(error).__name__}: {error}"
    return f"{code} {_text(words)}"


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _close(connection: BaseEmailBackend) -> None:
    """A server that has gone away already need not hear that we leave."""
    with suppress(OSError):
        connection.close()
