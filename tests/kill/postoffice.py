"""A mail server that remembers which of its answers can have been lost."""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.alerts.mailserver import Answers, serving

# The longest pauses at one turn of a mail, in seconds.
BEFORE, BETWEEN = 0.006, 0.012
# A kill that loses a yes comes this soon before or after the mail is kept.
AFTERWARDS = 0.25


@dataclass
class Arrival:
    """One mail that the server has, and what its sender did afterwards."""

    message_id: str
    desk: int
    at: float
    # Whether the sender came back with anything else on this connection: then it heard the yes.
    went_on: bool = False


@dataclass
class PostOffice:
    """All mails, by the Message-ID, in the order of their coming."""

    seed: int
    arrivals: dict[str, list[Arrival]] = field(default_factory=dict)
    # Connections that ended without a farewell.
    broken: int = 0
    # Whether it takes its time, so that there is something to interrupt.
    pauses: bool = True

    @property
    def doubles(self) -> int:
        """Mails that came more than once, each time that they did."""
        return sum(len(each) - 1 for each in self.arrivals.values())

    def __str__(self) -> str:
        return f"{self.broken} connections broken, {self.doubles} mails doubled"

    def outside_the_window(self, kills: Sequence[Sequence[float]]) -> list[Arrival]:
        """First copies of doubled mails whose sender heard the yes, or was not killed then.

        ``kills`` are the times at which the sender to each desk was. One that went on has stamped
        its row: a second copy of that mail is a mistake.
        """
        return [
            one
            for each in self.arrivals.values()
            for one in each[:-1]
            if one.went_on or not any(abs(at - one.at) < AFTERWARDS for at in kills[one.desk])
        ]


class Desk(Answers):
    """One port of the post office; one worker sends to it."""

    def __init__(self, office: PostOffice, number: int) -> None:
        super().__init__()
        self.office, self.number = office, number
        self.chance = random.Random(f"{office.seed}-{number}")  # noqa: S311 - no secret

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self._goes_on(session)
        await self._pause(BEFORE)
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        await self._pause(BEFORE)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Think, keep the mail, think again, and say yes, if anybody still listens."""
        await self._pause(BETWEEN)
        name = str(message_from_bytes(envelope.content)["Message-ID"])
        session.last = Arrival(name, self.number, time.monotonic())
        self.office.arrivals.setdefault(name, []).append(session.last)
        await self._pause(BETWEEN)
        return "250 2.0.0 kept"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._goes_on(session)
        session.said_goodbye = True
        return "221 bye"

    def hung_up(self, session: Session) -> None:
        self.office.broken += not getattr(session, "said_goodbye", False)

    def _goes_on(self, session: Session) -> None:
        last = getattr(session, "last", None)
        if last is not None:
            last.went_on = True

    async def _pause(self, longest: float) -> None:
        if self.office.pauses:
            await asyncio.sleep(self.chance.uniform(0, longest))


@contextmanager
def desk(office: PostOffice, number: int) -> Iterator[tuple[Desk, int]]:
    """One desk, open on loopback, and its port."""
    answers = Desk(office, number)
    with serving(answers) as port:
        yield answers, port
