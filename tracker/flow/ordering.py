"""Documents are asked for, and made in the background while people do something else."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.utils import timezone, translation

from tracker import access, queue
from tracker.alerts import ordered
from tracker.errors import OrderRefused, Refused
from tracker.flow.common import record, require
from tracker.flow.reporting import Report, Wish, make_report, may_have
from tracker.flow.wishing import impossible
from tracker.models import Person, ReportFile, ReportOrder, ReportSchedule
from tracker.models.explaining import explain, explain_stopped
from tracker.reports.fonts import FontsMissing
from tracker.reports.orders import actions, content, packing, sweeping
from tracker.storing import NO_ROOM
from tracker.terms import MakingStep, ReportFormat, ReportKind

MOST_FILES = 500
MOST_WAITING = 1000
# Other jobs wait behind a round; what is left is a new job, which comes after them.
ROUND = timedelta(seconds=20)
# As many workers as deployments start.
AT_ONCE = 2
# Who waited longer is told by mail.
SOON = timedelta(seconds=60)

log = logging.getLogger(__name__)


def order_documents(
    wishes: Sequence[Wish],
    *,
    by: Person,
    schedule: ReportSchedule | None = None,
    occurrence: date | None = None,
) -> ReportOrder:
    """Ask for documents; workers begin at once, and the page of the order shows how far they are.

    All wishes are checked before anything is stored. Raises ``NotAllowed``, and ``OrderRefused``
    with all that cannot be made, or with a limit that is exceeded.
    """
    require(all(may_have(by, wish) for wish in wishes), "order_documents")
    wanted = _possible(wishes)
    _check_room(by, len(wanted))
    of = {"schedule": schedule, "occurrence": occurrence}
    beside = [[zone.pk for zone in wish.beside] for wish in wanted]
    with transaction.atomic():
        order = actions.keep(_rows(wanted), beside, by=by, at=timezone.now(), of=of)
        record("order_documents", order, by=by, zone=_only_zone(wanted), after=_facts(wanted))
        transaction.on_commit(partial(_wake, len(wanted)))
    return order


def cancel_documents(order: ReportOrder, *, by: Person) -> ReportOrder:
    """Let go of what is not made yet; what is made stays. Raises ``NotAllowed``, ``WrongState``."""
    require(access.may_change_order(by, order), "cancel_documents")
    with transaction.atomic():
        cancelled, count = actions.cancel(order, at=timezone.now())
        record("cancel_documents", cancelled, by=by, zone=None, after={"files": count})
    return cancelled


def retry_documents(order: ReportOrder, *, by: Person) -> ReportOrder:
    """Have made again what failed, was cancelled, expired or lost its content.

    Raises ``NotAllowed``, ``WrongState``, ``OrderRefused`` (``too_many_waiting``).
    """
    require(access.may_change_order(by, order), "retry_documents")
    with transaction.atomic():
        again, count = actions.again(order, at=timezone.now())
        _check_room(by, count, among=count)
        record("retry_documents", again, by=by, zone=None, after={"files": count})
        transaction.on_commit(partial(_wake, count))
    return again


def work_on_documents(
    *, by: Person, clock: Callable[[], datetime] = timezone.now, until: datetime | None = None
) -> int:
    """Make what waits, one file after another, for one round; how many there were.

    Several workers share what there is. What is left when the round is over is a job of its own,
    behind whatever waits meanwhile.
    """
    require(access.may_run_jobs(by), "work_on_documents")
    until = until or clock() + ROUND
    done = 0
    while clock() < until and (file := actions.claim(clock())) is not None:
        with translation.override(file.order.by.language):
            _work_on(file, clock)
        done += 1
    for order in actions.unended():
        _end(order.pk, clock())
    if clock() >= until and actions.is_waiting(clock()):
        _wake(1)
    return done


def fetch_document(file: ReportFile, *, by: Person) -> "File[bytes]":
    """The content of a file, whole and as it was made; the caller closes it. Reads only.

    Raises ``NotAllowed``, and ``WrongState`` for one that is not there, with the remedy.
    """
    require(access.may_fetch(by, file), "fetch_document")
    return content.opened(file)


def fetch_documents(order: ReportOrder, *, by: Person) -> IO[bytes]:
    """A ZIP of an order's files, as far as this person may fetch them; the caller closes it.

    What could not be made is listed in it. Reads only. Raises ``NotAllowed``, and ``WrongState``
    (``nothing_to_fetch``).
    """
    require(access.may_follow(by, order), "fetch_documents")
    files = order.files.select_related("zone", "department").prefetch_related("beside")
    return packing.packed(file for file in files.order_by("pk") if access.may_see_all(by, file))


def sweep_documents(*, by: Person, at: datetime) -> int:
    """Let go of expired files, content that nothing names, and old orders; how many files.

    No trail: that documents were asked for is recorded, and that they expire is how it is.
    """
    require(access.may_run_jobs(by), "sweep_documents")
    sweeping.expire(at=at)
    sweeping.forget(at=at)
    return sweeping.drop_unnamed(at=at)


def tell_documents_ready(order: ReportOrder, *, at: datetime) -> None:
    """Write to who waits for an order that just ended; called within the ending's transaction.

    Who asked is told where it took long, the recipients of a schedule always; each only where
    every zone in it may still be seen.
    """
    if order.schedule is not None:
        waiting = list(order.schedule.recipients.filter(is_active=True))
    else:
        waiting = [order.by] if at - order.asked_at > SOON else []
    files = list(
        order.files.select_related("zone", "department").prefetch_related("beside").order_by("pk")
    )
    people = [one for one in waiting if all(access.may_see_all(one, file) for file in files)]
    if files:
        ordered.write(order, files, people, at=at, illustrative=settings.DEMO)


def _possible(wishes: Sequence[Wish]) -> list[Wish]:
    """Each wish once; raises ``OrderRefused``."""
    if not wishes:
        raise OrderRefused("nothing_asked")
    if len(wishes) > MOST_FILES:
        raise OrderRefused("too_many_files", asked=len(wishes), most=MOST_FILES)
    if problems := impossible(wishes):
        raise OrderRefused(problems=problems)
    return list(dict.fromkeys(wishes))


def _check_room(by: Person, asked: int, *, among: int = 0) -> None:
    """Raises ``OrderRefused`` where so many more are too many; ``among`` of them wait already."""
    waiting = actions.open_files_of(by) - among
    if waiting + asked > MOST_WAITING:
        raise OrderRefused("too_many_waiting", waiting=waiting, asked=asked, most=MOST_WAITING)


def _rows(wishes: Sequence[Wish]) -> list[ReportFile]:
    return [
        ReportFile(
            zone=wish.zone, plan=wish.plan, department=wish.department, kind=wish.kind,
            year=wish.year, language=wish.language, format=wish.format,
        )
        for wish in wishes
    ]  # fmt: skip


def _only_zone(wishes: Sequence[Wish]) -> Any:
    """The zone that all documents are about, if they are about one."""
    zones = {zone for wish in wishes for zone in wish.zones}
    return zones.pop() if len(zones) == 1 else None


def _facts(wishes: Sequence[Wish]) -> Mapping[str, Any]:
    """What the trail tells: every zone, year, kind, format and language once."""
    return {
        "files": len(wishes),
        "zones": list(dict.fromkeys(str(zone) for wish in wishes for zone in wish.zones)),
        "years": sorted({wish.year for wish in wishes}),
        "kinds": list(dict.fromkeys(wish.kind.value for wish in wishes)),
        "formats": list(dict.fromkeys(wish.format.value for wish in wishes)),
        "languages": list(dict.fromkeys(wish.language for wish in wishes)),
    }


def _work_on(file: ReportFile, clock: Callable[[], datetime]) -> None:
    """Make one claimed file, or say on its row why not. Never raises for the file's sake."""
    try:
        _settle(file, clock)
    except actions.ClaimLost:
        # Cancelled meanwhile, or too slow: the row is not this worker's any more.
        return
    _end(file.order_id, clock())


