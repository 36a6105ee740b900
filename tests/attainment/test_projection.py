"""Projection, its interval and its word, worked apart from the code (exact 47–49)."""

from decimal import Decimal
from math import exp, log, sqrt
from statistics import median

import numpy as np
import pytest

from tests.attainment.build import judge, level
from tracker.attainment.projection import LOG, LOGIT, RAW, Fit, fit_line, likelihood, scale_for
from tracker.attainment.student import cdf, quantile

T90 = {2: 1.8856180831641267, 3: 1.6377443536962102, 4: 1.5332062740589438}


def approx(value):
    return pytest.approx(value, rel=1e-9)


def line(points, at):
    """Mean and prediction error of a straight line, by NumPy's least squares."""
    years, values = np.array(list(points)), np.array(list(points.values()))
    slope, start = np.polyfit(years - years.mean(), values, 1)
    fitted = start + slope * (years - years.mean())
    count, spread = len(years), ((years - years.mean()) ** 2).sum()
    scatter = sqrt(((values - fitted) ** 2).sum() / (count - 2))
    ahead = at - years.mean()
    return start + slope * ahead, scatter * sqrt(1 + 1 / count + ahead**2 / spread)


def logs(points):
    return {year: log(value) for year, value in points.items()}


@pytest.mark.parametrize(
    ("probability", "dof", "table"),
    [
        (0.9, 1, 3.0776835371752527),
        (0.9, 2, 1.8856180831641267),
        (0.9, 3, 1.6377443536962102),
        (0.9, 4, 1.5332062740589438),
        (0.9, 5, 1.4758840488244815),
        (0.9, 10, 1.3721836411102863),
        (0.975, 30, 2.0422724563012373),
        (0.99, 7, 2.9979515668685277),
        (0.1, 3, -1.6377443536962102),
        (0.5, 6, 0.0),
    ],
)
def test_the_t_distribution_agrees_with_its_table(probability, dof, table):
    assert quantile(probability, dof) == pytest.approx(table, rel=1e-10, abs=1e-12)
    assert cdf(table, dof) == pytest.approx(probability, abs=1e-12)


def test_the_t_distribution_is_a_distribution():
    for dof in range(1, 40):
        values = [cdf(t / 4, dof) for t in range(-40, 41)]
        assert values == sorted(values)
        assert cdf(1.3, dof) + cdf(-1.3, dof) == pytest.approx(1)
    assert (cdf(float("inf"), 3), cdf(float("-inf"), 4)) == (1, 0)


def test_the_regression_agrees_with_numpy():
    points = {2020: 3.1, 2021: 3.4, 2023: 3.3, 2024: 3.9}
    fit = fit_line(list(points), list(points.values()), 2025)
    assert (fit.mean, fit.error) == (approx(line(points, 2025)[0]), approx(line(points, 2025)[1]))
    assert fit.dof == 2


def test_two_points_give_the_same_pace_and_nothing_else():
    straight = level({2022: 120})
    assert straight.projection == 150
    compound = level({2022: 121}, path="compound")
    assert compound.projection == approx(100 * 1.21**2.5)
    assert compound.projection_low is compound.likelihood is None


def test_three_points_give_the_mean_of_two_and_the_range_of_growth():
    answer = level({2021: 110, 2023: 120})
    drawn = logs({2020: 100, 2021: 110, 2023: 120})
    regression = exp(line(drawn, 2025)[0])
    assert answer.projection == approx((100 + 20 * 5 / 3 + regression) / 2)
    slow, fast = (120 / 110) ** 0.5, 1.1
    assert answer.projection_low == approx(120 * slow**2)
    assert answer.projection_high == approx(120 * fast**2)
    assert answer.likelihood is None


def test_four_points_give_the_median_of_three_and_an_interval():
    points = {2020: 100, 2021: 108, 2022: 111, 2023: 125}
    answer = level({2021: 108, 2022: 111, 2023: 125})
    mean, error = line(logs(points), 2025)
    drift = log(1.25) / 3
    damped = 125 * exp(drift * (0.9 + 0.81))
    assert answer.projection == approx(median([100 + 25 * 5 / 3, exp(mean), damped]))
    assert answer.projection_low == approx(exp(mean - T90[2] * error))
    assert answer.projection_high == approx(exp(mean + T90[2] * error))
    assert answer.likelihood == "unlikely"


def test_five_points_leave_the_same_pace_for_theil_sen():
    points = {2020: 100, 2021: 90, 2022: 111, 2023: 125, 2024: 126}
    answer = level({year: value for year, value in points.items() if year > 2020})
    drawn = logs(points)
    slopes = [(drawn[b] - drawn[a]) / (b - a) for a in points for b in points if a < b]
    mean, error = line(drawn, 2025)
    theil_sen = 126 * exp(median(slopes))
    damped = 126 * exp(log(1.26) / 4 * 0.9)
    assert answer.projection == approx(median([exp(mean), theil_sen, damped]))
    assert answer.projection_high == approx(exp(mean + T90[3] * error))


def test_points_below_zero_are_projected_as_they_are():
    points = {2020: -5, 2021: -1, 2022: 4, 2023: 6}
    years = {year: value for year, value in points.items() if year > 2020}
    answer = level(years, base_value=-5, target_value=20)
    mean, error = line(points, 2025)
    damped = 6 + 11 / 3 * (0.9 + 0.81)
    assert answer.projection == approx(median([-5 + 11 * 5 / 3, mean, damped]))
    assert answer.projection_low == approx(mean - T90[2] * error)


