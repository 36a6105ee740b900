"""A mail is sent again, as a row of its own."""

import pytest
from django.core import mail
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.errors import Incomplete, WrongState
from tracker.models import Message, Notice, TrailEntry
from tracker.terms import MessageKind, MessageState, Role

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def zone():
    return make.zone()


@pytest.fixture
def boss(zone):
    return make.member(Role.ADMINISTRATOR, zone)


@pytest.fixture
def failed(zone) -> Message:
    officer = make.member(Role.OFFICER, zone)
    return make.message(officer, state=MessageState.FAILED, last_error="550 no such user")


def resend(message, by, reason="地址已更正") -> Message:
    return flow.resend_message(message, reason=reason, by=by, at=NOW)


def test_the_same_words_go_to_the_present_address_under_another_number(failed, boss):
    failed.person.email = "new@example.test"
    failed.person.save()
    again = resend(failed, boss)
    flow.send_messages(by=flow.system_person())
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["new@example.test"], failed.subject)
    again.refresh_from_db()
    failed.refresh_from_db()
    assert (again.state, again.kind) == (MessageState.SENT, MessageKind.RESENT)
    assert (again.resent_of, again.asked_by, again.reason) == (failed, boss, "地址已更正")
    assert again.message_id != failed.message_id
    assert failed.state == MessageState.FAILED
    assert not Notice.objects.exists()


def test_it_tells_of_the_same_alerts(failed, boss):
    alert = make.alert(make.target())
    failed.alerts.add(alert)
    keeper = make.person(is_superuser=True)
    assert list(resend(failed, keeper).alerts.all()) == [alert]


def test_who_sent_it_again_and_why_is_in_the_trail(failed, boss, zone):
    again = resend(failed, boss)
    entry = TrailEntry.objects.get(verb="resend_message")
    assert (entry.by, entry.zone, entry.reason) == (boss, zone, "地址已更正")
    assert (entry.noun_id, entry.after["address"]) == (again.pk, failed.person.email)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_a_reason_is_asked_for(failed, boss, reason):
    with pytest.raises(Incomplete):
        resend(failed, boss, reason)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (MessageState.QUEUED, "mail_waits"),
        (MessageState.CLAIMED, "mail_waits"),
        (MessageState.DROPPED, "mail_not_needed"),
    ],
)
def test_what_still_waits_or_was_not_needed_is_not_sent_again(failed, boss, state, code):
    Message.objects.update(state=state, lease_until=NOW)
    failed.refresh_from_db()
    with pytest.raises(WrongState) as refused:
        resend(failed, boss)
    assert refused.value.code == code


def test_twice_at_once_is_once(failed, boss):
    again = resend(failed, boss)
    for one in (failed, again):
        with pytest.raises(WrongState) as refused:
            resend(one, boss)
        assert refused.value.code == "mail_waits"
    Message.objects.filter(pk=again.pk).update(state=MessageState.FAILED)
    again.refresh_from_db()
    third = resend(again, boss)
    assert third.resent_of == failed
    assert third.key != again.key


@pytest.mark.parametrize(
    ("fields", "code"), [({"is_active": False}, "account_is_closed"), ({"email": ""}, "no_address")]
)
def test_who_cannot_get_mail_gets_none(failed, boss, fields, code):
    person = failed.person
    for name, value in fields.items():
        setattr(person, name, value)
    person.save()
    with pytest.raises(WrongState) as refused:
        resend(failed, boss)
    assert refused.value.code == code
