"""One source for every number: where targets and zones stand."""

import pytest

from tests import make
from tracker import flow, standing
from tracker.models import Zone
from tracker.terms import Category, Light, PlanKind, Status

pytestmark = pytest.mark.django_db


def judge(*targets):
    flow.reassess(targets, by=flow.system_person())


def test_a_zone_stands_where_its_targets_stand():
    plan = make.plan()
    good, bad = make.target(plan), make.target(plan, name="税收", category=Category.INDUSTRY)
    make.figure(good, 2024, 190)
    make.figure(bad, 2024, 110)
    judge(good, bad)
    zone = standing.zone_standing(plan.zone, 2024)
    assert [item.word for item in zone.items] == [Status.AHEAD, Status.FAR_BEHIND]
    assert (zone.rollup.all.on_pace, zone.rollup.all.assessable) == (1, 2)
    assert zone.rollup.light is Light.RED
    assert list(zone.by_category) == [Category.ECONOMY, Category.INDUSTRY]


def test_an_entry_that_restates_another_is_shown_and_not_counted():
    plan = make.plan()
    target = make.target(plan)
    make.target(plan, name="同一目标", restates=target)
    make.figure(target, 2024, 190)
    judge(target)
    zone = standing.zone_standing(plan.zone, 2024)
    assert [item.word for item in zone.items] == [Status.AHEAD, Status.AHEAD]
    assert (len(zone.items), zone.rollup.all.total) == (2, 1)


def test_an_entry_that_restates_another_is_compared_with_the_same_series():
    series = make.series()
    plan = make.plan()
    rate = {"kind": "relative", "relative_kind": "change", "ratio": 1}
    target = make.target(plan, compared_series=series, **rate)
    again = make.target(plan, restates=target, **rate)
    make.figure(target, 2024, 8)
    make.parent_figure(series, 2024, 6)
    for item in standing.zone_standing(plan.zone, 2024).items:
        assert item.figure.compared == 6
    assert standing.target_standing(again, 2024).figure.compared == 6


def test_figures_after_the_year_asked_for_are_not_seen():
    target = make.target()
    for year, value in ((2021, 110), (2023, 150), (2024, 0)):
        make.figure(target, year, value)
    judge(target)
    seen = standing.target_standing(target, 2023)
    assert [figure.year for figure in seen.figures] == [2021, 2023]
    assert standing.target_standing(target, 2024).reported.value == 0
    assert standing.target_standing(target, 2022).reported is None


def test_the_plan_in_force_covers_the_year_and_five_years_before_one():
    zone = make.zone()
    five = make.plan(zone)
    annual = make.plan(zone, kind=PlanKind.ANNUAL, base_year=2022, start_year=2023, end_year=2023)
    chosen = [standing.plan_in_force([annual, five], year) for year in (2019, 2023, 2025, 2027)]
    assert chosen == [annual, five, five, five]


def test_an_annual_plan_is_judged_in_its_own_year():
    zone = make.zone()
    make.plan(zone, kind=PlanKind.ANNUAL, base_year=2022, start_year=2023, end_year=2023)
    assert standing.zone_standing(zone, 2025).year == 2023


def test_a_board_opens_with_the_year_that_is_reported_about_as_fully_as_any():
    assert standing.usual_year(2026) == 2025
    plan = make.plan()
    targets = [make.target(plan, name=f"指标{i}") for i in range(3)]
    for target in targets:
        make.figure(target, 2024, 1)
    make.figure(targets[0], 2025, 1)
    assert standing.usual_year(2026) == 2024
    make.figure(targets[1], 2025, 1)
    assert standing.usual_year(2026) == 2025


@pytest.mark.parametrize("targets", [1, 12])
def test_queries_do_not_grow_with_targets(targets, django_assert_num_queries):
    for _ in range(3):
        plan = make.plan()
        judge(*(make.target(plan, name=f"指标{i}") for i in range(targets)))
    with django_assert_num_queries(6):
        assert len(standing.zone_standings(Zone.objects.all(), 2024)) == 3
