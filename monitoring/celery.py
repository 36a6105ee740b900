"""The queue's app; its settings are those named ``CELERY_…`` in monitoring/settings.py."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

from tracker import queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")

app = Celery("monitoring")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["tracker"])


@worker_ready.connect
def catch_up(**_signal: Any) -> None:
    """What should have been told or made while no worker ran, is so as soon as one does.

    Several workers that start at once repeat it, which changes nothing.
    """
    queue.send(queue.RUN_ALERTS)
    queue.send(queue.RUN_SCHEDULES)
