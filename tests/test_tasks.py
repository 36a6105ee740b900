"""The jobs are thin doors: what they do, ``flow`` does."""

import pytest
from celery import Celery, current_app
from celery.exceptions import Retry
from django.conf import settings
from django.core import mail
from django.utils import timezone

from tests import make
from tests.reports import build
from tests.reports.orders import build as orders
from tracker import queue, tasks
from tracker.reports.orders import content as documents
from tracker.terms import FileState, MessageState, Role

pytestmark = pytest.mark.django_db


def test_the_daily_job_tells_and_sends(time_machine):
    time_machine.move_to("2026-03-24T00:00Z")
    plan = make.plan()
    make.cycle(plan)
    make.target(plan)
    officer = make.member(Role.OFFICER, plan.zone)
    tasks.run_alerts()
    assert [one.to for one in mail.outbox] == [[officer.email]]


def test_the_sweep_sends_what_waits():
    message = make.message()
    tasks.send_messages()
    message.refresh_from_db()
    assert message.state == MessageState.SENT


SCHEDULED = [queue.RUN_ALERTS, queue.SEND_MESSAGES, queue.WORK_ON_DOCUMENTS, queue.RUN_SCHEDULES]


@pytest.mark.parametrize("name", SCHEDULED)
def test_every_job_that_is_scheduled_exists_and_survives_its_worker(name):
    task = current_app.tasks[name]
    assert (task.acks_late, task.ignore_result) == (True, True)
    assert name in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}


def test_documents_wait_behind_everything_else():
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        last = entry["task"] == queue.WORK_ON_DOCUMENTS
        assert entry.get("options", {}).get("priority") == (queue.LAST if last else None)


def test_documents_that_were_asked_for_are_made():
    plan = make.plan()
    build.example(plan, "level")
    reader = make.member(Role.VIEWER, plan.zone)
    file = orders.file(orders.order(reader), plan.zone)
    tasks.work_on_documents()
    file.refresh_from_db()
    assert file.state == FileState.MADE
    with documents.opened(file) as content:
        assert content.read(4) == b"%PDF"


def test_documents_are_given_away_after_their_time():
    order = orders.order(make.person())
    file = orders.made(order, make.zone(), expires_at=timezone.now())
    tasks.sweep_documents()
    file.refresh_from_db()
    assert file.state == FileState.EXPIRED


def test_the_link_to_set_a_password_goes_out_and_is_tried_again_while_the_server_is_away(settings):
    make.person("officer")
    tasks.send_links("officer")
    assert [one.to for one in mail.outbox] == [["officer@example.test"]]
    task = current_app.tasks[queue.SEND_LINKS]
    assert (task.autoretry_for, task.max_retries) == ((OSError,), 5)
    settings.EMAIL_BACKEND = "monitoring.mails.Server"
    settings.EMAIL_PORT = 1
    make.person("other")
    with pytest.raises((OSError, Retry)):
        tasks.send_links("other")


def test_the_address_that_somebody_left_is_told(settings):
    person = make.person("officer")
    facts = (str(person.pk), "old@example.test", "2026-03-02T09:00:00+08:00")
    tasks.send_moved(*facts)
    assert [one.to for one in mail.outbox] == [["old@example.test"]]
    settings.EMAIL_BACKEND = "monitoring.mails.Server"
    settings.EMAIL_PORT = 1
    with pytest.raises((OSError, Retry)):
        tasks.send_moved(*facts)


def test_a_job_that_no_broker_takes_is_told_and_breaks_nothing():
    ours, away = current_app._get_current_object(), Celery("away", broker="redis://127.0.0.1:1/0")
    away.conf.task_publish_retry_policy = settings.CELERY_TASK_PUBLISH_RETRY_POLICY
    try:
        away.set_current()
        assert not queue.send(queue.SEND_LINKS, "officer")
    finally:
        ours.set_current()
    assert queue.send(queue.SEND_LINKS, "officer")
