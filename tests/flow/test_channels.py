"""Webhooks of a zone: entered, tried out, switched on, changed and removed."""

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts.webhooks.given import Given
from tracker.errors import Incomplete, WrongState
from tracker.models import Posting, TrailEntry, Webhook
from tracker.terms import MessageState, Role, WebhookPreset

pytestmark = pytest.mark.django_db

SIGNED, WECOM, DINGTALK = WebhookPreset
URL, SECRET = "https://robots.example.cn/hook?key=keep-this", "sixteen characters and more"
GIVEN = Given("值班群", URL, SECRET, "zh-hans")


@pytest.fixture
def zone():
    return make.zone()


@pytest.fixture
def boss(zone):
    return make.member(Role.ADMINISTRATOR, zone)


@pytest.fixture
def hook(zone, boss) -> Webhook:
    return flow.add_webhook(zone, SIGNED, GIVEN, by=boss)


def given(**changes: str) -> Given:
    return Given(**{**vars(GIVEN), **changes})


def test_a_webhook_is_off_until_it_is_switched_on(hook, boss):
    assert not hook.is_on
    assert flow.switch_webhook(hook, on=True, by=boss).is_on
    assert not flow.switch_webhook(hook, on=False, by=boss).is_on


def test_neither_secret_nor_key_is_in_the_trail(hook, boss):
    flow.change_webhook(hook, given(secret="another secret of length"), by=boss)
    flow.switch_webhook(hook, on=True, by=boss)
    flow.test_webhook(hook, by=boss, at=timezone.now())
    flow.remove_webhook(hook, by=boss)
    entries = TrailEntry.objects.filter(verb__endswith="_webhook").order_by("pk")
    assert [one.verb.removesuffix("_webhook") for one in entries] == [
        *("add", "change", "switch", "test", "remove"),
    ]
    told = str([(one.before, one.after, one.label) for one in entries])
    assert "robots.example.cn" in told and "secret_changed" in told
    assert not any(kept in told for kept in ("keep-this", SECRET, "another secret"))


@pytest.mark.parametrize(
    ("preset", "changes", "problems"),
    [
        (
            SIGNED,
            {"name": " ", "url": "", "secret": ""},
            ["field_missing", "field_missing", "secret_too_short"],
        ),
        (SIGNED, {"url": "robots"}, ["not_a_web_address"]),
        (SIGNED, {"url": "https://me:secret@robots.example.cn/"}, ["password_in_address"]),
        (SIGNED, {"secret": "short"}, ["secret_too_short"]),
        (SIGNED, {"name": "x" * 81, "language": "fr"}, ["too_long", "not_a_choice"]),
        (SIGNED, {"url": f"https://a.cn/{'x' * 500}"}, ["too_long"]),
        (WECOM, {"url": "https://robots.example.cn/send", "secret": ""}, ["no_robot_key"]),
        (DINGTALK, {"url": URL, "secret": ""}, ["no_robot_key"]),
    ],
)
def test_what_cannot_be_taken_is_said_all_at_once(zone, boss, preset, changes, problems):
    with pytest.raises(Incomplete) as refused:
        flow.add_webhook(zone, preset, given(**changes), by=boss)
    assert [problem.code for problem in refused.value.problems] == problems
    assert "secret" not in {str(problem.value) for problem in refused.value.problems}
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("preset", "url"),
    [(WECOM, URL), (DINGTALK, "https://robots.example.cn/send?access_token=1")],
)
def test_a_robot_needs_no_secret(zone, boss, preset, url):
    assert flow.add_webhook(zone, preset, given(url=url, secret=""), by=boss).secret == ""


def test_a_name_is_given_once_in_a_zone(hook, zone, boss):
    with pytest.raises(Incomplete) as refused:
        flow.add_webhook(zone, SIGNED, GIVEN, by=boss)
    assert refused.value.problems[0].code == "webhook_name_taken"
    flow.change_webhook(hook, GIVEN, by=boss)


def test_what_is_left_empty_stays(hook, boss):
    flow.change_webhook(hook, Given("处长群", "", "", "en"), by=boss)
    hook.refresh_from_db()
    assert (hook.name, hook.url, hook.secret, hook.language) == ("处长群", URL, SECRET, "en")


def test_a_host_that_is_not_listed_is_neither_switched_on_nor_tried(hook, boss, settings):
    settings.WEBHOOK_HOSTS = []
    for verb in (
        lambda: flow.switch_webhook(hook, on=True, by=boss),
        lambda: flow.test_webhook(hook, by=boss, at=timezone.now()),
    ):
        with pytest.raises(WrongState) as refused:
            verb()
        assert refused.value.code == "host_not_listed"
        assert refused.value.data["host"] == "robots.example.cn:443"
    assert flow.switch_webhook(hook, on=False, by=boss).is_on is False


def test_another_address_that_is_not_listed_switches_it_off(hook, boss):
    flow.switch_webhook(hook, on=True, by=boss)
    assert flow.change_webhook(hook, given(url="https://elsewhere.cn/"), by=boss).is_on is False


def test_a_test_goes_out_while_it_is_off_and_one_at_a_time(hook, boss):
    posting = flow.test_webhook(hook, by=boss, at=timezone.now())
    assert posting.is_test and not hook.is_on
    with pytest.raises(WrongState) as refused:
        flow.test_webhook(hook, by=boss, at=timezone.now())
    assert refused.value.code == "test_waits"
    Posting.objects.update(state=MessageState.FAILED)
    assert flow.test_webhook(hook, by=boss, at=timezone.now())


def test_what_was_removed_meanwhile_is_gone(hook, boss):
    flow.remove_webhook(hook, by=boss)
    with pytest.raises(WrongState) as refused:
        flow.change_webhook(Webhook(pk=1, zone=hook.zone, url=URL), GIVEN, by=boss)
    assert refused.value.code == "webhook_gone"
    assert TrailEntry.objects.filter(verb="change_webhook").count() == 0