def _settle(file: ReportFile, clock: Callable[[], datetime]) -> None:
    if file.attempts > actions.MOST_ATTEMPTS:
        times = actions.MOST_ATTEMPTS
        actions.give_up(file, [explain_stopped("ended_its_worker", times=times)])
        return
    try:
        _make(file, clock)
    except Refused as refused:
        actions.give_up(file, explain(refused))
    except FontsMissing as missing:
        actions.give_up(file, [explain_stopped("fonts_missing", why=missing)])
    except (OperationalError, InterfaceError) as error:
        log.warning("document %s: %s", file.pk, error)
        close_old_connections()
        actions.put_off(file, [explain_stopped("database_away")], at=clock())
    except OSError as error:
        log.warning("document %s: %s", file.pk, error)
        code = "no_room" if error.errno in NO_ROOM else "not_stored"
        words = explain_stopped(code, why=error.strerror or error)
        actions.put_off(file, [words], at=clock())
    except actions.ClaimLost:
        raise
    except Exception as error:
        log.exception("document %s", file.pk)
        actions.give_up(file, [explain_stopped("error", why=type(error).__name__)])


def _make(file: ReportFile, clock: Callable[[], datetime]) -> None:
    """By the same verb, and under the same questions, as for who asked in person."""
    report: Report = make_report(
        file.zone,
        file.year,
        ReportKind(file.kind),
        language=file.language,
        by=file.order.by,
        plan=file.plan,
        format=ReportFormat(file.format),
        department=file.department,
        beside=list(file.beside.all()),
        progress=lambda step: actions.begin(file, step, at=clock()),
    )
    actions.begin(file, MakingStep.STORING, at=clock())
    stored = content.keep(report.content)
    actions.made(
        file,
        at=clock(),
        filename=report.filename,
        expires_at=_kept_until(clock()),
        replaced="".join(sorted(report.replaced)),
        removed="".join(sorted(report.removed)),
        **stored,
    )


def _kept_until(at: datetime) -> datetime:
    """The end of the last day on which it can be fetched: people are told the day alone."""
    day = timezone.localdate(at) + timedelta(days=settings.REPORT_KEEP_DAYS)
    return timezone.make_aware(datetime.combine(day, time.max))


def _end(order_id: int, at: datetime) -> None:
    with transaction.atomic():
        order = actions.end(order_id, at=at)
        if order is not None:
            tell_documents_ready(order, at=at)


def _wake(files: int) -> None:
    """As many workers as can do something."""
    for _worker in range(min(files, AT_ONCE)):
        queue.send(queue.WORK_ON_DOCUMENTS, priority=queue.LAST)
