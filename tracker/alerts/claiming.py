"""Rows that wait to go out: claimed by one sender at a time, sent, stamped with the outcome.

A claim is a guarded update with a lease, and the lease is the claim's own mark: a sender whose
lease ran out cannot stamp what another has taken over. No transaction is open while a server is
spoken to. Mails and postings differ in how one row is sent, and in nothing that stands here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tracker.models.message import Outgoing
from tracker.terms import MessageState

Clock = Callable[[], datetime]
Row = TypeVar("Row", bound=Outgoing)

# One sweep's work; what is left waits for the next one. Other jobs wait behind a sweep, and its
# own time limit must never interrupt a server that is about to say yes.
BATCH = 500
ROUND = timedelta(minutes=1)
# Longer than any one row can take to be sent: who sends sets its timeouts below it.
LEASE = timedelta(minutes=7)
# Waits after each attempt that was put off; after one attempt more the row is given up.
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
# The wait while the server takes nothing at all. That gives up no row, however long it lasts.
AWAY = timedelta(minutes=5)
# Of what a server says, so much is kept.
WORDS = 1000


class NotSent(Exception):
    """This row was not taken; the text is the server's answer, or says why it was not asked."""


class PutOff(NotSent):
    """Not taken now; it may be later."""


class Refused(NotSent):
    """Never taken, however often it is tried."""


class Away(NotSent):
    """The server takes nothing from us at present; the row is not to blame."""


class NotNeeded(NotSent):
    """What it tells was dealt with before its time came."""


@dataclass(frozen=True)
class Delivered:
    """What one sweep did, as numbers of rows. ``away``: why it ended early, if it did."""

    sent: tuple[int, ...] = ()
    retry: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()
    dropped: tuple[int, ...] = ()
    away: str | None = None


def sweep(
    rows: QuerySet[Row],
    send: Callable[[Row], str],
    *,
    clock: Clock,
    limit: int = BATCH,
    given_up: Callable[[Row, Refused], None] | None = None,
) -> Delivered:
    """Send up to ``limit`` of the rows that wait, each claimed only when its turn has come.

    ``send`` answers what the server said to a row that it took, and raises ``NotSent`` for any
    other. ``given_up`` is called in the transaction that gives a row up. Safe in several
    processes at once.
    """
    outcomes: dict[MessageState, list[int]] = {state: [] for state in MessageState}
    away = None
    for row in claims(rows, clock=clock, limit=limit):
        try:
            answer = _try(row, send)
        except NotSent as error:
            away = str(error) if isinstance(error, Away) else None
            outcome = _not_sent(row, error, clock(), given_up)
        else:
            outcome = MessageState.SENT
            stamp(row, state=outcome, answer=answer[:WORDS], sent_at=clock(), last_error=None)
        outcomes[outcome].append(row.pk)
        if away:
            break
    return Delivered(
        sent=tuple(outcomes[MessageState.SENT]),
        retry=tuple(outcomes[MessageState.QUEUED]),
        failed=tuple(outcomes[MessageState.FAILED]),
        dropped=tuple(outcomes[MessageState.DROPPED]),
        away=away,
    )


def claims(rows: QuerySet[Row], *, clock: Clock, limit: int = BATCH) -> Iterator[Row]:
    """Rows that were free and are now ours, until the sweep's time is over."""
    now = clock()
    free = Q(state=MessageState.QUEUED) | Q(state=MessageState.CLAIMED, lease_until__lt=now)
    waiting = rows.filter(free, not_before__lte=now).order_by("not_before", "pk")
    for row in list(waiting[:limit]):
        if (at := clock()) > now + ROUND:
            return
        if claim(row, until=at + LEASE):
            yield row


def claim(row: Outgoing, *, until: datetime) -> bool:
    """Whether the row is ours now, to be sent before ``until``; one sender alone can win it."""
    # By its time of writing: what joined it meanwhile goes out too, with the next sweep.
    unchanged = _table(row).filter(
        pk=row.pk, state=row.state, lease_until=row.lease_until, written_at=row.written_at
    )
    if not unchanged.update(
        state=MessageState.CLAIMED, lease_until=until, attempts=F("attempts") + 1
    ):
        return False
    row.state, row.lease_until, row.attempts = MessageState.CLAIMED, until, row.attempts + 1
    return True


def stamp(row: Outgoing, **fields: object) -> bool:
    """Write the outcome and let go of the row; answers whether the claim was still ours."""
    ours = _table(row).filter(pk=row.pk, state=MessageState.CLAIMED, lease_until=row.lease_until)
    return bool(ours.update(lease_until=None, **fields))


def _try(row: Row, send: Callable[[Row], str]) -> str:
    if row.attempts > len(BACK_OFF) + 1:
        raise Refused("every sender died while it sent this")
    return send(row)


def _not_sent(
    row: Row, error: NotSent, at: datetime, given_up: Callable[[Row, Refused], None] | None
) -> MessageState:
    """Put a row back, drop it, or give it up."""
    words = str(error)[:WORDS]
    match error:
        case Away():
            spared = row.attempts - 1
            return _put_back(row, at + AWAY, last_error=words, attempts=spared)
        case PutOff() if row.attempts <= len(BACK_OFF):
            return _put_back(row, at + BACK_OFF[row.attempts - 1], last_error=words)
        case NotNeeded():
            stamp(row, state=MessageState.DROPPED, last_error=words)
            return MessageState.DROPPED
    with transaction.atomic():
        ours = stamp(row, state=MessageState.FAILED, last_error=words)
        if ours and given_up is not None and isinstance(error, Refused):
            given_up(row, error)
    return MessageState.FAILED


def _put_back(row: Outgoing, until: datetime, **fields: object) -> MessageState:
    stamp(row, state=MessageState.QUEUED, not_before=until, **fields)
    return MessageState.QUEUED


def _table(row: Row) -> QuerySet[Row]:
    return type(row)._default_manager.all()
