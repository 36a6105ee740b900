"""How often one is mailed: chosen on the account's page, or by the link in each mail."""

import pytest
from django.conf import settings
from django.test import Client

from tests import make
from tracker import flow
from tracker.alerts.unsubscribing import link, token
from tracker.errors import Incomplete, WrongState
from tracker.models import TrailEntry
from tracker.terms import Frequency, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make.member(Role.OFFICER, make.zone("jinan-ht"), language="en", mail_hour=9)


def path(person) -> str:
    return link(person).removeprefix(settings.SITE_URL)


def entries() -> list[tuple]:
    return list(TrailEntry.objects.values_list("verb", "before", "after"))


def test_mail_programs_stop_what_is_not_required_with_one_click(person):
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(path(person), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    person.refresh_from_db()
    assert (person.mail_frequency, person.mail_hour) == (Frequency.REQUIRED, 9)
    before, after = ({"mail_frequency": one, "mail_hour": 9} for one in ("daily", "required"))
    assert entries() == [("unsubscribe", before, after)]


def test_opening_the_link_asks_first_in_the_language_of_the_person(person, read_only):
    with read_only():
        page = Client().get(path(person)).content.decode()
    assert "<form" in page
    assert "Required mails only" in page
    person.refresh_from_db()
    assert person.mail_frequency == Frequency.DAILY


@pytest.mark.parametrize("text", ["7", "7:forged", "x:y:z"])
def test_a_link_that_was_not_made_here_stops_nothing(person, text):
    with pytest.raises(WrongState):
        flow.unsubscribe(text, by=flow.system_person())
    assert Client().post(f"/mails/unsubscribe/{text}/").status_code == 404


def test_a_link_names_one_person_alone(person):
    other = make.person()
    assert token(person) != token(other)
    flow.unsubscribe(token(other), by=flow.system_person())
    person.refresh_from_db()
    assert person.mail_frequency == Frequency.DAILY


def test_frequency_and_hour_are_chosen_on_the_account_page(person, client):
    client.force_login(person)
    data = {"mails-frequency": "weekly", "mails-hour": "14", "mails": "1"}
    assert client.post("/account/", data).status_code == 302
    person.refresh_from_db()
    assert (person.mail_frequency, person.mail_hour) == (Frequency.WEEKLY, 14)
    assert TrailEntry.objects.filter(verb="choose_mails", by=person).count() == 1


@pytest.mark.parametrize(("frequency", "hour"), [("never", 8), ("daily", 24), ("daily", -1)])
def test_what_is_not_among_the_choices_is_refused(person, frequency, hour):
    with pytest.raises(Incomplete):
        flow.choose_mails(person, frequency=frequency, hour=hour, by=person)


@pytest.mark.parametrize(
    ("floors", "words"),
    [
        (["at_once", "daily"], "at once in any case"),
        (["weekly", "daily"], "once a day at least"),
        (["required"], "once a week at least"),
        ([], ""),
    ],
)
def test_the_page_says_how_often_deadlines_are_told_anyway(person, client, floors, words):
    for year, floor in enumerate(floors, start=2001):
        zone = person.memberships.get().zone
        make.plan(zone, start_year=year, end_year=year, base_year=year - 1, deadline_floor=floor)
    client.force_login(person)
    page = client.get("/account/").content.decode()
    assert ("as the plan administrator has set" in page) == bool(floors)
    assert words in page
