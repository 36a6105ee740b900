"""Path, expected, attainment, margin, progress, required, elapsed (exact 9–18)."""

from math import log

import pytest

from tests.attainment.build import judge, level, word


def approx(value):
    return pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ({"target_value": "120"}, "compound"),
        ({"target_value": "119.99"}, "linear"),
        ({"target_value": "60", "direction": "at_most"}, "linear"),
        ({"is_share": True, "base_value": 40, "target_value": 60}, "linear"),
        ({"base_value": 0}, "linear"),
        ({"base_value": -5}, "linear"),
        ({"path": "linear"}, "linear"),
        ({"path": "compound", "target_value": "110"}, "compound"),
        ({"path": "compound", "is_share": True, "base_value": 40, "target_value": 60}, "compound"),
        ({"path": "compound", "base_value": 0}, "linear"),
        ({"path": "compound", "target_value": "60", "direction": "at_most"}, "compound"),
        ({"unit": ""}, "compound"),
    ],
)
def test_the_path_is_compound_for_amounts_that_grow_by_a_fifth(target, path):
    fields = {"path": "auto", "target_value": "150"} | target
    assert level({2022: 55}, **fields).path == path


@pytest.mark.parametrize(
    "unit", ["%", "％", "‰", "百分点", "个百分点", "指数", "分", "位", "名", " % "]
)
def test_units_of_rates_and_ranks_run_straight(unit):
    assert level({2022: 120}, path="auto", unit=unit).path == "linear"


@pytest.mark.parametrize("value", [0, -3])
def test_a_figure_at_or_below_zero_runs_straight(value):
    answer = level({2022: value}, path="compound")
    assert answer.path == "linear"
    assert answer.progress == approx((value - 100) / 50)


def test_the_path_of_other_kinds_is_fixed():
    paths = {
        judge("increment", {2022: 5}, base_value=4, target_value=2, path="compound").path,
        judge("rank", {2022: 50}, base_value=58, target_value=30, path="compound").path,
        judge("cumulative_sum", {2021: 5}, target_value=30, path="compound").path,
    }
    assert paths == {"linear"}
    chained = {
        judge("growth", {2021: 5}, growth_percent=6, path="linear").path,
        judge("cumulative_change", {2021: 5}, target_value=30, path="linear").path,
    }
    assert chained == {"compound"}


@pytest.mark.parametrize("kind", ["each_year", "maintain", "range", "relative", "delegated"])
def test_kinds_tested_yearly_have_no_path(kind):
    target = {"target_value": 5, "low": 1, "high": 9, "base_value": 2}
    figure = {"value": 5, "parent": 5, "assigned": 5}
    answer = judge(kind, {2021: figure}, **target)
    assert (answer.path, answer.progress, answer.pace) == (None, None, None)


def test_expected_lies_on_the_path_in_the_latest_reported_year():
    assert level({2022: 110}, 2024).expected == approx(120)
    compound = level({2022: 110}, path="compound")
    assert compound.expected == approx(100 * 1.5**0.4)
    assert judge("increment", {2023: 4}, base_value=4, target_value=2).expected == approx(5.2)
    assert judge("rank", {2022: 50}, base_value=58, target_value=30).expected == approx(46.8)
    assert judge("cumulative_sum", {2023: 4}, target_value=30).expected == approx(18)


def test_expected_change_is_in_the_sense_of_the_target():
    fall = judge("cumulative_change", {2022: -1}, direction="at_most", target_value=19)
    rise = judge("cumulative_change", {2022: 1}, target_value=21)
    assert fall.expected == approx(100 * (1 - 0.81**0.4))
    assert rise.expected == approx(100 * (1.21**0.4 - 1))


@pytest.mark.parametrize("kind", ["growth", "each_year", "maintain", "delegated", "range"])
def test_other_kinds_expect_nothing(kind):
    target = {"growth_percent": 5, "target_value": 5, "low": 1, "high": 9}
    assert judge(kind, {2021: {"value": 5, "assigned": 4}}, **target).expected is None


