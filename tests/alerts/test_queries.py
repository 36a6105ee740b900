"""What pages and mails list as outstanding."""

from datetime import date

import pytest

from tests import make
from tracker.alerts import queries
from tracker.alerts.views import deadlines
from tracker.entry import queries as entry
from tracker.models import ReportingCycle
from tracker.planning import queries as planning
from tracker.terms import FigureState, Quality, TargetState

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)


def a_cycle_in_every_state():
    """Two plans with two open cycles, and figures wherever a figure can stand."""
    for plan in (make.plan(), make.plan()):
        for year in (2024, 2025):
            make.cycle(plan, year, opens_on=date(2025, 1, 1))
        department = make.department(plan.zone)
        make.target(plan, department=department, name="未填写")
        make.draft(make.target(plan, department=department), 2025, 1)
        make.draft(make.target(plan), 2025, 1, state=FigureState.SUBMITTED)
        make.figure(make.target(plan), 2025, 1)
        make.target(plan, state=TargetState.TO_BE_CONFIRMED)
        make.target(plan, target_year=2024)


def test_what_is_outstanding_here_is_what_the_entry_pages_list():
    a_cycle_in_every_state()
    listed = {
        (cycle.pk, one.target.pk)
        for cycle in ReportingCycle.objects.select_related("plan")
        for one in entry.owed(planning.asked_in(cycle.pk, TODAY))
        if one.outstanding
    }
    cycles = ReportingCycle.objects.values_list("pk", flat=True)
    rows = queries.outstanding(TODAY, cycles)
    assert {(row.cycle_id, row.target.pk) for row in rows} == listed
    assert sum(view.outstanding for view in deadlines.owing(TODAY)) == len(rows) == len(listed)


def test_zones_with_invented_figures_are_known():
    make.figure(make.target(), 2024, 1)
    invented = make.target()
    make.figure(invented, 2024, 1, quality=Quality.ILLUSTRATIVE)
    assert queries.illustrative_zones() == {invented.plan.zone_id}
