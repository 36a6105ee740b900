"""Files that were asked for move on: claimed, made, put off, given up, cancelled, asked for again.

A claim is a guarded update with a lease, and the lease is the claim's own mark: a worker whose
lease ran out, or whose order was cancelled, writes nothing any more. Each step renews it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.crypto import get_random_string

from tracker.errors import WrongState
from tracker.models import Person, ReportFile, ReportOrder
from tracker.reports.orders import OPEN, content
from tracker.terms import FileState, MakingStep

# Longer than any one step of making a document takes.
LEASE = timedelta(minutes=3)
# Waits after attempts that something outside of the document broke off.
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5))
# A file that ends its worker this often, or is put off once more, is given up.
MOST_ATTEMPTS = 3


class ClaimLost(Exception):
    """The file is another worker's by now, or not wanted any more: nothing may be written."""


def keep(
    files: Sequence[ReportFile],
    beside: Sequence[Collection[int]],
    *,
    by: Person,
    at: datetime,
    of: Mapping[str, Any],
) -> ReportOrder:
    """A new order of these files; ``beside`` are the numbers of the zones each is compared with,
    ``of`` the schedule and its day where it is one's. Needs a transaction."""
    order = ReportOrder.objects.create(token=get_random_string(22), by=by, asked_at=at, **of)
    for file in files:
        file.order = order
    ReportFile.objects.bulk_create(files, batch_size=100)
    link = ReportFile.beside.through
    link.objects.bulk_create(
        (
            link(reportfile_id=file.pk, zone_id=zone)
            for file, zones in zip(files, beside, strict=True)
            for zone in zones
        ),
        batch_size=500,
    )
    return order


def claim(at: datetime) -> ReportFile | None:
    """A file that waits, now taken by this worker; None when none does.

    The order with the fewest files left goes first, so that nobody waits behind another's batch;
    within it, what ended a worker before comes last.
    """
    free = ReportFile.objects.filter(_free(at))
    while True:
        turns = free.order_by().values("order").annotate(left=Count("pk"))
        turn = turns.order_by("left", "order").first()
        if turn is None:
            return None
        file = free.filter(order=turn["order"]).order_by("attempts", "pk").first()
        if file is not None and _take(file, at):
            named = ReportFile.objects.select_related("order__by", "zone", "plan", "department")
            return named.prefetch_related("beside").get(pk=file.pk)


def is_waiting(at: datetime) -> bool:
    """Whether a worker could begin with anything now."""
    return ReportFile.objects.filter(_free(at)).exists()


def _free(at: datetime) -> Q:
    due = Q(not_before=None) | Q(not_before__lte=at)
    return Q(due, state=FileState.WAITING) | Q(state=FileState.MAKING, lease_until__lt=at)


def _take(file: ReportFile, at: datetime) -> int:
    unchanged = ReportFile.objects.filter(
        pk=file.pk, state=file.state, attempts=file.attempts, lease_until=file.lease_until
    )
    return unchanged.update(
        state=FileState.MAKING, lease_until=at + LEASE, attempts=F("attempts") + 1,
        step=None, not_before=None,
    )  # fmt: skip


def begin(file: ReportFile, step: MakingStep, *, at: datetime) -> None:
    """Show the step at hand, and renew the lease. Raises ``ClaimLost``."""
    _write(file, step=step, lease_until=at + LEASE)


def made(file: ReportFile, *, at: datetime, **content: Any) -> None:
    """Its content is stored. Raises ``ClaimLost``."""
    _settle(file, state=FileState.MADE, made_at=at, refusal=[], **content)


def give_up(file: ReportFile, sentences: Sequence[str]) -> None:
    """It cannot be made; ``sentences`` say why and what to do. Raises ``ClaimLost``."""
    _settle(file, state=FileState.FAILED, refusal=list(sentences))


