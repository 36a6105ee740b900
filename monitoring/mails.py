"""Mails into files, for a machine without a mail server."""

import re
import uuid
from collections.abc import Sequence
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class Files(BaseEmailBackend):
    """Each mail as a file of its own, which every mail program opens with a double click.

    The one that Django brings puts the mails of a run into a single file, which none opens.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self.folder = Path(str(settings.EMAIL_FILE_PATH))

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
        return len(email_messages)
