"""A formula with its numbers filled in comes to the value that stands beside it."""

from typing import Any

from tests.attainment.build import Years, case
from tracker.attainment.evaluate import evaluate
from tracker.pages.facts import Facts
from tracker.pages.quantities import Quantity, quantities

CUT: dict[str, Any] = {"direction": "at_most", "target_value": "13.5"}


def shown(kind: str, years: Years, **target: Any) -> dict[str, Quantity]:
    """The quantities of a judgement by the key of their rule."""
    asked = case(kind, years, **target)
    return {q.rule.key: q for q in quantities(Facts(asked, evaluate(asked)))}


def test_the_pace_of_a_chain_with_a_gap_counts_the_reported_years():
    pace = shown("cumulative_change", {2021: "-3", 2023: "-3"}, **CUT)["pace"]
    assert (pace.value, pace.filled) == ("1.050", "42.01% ÷ (2 ÷ 5)")


def test_an_average_is_shown_from_the_rates_as_they_were_reported():
    average = shown("cumulative_change", {2021: "-3", 2022: "-2.5"}, **CUT)["change_average"]
    assert average.filled == "[(1 − 3%) × (1 − 2.5%)]^(1 ÷ 2) − 1"


def test_two_levels_count_every_year_between_them():
    years = {2021: "5", 2023: {"value": "6", "level": "100"}}
    answer = shown("cumulative_change", years, target_value="50", base_level="80")
    assert answer["change_average"].filled == "[100 ÷ 80]^(1 ÷ 3) − 1"


def test_the_margin_of_a_ceiling_on_growth_is_what_is_left_below_it():
    target = {"direction": "at_most", "growth_percent": "-3.5"}
    margin = shown("growth", {2021: "-4"}, **target)["margin"]
    assert (margin.value, margin.filled) == ("+0.50%", "−3.5% − (−4%)")
