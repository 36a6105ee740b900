"""``/health/``: what machines are told about the background, without naming anybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tracker import pulses
from tracker.pulses import Part

pytestmark = pytest.mark.django_db


def told(client: Client) -> dict:
    answer = client.get("/health/")
    assert answer.status_code == 200
    return answer.json()


def test_every_part_has_its_state(client, time_machine):
    time_machine.move_to("2026-03-24T01:00Z")
    now = timezone.now()
    pulses.stamp(Part.CLOCK, at=now - timedelta(seconds=30))
    pulses.stamp(Part.WORKER, at=now - timedelta(minutes=16))
    pulses.stamp(Part.ALERTS, at=now - timedelta(hours=1), day="2026-03-24", opened=3, messages=2)
    health = told(client)
    states = {name: part["state"] for name, part in health.items() if isinstance(part, dict)}
    assert states == {
        "clock": "ok", "worker": "late", "alerts": "ok", "mails": "ok", "holidays": "ok"
    }  # fmt: skip
    assert health["clock"]["seconds_ago"] in (30, 31)
    assert {name: health["alerts"][name] for name in ("day", "opened", "messages")} == {
        "day": "2026-03-24", "opened": 3, "messages": 2
    }  # fmt: skip


def test_a_fresh_instance_serves_and_says_that_nothing_was_seen(client):
    health = told(client)
    assert (health["clock"]["state"], health["clock"]["seen_at"]) == ("never", None)
    assert health["mails"] == {
        "state": "ok", "waiting": 0, "oldest_seconds": None, "failed_7_days": 0
    }  # fmt: skip


def test_mails_that_wait_too_long_are_late_and_nobody_is_named(client):
    officer = make.person("zhangsan", name="张三")
    make.message(officer, not_before=timezone.now() - timedelta(hours=2))
    answer = client.get("/health/")
    mails = answer.json()["mails"]
    assert (mails["state"], mails["waiting"]) == ("late", 1)
    assert mails["oldest_seconds"] >= 7200
    for name in (officer.email, "zhangsan", "张三"):
        assert name not in answer.content.decode("unicode-escape", "replace")


@pytest.mark.parametrize(
    ("day", "state"), [("2026-06-01", "ok"), ("2025-12-01", "ok"), ("2099-06-01", "late")]
)
def test_a_year_whose_holidays_are_not_known_is_told(client, time_machine, day, state):
    time_machine.move_to(f"{day}T00:00Z")
    assert told(client)["holidays"]["state"] == state
