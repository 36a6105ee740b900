"""Growth, sums and cumulative changes (exact 29, 31, 32)."""

from math import log

import pytest

from tests.attainment.build import judge, word

ALL_8 = dict.fromkeys(range(2021, 2026), 8)
FALL = {"direction": "at_most", "target_value": 19}


def approx(value):
    return pytest.approx(value, rel=1e-9)


def growth(years, as_of=None, **target):
    return judge("growth", years, as_of, **{"growth_percent": 10} | target)


def change(years, as_of=None, **target):
    return judge("cumulative_change", years, as_of, **FALL | target)


def total(years, as_of=None, **target):
    return judge("cumulative_sum", years, as_of, **{"target_value": 100} | target)


def test_growth_is_averaged_geometrically_over_the_rates():
    answer = growth({2021: 21, 2022: 0})
    assert (answer.average_growth_percent, answer.attainment) == (approx(10), approx(1))
    assert (answer.pace, answer.progress, answer.elapsed) == (approx(1), approx(0.4), 0.4)
    assert (answer.projection, answer.required_growth_percent) == (approx(10), approx(10))
    assert answer.required_over_achieved == approx(1)


def test_the_base_years_rate_is_not_counted():
    assert growth({2020: 50, 2021: 10}) == growth({2021: 10})


def test_a_missing_rate_leaves_the_mean_of_the_others():
    answer = growth({2021: 10, 2023: 10})
    assert answer.flags == ("years_missing",)
    assert (answer.average_growth_percent, answer.pace) == (approx(10), approx(1))
    assert (answer.progress, answer.elapsed) == (approx(0.4), 0.6)
    assert answer.required_growth_percent is answer.required_over_achieved is None


def test_the_clock_of_growth_runs_by_rates():
    answer = growth({2021: 10, 2022: None}, 2024)
    assert (answer.elapsed, answer.flags) == (0.2, ("first_year",))


def test_levels_stand_in_for_a_missing_rate():
    years = {2021: 10, 2022: {"level": 99}, 2023: {"value": 10, "level": "133.1"}}
    answer = growth(years, base_level=100)
    assert answer.flags == ("from_levels",)
    assert (answer.average_growth_percent, answer.progress) == (approx(10), approx(0.6))
    assert answer.required_growth_percent == approx(10)


@pytest.mark.parametrize(
    ("base_level", "level"), [(None, 120), (0, 120), (-1, 120), (100, None), (100, 0)]
)
def test_levels_must_both_be_above_zero(base_level, level):
    years = {2021: 10, 2023: {"value": 10, "level": level}}
    assert growth(years, base_level=base_level).flags == ("years_missing",)


def test_levels_are_not_used_where_no_rate_is_missing():
    years = {2021: {"value": 10, "level": 150}}
    assert growth(years, base_level=100) == growth({2021: 10})


def test_levels_alone_are_enough():
    answer = growth({2022: {"level": 121}}, base_level=100)
    assert (answer.pace, answer.elapsed, answer.flags) == (approx(1), 0.4, ("from_levels",))
    assert growth({2022: {"level": 121}}).reason == "no_figure"
    assert growth({2020: {"level": 121}}, base_level=100).reason == "no_figure"


def test_a_base_value_is_not_a_level():
    years = {2021: 10, 2023: {"value": 10, "level": 133}}
    assert growth(years, base_value=100).flags == ("years_missing",)


def test_growth_requires_something_whatever_the_progress():
    assert growth({2021: 100}).required_growth_percent == approx(100 * ((1.1**5 / 2) ** 0.25 - 1))
    assert growth({2021: 900}).required_growth_percent < 0
    assert growth(ALL_8, 2025).required_growth_percent is None


@pytest.mark.parametrize(
    ("target", "rates", "status"),
    [
        ({"growth_percent": 3, "direction": "at_most"}, (2, 4), "on_track"),
        ({"growth_percent": 3, "direction": "at_most"}, (3, 3), "on_track"),
        ({"growth_percent": 3, "direction": "at_most"}, (4, 3), "reversed"),
        ({"growth_percent": 0, "direction": "at_most"}, (-1, 0), "on_track"),
        ({"growth_percent": 0}, (25, -20), "on_track"),
        ({"growth_percent": -2}, (-1, -2), "on_track"),
        ({"growth_percent": -2}, (-3, -2), "reversed"),
        ({"growth_percent": -2, "strict": True}, (-2, -2), "reversed"),
    ],
)
def test_growth_not_beyond_zero_is_kept_by_the_average(target, rates, status):
    answer = growth(dict(zip((2021, 2022), rates, strict=True)), **target)
    assert (word(answer), answer.flags) == (status, ())
    gone = ["progress", "pace", "attainment", "path", "required_growth_percent", "years_met"]
    assert {getattr(answer, name) for name in gone} == {None}
    assert answer.projection == answer.average_growth_percent
    assert answer.margin is not None


