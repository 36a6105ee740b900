"""Background jobs: thin doors on ``flow``, acting as the system person.

A job that is lost, late, or run twice does no harm: what is to be done stands in the database,
and every verb called here can be repeated.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from tracker import flow, queue, trail
from tracker.models import Zone
from tracker.terms import ReportKind


def job(name: str, **options: Any) -> Callable[[Callable[..., None]], Any]:
    """Make a function the job of this name; its entries in the trail say that they came from it."""

    def decorate(function: Callable[..., None]) -> Any:
        @shared_task(name=name, acks_late=True, ignore_result=True, **options)
        @wraps(function)
        def traced(*args: Any, **kwargs: Any) -> None:
            with trail.coming_from(f"job {function.__name__}"):
                function(*args, **kwargs)

        return traced

    return decorate


@job(queue.RUN_ALERTS)
def run_alerts() -> None:
    """The day's alerts; their mails go out at once, and with the next sweep should that fail."""
    by = flow.system_person()
    flow.run_alerts(today=timezone.localdate(), by=by, at=timezone.now())
    flow.send_messages(by=by)


@job(queue.SEND_MESSAGES)
def send_messages() -> None:
    """The sweep of each minute: mails that wait, or that a dead worker left behind."""
    flow.send_messages(by=flow.system_person())


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


@job(queue.MAKE_REPORT)
def make_report(zone: str, year: int, kind: str, language: str) -> None:
    """A report, kept among the instance's files as ``reports/<name>.pdf``; the last one stays."""
    report = flow.make_report(
        Zone.objects.get(code=zone),
        year,
        ReportKind(kind),
        language=language,
        by=flow.system_person(),
    )
    name = f"reports/{report.filename}"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(report.content))
