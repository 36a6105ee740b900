"""What a comparison draws: the matrix, and shared indicators on one scale."""

from datetime import date

import pytest

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.datasets import Comparison
from tracker.reports.freezing import freeze, thaw
from tracker.standing import zone_standings
from tracker.terms import Light, TargetKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def plans(number: int) -> list:
    return [make.plan(make.zone(f"z{place:02}")) for place in range(number)]


def compared(*plans, year: int = 2024) -> Comparison:
    zones = zone_standings(type(plans[0].zone).objects.all(), year, with_figures=True)
    return queries.comparison(zones, year, made_on=date(2026, 4, 2))


def test_the_matrix_is_drawn_from_the_rows_of_the_table():
    here, there = plans(2)
    build.judged(here, {2024: "190"})
    build.judged(there, {2024: "101"})
    (chart,) = compared(here, there).matrix_charts
    boxes = [line.boxes[0] for line in chart.lines]
    assert [(box.light, box.share) for box in boxes] == [(Light.GREEN, "1/1"), (Light.RED, "0/1")]
    assert "Economy ●Green 1/1" in chart.alt


def test_a_matrix_fits_on_its_pages_or_stays_a_table():
    many = plans(15)
    for plan in many:
        build.judged(plan, {2024: "190"})
    assert [len(chart.lines) for chart in compared(*many).matrix_charts] == [14, 1]
    for plan in [make.plan(make.zone(f"y{place}")) for place in range(10)]:
        build.judged(plan, {2024: "190"})
    assert compared(*many).matrix_charts == ()


def test_shared_indicators_are_drawn_in_one_unit():
    large, small = plans(2)
    build.judged(large, {2024: "180000"}, base_value="140000", target_value="200000", unit="人")
    build.judged(small, {2024: "18000"}, base_value="14000", target_value="20000", unit="人")
    (shared,) = compared(large, small).shared_charts
    assert shared.chart.unit == "万人"
    assert [panel.chart.goal.value for panel in shared.chart.panels] == [20.0, 2.0]
    assert [panel.chart.figures[-1].text for panel in shared.chart.panels] == ["18", "1.8"]


def test_figures_of_different_units_never_stand_under_one_of_them():
    pair = plans(3)
    kept = make.indicator("营业收入", "亿元")
    for plan, unit, value in zip(
        pair, ("亿元", "万元", "亿元"), ("180", "1800000", "170"), strict=True
    ):
        build.judged(plan, {2024: value}, name="营业收入", unit=unit, indicator=kept)
    (group,) = compared(*pair).shared
    assert (group.unit, [line.actual for line in group.lines]) == ("亿元", ["180", "170"])


def test_what_has_no_common_scale_is_not_drawn():
    pair = plans(2)
    for plan in pair:
        build.judged(plan, {2024: "5"}, kind=TargetKind.UNDETERMINED, name="其他")
        build.judged(plan, {}, name="未填")
    assert compared(*pair).shared_charts == ()


def test_of_many_shared_indicators_those_that_most_zones_miss_are_drawn():
    pair = plans(2)
    for plan in pair:
        for number in range(8):
            build.judged(plan, {2024: "101" if number > 5 else "190"}, name=f"指标{number}")
    drawn = [shared.caption for shared in compared(*pair).shared_charts]
    assert len(drawn) == 6
    assert {caption[:3] for caption in drawn} >= {"指标6", "指标7"}


def test_what_is_drawn_is_frozen_with_the_comparison():
    pair = plans(2)
    for plan in pair:
        build.judged(plan, {2024: "190"})
    made = compared(*pair)
    assert thaw(freeze(made), Comparison) == made
    assert made.shared_charts
