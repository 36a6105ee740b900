"""Background jobs: thin doors on ``flow``, acting as the system person.

A job that is lost, late, or run twice does no harm: what is to be done stands in the database,
and every verb called here can be repeated.
"""

from celery import shared_task
from django.utils import timezone

from tracker import flow, queue


@shared_task(name=queue.RUN_ALERTS, acks_late=True, ignore_result=True)
def run_alerts() -> None:
    """The day's alerts; their mails go out at once, and with the next sweep should that fail."""
    by = flow.system_person()
    flow.run_alerts(today=timezone.localdate(), by=by, at=timezone.now())
    flow.send_messages(by=by)


@shared_task(name=queue.SEND_MESSAGES, acks_late=True, ignore_result=True)
def send_messages() -> None:
    """The sweep of each minute: mails that wait, or that a dead worker left behind."""
    flow.send_messages(by=flow.system_person())
