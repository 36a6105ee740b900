"""A real mail server on loopback that answers as it is told."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# Longer than any test waits for an answer.
FOREVER = 30


class Answers:
    """What the server says next: lists of answers, of which the last one holds from then on.

    An answer is a line as ``451 later``, or ``hang``, or ``drop`` to break the connection.
    """

    def __init__(
        self,
        *,
        mail: list[str] | None = None,
        rcpt: list[str] | None = None,
        data: list[str] | None = None,
    ) -> None:
        self.mail = mail or ["250 OK"]
        self.rcpt = rcpt or ["250 OK"]
        self.data = data or ["250 OK"]
        self.mails: list[EmailMessage] = []
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
        answer = await self._next(self.mail)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = await self._next(self.rcpt)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep what came before the answer to it, as a server does that dies on saying yes."""
        answer = await self._next(self.data)
        if answer.startswith(("250", "drop")):
            content = message_from_bytes(envelope.content, policy=policy.default)
            self.mails.append(content)
        if answer == "drop":
            server.transport.close()
        return answer

    async def _next(self, answers: list[str]) -> str:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == "hang":
            await asyncio.sleep(FOREVER)
        return answer


class OnAFreePort(Controller):
    """Listens where the system finds a port, and knows which one it is."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(answers: Answers) -> Iterator[int]:
    """Run the server on loopback; gives its port."""
    controller = OnAFreePort(answers, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
