"""``manage.py check --deploy --database default`` says which service is missing."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tracker import pulses
from tracker.pulses import Part

pytestmark = pytest.mark.django_db


def seen(**ago: timedelta) -> None:
    for part, before in ago.items():
        pulses.stamp(Part(part), at=timezone.now() - before)


def check(*arguments: str) -> str:
    said = StringIO()
    call_command("check", "--tag=background", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def on_database(*arguments: str) -> str:
    return check("--deploy", "--database=default", *arguments)


def test_a_background_that_works_is_fine():
    soon = timedelta(minutes=1)
    seen(clock=soon, worker=soon, alerts=soon)
    assert "no issues" in on_database()


def test_a_fresh_database_names_the_service_to_start_and_fails_nothing():
    said = on_database()
    assert "tracker.W001" in said
    assert "never" in said
    assert "plan-target-monitor-beat" in said


def test_a_worker_that_is_gone_is_named_alone():
    seen(clock=timedelta(minutes=1), worker=timedelta(hours=1), alerts=timedelta(hours=1))
    said = on_database()
    assert "tracker.W002" in said
    assert "plan-target-monitor-worker" in said
    assert "W001" not in said


def test_a_day_without_alerts_is_named():
    soon = timedelta(minutes=1)
    seen(clock=soon, worker=soon, alerts=timedelta(hours=27))
    assert "tracker.W003" in on_database()


def test_whoever_asks_for_it_can_let_warnings_fail():
    with pytest.raises(CommandError, match=r"tracker\.W001"):
        on_database("--fail-level=WARNING")


def test_without_the_database_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "no issues" in check("--deploy")
