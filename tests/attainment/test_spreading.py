"""A target is broken down by year along its own path, in the terms of the yearly figure."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tracker.attainment.figures import Case, Target, Version
from tracker.attainment.spreading import annual_value, path_used
from tracker.terms import Direction, Path, TargetKind

YEARS = range(2021, 2026)


def spread(target: Target) -> list[str | None]:
    values = (annual_value(Case(target, (), year)) for year in YEARS)
    return [None if value is None else str(value) for value in values]


def promised(kind: TargetKind, value: str | None = None, **fields) -> Target:
    goal = None if value is None else Decimal(value)
    return Target(kind, base_year=2020, target_year=2025, target_value=goal, **fields)


def test_a_level_runs_straight_or_by_constant_growth_as_its_path_says():
    level = promised(TargetKind.LEVEL, "200", base_value=Decimal(100), unit="亿元")
    assert spread(level) == ["115", "132", "152", "174", "200"]
    assert path_used(Case(level, (), 2025)) is Path.COMPOUND
    straight = replace(level, path=Path.LINEAR)
    assert spread(straight) == ["120", "140", "160", "180", "200"]
    assert path_used(Case(straight, (), 2025)) is Path.LINEAR


def test_the_decimals_are_those_that_were_printed():
    share = promised(TargetKind.LEVEL, "75.0", base_value=Decimal("70.35"), unit="%")
    assert spread(share) == ["71.28", "72.21", "73.14", "74.07", "75.0"]


def test_the_parts_of_a_sum_add_up_to_it():
    parts = spread(promised(TargetKind.CUMULATIVE_SUM, "126"))
    assert parts == ["25", "25", "26", "25", "25"]
    assert sum(Decimal(part) for part in parts if part) == 126


def test_a_promised_reduction_is_a_yearly_fall():
    target = promised(TargetKind.CUMULATIVE_CHANGE, "13.5", direction=Direction.AT_MOST)
    assert spread(target) == ["-2.86"] * 5


def test_an_increment_is_a_level_and_a_rank_a_whole_number():
    increment = promised(TargetKind.INCREMENT, "1.76", base_value=Decimal("10.00"))
    assert spread(increment)[-1] == "11.76"
    rank = promised(TargetKind.RANK, "30", base_value=Decimal(41))
    assert spread(rank) == ["39", "37", "34", "32", "30"]


@pytest.mark.parametrize("kind", [TargetKind.EACH_YEAR, TargetKind.MAINTAIN])
def test_what_is_tested_every_year_is_asked_every_year(kind):
    assert spread(promised(kind, "7")) == ["7"] * 5


def test_growth_asks_for_its_rate_and_a_hold_for_what_is_to_be_kept():
    growth = promised(TargetKind.GROWTH, growth_percent=Decimal("6.5"))
    assert spread(growth) == ["6.5"] * 5
    hold = promised(
        TargetKind.LEVEL, "4.5", base_value=Decimal("3.2"), direction=Direction.AT_MOST, unit="%"
    )
    assert spread(hold) == ["4.5"] * 5
    assert path_used(Case(hold, (), 2025)) is None


def test_a_revised_target_is_spread_from_its_first_year_on():
    level = promised(TargetKind.LEVEL, "200", base_value=Decimal(100), path=Path.LINEAR)
    revised = replace(level, versions=(Version(2024, Decimal(250)),))
    assert spread(revised) == ["120", "140", "160", "220", "250"]


@pytest.mark.parametrize(
    "kind", [TargetKind.RELATIVE, TargetKind.RANGE, TargetKind.MILESTONE, TargetKind.UNDETERMINED]
)
def test_other_kinds_have_nothing_to_spread(kind):
    assert spread(promised(kind)) == [None] * 5
    assert path_used(Case(promised(kind), (), 2025)) is None


def test_nothing_is_spread_beyond_the_target_year():
    level = replace(promised(TargetKind.LEVEL, "9", base_value=Decimal(5)), target_year=2024)
    assert spread(level)[-1] is None


def test_without_a_baseline_only_the_target_year_is_known():
    assert spread(promised(TargetKind.LEVEL, "200")) == [None, None, None, None, "200"]
