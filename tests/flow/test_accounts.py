"""Links to set a password, and what happens to who guesses passwords."""

import re
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.core import mail
from django.utils import timezone

from tests import make
from tracker import flow, trail
from tracker.errors import WrongState
from tracker.models import FailedSignIn, Message, Person, TrailEntry
from tracker.people.attempts import wait_after

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return flow.system_person()


# --- links --------------------------------------------------------------------------------------


def test_a_link_goes_to_everybody_who_is_meant_and_never_stands_in_the_outbox(system):
    person = make.person("wangfang", language="en")
    assert flow.send_links("WangFang", by=system) == 1
    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "Set a new password"
    path = re.search(r"/password/reset/\S+", letter.body)
    assert path is not None
    assert path.group() in letter.alternatives[0][0]
    assert not Message.objects.exists()


def test_who_has_no_password_yet_is_told_of_the_account(system):
    person = make.person("wangfang", language="zh-hans")
    person.set_unusable_password()
    person.save()
    flow.send_links(person.email, by=system)
    assert "wangfang" in mail.outbox[0].body
    assert mail.outbox[0].subject != "设置新密码"


@pytest.mark.parametrize("typed", ["nobody", "", "system", "gone@example.test", "mailless"])
def test_nobody_else_gets_one(system, typed):
    make.person("gone", is_active=False)
    Person.objects.create_user("mailless", password="correct horse")
    assert flow.send_links(typed, by=system) == 0
    assert mail.outbox == []


def test_asking_again_and_again_fills_no_mailbox(system, time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    make.person("wangfang")
    assert [flow.send_links("wangfang", by=system) for _ in range(3)] == [1, 0, 0]
    time_machine.shift(timedelta(minutes=2))
    assert flow.send_links("wangfang", by=system) == 1


def test_a_server_that_is_away_leaves_the_person_free_for_the_next_try(system, settings):
    settings.EMAIL_BACKEND = "monitoring.mails.Server"
    settings.EMAIL_PORT = 1
    person = make.person("wangfang")
    with pytest.raises(OSError, match="refused"):
        flow.send_links("wangfang", by=system)
    person.refresh_from_db()
    assert person.link_sent_at is None


def test_an_administrator_sends_the_link_again_but_not_at_once(system):
    keeper = make.person(is_superuser=True)
    zone = make.zone()
    person = make.person(link_sent_at=timezone.now())
    with pytest.raises(WrongState) as refused:
        flow.send_link_again(person, zone, by=keeper)
    assert refused.value.code == "link_just_sent"


# --- wrong passwords --------------------------------------------------------------------------


def attempt(username="wangfang", *, origin="192.0.2.1", succeeded=False) -> bool:
    """Whether an attempt to sign in got as far as the password."""
    system = flow.system_person()
    with trail.coming_from(origin):
        try:
            flow.begin_sign_in(username, by=system)
        except WrongState:
            return False
        flow.end_sign_in(username, succeeded=succeeded, by=system)
    return True


@pytest.mark.parametrize(
    ("failures", "minutes"), [(4, None), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (500, 15)]
)
def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(failures, minutes):
    assert wait_after(failures) == (minutes and timedelta(minutes=minutes))


def test_after_five_failures_in_a_row_the_sixth_waits(time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    make.person("wangfang")
    assert [attempt() for _ in range(7)] == [True] * 5 + [False] * 2
    entry = TrailEntry.objects.get(verb="lock_sign_in")
    assert (entry.label, entry.origin, entry.after["failures"]) == ("wangfang", "192.0.2.1", 5)
    time_machine.shift(timedelta(seconds=61))
    assert attempt(succeeded=True)
    assert not FailedSignIn.objects.exists()


def test_what_is_refused_does_not_prolong_the_wait(time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    for _ in range(5):
        attempt()
    time_machine.shift(timedelta(seconds=59))
    assert not attempt()
    time_machine.shift(timedelta(seconds=2))
    assert attempt()


def test_guesses_from_elsewhere_do_not_keep_the_person_out():
    for _ in range(6):
        attempt(origin="198.51.100.7")
    assert not attempt(origin="198.51.100.7")
    assert attempt(origin="192.0.2.1", succeeded=True)
    assert attempt("liming", origin="198.51.100.7")


def test_the_spelling_of_the_user_name_is_no_way_around():
    tried = [
        attempt(name) for name in ("wangfang", "WangFang", " wangfang ", "WANGFANG", "wangfang")
    ]
    assert tried == [True] * 5
    assert not attempt("wangFang")


def test_what_is_typed_as_a_user_name_is_not_kept():
    attempt("a password in the wrong field")
    row = FailedSignIn.objects.get()
    assert "password" not in f"{row.digest}{row.address}{row}"


def test_failures_are_forgotten_after_an_hour_and_their_rows_after_a_day(time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    for _ in range(4):
        attempt()
    time_machine.shift(timedelta(minutes=61))
    assert [attempt() for _ in range(5)] == [True] * 5
    time_machine.shift(timedelta(days=1, minutes=1))
    attempt("liming")
    assert FailedSignIn.objects.count() == 1


def test_an_administrator_releases_a_person_at_once():
    zone, keeper = make.zone(), make.person(is_superuser=True)
    person = make.person("wangfang")
    for _ in range(5):
        attempt()
    flow.release_sign_in(person, zone, by=keeper)
    assert attempt()


# --- another address ------------------------------------------------------------------------------


def move(person, email):
    flow.change_account(person, name="王芳", email=email, language=person.language, by=person)


@pytest.mark.parametrize(
    ("email", "notices"),
    [("new@example.test", 1), ("WangFang@example.test", 0), ("wangfang@example.test", 0)],
)
def test_only_another_address_is_told(email, notices, django_capture_on_commit_callbacks):
    person = make.person("wangfang")
    with django_capture_on_commit_callbacks() as followed:
        move(person, email)
    assert len(followed) == notices
    assert Person.objects.get(pk=person.pk).email == email


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_address_that_was_left_is_told_and_never_the_new_one(system, language):
    person = make.person("wangfang", language=language)
    flow.send_moved(person.pk, "old@example.test", at=timezone.now(), by=system)
    (letter,) = mail.outbox
    assert letter.to == ["old@example.test"]
    assert letter.extra_headers["Content-Language"] == language
    for text in (letter.body, letter.alternatives[0][0]):
        assert "wangfang" in text
        assert person.email not in text


def test_a_broker_that_is_away_keeps_nobody_from_another_address(
    django_capture_on_commit_callbacks, settings
):
    person = make.person("wangfang")
    ours, away = current_app._get_current_object(), Celery("away", broker="redis://127.0.0.1:1/0")
    away.conf.task_publish_retry_policy = settings.CELERY_TASK_PUBLISH_RETRY_POLICY
    try:
        away.set_current()
        with django_capture_on_commit_callbacks(execute=True):
            move(person, "new@example.test")
    finally:
        ours.set_current()
    assert Person.objects.get(pk=person.pk).email == "new@example.test"