def test_a_promised_fall_is_reached_not_kept():
    answer = growth({2021: -4}, growth_percent=-2, direction="at_most")
    assert (word(answer), answer.attainment, answer.margin) == ("ahead", 2, 2)


@pytest.mark.parametrize(
    ("rates", "target", "verdict"),
    [
        ({2025: 8}, {"growth_percent": 8}, "met"),
        ({2025: "8.01"}, {"growth_percent": 8}, "exceeded"),
        ({2025: 8}, {"growth_percent": 8, "strict": True}, "basically_met"),
        ({2025: "8.2"}, {"growth_percent": 8, "strict": True}, "exceeded"),
        ({2025: "7.9"}, {"growth_percent": 8, "attribute": "binding"}, "met_by_rounding"),
        ({2025: "7.5"}, {"growth_percent": 8, "attribute": "binding"}, "missed"),
        ({2025: "7.5"}, {"growth_percent": "8.00", "attribute": "binding"}, "missed"),
        ({2025: "7.9"}, {"growth_percent": "8.00", "attribute": "binding"}, "missed"),
        ({2025: "7"}, {"growth_percent": 8}, "basically_met"),
        ({2025: "5"}, {"growth_percent": 8}, "missed"),
        ({2024: None}, {"growth_percent": 8}, "incomplete"),
        ({2025: None}, {"growth_percent": 8}, "not_reported"),
        ({2025: 3}, {"growth_percent": 8, "direction": "at_most"}, "met"),
    ],
)
def test_the_verdict_of_growth_rounds_the_average_once(rates, target, verdict):
    assert word(growth(ALL_8 | rates, 2025, **target)) == verdict


def test_a_tie_of_an_average_is_free_of_noise():
    answer = growth(ALL_8, growth_percent=8)
    assert (word(answer), answer.margin, answer.average_growth_percent) == ("met", 0, 8)


def test_a_single_rate_is_compared_as_reported():
    one = {"base_year": 2024, "attribute": "binding"}
    assert word(growth({2025: "9.99"}, **one)) == "missed"
    assert word(growth({2025: "9.99", 2024: 50}, **one)) == "missed"
    levels = growth({2025: {"level": "109.99"}}, **one, base_level=100)
    assert word(levels) == "met_by_rounding"


def test_growth_tolerates_five_percent_of_the_rate():
    near = {"approximate": True, "attribute": "binding", "base_year": 2024}
    assert word(growth({2025: "9.5"}, **near)) == "met_within_tolerance"
    assert word(growth({2025: "9.49"}, **near)) == "missed"


def test_a_sum_with_a_missing_year_is_a_lower_bound():
    answer = total({2021: 20, 2023: 22})
    assert (answer.flags, answer.cumulative) == (("lower_bound",), 42)
    assert (answer.pace, answer.expected) == (approx(1.05), 60)
    assert (answer.required_increment, answer.projection) == (29, 105)
    assert word(answer) == "ahead"


def test_a_sum_is_achieved_though_a_year_is_missing_but_not_concluded():
    years = {2021: 60, 2023: 60}
    assert word(total(years)) == "achieved"
    assert word(total(years | {2024: 60, 2025: 60})) == "incomplete"
    assert word(total(years, 2025)) == "not_reported"


@pytest.mark.parametrize(
    ("last", "target", "verdict"),
    [
        (20, {}, "met"),
        ("20.1", {}, "exceeded"),
        (20, {"strict": True, "attribute": "binding"}, "missed"),
        (15, {}, "basically_met"),
        ("14.9", {}, "missed"),
        ("19.9", {"attribute": "binding"}, "missed"),
        (15, {"attribute": "binding", "approximate": True}, "met_within_tolerance"),
        ("14.9", {"attribute": "binding", "approximate": True}, "missed"),
        ("19.999", {"attribute": "binding", "target_value": "100.0"}, "missed"),
    ],
)
def test_a_complete_sum_is_exact(last, target, verdict):
    years = dict.fromkeys(range(2021, 2025), 20) | {2025: last}
    assert word(total(years, **target)) == verdict


