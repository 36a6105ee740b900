"""Adds demonstration people and illustrative figures to the loaded register."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import WrongState
from tracker.flow.demonstration import Demonstration
from tracker.management.traced import TracedCommand
from tracker.models.wording import label

PASSWORD_FILE = "demo-password"  # noqa: S105  a file's name


class Command(TracedCommand):
    help = (
        "Adds people of every role in every zone, illustrative figures up to the last year but "
        "one, and opens the last year's reporting cycle. Prints the sign-in names; a second run "
        "adds nothing."
    )

    def handle(self, **options: Any) -> None:
        password = _password()
        try:
            loaded = flow.load_demonstration(password=password, by=flow.system_person())
        except WrongState as error:
            raise CommandError(
                _(
                    "Figures have been reported here; invented ones are never added to them. "
                    "Use an empty DATA_DIR for a demonstration."
                )
            ) from error
        self._print(loaded, password)

    def _print(self, loaded: Demonstration, password: str) -> None:
        self.stdout.write(
            _("Demonstration data (演示数据): %(figures)s illustrative figures added.")
            % {"figures": loaded.figures}
        )
        self.stdout.write(_("Sign in with one of these names and the password %s") % password)
        for login in loaded.logins:
            place = login.zone or _("all zones")
            role = label(login.role) if login.role else _("System administrator")
            self.stdout.write(f"  {login.username:<28} {role}, {place}")


def _password() -> str:
    """One password for all demonstration people, made at the first run and kept."""
    path = settings.DATA_DIR / PASSWORD_FILE
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    password = secrets.token_urlsafe(9)
    path.touch(mode=0o600)
    path.write_text(password + "\n")
    return password
