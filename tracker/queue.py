"""Names of background jobs, and whether they can be sent; knows no job's code.

What is to be done stands in the database, and the schedule finds it there: a message that is lost
or a broker that is away delays the work and never loses it.
"""

import logging
from dataclasses import dataclass

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

RUN_ALERTS = "tracker.run_alerts"
WATCH_ZONE = "tracker.watch_zone"
SEND_MESSAGES = "tracker.send_messages"
SWEEP_EVIDENCE = "tracker.sweep_evidence"
WORK_ON_SHEETS = "tracker.work_on_sheets"
WORK_ON_DOCUMENTS = "tracker.work_on_documents"
SWEEP_DOCUMENTS = "tracker.sweep_documents"
RUN_SCHEDULES = "tracker.run_schedules"
SEND_LINKS = "tracker.send_links"
SEND_MOVED = "tracker.send_moved"

# The header by which Celery marks what its clock (beat) sends.
SENT_BY_CLOCK = "celery_beat_task"

# What a message to the workers carries so that they take every other one before it (the broker
# knows 0, first, to 9). monitoring/settings.py says the same of what the clock sends.
LAST = 9

log = logging.getLogger(__name__)


def send(name: str, *arguments: str, priority: int | None = None) -> bool:
    """Send a job to the workers; answers whether the broker took it.

    ``priority`` is ``LAST`` for long work that must hold up nothing.
    """
    try:
        current_app.send_task(name, arguments, priority=priority)
    except OperationalError as error:
        log.warning("%s was not sent, the broker is away: %s", name, error)
        return False
    return True


@dataclass(frozen=True)
class _Job:
    name: str
    arguments: tuple[str, ...]

    def __call__(self) -> None:
        send(self.name, *self.arguments)


def send_after_commit(name: str, *arguments: str) -> None:
    """Send a job once the transaction is through; once, however often it is asked for in it."""
    job = _Job(name, arguments)
    waiting = transaction.get_connection().run_on_commit
    if not any(one == job for _savepoints, one, _robust in waiting):
        transaction.on_commit(job)


def broker_reachable() -> bool:
    """Whether jobs can be sent now."""
    with current_app.connection_for_write() as connection:
        try:
            connection.ensure_connection(max_retries=0, timeout=2)
        except OperationalError:
            return False
    return True
