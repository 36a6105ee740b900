"""A real mail server on loopback that answers as it is told."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

# Longer than any test waits for an answer.
FOREVER = 30


class Answers:
    """What the server says next: lists of answers, of which the last one holds from then on.

    An answer is a line as ``451 later``, or ``hang``, or ``drop`` to break the connection.
    ``connect`` greets, ``login`` is asked for where it is given, ``begin`` answers to DATA, and
    ``data`` to the mail itself, which is kept before a ``drop``, as by a server that dies on
    saying yes; so it is before ``late``, a yes that comes when nobody listens any more.
    """

    def __init__(
        self,
        *,
        connect: list[str] | None = None,
        hello: list[str] | None = None,
        login: list[str] | None = None,
        mail: list[str] | None = None,
        rcpt: list[str] | None = None,
        begin: list[str] | None = None,
        data: list[str] | None = None,
    ) -> None:
        self.connect = connect or ["220 ready"]
        self.hello = hello or ["250 OK"]
        self.login = login or []
        self.mail = mail or ["250 OK"]
        self.rcpt = rcpt or ["250 OK"]
        self.begin = begin or ["354 go on"]
        self.data = data or ["250 OK"]
        self.mails: list[EmailMessage] = []
        # As they came, with the sender and the recipients of each.
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.connections = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return lines

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = await self.next(self.mail, server)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = await self.next(self.rcpt, server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await self.next(self.data, None)
        if answer.startswith(("250", "drop", "late")):
            self.keep(envelope)
        if answer == "late":
            await asyncio.sleep(FOREVER)
        if answer == "drop":
            server.transport.close()
        return answer

    def hung_up(self, session: Session) -> None:
        """A connection has ended, however it did."""

    def keep(self, envelope: Envelope) -> None:
        """Put a mail into the mailbox."""
        self.raw.append(envelope.content)
        self.recipients += envelope.rcpt_tos
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))

    def authenticate(self, *_asked: Any) -> AuthResult:
        """Whether user and password are right; others are answered as told."""
        answer = self.login.pop(0) if len(self.login) > 1 else self.login[0]
        if answer.startswith("235"):
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False, message=answer)

    async def next(self, answers: list[str], server: SMTP | None) -> str:
        """The answer whose turn it is, after the wait or the break that it asks for."""
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == "hang":
            await asyncio.sleep(FOREVER)
        if answer == "drop" and server is not None:
            server.transport.close()
        return answer


class Conversation(SMTP):
    """One connection, also where answers are asked for that aiosmtpd gives by itself."""

    def __init__(self, answers: Answers, **options: Any) -> None:
        super().__init__(answers, **options)
        self.answers, self.greeted = answers, False

    async def push(self, status: Any) -> None:
        if not self.greeted:
            self.greeted = True
            status = await self.answers.next(self.answers.connect, self)
        await super().push(status)

    def eof_received(self) -> bool:
        """Who has hung up is not waited for, whatever they were about to be answered."""
        super().eof_received()
        return False

    def connection_lost(self, error: Exception | None) -> None:
        self.answers.hung_up(self.session)
        super().connection_lost(error)

    async def smtp_EHLO(self, hostname: str) -> None:
        answer = await self.answers.next(self.answers.hello, self)
        await (super().smtp_EHLO(hostname) if answer == "250 OK" else self.push(answer))

    async def smtp_HELO(self, hostname: str) -> None:
        answer = await self.answers.next(self.answers.hello, self)
        await (super().smtp_HELO(hostname) if answer == "250 OK" else self.push(answer))

    async def smtp_DATA(self, arg: str) -> None:
        answer = await self.answers.next(self.answers.begin, self)
        await (super().smtp_DATA(arg) if answer.startswith("354") else self.push(answer))


class OnAFreePort(Controller):
    """Listens where the system finds a port, and knows which one it is."""

    def factory(self) -> Conversation:
        return Conversation(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Nobody calls to see whether it listens: it does, and would answer as it was told."""
        self.port = self.server.sockets[0].getsockname()[1]
        self._factory_invoker()


@contextmanager
def serving(answers: Answers, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run the server on loopback; gives its port. ``tls`` lets it offer STARTTLS."""
    options: dict[str, Any] = {"tls_context": tls} if tls else {}
    if answers.login:
        options |= {"authenticator": answers.authenticate, "auth_require_tls": False}
    controller = OnAFreePort(answers, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
