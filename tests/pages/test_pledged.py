"""Alerts and promises where people meet the target: its pages, the grid, the entry form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.pages.scene import scene
from tracker.models import Alert, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def story():
    made = scene()
    Person.objects.update(language="en")
    return made.again()


@pytest.fixture
def alert(story) -> Alert:
    """What was promised about 2024 passed yesterday, and nothing is better."""
    alert = make.alert(story.target)
    make.handling(alert, promised_on=timezone.localdate() - timedelta(days=1), measure="按月调度")
    return alert


def text(client, person, address: str) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def test_the_entry_form_opens_with_what_was_promised(client, story, alert):
    body = text(client, story.owner, reverse("figure", args=[story.target.pk, 2025]))
    for words in ("Promised before", "2024", "按月调度", "not kept"):
        assert words in body, words


def test_the_year_of_the_alert_itself_has_no_promise_before_it(client, story, alert):
    body = text(client, story.owner, reverse("figure", args=[story.target.pk, 2024]))
    assert "Promised before" not in body


def test_the_row_of_the_grid_says_it_in_a_line(client, story, alert):
    body = text(client, story.owner, reverse("grid", args=[story.cycle.pk]))
    assert "Promise of 2024: by" in body
    assert "按月调度" in body


def test_a_row_that_is_saved_keeps_its_line(client, story, alert):
    client.force_login(story.owner)
    address = reverse("grid-row", args=[story.cycle.pk, story.target.pk])
    answer = client.post(address, {"value": "190", "version": ""})
    assert "Promise of 2024: by" in answer.content.decode()


def test_the_page_of_the_target_names_its_open_alerts(client, story, alert):
    body = text(client, story.people["viewer"], reverse("target", args=[story.target.pk]))
    assert reverse("alert", args=[alert.pk]) in body
    assert "promised by" in body


def test_the_page_of_the_zone_counts_them(client, story, alert):
    make.alert(story.target, year=2023)
    body = text(client, story.people["viewer"], reverse("zone", args=[story.zone.code]))
    assert "2 open alerts" in body
    assert "1 not answered" in body
