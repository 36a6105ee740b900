"""Names of background jobs, and how they are sent: after commit, and never at a verb's cost.

Knows no job's code. A message is only a wake-up: the work itself stands in the database, and the
scheduled sweep finds it should the message be lost or the broker be away.
"""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

RUN_ALERTS = "tracker.run_alerts"
SEND_MESSAGES = "tracker.send_messages"
MAKE_REPORT = "tracker.make_report"

log = logging.getLogger(__name__)


def send_after_commit(job: str, *args: object) -> None:
    """Wake a worker once the transaction is committed; a missing broker is logged, not raised."""
    transaction.on_commit(partial(_send, job, args))


def _send(job: str, args: tuple[object, ...]) -> None:
    try:
        current_app.send_task(job, args=args, retry=False)
    except OperationalError as error:
        log.warning("broker away, the sweep will find the work: %s (%s)", job, error)


def broker_reachable() -> bool:
    """Whether jobs can be sent now."""
    with current_app.connection_for_write() as connection:
        try:
            connection.ensure_connection(max_retries=0, timeout=2)
        except OperationalError:
            return False
    return True
