"""A session lives as long as it is used, and says when it has ended."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    client = Client()
    client.force_login(make.person("officer"))
    return client


def idle() -> timedelta:
    return timedelta(seconds=settings.SESSION_COOKIE_AGE)


def test_a_session_that_is_used_goes_on(client, time_machine):
    for _ in range(5):
        time_machine.shift(idle() * 0.9)
        assert client.get("/account/").status_code == 200


def test_a_session_that_is_not_used_ends_and_the_sign_in_page_says_so(client, time_machine):
    client.cookies["django_language"] = "en"
    time_machine.shift(idle() + timedelta(seconds=1))
    page = client.get("/account/", follow=True)
    assert page.redirect_chain == [("/login/?next=/account/&expired=1", 302)]
    assert "no activity for 120 minutes" in page.content.decode()


def test_who_sends_a_form_after_that_is_told_and_led_back(client, time_machine):
    time_machine.shift(idle() * 2)
    del client.cookies[settings.SESSION_COOKIE_NAME]
    answer = client.post("/account/", {"change": "1"})
    assert answer.headers["Location"] == "/login/?next=/account/&expired=1"


def test_who_was_never_here_is_told_nothing_of_the_kind(client):
    assert Client().get("/account/").headers["Location"] == "/login/?next=/account/"


def test_the_end_moves_on_now_and_then_only(client, time_machine):
    client.get("/account/")
    before = Session.objects.get().expire_date
    time_machine.shift(idle() / 21)
    client.get("/account/")
    assert Session.objects.get().expire_date == before
    time_machine.shift(idle() / 19)
    client.get("/account/")
    assert Session.objects.get().expire_date > before


def test_moving_the_end_on_writes_back_nothing_that_another_page_has_stored(client, time_machine):
    time_machine.shift(idle() / 2)
    slow = client.session
    assert not slow.get("preview")
    other = client.session
    other["preview"] = "rows"
    other.save()
    slow.live_on()
    assert client.session["preview"] == "rows"


def test_the_cookie_ends_with_the_browser_and_is_read_by_no_script(client):
    make.person("other")
    typed = {"username": "other", "password": "correct horse"}
    cookie = Client().post("/login/", typed).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
