"""Background jobs: thin doors on ``flow``, acting as the system person.

A job that is lost, late, or run twice does no harm: what is to be done stands in the database,
and every verb called here can be repeated.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from celery import shared_task
from celery.signals import after_task_publish
from django.db import close_old_connections
from django.utils import timezone

from tracker import flow, pulses, queue, trail
from tracker.pulses import Part


def job(name: str, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a function the job of this name; its entries in the trail say that they came from it.

    Each beginning is a sign of life of the worker.
    """

    def decorate(function: Callable[..., None]) -> Any:
        @shared_task(name=name, **options)
        @wraps(function)
        def traced(*args: Any, **kwargs: Any) -> None:
            pulses.stamp(Part.WORKER, at=timezone.now())
            with trail.coming_from(f"job {function.__name__}"):
                function(*args, **kwargs)

        return traced

    return decorate


@after_task_publish.connect
def _clock_ticked(headers: dict[str, Any], **_signal: Any) -> None:
    """The clock's own sign of life: the queue took a job that beat, in this process, sent."""
    if not headers.get(queue.SENT_BY_CLOCK):
        return
    close_old_connections()
    try:
        pulses.stamp(Part.CLOCK, at=timezone.now())
    finally:
        close_old_connections()


@job(queue.RUN_ALERTS)
def run_alerts() -> None:
    """Each hour, and when a worker starts: the alerts, and the mails whose hour has come.

    They go out at once, and with the next sweep should that fail.
    """
    by = flow.system_person()
    begun = timezone.now()
    result = flow.run_alerts(today=timezone.localdate(begun), by=by, at=begun)
    pulses.stamp(Part.ALERTS, at=begun, **result.facts, seconds=_seconds_since(begun))
    flow.send_messages(by=by)


def _seconds_since(begun: datetime) -> float:
    return round((timezone.now() - begun).total_seconds(), 1)


@job(queue.WATCH_ZONE)
def watch_zone(zone: str) -> None:
    """After a judgement: the alerts of its zone alone, and the mails that cannot wait."""
    by, at = flow.system_person(), timezone.now()
    flow.run_alerts(today=timezone.localdate(at), by=by, at=at, zones=[int(zone)])
    flow.send_messages(by=by)


@job(queue.SEND_MESSAGES)
def send_messages() -> None:
    """The sweep of each minute: what waits, or what a dead worker left behind.

    Mails first, so that no channel beside them can delay or stop one.
    """
    by = flow.system_person()
    flow.send_messages(by=by)
    flow.send_postings(by=by)


@job(queue.SEND_LINKS, autoretry_for=(OSError,), retry_backoff=60, max_retries=5)
def send_links(typed: str) -> None:
    """The link to set a password, at once; again for half an hour while the server is away."""
    flow.send_links(typed, by=flow.system_person())


@job(queue.SEND_MOVED, autoretry_for=(OSError,), retry_backoff=60, max_retries=5)
def send_moved(person: str, before: str, at: str) -> None:
    """The notice to an address that somebody left; again for half an hour, as a link."""
    moment = datetime.fromisoformat(at)
    flow.send_moved(int(person), before, at=moment, by=flow.system_person())


@job(queue.SWEEP_EVIDENCE)
def sweep_evidence() -> None:
    """Each night: stored files that no figure shows any more."""
    flow.sweep_evidence(by=flow.system_person(), at=timezone.now())


@job(queue.WORK_ON_SHEETS)
def work_on_sheets() -> None:
    """Large sheets that were uploaded or confirmed, and what a dead worker left behind."""
    flow.work_on_sheets(by=flow.system_person())


@job(queue.WORK_ON_DOCUMENTS)
def work_on_documents() -> None:
    """Documents that were asked for, for one round, and what a dead worker left behind."""
    flow.work_on_documents(by=flow.system_person())


@job(queue.SWEEP_DOCUMENTS)
def sweep_documents() -> None:
    """Each night: documents that are kept no longer, and content that nothing names."""
    flow.sweep_documents(by=flow.system_person(), at=timezone.now())


@job(queue.RUN_SCHEDULES)
def run_schedules() -> None:
    """Each hour, and when a worker starts: documents whose day of the year has come."""
    flow.run_schedules(today=timezone.localdate(), by=flow.system_person())
