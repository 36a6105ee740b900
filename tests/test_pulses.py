"""Signs of life: one small update each, and what their silence says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tracker import pulses
from tracker.models import Pulse
from tracker.pulses import Life, Part

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def lives(now=NOW) -> dict[Part, Life]:
    return {part: sign.life for part, sign in pulses.signs(now).items()}


def seen(**minutes: int) -> None:
    """Each part was last seen so many minutes ago."""
    for part, ago in minutes.items():
        pulses.stamp(Part(part), at=NOW - timedelta(minutes=ago))


def test_a_sign_is_one_update_and_leaves_one_row(django_assert_num_queries):
    seen(worker=1)
    with django_assert_num_queries(1):
        pulses.stamp(Part.WORKER, at=NOW, day="2026-03-24")
    assert list(Pulse.objects.values_list("name", "facts")) == [("worker", {"day": "2026-03-24"})]


def test_a_sign_without_facts_leaves_the_last_ones():
    pulses.stamp(Part.ALERTS, at=NOW, opened=3)
    pulses.stamp(Part.ALERTS, at=NOW)
    assert pulses.signs(NOW)[Part.ALERTS].facts == {"opened": 3}


def test_what_never_was_seen_says_so():
    assert lives() == {
        Part.CLOCK: Life.NEVER,
        Part.WORKER: Life.UNKNOWN,
        Part.ALERTS: Life.NEVER,
    }


@pytest.mark.parametrize(
    ("clock", "worker", "found"),
    [
        (0, 0, (Life.OK, Life.OK)),
        (5, 15, (Life.OK, Life.OK)),
        (1, 16, (Life.OK, Life.LATE)),
        (6, 1, (Life.LATE, Life.OK)),
        # Nobody gives the worker anything to do.
        (16, 16, (Life.LATE, Life.UNKNOWN)),
    ],
)
def test_a_clock_that_stands_still_and_a_worker_that_is_gone_are_told_apart(clock, worker, found):
    seen(clock=clock, worker=worker)
    assert (lives()[Part.CLOCK], lives()[Part.WORKER]) == found


@pytest.mark.parametrize(("hours", "life"), [(26, Life.OK), (27, Life.LATE)])
def test_a_run_of_alerts_is_missed_after_a_day(hours, life):
    seen(alerts=hours * 60)
    assert lives()[Part.ALERTS] == life


def test_reading_them_is_one_query_and_writes_nothing(read_only, django_assert_num_queries):
    seen(clock=1, worker=1, alerts=1)
    with read_only(), django_assert_num_queries(1):
        assert not any(sign.is_missed for sign in pulses.signs(NOW).values())
