"""Two people at once, where the database has row locks: every figure is judged."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import make
from tracker import flow
from tracker.models import Assessment
from tracker.terms import FigureState, Role


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
)
@pytest.mark.django_db(transaction=True)
def test_figures_of_two_years_approved_at_once_are_both_judged():
    target = make.target()
    reviewer = make.member(Role.REVIEWER, target.plan.zone)
    years = range(2021, 2025)
    figures = [
        make.draft(target, year, 100 + year - 2020, state=FigureState.SUBMITTED) for year in years
    ]
    flow.reassess([target], by=flow.system_person())
    start_together = threading.Barrier(len(figures))

    def approve(figure):
        start_together.wait()
        flow.approve_figure(figure, version=figure.version, by=reviewer)
        connection.close()

    with ThreadPoolExecutor(len(figures)) as threads:
        list(threads.map(approve, figures))
    judgement = Assessment.objects.get(target=target, year=2025, is_latest=True)
    assert [used["year"] for used in judgement.inputs["figures"]] == list(years)
