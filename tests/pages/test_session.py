"""Signing in and out, and the language that follows a person."""

import pytest
from django.test import Client

from tests import make
from tracker.terms import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.person("officer", language="en", name="王芳")


def sign_in(client, *, wrong: bool = False, **fields):
    return client.post(
        "/login/",
        {"username": "officer", "password": "wrong" if wrong else "correct horse"} | fields,
    )


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, person):
    answer = sign_in(client, next="/zones/jinan-ht/?year=2024")
    assert answer.headers["Location"] == "/zones/jinan-ht/?year=2024"


def test_signing_in_never_leads_to_another_site(client, person):
    assert sign_in(client, next="https://elsewhere.example/").headers["Location"] == "/"


def test_a_wrong_password_is_refused_on_the_page(client, person):
    answer = sign_in(client, wrong=True)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "王芳" not in client.get("/method/").content.decode()


def test_who_signs_in_reads_on_in_their_own_language(client, person):
    client.post("/language/", {"language": "zh-hans"})
    sign_in(client)
    assert client.get("/").headers["Content-Language"] == "en"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_the_switch_holds_in_this_browser_and_wherever_the_person_signs_in(client, person):
    sign_in(client)
    answer = client.post("/language/", {"language": "zh-hans", "next": "/method/"})
    person.refresh_from_db()
    assert (answer.headers["Location"], person.language) == ("/method/", "zh-hans")
    assert '<html lang="zh-Hans">' in client.get("/method/").content.decode()


@pytest.mark.parametrize("language", ["", "fr", "../etc"])
def test_an_unknown_language_changes_nothing(client, person, language):
    sign_in(client)
    client.post("/language/", {"language": language})
    person.refresh_from_db()
    assert person.language == "en"


def test_signing_out_ends_the_session(client, person):
    sign_in(client)
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/entry/").status_code == 302


def test_a_form_from_elsewhere_is_refused_with_a_page(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    answer = strict.post("/language/", {"language": "zh-hans"})
    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_a_department_may_have_any_name(client):
    department = make.department(make.zone(), "100% 清洁办")
    client.force_login(make.member(Role.OFFICER, department.zone, department=department))
    assert "100% 清洁办" in client.get("/method/").content.decode()