def test_a_sum_can_fall_back():
    answer = total({2021: 60, 2022: 50, 2023: -20})
    assert "once_met:2022" in answer.flags
    assert "once_met:2022" not in total({2021: 60, 2022: 50, 2024: -20}).flags
    assert word(total({2021: -5})) == "reversed"


def test_a_cut_is_chained_and_counted_in_its_own_sense():
    answer = change({2021: -10, 2022: -5})
    assert answer.cumulative_change_percent == approx(-14.5)
    assert (answer.margin, answer.attainment) == (approx(-4.5), approx(14.5 / 19))
    assert answer.progress == approx(log(0.855) / log(0.81))
    assert answer.expected == approx(100 * (1 - 0.81**0.4))
    assert answer.average_growth_percent == approx(100 * (0.855**0.5 - 1))
    assert answer.required_growth_percent == approx(100 * ((0.81 / 0.855) ** (1 / 3) - 1))
    assert answer.projection == approx(100 * (1 - 0.855**2.5))
    assert answer.excess_rate is None


def test_an_increase_is_chained_likewise():
    answer = change({2021: 10}, direction="at_least", target_value=21)
    assert (answer.progress, answer.margin) == (approx(0.5), approx(-11))
    assert (answer.cumulative_change_percent, answer.attainment) == (10, approx(10 / 21))
    assert answer.projection == approx(100 * (1.1**5 - 1))


def test_a_cut_with_a_missing_year_goes_by_the_years_reported():
    answer = change({2021: -10, 2023: -10})
    assert answer.flags == ("years_missing",)
    assert word(answer) == "achieved"
    late = change({2021: -2, 2023: -2})
    assert late.pace == approx(2 * log(0.98) / log(0.81) / 0.4)
    assert late.required_growth_percent is None
    assert late.average_growth_percent == approx(-2)
    assert late.projection == approx(100 * (1 - 0.98**5))


def test_a_missing_year_leaves_a_cut_incomplete():
    answer = change({2021: -10, 2025: -10})
    assert (word(answer), answer.excess_rate, answer.flags) == (
        "incomplete",
        None,
        ("years_missing",),
    )


def test_a_cut_from_levels_needs_no_rates():
    answer = change({2025: {"level": "80"}}, base_level="100")
    assert (word(answer), answer.flags) == ("exceeded", ("from_levels",))
    assert answer.excess_rate == approx(1 / 19)
    assert answer.average_growth_percent == approx(100 * (0.8**0.2 - 1))


@pytest.mark.parametrize(
    ("fall", "target", "verdict"),
    [
        ("-19", {}, "met"),
        ("-19.01", {}, "exceeded"),
        ("-18.99", {"attribute": "binding"}, "missed"),
        ("-18.05", {}, "basically_met"),
        ("-18.04", {}, "missed"),
        ("-18.05", {"attribute": "binding", "approximate": True}, "met_within_tolerance"),
        ("-18.04", {"attribute": "binding", "approximate": True}, "missed"),
        ("5", {}, "missed"),
    ],
)
def test_the_verdict_of_a_cut_is_on_the_plain_ratio(fall, target, verdict):
    answer = change({2025: fall}, base_year=2024, **target)
    assert word(answer) == verdict
    assert answer.excess_rate == approx((-float(fall) - 19) / 19)


def test_a_chained_cut_is_rounded_to_the_printed_decimals():
    years = {2024: -10, 2025: "-9.96"}
    assert word(change(years, base_year=2023, attribute="binding")) == "met_by_rounding"
    exact = change(years, base_year=2023, attribute="binding", target_value="19.00")
    assert word(exact) == "missed"
    tie = change({2024: -10, 2025: -10}, base_year=2023)
    assert (word(tie), tie.margin) == ("met", 0)


def test_a_cut_once_met_needs_a_complete_chain_of_figures():
    years = {2021: -20, 2022: 10}
    assert "once_met:2021" in change(years).flags
    assert "once_met:2021" not in change({2021: -20, 2023: 10}).flags
    levels = {2021: -20, 2023: {"value": 10, "level": 99}}
    assert "once_met:2021" not in change(levels, base_level=100).flags


def test_met_now_is_the_plain_comparison():
    assert word(change({2021: "-18.999"})) == "ahead"
    answer = change({2021: "-19"})
    assert (word(answer), answer.required_growth_percent) == ("achieved", None)
