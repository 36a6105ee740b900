"""The shape of a chart is made of the standing's own numbers, for every kind of target."""

import pytest

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.shapes import PathChart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def chart(name: str, year: int = 2024) -> PathChart | None:
    return queries.path_chart_of(build.standing_of(build.example(make.plan(), name), year))


def at(points, year: int):
    return next(point for point in points if point.year == year)


@pytest.mark.parametrize("name", build.EXAMPLES)
def test_every_kind_can_be_drawn(name):
    shape = chart(name)
    assert b"<svg" in queries.drawn(shape)
    assert shape.alt


@pytest.mark.parametrize("name", ["level", "falling", "no base", "sum", "increment", "rank"])
def test_the_path_runs_through_what_the_judgement_expects(name):
    item = build.standing_of(build.example(make.plan(), name))
    path = dict(queries.path_chart_of(item).path)
    assert path[item.figure.year] == pytest.approx(item.answer.expected)


def test_a_cumulative_fall_runs_downwards_and_is_chained():
    item = build.standing_of(build.example(make.plan(), "change"))
    shape = queries.path_chart_of(item)
    assert dict(shape.path)[2023] == pytest.approx(-item.answer.expected)
    assert shape.figures[-1].value == pytest.approx(item.answer.cumulative_change_percent)
    assert shape.goal.value == -13.5


def test_figures_that_may_change_are_hollow():
    shape = chart("level")
    assert [point.hollow for point in shape.figures] == [False, False, False, True]
    assert shape.key.hollow == "Flash or preliminary"


def test_a_missing_year_is_a_gap_and_never_zero():
    assert [point.year for point in chart("sum").figures] == [2021, 2022, 2024]


def test_a_sum_is_drawn_as_the_running_total_over_its_years():
    shape = chart("sum")
    assert [point.value for point in shape.figures] == [20, 51, 73]
    assert [point.value for point in shape.amounts] == [20, 31, 22]


def test_large_figures_are_counted_in_ten_thousands():
    shape = chart("large")
    assert shape.unit == "万人"
    assert (shape.figures[0].value, shape.figures[0].text) == (15.0, "15")
    assert shape.goal.text == "Target ≥ 20"


def test_a_range_is_a_band_and_a_rank_stands_on_its_head():
    band = chart("range").goal
    assert (band.value, band.high) == (3.0, 6.0)
    assert chart("rank").is_rank


def test_assigned_values_and_the_compared_series_stand_beside_the_figures():
    assert [point.value for point in chart("delegated").compared] == [-3.0, -2.8]
    assert [point.value for point in chart("relative").compared] == [8.0, 5.2]


def test_history_of_the_plan_and_annual_targets_are_shown():
    target = build.example(make.plan(), "level")
    build.past(target, {2010: "90", 2018: "240", 2019: "250"})
    make.annual_target(target, 2024, 495)
    shape = queries.path_chart_of(build.standing_of(target))
    assert [point.year for point in shape.history] == [2018, 2019]
    assert at(shape.annual, 2024).value == 495


def test_the_projection_has_its_range_in_words():
    item = build.standing_of(build.example(make.plan(), "level"))
    fan = queries.path_chart_of(item).fan
    assert fan.end.value == pytest.approx(item.answer.projection)
    assert (fan.low, fan.high) == (item.answer.projection_low, item.answer.projection_high)
    assert fan.end.text.startswith("Trend 5") and "–" in fan.end.text


def test_a_milestone_without_steps_and_figures_has_no_chart():
    target = build.judged(make.plan(), {}, kind="milestone", unit="")
    assert queries.path_chart_of(build.standing_of(target)) is None


def test_a_revised_target_is_drawn_as_revised():
    target = build.example(make.plan(), "level")
    make.revision(target, 2023, 600)
    assert queries.path_chart_of(build.standing_of(target)).goal.value == 600


def test_all_charts_of_a_zone_take_four_queries(django_assert_num_queries):
    plan = make.plan()
    items = [build.standing_of(build.example(plan, name)) for name in ("level", "rank", "sum")]
    with django_assert_num_queries(4):
        assert len(queries.path_charts(items)) == 3


def test_figures_before_a_break_are_drawn_on_the_caliber_of_the_target():
    broken = {"value": "60", "is_break": True, "old_value": 120}
    target = build.judged(make.plan(), {2021: "110", 2022: broken}, target_value=150)
    item = build.standing_of(target, 2022)
    drawn = queries.path_chart_of(item)
    assert drawn.baseline.value == 50
    assert [point.value for point in drawn.figures] == [55, 60]
    assert dict(drawn.path)[2022] == pytest.approx(item.answer.expected)
