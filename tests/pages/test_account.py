"""One's own account, one's password, and signing in after too many wrong ones."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests import make
from tracker import flow
from tracker.models import Delegation, Person, TrailEntry
from tracker.terms import Role

pytestmark = pytest.mark.django_db

OLD, NEW = "correct horse", "battery staple 9"


@pytest.fixture
def person():
    return make.member(
        Role.OFFICER, make.zone("jinan-ht"), username="officer", language="en", name="Wang Fang"
    )


def browser(password: str = OLD) -> Client:
    client = Client()
    client.post("/login/", {"username": "officer", "password": password})
    return client


def change(client: Client, new: str, *, old: str = OLD, again: str | None = None):
    typed = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post("/account/password/", typed)


def text(answer) -> str:
    return answer.content.decode()


# --- passwords ------------------------------------------------------------------------------------


def test_a_changed_password_signs_all_other_browsers_out(person):
    here, there = browser(), browser()
    assert change(here, NEW).headers["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    entry = TrailEntry.objects.get(verb="change_password")
    assert (entry.by, entry.before, entry.after) == (person, {}, {})


@pytest.mark.parametrize(
    "new", ["short 1", "qwertyuiop", "20260302123456", "officer@example.test", "Wang Fang 1", OLD]
)
def test_a_weak_password_is_refused_and_the_rules_are_on_the_page(person, new):
    answer = change(browser(), new)
    assert answer.status_code == 200
    assert "At least 10 characters" in text(answer)
    assert 'role="alert"' in text(answer)
    person.refresh_from_db()
    assert person.check_password(OLD)


def test_somebody_elses_password_opens_nothing_but_the_page_that_changes_it(person):
    flow.set_password(person, OLD, by=make.person(is_superuser=True))
    client = browser()
    for page in ("/", "/account/", "/entry/", "/admin/", "/method/"):
        assert client.get(page).headers["Location"] == "/account/password/"
    assert client.post("/account/", {"change": "1"}).headers["Location"] == "/account/password/"
    assert "Somebody else chose" in text(client.get("/account/password/"))
    assert client.post("/language/", {"language": "en"}).status_code == 302
    change(client, NEW)
    assert client.get("/entry/").status_code == 200
    assert not Person.objects.get(pk=person.pk).must_change_password


def test_the_link_of_a_mail_sets_a_password_once(person):
    flow.send_links("officer", by=flow.system_person())
    link = re.search(r"/password/reset/\S+", mail.outbox[0].body)
    client, typed = Client(), {"new_password1": NEW, "new_password2": NEW}
    page = client.get(link.group(), follow=True)
    assert "officer" in text(page)
    assert client.post(page.redirect_chain[-1][0], typed).headers["Location"] == "/login/"
    assert browser(NEW).get("/account/").status_code == 200
    assert not Client().get(link.group()).context["validlink"]


@pytest.mark.parametrize("typed", ["officer", "officer@example.test", "nobody", "<script>"])
def test_asking_for_a_link_answers_the_same_whoever_is_typed(person, typed):
    answers = Client().post("/password/reset/", {"typed": typed}, follow=True)
    assert answers.redirect_chain == [("/password/reset/sent/", 302)]
    assert typed not in text(answers)


# --- the account ------------------------------------------------------------------------------


def account(person: Person, **fields: str) -> dict[str, str]:
    typed = {"name": "王芳", "email": person.email, "language": "en", **fields}
    return {f"account-{name}": value for name, value in typed.items()} | {"change": "1"}


def test_name_and_language_are_changed_by_oneself(person):
    client = browser()
    client.post("/account/", account(person, language="zh-hans"))
    person.refresh_from_db()
    assert (person.name, person.language) == ("王芳", "zh-hans")
    assert client.get("/account/").headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(("password", "changes"), [("", False), ("wrong", False), (OLD, True)])
def test_another_address_needs_the_password(person, password, changes):
    answer = browser().post("/account/", account(person, email="a@b.test", password=password))
    person.refresh_from_db()
    assert (answer.status_code, person.email == "a@b.test") == (302 if changes else 422, changes)


def test_an_address_that_somebody_else_has_is_refused(person):
    make.person("other")
    data = account(person, email="Other@example.test", password=OLD)
    assert "belongs to an account already" in text(browser().post("/account/", data))


def test_roles_are_shown_and_an_absence_is_handed_over_and_ended(person):
    zone = person.memberships.get().zone
    colleague, client = make.member(Role.OFFICER, zone, name="李明"), browser()
    days = {"absence-from_on": "2999-01-01", "absence-to_on": "2999-01-02"}
    data = {"absence-substitute": f"{zone.pk}-{colleague.pk}", **days, "lend": "1"}
    assert client.post("/account/", data).status_code == 302
    page = text(client.get("/account/"))
    assert "Reporting officer" in page
    assert "李明" in page
    delegation = Delegation.objects.get(principal=person, substitute=colleague)
    client.post("/account/", {"end": delegation.pk})
    delegation.refresh_from_db()
    assert delegation.ended_at is not None


def test_somebody_elses_absence_is_not_ended_by_its_number(person):
    zone = person.memberships.get().zone
    other = make.delegation(make.member(Role.OFFICER, zone), make.member(Role.OFFICER, zone), zone)
    assert browser().post("/account/", {"end": other.pk}).status_code == 404


# --- wrong passwords --------------------------------------------------------------------------


def test_after_five_wrong_passwords_even_the_right_one_waits(person, time_machine):
    time_machine.move_to("2026-03-02T01:00Z", tick=False)
    client = Client()
    client.cookies["django_language"] = "en"
    typed = {"username": "officer", "password": "wrong"}
    for _ in range(5):
        assert "Too many" not in text(client.post("/login/", typed))
    answer = client.post("/login/", typed | {"password": OLD})
    assert "Too many wrong passwords. Try again at 9:01 a.m." in text(answer)
    time_machine.shift(61)
    assert client.post("/login/", typed | {"password": OLD}).status_code == 302


def test_opening_the_sign_in_page_writes_nothing(person, read_only):
    with read_only():
        assert Client().get("/login/").status_code == 200


def test_a_password_is_not_looked_at_while_it_waits(person, monkeypatch):
    for _ in range(5):
        Client().post("/login/", {"username": "officer", "password": "wrong"})
    monkeypatch.setattr(Person, "check_password", lambda *_args: pytest.fail("looked at"))
    assert Client().post("/login/", {"username": "officer", "password": OLD}).status_code == 200