def test_attainment_of_a_level_goes_by_direction():
    assert level({2022: 120}).attainment == approx(0.8)
    ceiling = level({2022: 120}, direction="at_most", base_value=160, target_value=90)
    assert ceiling.attainment == approx(0.75)


@pytest.mark.parametrize("figures", [(0, 10), (5, 0), (-5, 10), (5, -10)])
def test_attainment_needs_two_positive_figures(figures):
    value, goal = figures
    assert level({2022: value}, target_value=goal, base_value=None).attainment is None


def test_attainment_of_the_other_kinds():
    assert judge("growth", {2021: 4}, growth_percent=5).attainment == approx(0.8)
    assert judge("cumulative_sum", {2021: 4, 2022: 2}, target_value=30).attainment == approx(0.2)
    fall = judge("cumulative_change", {2021: -2}, direction="at_most", target_value=10)
    assert fall.attainment == approx(0.2)
    assert judge("increment", {2021: 5}, base_value=4, target_value=4).attainment == approx(0.25)
    assert judge("maintain", {2021: 96}, target_value=100).attainment == approx(0.96)
    assert judge("each_year", {2021: 8}, direction="at_most", target_value=6).attainment == 0.75
    assert judge("rank", {2021: 40}, base_value=58, target_value=30).attainment is None


def test_attainment_of_a_delegated_change_needs_an_assignment_in_its_direction():
    change = {"assigned_kind": "change", "direction": "at_most"}
    fall = judge("delegated", {2021: {"value": -2, "assigned": -4}}, **change)
    rise = judge("delegated", {2021: {"value": 1, "assigned": 2}}, **change)
    still = judge("delegated", {2021: {"value": -1, "assigned": 0}}, **change)
    assert (fall.attainment, rise.attainment, still.attainment) == (0.5, None, None)
    level_fall = judge("delegated", {2021: {"value": 50, "assigned": 40}}, direction="at_most")
    assert level_fall.attainment == approx(0.8)


def test_margin_is_good_from_zero_up_in_either_direction():
    assert level({2022: 120}).margin == -30
    assert level({2022: 60}, direction="at_most", base_value=90, target_value=50).margin == -10
    assert judge("increment", {2022: 7}, base_value=4, target_value=2).margin == 1
    assert judge("growth", {2021: 4}, growth_percent=5).margin == approx(-1)
    assert judge("cumulative_sum", {2021: 12}, target_value=30).margin == -18
    assert judge("delegated", {2021: {"value": 3, "assigned": 4}}).margin == -1
    assert judge("range", {2021: "5.5"}, low=3, high=6).margin == 0.5
    rise = judge("cumulative_change", {2021: 4}, target_value=10)
    assert rise.margin == approx(-6)
    fall = judge("cumulative_change", {2021: 4}, direction="at_most", target_value=10)
    assert fall.margin == approx(-14)


def test_a_tie_has_a_margin_of_plain_zero():
    answer = level({2025: 60}, direction="at_most", base_value=90, target_value=60)
    assert str(answer.margin) == "0.0"


def test_progress_is_sign_free():
    falling = level({2022: 36}, direction="at_most", base_value=40, target_value=30)
    assert (falling.progress, falling.pace) == (approx(0.4), approx(1.0))
    compound = level({2022: 121}, path="compound")
    assert compound.progress == approx(log(1.21) / log(1.5))


def test_cagr_ratio_belongs_to_levels_and_holds_among_them():
    assert level({2022: 121}).cagr_ratio == approx(0.1 / (1.5**0.2 - 1))
    hold = level({2022: 121}, target_value=90)
    assert hold.cagr_ratio == approx(0.1 / abs(0.9**0.2 - 1))
    assert level({2022: 121}, target_value=100).cagr_ratio is None
    assert level({2022: 121}, base_value=-1).cagr_ratio is None
    assert judge("increment", {2022: 5}, base_value=4, target_value=2).cagr_ratio is None
    assert judge("rank", {2022: 40}, base_value=58, target_value=30).cagr_ratio is None
    assert level({2025: 150}).cagr_ratio == approx(1.0)


