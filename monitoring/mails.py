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


class _Kept:
    """An SMTP session that keeps what the server said when it took a mail.

    That names the mail in the server's own log; ``sendmail`` answers only what went wrong.
    """

    taken: Reply | None = None

    def data(self, msg: Any) -> Reply:
        self.taken = super().data(msg)  # type: ignore[misc]
        return self.taken


class _Plain(_Kept, smtplib.SMTP):
    """Without encryption, or with STARTTLS."""


class _Encrypted(_Kept, smtplib.SMTP_SSL):
    """With TLS from the first byte."""


class Server(EmailBackend):
    """Django's own way to a mail server, which also knows how the last mail was answered."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain

    @property
    def answer(self) -> str | None:
        """What the server said to the last mail that it took on this connection."""
        taken = getattr(self.connection, "taken", None)
        return f"{taken[0]} {taken[1].decode(errors='replace')}" if taken else None


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
