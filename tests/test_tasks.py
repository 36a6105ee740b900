"""The jobs are thin doors: what they do, ``flow`` does."""

import pytest
from celery import Celery, current_app
from celery.exceptions import Retry
from django.conf import settings
from django.core import mail
from django.core.files.storage import default_storage

from tests import make
from tests.reports import build
from tracker import queue, tasks
from tracker.terms import MessageState, Role

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


@pytest.mark.parametrize("name", [queue.RUN_ALERTS, queue.SEND_MESSAGES])
def test_every_job_that_is_scheduled_exists_and_survives_its_worker(name):
    task = current_app.tasks[name]
    assert (task.acks_late, task.ignore_result) == (True, True)
    assert name in {one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()}


def test_a_report_is_kept_among_the_files_and_the_last_one_stays():
    plan = make.plan()
    build.example(plan, "level")
    for _ in range(2):
        tasks.make_report(plan.zone.code, 2024, "monitoring", "en")
    assert default_storage.listdir("reports")[1] == [f"{plan.zone.code}-2024-monitoring-en.pdf"]
    with default_storage.open(f"reports/{plan.zone.code}-2024-monitoring-en.pdf") as file:
        assert file.read(4) == b"%PDF"


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