@pytest.mark.parametrize(
    ("values", "is_share", "scale"),
    [
        ((1, 2), False, LOG),
        ((0, 2), False, RAW),
        ((1, -2), False, RAW),
        ((1, 99), True, LOGIT),
        ((1, 100), True, RAW),
        ((0, 50), True, RAW),
        ((150, 50), True, RAW),
    ],
)
def test_the_scale_goes_by_all_points_and_the_target(values, is_share, scale):
    assert scale_for([Decimal(value) for value in values], is_share=is_share) is scale


def test_a_target_of_all_leaves_a_share_on_its_own_scale():
    share = {"base_value": 90, "is_share": True}
    answer = level({2021: 92, 2022: 93}, target_value=100, **share)
    mean, _ = line({2020: 90, 2021: 92, 2022: 93}, 2025)
    assert answer.projection == approx((90 + 3 * 2.5 + mean) / 2)
    assert (answer.projection_low, answer.projection_high) == (approx(96), approx(99))


def test_a_share_is_drawn_on_logits_and_stays_within_its_bounds():
    share = {"base_value": 90, "target_value": 99, "is_share": True}
    answer = level({2021: 95, 2022: 98}, **share)
    drawn = {y: log(v / (100 - v)) for y, v in {2020: 90, 2021: 95, 2022: 98}.items()}
    regression = 100 / (1 + exp(-line(drawn, 2025)[0]))
    assert answer.projection == approx((100 + regression) / 2)
    assert answer.projection_high < 100
    falling = level({2021: 40, 2022: 9}, base_value=90, target_value=0, is_share=True)
    assert falling.projection_low is None


def test_raw_shares_are_clamped_at_every_end():
    share = {"base_value": 60, "target_value": 100, "is_share": True}
    answer = level({2021: 80, 2022: 99}, **share)
    assert (answer.projection, answer.projection_high) == (100, 100)
    down = {"base_value": 60, "target_value": 0, "is_share": True, "direction": "at_most"}
    answer = level({2021: 30, 2022: 5}, **down)
    assert (answer.projection, answer.projection_low) == (0, 0)


def test_an_amount_is_not_clamped():
    falling = level({2022: 20}, target_value=10, direction="at_most")
    assert falling.projection == -100


def test_an_increment_is_projected_as_a_level():
    as_level = level({2021: 105, 2022: 118, 2023: 121})
    as_increment = judge(
        "increment", {2021: 105, 2022: 118, 2023: 121}, base_value=100, target_value=50
    )
    for name in ("projection", "projection_low", "projection_high", "likelihood"):
        assert getattr(as_increment, name) == getattr(as_level, name)


def test_a_rank_keeps_its_pace_whatever_the_number_of_points():
    rank = {"base_value": 20, "target_value": 3}
    answer = judge("rank", {2021: 19, 2022: 18, 2023: 18, 2024: 17}, **rank)
    assert answer.projection == approx(16.25)
    assert answer.projection_low is answer.likelihood is None
    assert judge("rank", {2021: 10}, **rank).projection == 1


@pytest.mark.parametrize("target", [{"target_value": 90}, {"base_value": None}])
def test_holds_and_targets_without_a_base_are_not_projected(target):
    assert level({2022: 120}, **target).projection is None


def test_the_points_start_at_the_base_in_use():
    substituted = level({2021: 100, 2022: 110, 2023: 121}, base_value=None)
    assert substituted.projection == approx(median([142, 100 * 1.1**4]))
    derived = level({2022: 121}, base_value=None, growth_percent=10, target_value="161.051")
    assert derived.projection == approx(100 + 21 * 2.5)


def test_earlier_points_are_linked():
    years = {2021: 110, 2022: {"value": 240, "break": True, "old_value": 120}}
    answer = level(years, target_value=400)
    plain = level({2021: 110, 2022: 120}, target_value=200)
    assert answer.projection == approx(2 * plain.projection)


def test_the_projection_goes_on_beside_achieved_and_not_reported_and_ends_at_t():
    years = {2021: 120, 2022: 140, 2023: 160}
    assert level(years).projection is not None
    assert level(years, 2025).projection == level(years).projection
    assert level(years | {2025: 150}).projection is None


@pytest.mark.parametrize(
    ("margin", "word"),
    [(1.0607, "likely"), (1.06, "uncertain"), (-1.06, "uncertain"), (-1.0607, "unlikely")],
)
def test_a_likelihood_is_a_word_with_inclusive_cuts(margin, word):
    fit = Fit(5.0 + margin, 1.0, 2)
    assert likelihood(fit, 5.0, 1) == word
    assert likelihood(Fit(5.0 - margin, 1.0, 2), 5.0, -1) == word


@pytest.mark.parametrize(
    ("mean", "sign", "word"),
    [(5.0, 1, "likely"), (5 - 1e-9, 1, "likely"), (4.9, 1, "unlikely"), (5.1, -1, "unlikely")],
)
def test_without_spread_the_line_itself_speaks(mean, sign, word):
    assert likelihood(Fit(mean, 4e-9, 2), 5.0, sign) == word


def test_an_exact_line_is_likely_to_reach_what_it_runs_to():
    years = {2021: 110, 2022: 121, 2023: "133.1"}
    assert level(years, target_value="161.051").likelihood == "likely"
    assert level(years, target_value="161.06").likelihood == "unlikely"
    assert level(years, target_value="161.051", strict=True).likelihood == "likely"


def test_what_no_double_can_hold_has_no_likelihood():
    assert likelihood(Fit(float("inf"), 1.0, 2), 5.0, 1) is None
    assert likelihood(Fit(1.0, float("nan"), 2), 5.0, 1) is None