def test_a_level_requires_both_a_growth_and_an_increment():
    answer = level({2023: 120})
    assert answer.required_increment == approx(15)
    assert answer.required_growth_percent == approx(100 * (1.25**0.5 - 1))
    assert answer.required_over_achieved == approx(15 / (20 / 3))


def test_on_the_compound_path_growth_is_compared_with_growth():
    answer = level({2023: 120}, path="compound")
    required, achieved = 1.25**0.5 - 1, 1.2 ** (1 / 3) - 1
    assert answer.required_over_achieved == approx(required / achieved)


@pytest.mark.parametrize("years", [{2023: 150}, {2023: 160}, {2025: 120}])
def test_nothing_is_required_once_met_or_at_the_end(years):
    answer = level(years)
    assert answer.required_increment is answer.required_growth_percent is None
    assert answer.required_over_achieved is None


def test_what_is_required_needs_no_base():
    answer = level({2023: 120}, base_value=None)
    assert (answer.required_increment, answer.required_over_achieved) == (15, None)
    assert answer.required_growth_percent == approx(100 * (1.25**0.5 - 1))
    rank = judge("rank", {2023: 40}, target_value=30)
    assert (rank.required_increment, rank.required_growth_percent) == (-5, None)


def test_what_is_required_is_signed():
    rank = judge("rank", {2023: 40}, base_value=58, target_value=30)
    assert rank.required_increment == -5
    assert rank.required_over_achieved == approx(-5 / (-18 / 3))


def test_a_sum_requires_the_rest_of_it_by_the_years_left():
    answer = judge("cumulative_sum", {2021: 4, 2023: 8}, target_value=30)
    assert answer.required_increment == 9
    assert answer.required_growth_percent is None
    assert answer.required_over_achieved == approx(9 / 6)


def test_nothing_achieved_gives_no_multiple():
    assert level({2022: 100}).required_over_achieved is None
    assert judge("growth", {2021: 0}, growth_percent=5).required_over_achieved is None
    cancelled = judge("growth", {2021: 25, 2022: -20}, growth_percent=5)
    assert cancelled.required_over_achieved is None
    assert judge("cumulative_sum", {2021: 0}, target_value=5).required_over_achieved is None


def test_a_strict_tie_still_requires_something_however_little():
    answer = judge("cumulative_sum", {2021: 30}, target_value=30, strict=True)
    assert (answer.required_increment, answer.required_over_achieved) == (0, 0)
    assert level({2022: 150}, strict=True).required_increment == 0


@pytest.mark.parametrize("kind", ["level", "increment", "rank", "growth", "cumulative_sum"])
def test_elapsed_goes_by_the_latest_report_not_by_as_of(kind):
    target = {"target_value": 30, "growth_percent": 5}
    assert judge(kind, {2022: 50}, 2024, **target).elapsed == 0.4


@pytest.mark.parametrize("kind", ["milestone", "undetermined"])
def test_elapsed_means_nothing_for_a_milestone_or_a_blank(kind):
    assert judge(kind, {2022: {"value": 5, "done": False}}).elapsed is None


def test_without_a_figure_every_number_is_null():
    answer = level({}, 2022)
    fields = set(answer.__slots__) - {"status", "reason", "flags"}
    assert {getattr(answer, name) for name in fields} == {None}


def test_path_sensitive_compares_the_class_of_either_path():
    assert "path_sensitive" in level({2022: 118}).flags
    assert "path_sensitive" in level({2022: 118}, path="compound").flags
    assert "path_sensitive" in level({2022: 118}, is_share=True, path="auto").flags
    assert level({2022: 104}).flags == ()


@pytest.mark.parametrize("years", [{2022: 150}, {2025: 118}, {2022: 118, 2026: None}])
def test_path_sensitive_is_not_told_beside_achieved_or_a_verdict(years):
    assert "path_sensitive" not in level(years).flags


def test_path_sensitive_is_a_matter_of_levels():
    same = {"base_value": 100, "target_value": 50}
    assert word(judge("increment", {2022: 118}, **same)) == "behind"
    assert judge("increment", {2022: 118}, **same).flags == ()
