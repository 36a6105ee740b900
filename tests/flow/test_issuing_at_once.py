"""Two people issue on one subject at once, where the database has row locks: one wins."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import make
from tests.reports import build
from tracker import flow
from tracker.errors import Refused
from tracker.models import IssuedReport, TrailEntry
from tracker.terms import ReportKind, Role

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]
ROUNDS = 3


@pytest.fixture
def office(settings, tmp_path):
    settings.ISSUED_ROOT = tmp_path / "issued"
    plan = make.plan()
    build.judged(plan, {2024: "180"})
    return plan.zone, [make.member(Role.ADMINISTRATOR, plan.zone) for _ in range(2)]


def at_once(zone, people, numbers, *, language="en", **options):
    """What each was answered or refused with; both begin together."""
    start_together = threading.Barrier(len(people))

    def run(by, number, code):
        start_together.wait()
        try:
            return flow.issue_report(
                zone, 2024, ReportKind.BRIEF, number=number, language=code, by=by, **options
            )
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    languages = language if isinstance(language, tuple) else (language,) * len(people)
    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(run, people, numbers, languages))


def issued_once(answers, code, rows):
    assert [answer for answer in answers if isinstance(answer, str)] == [code]
    assert IssuedReport.objects.count() == rows
    assert TrailEntry.objects.filter(verb="issue_report").count() == rows


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_first_ones_one_is_issued(office, _round):
    issued_once(at_once(*office, ("1号", "2号")), "issued_meanwhile", 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_that_supersede_the_same_one_is_issued(office, _round):
    zone, (one, _other) = office
    flow.issue_report(zone, 2024, ReportKind.BRIEF, number="1号", language="en", by=one)
    issued_once(at_once(*office, ("2号", "3号"), reason="更正"), "issued_meanwhile", 2)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_with_the_same_number_one_is_issued(office, _round):
    answers = at_once(*office, ("1号", "1号"), language=("en", "zh-hans"))
    issued_once(answers, "number_taken", 1)


def test_the_same_number_in_another_zone_is_refused_too(office):
    zone, (one, _other) = office
    beside = make.plan()
    build.judged(beside, {2024: "180"})
    both = [make.person(is_superuser=True), one]
    places, start_together = [beside.zone, zone], threading.Barrier(2)

    def run(place, by):
        start_together.wait()
        try:
            kind = ReportKind.BRIEF
            return flow.issue_report(place, 2024, kind, number="1号", language="en", by=by)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        issued_once(list(threads.map(run, places, both)), "number_taken", 1)
