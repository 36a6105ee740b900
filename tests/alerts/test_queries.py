"""What is outstanding and what is off track, in bulk."""

from datetime import date

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts import queries
from tracker.assessment import actions as assessment
from tracker.entry import queries as entry
from tracker.models import ReportingCycle, Target
from tracker.planning import queries as planning
from tracker.terms import Attribute, FigureState, Quality, Status, TargetState, Verdict

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)


def judge():
    assessment.assess(Target.objects.all(), at=timezone.now())


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
    assert sum(view.outstanding for view in queries.owing(TODAY)) == len(rows) == len(listed)


def test_departments_are_counted_apart_with_their_cycle():
    plan = make.plan()
    cycle = make.cycle(plan)
    department = make.department(plan.zone)
    make.target(plan, department=department)
    make.figure(make.target(plan, department=department), 2025, 1)
    make.target(plan)
    views = {view.department_id: view for view in queries.owing(TODAY)}
    assert {key: (view.asked, view.outstanding) for key, view in views.items()} == {
        department.pk: (2, 1),
        None: (1, 1),
    }
    assert (views[None].zone_id, views[None].due_on) == (plan.zone_id, cycle.due_on)


def test_cycles_that_are_closed_or_not_open_yet_ask_nobody():
    for fields in ({"closed_on": TODAY}, {"opens_on": date(2026, 3, 25)}):
        cycle = make.cycle(make.plan(), **fields)
        make.target(cycle.plan)
    assert queries.owing(TODAY) == []


def test_the_latest_year_that_was_reported_speaks():
    target = make.target()
    make.figure(target, 2021, 101)
    make.figure(target, 2022, 102)
    judge()
    (judged,) = queries.off_path(TODAY)
    assert (judged.target_id, judged.year, judged.word) == (target.pk, 2022, Status.FAR_BEHIND)
    assert judged.figures["value"] == "102"
    assert judged.figures["expected"] == pytest.approx(131.95, abs=0.01)
    make.figure(target, 2023, 160)
    judge()
    assert queries.off_path(TODAY) == []


@pytest.mark.parametrize(("decimals", "shown"), [(2, "102.50"), (1, "102.5"), (0, "102.5")])
def test_figures_keep_the_decimals_as_typed_and_every_digit(decimals, shown):
    make.figure(make.target(), 2022, "102.5", decimals=decimals)
    judge()
    (judged,) = queries.off_path(TODAY)
    assert judged.figures["value"] == shown


def test_a_verdict_speaks_in_the_target_year():
    target = make.target(attribute=Attribute.BINDING)
    make.figure(target, 2025, 150)
    judge()
    (judged,) = queries.off_path(TODAY)
    assert (judged.word, judged.attribute) == (Verdict.MISSED, Attribute.BINDING)


def test_plans_that_ended_before_the_last_year_need_nobody():
    make.figure(make.target(), 2025, 150)
    judge()
    assert len(queries.off_path(date(2026, 12, 31))) == 1
    assert queries.off_path(date(2027, 1, 1)) == []


@pytest.mark.parametrize("many", [1, 12])
def test_four_queries_whatever_the_number(many, django_assert_num_queries, read_only):
    for _ in range(many):
        cycle = make.cycle(make.plan())
        make.figure(make.target(cycle.plan), 2024, 101)
    judge()
    with read_only(), django_assert_num_queries(4):
        assert len(queries.owing(TODAY)) == len(queries.off_path(TODAY)) == many


def test_zones_with_invented_figures_are_known():
    make.figure(make.target(), 2024, 1)
    invented = make.target()
    make.figure(invented, 2024, 1, quality=Quality.ILLUSTRATIVE)
    assert queries.illustrative_zones() == {invented.plan.zone_id}
