"""From a day's run to what a group reads, by the verbs and jobs that do it."""

import json
from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from tests import make
from tracker import flow, tasks
from tracker.models import Message, Posting
from tracker.terms import MessageState, Role, WebhookPreset

pytestmark = pytest.mark.django_db

OVERDUE = date(2026, 4, 9)


def run(**options):
    by = flow.system_person()
    return flow.run_alerts(today=OVERDUE, by=by, at=timezone.now(), **options)


@pytest.fixture
def plan():
    """A zone whose officer is late."""
    plan = make.plan()
    make.cycle(plan)
    make.target(plan)
    make.member(Role.OFFICER, plan.zone)
    return plan


def test_what_a_run_finds_reaches_the_group_once(plan, hook):
    moods = hook((200, '{"errcode":0,"errmsg":"ok"}'))
    make.webhook(plan.zone, url=moods.url, preset=WebhookPreset.WECOM, language="en")
    for _ in range(2):
        run()
        tasks.send_messages()
    (heard,) = moods.heard
    text = json.loads(heard.body)["markdown"]["content"]
    assert f"{plan.zone}: 1 new or graver alert" in text and "Overdue, due" in text
    assert Posting.objects.get().state == MessageState.SENT


def test_a_dry_run_writes_nothing(plan):
    make.webhook(plan.zone)
    run(dry_run=True)
    assert not Posting.objects.exists()


def test_a_channel_that_is_broken_delays_no_mail(plan, hook):
    moods = hook((500, "no"))
    make.webhook(plan.zone, url=moods.url)
    run()
    tasks.send_messages()
    assert len(mail.outbox) == Message.objects.count() > 0
    assert Posting.objects.get().state == MessageState.QUEUED
