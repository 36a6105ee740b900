"""Errors are pages in the frame, with what to do next."""

import pytest
from django.test import RequestFactory

from tests import make
from tracker.errors import Incomplete, NotAllowed, Refused, Stale, WrongState
from tracker.pages import problems


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed(), 403),
        (WrongState(), 409),
        (Stale(), 409),
        (Incomplete(), 422),
        (Refused(), 400),
    ],
)
def test_every_refusal_has_its_status(error, status):
    assert problems.status_of(error) == status


def test_an_unknown_address_leads_back_to_the_board(client, db):
    client.force_login(make.person(language="en"))
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Nothing stands at this address." in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_a_person_without_access_is_told_to_which_zone(client, db):
    make.plan(make.zone("jinan-ht", name="济南高新区"))
    client.force_login(make.person(language="en"))
    answer = client.get("/zones/jinan-ht/")
    assert "This account has no access to 济南高新区." in answer.content.decode()


def test_the_page_of_an_error_needs_no_database(django_db_blocker):
    with django_db_blocker.block():
        answer = problems.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()
