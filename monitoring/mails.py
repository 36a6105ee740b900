"""How mails leave: through a mail server whose answer is kept, or into files without one."""

import re
import smtplib
import uuid
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

Reply = tuple[int, bytes]

# A gateway looks for viruses before it says yes to a mail, so that this answer may take several
# times as long as another: who leaves too early has the mail arrive twice (RFC 5321 §4.5.3.2.6).
PATIENCE = 3


class _Known:
    """An SMTP session that knows how far it came, and what the server said to the last mail.

    That names the mail in the server's own log; ``sendmail`` answers only what went wrong.
    """

    turn: str | None = None
    taken: Reply | None = None

    def mail(self, sender: str, options: Sequence[str] = ()) -> Reply:
        self.turn = "mail"
        return super().mail(sender, options)  # type: ignore[misc,no-any-return]

    def rcpt(self, recip: str, options: Sequence[str] = ()) -> Reply:
        self.turn = "rcpt"
        return super().rcpt(recip, options)  # type: ignore[misc,no-any-return]

    def data(self, msg: Any) -> Reply:
        self.turn = "data"
        self._wait(PATIENCE)
        self.taken = super().data(msg)  # type: ignore[misc]
        self._wait(1)
        return self.taken

    def _wait(self, times: int) -> None:
        sock, timeout = getattr(self, "sock", None), getattr(self, "timeout", None)
        if sock is not None and isinstance(timeout, int | float):
            sock.settimeout(times * timeout)


class _Plain(_Known, smtplib.SMTP):
    """Without encryption, or with STARTTLS."""


class _Encrypted(_Known, smtplib.SMTP_SSL):
    """With TLS from the first byte."""


class Server(EmailBackend):
    """Django's own way to a mail server, which also knows what became of the last mail."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain

    def open(self) -> bool | None:
        """Connect and greet, so that a server that takes nobody says so before the first mail."""
        opened = super().open()
        if opened and self.connection is not None:
            self.connection.ehlo_or_helo_if_needed()
        return opened

    @property
    def answer(self) -> str | None:
        """What the server said to the last mail that was sent on this connection."""
        taken = getattr(self.connection, "taken", None)
        return f"{taken[0]} {taken[1].decode(errors='replace')}" if taken else None

    @property
    def turn(self) -> str | None:
        """The last step of a mail that was begun: its sender, its recipient, or the mail itself."""
        return getattr(self.connection, "turn", None)


class Files(BaseEmailBackend):
    """Each mail as a file of its own, which every mail program opens with a double click.

    The one that Django brings puts the mails of a run into a single file, which none opens.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(str(settings.EMAIL_FILE_PATH))
        self.answer: str | None = None

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them under names that say when and to whom; ``OSError`` when that fails."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            to = re.sub(r"[^\w.@-]", "", parseaddr(message.to[0])[1])
            name = f"{timezone.localtime():%Y-%m-%d-%H%M%S}-{to}-{uuid.uuid4().hex[:6]}"
            # Under its name only when it is whole: somebody may be looking.
            unfinished = self.folder / f".{name}"
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.rename(self.folder / f"{name}.eml")
            self.answer = f"{name}.eml"
        return len(email_messages)
