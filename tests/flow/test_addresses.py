"""An address that the server refuses is marked, its administrators are told, and it is cleared."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.alerts.conftest import server as server
from tracker import flow
from tracker.errors import WrongState
from tracker.models import Message, Notice, Person, TrailEntry
from tracker.terms import MessageKind, MessageState, Role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 24, 1, 0, tzinfo=UTC)
REFUSED = "550 5.1.1 <zhang@example.test>: no such mailbox"


class Story:
    """An officer whose mail waits, and the administrators of the zone and of the one above."""

    def __init__(self):
        city = make.zone("jinan", name="济南市")
        self.zone = make.zone("jinan-ht", name="济南高新区", parent=city)
        self.officer = make.member(Role.OFFICER, self.zone, name="张三")
        self.administrator = make.member(Role.ADMINISTRATOR, self.zone, name="王五")
        self.above = make.member(Role.ADMINISTRATOR, city)
        self.mail = make.message(self.officer, not_before=NOW)
        self.by = flow.system_person()

    def sweep(self, at=NOW):
        return flow.send_messages(by=self.by, clock=lambda: at)

    def bounced(self) -> list[Message]:
        return list(Message.objects.filter(kind=MessageKind.BOUNCED))

    def marked(self) -> bool:
        return Person.objects.get(pk=self.officer.pk).mail_refused_at is not None


@pytest.fixture
def story() -> Story:
    return Story()


def test_the_address_is_marked_with_the_servers_words_in_the_name_of_the_system(server, story):
    server(rcpt=[REFUSED])
    assert story.sweep().failed == (story.mail.pk,)
    story.officer.refresh_from_db()
    assert (story.officer.mail_refused_at, story.officer.mail_refusal) == (NOW, REFUSED)
    entry = TrailEntry.objects.get(verb="refuse_address")
    assert (entry.by, entry.zone, entry.reason) == (story.by, story.zone, REFUSED)


def test_the_administrators_of_the_zone_are_told_at_once_and_once(server, story):
    answers = server(rcpt=[REFUSED, "250 OK"])
    make.message(story.officer, not_before=NOW)
    story.sweep()
    (told,) = story.bounced()
    assert (told.person, told.not_before) == (story.administrator, NOW)
    for words in ("张三", REFUSED, story.officer.email, f"/people/{story.officer.pk}/"):
        assert words in told.body_text
    story.sweep()
    assert [mail["Message-ID"] for mail in answers.mails] == [told.message_id]


def test_nobody_is_told_on_a_day_off(server, story):
    server(rcpt=[REFUSED])
    saturday = datetime(2026, 3, 28, 1, 0, tzinfo=UTC)
    Message.objects.update(not_before=saturday)
    story.sweep(saturday)
    (told,) = story.bounced()
    assert timezone.localtime(told.not_before) == datetime(
        2026, 3, 30, 8, tzinfo=timezone.get_current_timezone()
    )


def test_a_zone_whose_only_administrator_is_refused_falls_to_the_system_administrators(
    server, story
):
    server(rcpt=[REFUSED])
    keeper = Person.objects.create_superuser("keeper", "keeper@example.test", "correct horse")
    Message.objects.update(person=story.administrator, address=story.administrator.email)
    story.sweep()
    assert [one.person for one in story.bounced()] == [keeper]


def test_nothing_more_is_sent_to_a_refused_address(server, story):
    answers = server(rcpt=[REFUSED, "250 OK"])
    story.sweep()
    later = make.message(story.officer, not_before=NOW)
    assert later.pk in story.sweep().failed
    later.refresh_from_db()
    assert (later.state, later.answer) == (MessageState.FAILED, None)
    assert later.last_error
    assert {mail["To"] for mail in answers.mails} == {f"王五 <{story.administrator.email}>"}


@pytest.mark.parametrize("words", ["550 5.7.1 relay denied", "451 4.2.1 later", "421 closing"])
def test_a_refusal_of_the_sender_or_for_now_marks_nobody(server, story, words):
    server(rcpt=[words])
    story.sweep()
    assert not story.marked()
    assert story.bounced() == []


def test_an_address_that_was_changed_meanwhile_is_not_marked_and_what_failed_is_told_anew(
    server, story
):
    server(rcpt=[REFUSED])
    subject = "overdue:alert-7"
    Notice.objects.create(message=story.mail, person=story.officer, subject=subject, level=1)
    Person.objects.filter(pk=story.officer.pk).update(email="new@example.test")
    story.sweep()
    assert not story.marked()
    assert not Notice.objects.exists()


def test_what_waits_goes_to_the_new_address(server, story):
    answers = server(rcpt=["250 OK"])
    new = "zhang@example.test"
    flow.change_account(story.officer, name="张三", email=new, language="en", by=story.officer)
    assert story.sweep().sent == (story.mail.pk,)
    assert [
        mail["To"] for mail in answers.mails if mail["Message-ID"] == story.mail.message_id
    ] == [f"张三 <{new}>"]


def test_what_failed_is_told_anew_where_a_system_administrator_changed_the_address(server, story):
    server(rcpt=[REFUSED])
    subject = "overdue:alert-7"
    Notice.objects.create(message=story.mail, person=story.officer, subject=subject, level=1)
    story.sweep()
    story.officer.email = "zhang@example.test"
    flow.keep(story.officer, by=make.person(is_superuser=True))
    assert not Notice.objects.exists()


def test_an_administrator_lets_it_be_tried_again(server, story):
    server(rcpt=[REFUSED, "250 OK"])
    story.sweep()
    flow.accept_address(story.officer, story.zone, by=story.administrator)
    assert not story.marked()
    again = make.message(story.officer, not_before=NOW)
    assert again.pk in story.sweep(NOW + timedelta(minutes=1)).sent
    with pytest.raises(WrongState, match="address_not_refused"):
        flow.accept_address(story.officer, story.zone, by=story.administrator)


def test_another_address_is_not_refused_any_more(server, story):
    server(rcpt=[REFUSED])
    story.sweep()
    flow.change_account(
        story.officer, name="张三", email="zhang@example.test", language="en", by=story.officer
    )
    assert not story.marked()


def test_another_name_leaves_the_mark(server, story):
    server(rcpt=[REFUSED])
    story.sweep()
    email = story.officer.email
    flow.change_account(story.officer, name="张叁", email=email, language="en", by=story.officer)
    assert story.marked()


def test_what_did_not_reach_them_is_told_anew(server, story):
    server(rcpt=[REFUSED])
    subject = "overdue:alert-7"
    Notice.objects.create(message=story.mail, person=story.officer, subject=subject, level=1)
    story.sweep()
    key = story.mail.key
    flow.accept_address(story.officer, story.zone, by=story.administrator)
    assert not Notice.objects.exists()
    assert not Message.objects.filter(key=key).exists()
    assert Message.objects.filter(key__startswith=key, state=MessageState.FAILED).exists()


def test_a_refused_link_to_set_a_password_marks_the_address_too(server, story):
    server(rcpt=[REFUSED])
    assert flow.send_links(story.officer.username, by=story.by) == 0
    assert story.marked()
    assert len(story.bounced()) == 1
