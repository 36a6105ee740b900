"""What must stand before the pages can be served; every step may be repeated without harm."""

import io
import sys
from collections.abc import Callable

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from monitoring import data

Say = Callable[[str], None]


class Failed(Exception):
    """A step failed; the message says which, why, and what to do."""


def begin() -> None:
    """Read the settings and make the data folder."""
    try:
        data.make_folder(settings.DATA_DIR)
        django.setup()
    except ImproperlyConfigured as error:
        raise Failed(str(error)) from None


def prepare(say: Say) -> list[str]:
    """Bring the database, the plans, the accounts and the static files up to date.

    Returns what the person who started it must know about accounts.
    """
    say(_("Plan Target Monitor, data in %s") % settings.DATA_DIR)
    try:
        say(_("Database …"))
        call_command("migrate", interactive=False, verbosity=0)
        if not _any_plan():
            say(_("The five plans …"))
            call_command("load_register")
        accounts = _demonstration(say) if settings.DEMO else _first_administrator()
        call_command("collectstatic", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise Failed(_("The database cannot be used: %s") % str(error).strip()) from error
    except CommandError as error:
        raise Failed(str(error)) from error
    finally:
        connections.close_all()
    return accounts


def _any_plan() -> bool:
    from tracker.models import Plan

    return Plan.objects.exists()


def _demonstration(say: Say) -> list[str]:
    """Load the demonstration; return the sign-in names that its command prints."""
    say(_("Demonstration …"))
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue().splitlines()


def _first_administrator() -> list[str]:
    """Ask for the first administrator where somebody can answer; else return how to make one."""
    from tracker.models import Person

    if Person.objects.filter(is_superuser=True).exists():
        return []
    if sys.stdin.isatty():
        call_command("createsuperuser")
        return []
    command = f"DATA_DIR={settings.DATA_DIR} {sys.executable} manage.py createsuperuser"
    return [_("There is no administrator yet. Make one with:"), f"  {command}"]
