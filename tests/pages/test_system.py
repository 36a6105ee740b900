"""How the background works, in words, and the warning on the page of alerts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tracker import pulses
from tracker.pulses import Part
from tracker.terms import MessageState, Role

pytestmark = pytest.mark.django_db


def seen(**ago: timedelta) -> None:
    for part, before in ago.items():
        pulses.stamp(Part(part), at=timezone.now() - before)


def shown(role: Role, address: str = "/system/") -> str:
    client = Client()
    client.force_login(make.member(role, make.zone(), language="en"))
    return client.get(address).content.decode()


def test_a_background_that_works_says_so_and_what_the_last_run_did():
    soon = timedelta(minutes=1)
    seen(clock=soon, worker=soon)
    pulses.stamp(Part.ALERTS, at=timezone.now(), opened=3, kept=1, messages=2, seconds=0.4)
    text = shown(Role.ADMINISTRATOR)
    assert "work by themselves" in text
    assert "3 opened, 1 kept" in text


def test_each_part_that_stands_still_names_its_remedy():
    seen(clock=timedelta(hours=1), worker=timedelta(hours=1), alerts=timedelta(hours=27))
    text = shown(Role.ADMINISTRATOR)
    assert "2 parts need somebody" in text
    assert "plan-target-monitor-beat" in text
    assert "plan-target-monitor-worker" not in text


def test_zones_whose_alerts_could_not_be_looked_for_are_named():
    seen(clock=timedelta(), worker=timedelta())
    pulses.stamp(Part.ALERTS, at=timezone.now(), opened=3, failed_zones="jinan-ht, zibo-ht")
    text = shown(Role.ADMINISTRATOR)
    assert "1 part needs somebody" in text and "some zones were left out" in text
    assert "could not be looked for in jinan-ht, zibo-ht" in text
    told = Client().get("/health/").json()["alerts"]
    assert told["failed_zones"] == 2 and "jinan-ht" not in str(told)


def test_mails_that_wait_or_were_given_up_are_counted():
    now = timezone.now()
    make.message(not_before=now - timedelta(hours=3))
    make.message(state=MessageState.FAILED)
    text = shown(Role.ADMINISTRATOR)
    for words in ("1 mail waits", "waited for 3\xa0hours", "1 was given up in the last 7 days"):
        assert words in text


@pytest.mark.parametrize(
    ("role", "hours", "warned"),
    [
        (Role.ADMINISTRATOR, 27, True),
        (Role.ADMINISTRATOR, 1, False),
        (Role.REVIEWER, 27, False),
    ],
)
def test_the_page_of_alerts_warns_administrators_of_a_missed_day(role, hours, warned):
    seen(alerts=timedelta(hours=hours))
    assert ("Alerts were not looked for since" in shown(role, "/alerts/")) == warned


def test_reviewers_find_their_way_to_remind_from_the_page_of_alerts():
    assert "/alerts/remind/" in shown(Role.REVIEWER, "/alerts/")
    assert "/alerts/remind/" not in shown(Role.OFFICER, "/alerts/")
