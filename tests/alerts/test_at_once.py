"""Who answers several alerts while a run changes them, where the database has row locks."""

import threading
import time
from datetime import date

import pytest
from django.db import connection, transaction

from tests import make
from tests.alerts.test_actions import finding
from tracker.alerts.actions import reconcile
from tracker.models import Alert
from tracker.terms import AlertRule, AlertState

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [connection.settings_dict["NAME"]])
        return cursor.fetchone()[0] > 0


def find(alert: Alert) -> None:
    """A run that finds this one anew, and no other."""
    found = finding(alert.target, rule=alert.rule, year=alert.year, facts={"value": "2"})
    try:
        with transaction.atomic():
            reconcile([found], today=date(2026, 3, 24))
    finally:
        connection.close()


def test_a_run_waits_for_an_answer_without_holding_what_the_answer_is_about_as_well():
    target = make.target()
    first = make.alert(target, rule=AlertRule.OFF_TRACK)
    second = make.alert(target, rule=AlertRule.ANNUAL_MISSED)
    run = threading.Thread(target=find, args=[second])
    with transaction.atomic():
        Alert.objects.select_for_update(no_key=True).get(pk=first.pk)
        run.start()
        deadline = time.monotonic() + 10
        while not waits() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert Alert.objects.select_for_update(nowait=True).get(pk=second.pk)
    run.join()
    assert Alert.objects.get(state=AlertState.OPEN).facts == {"value": "2"}
