"""Slows down who guesses passwords, and never shuts out the person for long.

Counted by user name and address: guesses from one machine do not keep the person from signing in
at another. An attempt is counted before its password is looked at, in the same statement that
asks whether it may go on, so that attempts side by side are counted too, in any number of
processes. What is refused does not prolong the wait.
"""

from datetime import datetime, timedelta

from django.db.models import Case, F, PositiveIntegerField, Q, When

from tracker.errors import WrongState
from tracker.models import FailedSignIn, Person
from tracker.models.people import name_digest

# As many may fail in a row before the first wait.
FREE = 5
# The waits after the fifth failure and each one more; the last one holds for all that follow.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))
# Failures count as "in a row" when no more than this lies between them.
FORGOTTEN = timedelta(hours=1)
# Rows of user names that nobody tries any more are cleared away.
KEPT = timedelta(days=1)


def wait_after(failures: int) -> timedelta | None:
    """How long nobody may try after so many failures in a row; None while it is free."""
    if failures < FREE:
        return None
    return WAITS[min(failures - FREE, len(WAITS) - 1)]


def begin(username: str, address: str, *, at: datetime) -> None:
    """Count one attempt. Raises ``WrongState`` with ``until`` while a wait holds."""
    row, created = FailedSignIn.objects.get_or_create(
        digest=name_digest(username), address=address, defaults={"last_at": at}
    )
    if created:
        FailedSignIn.objects.filter(last_at__lt=at - KEPT).delete()
    free = Q(locked_until=None) | Q(locked_until__lte=at)
    counted = FailedSignIn.objects.filter(free, pk=row.pk).update(
        failures=Case(
            When(last_at__lt=at - FORGOTTEN, then=1),
            default=F("failures") + 1,
            output_field=PositiveIntegerField(),
        ),
        last_at=at,
        locked_until=None,
    )
    row.refresh_from_db()
    if not counted:
        raise WrongState("sign_in_locked", until=row.locked_until)
    if wait := wait_after(row.failures):
        FailedSignIn.objects.filter(pk=row.pk, failures=row.failures).update(locked_until=at + wait)


def failed(username: str, address: str) -> FailedSignIn | None:
    """The row of a failed attempt when it begins a wait, else None."""
    return (
        FailedSignIn.objects.filter(digest=name_digest(username), address=address)
        .exclude(locked_until=None)
        .first()
    )


def forget(username: str, address: str | None = None) -> int:
    """Clear the failures of a user name, from one address or from all; answers how many rows."""
    rows = FailedSignIn.objects.filter(digest=name_digest(username))
    if address is not None:
        rows = rows.filter(address=address)
    return rows.delete()[0]


def person_of(username: str) -> Person | None:
    """Whose account is being tried, if there is one."""
    return Person.objects.filter(username__iexact=username.strip()).first()
