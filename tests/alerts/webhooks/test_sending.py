"""Postings on their way: claimed, called, stamped, whatever the other side answers."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts.claiming import BACK_OFF
from tracker.alerts.webhooks import calling
from tracker.alerts.webhooks.presets import SIGNATURE
from tracker.alerts.webhooks.sending import post
from tracker.models import Posting
from tracker.terms import MessageState, WebhookPreset

pytestmark = pytest.mark.django_db

NOW = timezone.now()
QUEUED, CLAIMED, SENT, FAILED, DROPPED = MessageState


def waiting(moods, **fields) -> Posting:
    hook = make.webhook(make.zone(), **{"url": moods.url, **fields})
    return make.posting(hook, not_before=NOW)


def send(at=NOW, **options):
    return post(clock=lambda: at, **options)


def row(posting: Posting) -> Posting:
    posting.refresh_from_db()
    return posting


def test_a_posting_arrives_signed_and_is_stamped_with_the_answer(hook):
    moods = hook((200, "thanks"))
    posting = waiting(moods)
    assert send().sent == (posting.pk,)
    (heard,) = moods.heard
    assert json.loads(heard.body)["id"] == posting.key and heard.headers[SIGNATURE]
    row(posting)
    assert (posting.state, posting.answer, posting.attempts) == (SENT, "200 thanks", 1)
    assert send().sent == () and len(moods.heard) == 1


@pytest.mark.parametrize(
    ("mood", "state", "error"),
    [
        ((500, "oops"), QUEUED, "500 oops"),
        ((429, "slow down"), QUEUED, "429 slow down"),
        ("drop", QUEUED, "not_there: RemoteDisconnected"),
        ("hang", QUEUED, "too_slow"),
        ((404, "gone"), FAILED, "404 gone"),
        ("elsewhere", FAILED, "redirected: 302"),
    ],
)
def test_what_was_not_taken_waits_or_is_given_up(hook, monkeypatch, mood, state, error):
    monkeypatch.setattr(calling, "TO_ANSWER", 0.2)
    posting = waiting(hook(mood))
    send()
    row(posting)
    assert (posting.state, posting.last_error) == (state, error)
    assert posting.not_before == (NOW + BACK_OFF[0] if state == QUEUED else NOW)


def test_it_is_taken_later_where_the_other_side_comes_back(hook):
    posting = waiting(hook((503, ""), (200, "")))
    send()
    assert send(NOW + timedelta(seconds=30)).sent == ()
    assert send(NOW + BACK_OFF[0]).sent == (posting.pk,)


@pytest.mark.parametrize(
    ("answer", "state"), [(0, SENT), (45009, QUEUED), (130101, QUEUED), (93000, FAILED)]
)
def test_a_robot_says_in_its_answer_whether_it_took_it(hook, answer, state):
    moods = hook((200, json.dumps({"errcode": answer, "errmsg": "so it is"})))
    posting = waiting(moods, preset=WebhookPreset.WECOM)
    send()
    assert row(posting).state == state
    assert (posting.answer or posting.last_error) == f"errcode {answer} so it is"


def test_a_host_that_is_listed_no_more_is_not_called(hook, settings):
    moods = hook()
    posting = waiting(moods)
    settings.WEBHOOK_INTERNAL_HOSTS = []
    send()
    assert row(posting).state == FAILED and moods.heard == []
    assert posting.last_error == f"host_not_listed: {moods.address}"


def test_a_name_that_leads_inside_is_not_called(settings):
    settings.WEBHOOK_HOSTS = ["robots.example.cn"]
    posting = make.posting(make.webhook(make.zone()), not_before=NOW)
    send(resolve=lambda host, port: ["10.0.0.8"])
    assert row(posting).state == FAILED
    assert posting.last_error == "inner_address: robots.example.cn → 10.0.0.8"


def test_what_waits_for_a_webhook_that_was_switched_off_is_dropped(hook):
    moods = hook()
    posting = waiting(moods, is_on=False)
    send()
    assert row(posting).state == DROPPED and moods.heard == []


def test_one_that_fails_does_not_keep_another_from_being_sent(hook):
    broken, whole = waiting(hook((500, ""))), waiting(hook((200, "")))
    send()
    assert (row(broken).state, row(whole).state) == (QUEUED, SENT)