def put_off(file: ReportFile, sentences: Sequence[str], *, at: datetime) -> None:
    """It waits until it is tried again, or is given up after the last time. Raises ``ClaimLost``.

    ``sentences`` say what stood in the way.
    """
    if file.attempts >= MOST_ATTEMPTS:
        give_up(file, sentences)
        return
    until = at + BACK_OFF[file.attempts - 1]
    _settle(file, state=FileState.WAITING, not_before=until, refusal=list(sentences))


def _settle(file: ReportFile, **changes: Any) -> None:
    _write(file, step=None, lease_until=None, **changes)


def _write(file: ReportFile, **changes: Any) -> None:
    """Write as the holder of the claim, and of nothing else."""
    ours = ReportFile.objects.filter(
        pk=file.pk, state=FileState.MAKING, lease_until=file.lease_until
    )
    if not ours.update(**changes):
        raise ClaimLost
    for name, value in changes.items():
        setattr(file, name, value)


def end(order_id: int, *, at: datetime) -> ReportOrder | None:
    """The order, ended, where its last file was just settled; None where it was not.

    Needs a transaction of its own, after the one that settled the file: of two workers that
    settle the last two at once, the later one sees both.
    """
    order = ReportOrder.objects.select_for_update().get(pk=order_id)
    if order.ended_at is not None or order.files.filter(state__in=OPEN).exists():
        return None
    return _change(order, ended_at=at)


def unended() -> QuerySet[ReportOrder]:
    """Orders whose worker died between settling their last file and ending them."""
    left = ReportFile.objects.filter(order=OuterRef("pk"), state__in=OPEN)
    return ReportOrder.objects.filter(~Exists(left), ended_at=None)


def cancel(order: ReportOrder, *, at: datetime) -> tuple[ReportOrder, int]:
    """Let go of what is not settled; how many files that were. Needs a transaction.

    A worker that is at one of them finds its claim gone and drops what it made. Raises
    ``WrongState`` (``nothing_to_cancel``).
    """
    held = _hold(order)
    count = held.files.filter(state__in=OPEN).update(
        state=FileState.CANCELLED, step=None, lease_until=None, not_before=None, refusal=[]
    )
    if not count:
        raise WrongState("nothing_to_cancel")
    return _change(held, cancelled_at=at, ended_at=at), count


def again(order: ReportOrder, *, at: datetime) -> tuple[ReportOrder, int]:
    """Let all wait again that is not there; how many files that are. Needs a transaction.

    That is what could not be made, was cancelled, expired, or lost its content since. Raises
    ``WrongState`` (``nothing_to_retry``).
    """
    held = _hold(order)
    settled = (FileState.FAILED, FileState.CANCELLED, FileState.EXPIRED)
    # What is past its time has expired, swept or not.
    gone = Q(state__in=settled) | Q(state=FileState.MADE, expires_at__lte=at)
    wanted = list(held.files.filter(gone).values_list("pk", flat=True))
    kept = held.files.filter(state=FileState.MADE).exclude(pk__in=wanted)
    wanted += [file.pk for file in _lost(kept)]
    if not wanted:
        raise WrongState("nothing_to_retry")
    held.files.filter(pk__in=wanted).update(
        state=FileState.WAITING, attempts=0, refusal=[], stored="", not_before=None,
        made_at=None, expires_at=None,
    )  # fmt: skip
    return _change(held, asked_at=at, cancelled_at=None, ended_at=None), len(wanted)


def _lost(files: Iterable[ReportFile]) -> list[ReportFile]:
    """Files whose content is gone or damaged; what is left of it is in the way of a new one."""
    lost = [file for file in files if not content.is_whole(file)]
    for file in lost:
        content.FILES.drop(file.stored)
    return lost


def open_files_of(person: Person) -> int:
    """How many files a person waits for."""
    return ReportFile.objects.filter(order__by=person, state__in=OPEN).count()


def _hold(order: ReportOrder) -> ReportOrder:
    return ReportOrder.objects.select_for_update().get(pk=order.pk)


def _change(order: ReportOrder, **changes: Any) -> ReportOrder:
    ReportOrder.objects.filter(pk=order.pk).update(**changes)
    for name, value in changes.items():
        setattr(order, name, value)
    return order
