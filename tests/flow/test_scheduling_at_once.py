"""Two workers run schedules, and two people save one, at once: one of them does it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection

from tests import make
from tests.reports import build
from tracker import flow
from tracker.errors import Stale
from tracker.models import Person, ReportOrder, ReportSchedule
from tracker.reports.occurrences import Yearly
from tracker.reports.schedules.given import Given
from tracker.terms import ReportFormat, ReportKind, Role

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def boss() -> Person:
    plan = make.plan()
    build.judged(plan, {2025: "180"})
    flow.system_person()
    return make.member(Role.ADMINISTRATOR, plan.zone)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each answered; all begin together."""
    start_together = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start_together.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.mark.parametrize("_round", range(3))
def test_of_several_runs_one_orders(boss, _round):
    zone = boss.memberships.get().zone
    rows = [make.schedule(zone, by=boss, recipients=[boss]) for _ in range(3)]
    by = flow.system_person()

    def run() -> int:
        return len(flow.run_schedules(today=date(2026, 4, 15), by=by))

    assert sum(at_once(run, run, run)) == len(rows)
    assert {order.schedule for order in ReportOrder.objects.all()} == set(rows)


@pytest.mark.parametrize("_round", range(3))
def test_of_two_who_save_one_is_told(boss, _round):
    zone = boss.memberships.get().zone
    schedule = make.schedule(zone, by=boss, recipients=[boss])

    def save(name: str) -> str:
        given = Given(
            name, ReportKind.MONITORING, (zone,), (ReportFormat.PDF,), ("en",), Yearly(4, 15, 1),
            (boss,),
        )  # fmt: skip
        try:
            return flow.change_schedule(schedule, given, version=1, by=boss).name
        except Stale as refused:
            return refused.code

    saved = set(at_once(lambda: save("一"), lambda: save("二"))) - {"stale"}
    assert saved == {ReportSchedule.objects.get().name}
