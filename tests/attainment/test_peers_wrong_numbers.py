"""Numbers that other systems of this kind were seen to get wrong; each is right here."""

from decimal import Decimal

import pytest

from tests.attainment.build import judge, level, word
from tracker.attainment.consistency import ShareLink, Stated, check_plan
from tracker.attainment.rollup import Member, roll_up, tally
from tracker.terms import Status, TargetKind


def test_a_ceiling_missed_at_the_end_is_missed():
    """At most 0.40 from 0.50, 0.48 at the end; shown as 120 %, "high"."""
    ceiling = {"direction": "at_most", "attribute": "binding"}
    answer = level({2025: "0.48"}, base_value="0.50", target_value="0.40", **ceiling)
    assert (answer.verdict, answer.progress) == ("missed", 0.2)
    assert answer.attainment == pytest.approx(0.8333333333)


def test_a_ceiling_well_kept_is_not_half_done():
    """At most 40, actual 20; shown as 50 %, "medium"."""
    hold = level({2025: 20}, base_value=35, target_value=40, direction="at_most")
    reached = level({2025: 20}, base_value=50, target_value=40, direction="at_most")
    assert (hold.verdict, reached.verdict) == ("met", "exceeded")
    assert reached.attainment == 2


def test_zero_is_a_figure_and_nothing_is_not():
    """A reported 0; shown as the same blank as not reported."""
    zero, nothing = level({2022: 0}), level({2022: None})
    assert (zero.status, zero.margin, zero.attainment) == ("reversed", -150, None)
    assert (nothing.reason, nothing.margin) == ("no_figure", None)


def test_no_accidents_under_a_target_of_none_is_met():
    """Zero accidents promised, zero happened; shown as 0 %, "low"."""
    years = dict.fromkeys(range(2021, 2026), 0)
    kept = judge("maintain", years, target_value=0, direction="at_most")
    ceiling = level({2025: 0}, base_value=0, target_value=0, direction="at_most")
    assert (kept.verdict, ceiling.verdict) == ("met", "met")


def test_a_level_on_its_path_is_on_track():
    """Two of five years reported; shown as 35 %: the levels summed over all yearly targets."""
    straight = level({2021: 110, 2022: 120})
    assert (straight.pace, word(straight)) == (1.0, "on_track")
    on_compound = level({2021: 110, 2022: 120}, target_value=150, path="compound")
    assert (on_compound.pace > 1.05, word(on_compound)) == (True, "ahead")


def test_a_running_total_is_divided_by_its_own_target():
    """25 of 30; shown as 41.7 %: divided by the sum of yearly targets."""
    answer = judge("cumulative_sum", {2021: 5, 2022: 8, 2023: 12}, target_value=30)
    assert answer.attainment == pytest.approx(25 / 30)


def test_a_missing_year_of_a_total_is_a_gap():
    """One year not reported; last year's total shown as this year's."""
    answer = judge("cumulative_sum", {2021: 5, 2023: 12}, target_value=30)
    assert (answer.cumulative, answer.flags) == (17, ("lower_bound",))
    assert judge("cumulative_sum", {2021: 5}, 2025, target_value=30).verdict == "not_reported"


def test_a_share_is_its_part_of_the_whole():
    """30 of 100 aggregated; shown as 100 %."""
    values = [("share", "30", True), ("part", "30", False), ("whole", "100", False)]
    stated = [
        Stated(name, name, TargetKind.LEVEL, target_value=Decimal(value), is_share=is_share)
        for name, value, is_share in values
    ]
    assert check_plan(stated, shares=[ShareLink("share", "part", "whole")]) == []


def test_a_fall_under_a_rising_goal_is_reversed():
    """100 → 90 under a goal of 110; shown without any status."""
    answer = level({2021: 90}, target_value=110)
    assert (answer.status, answer.progress) == ("reversed", -1)


def test_a_floor_that_is_broken_is_reversed():
    """Keep at least 95, now 94; shown without a status, or as a deterioration."""
    kept = judge("maintain", {2021: 95, 2022: 94}, target_value=95)
    hold = level({2022: 94}, base_value=96, target_value=95)
    assert (kept.status, kept.margin) == ("reversed", -1)
    assert (hold.status, hold.margin) == ("reversed", -1)


def test_the_first_report_is_judged_against_the_plans_baseline():
    """The first report of a plan; shown without a status, being its own baseline."""
    answer = level({2021: 115})
    assert (word(answer), answer.flags[0], answer.progress) == ("ahead", "first_year", 0.3)


def test_less_can_be_progress():
    """Any lower-is-better target; shown as 0 % for ever."""
    answer = level({2022: 36}, base_value=40, target_value=30, direction="at_most")
    assert (answer.progress, word(answer)) == (0.4, "on_track")
    rank = judge("rank", {2022: 45}, base_value=58, target_value=30)
    assert word(rank) == "ahead"


def test_a_percentage_is_divided_by_a_hundred_once_at_most():
    """45 %; printed as 0 %, divided by 100 twice."""
    share = {"is_share": True, "unit": "%", "base_value": 40, "target_value": 50}
    answer = level({2022: 45}, **share)
    assert (answer.attainment, answer.progress, answer.expected) == (0.9, 0.5, 44)
    assert judge("growth", {2021: 45}, growth_percent=50).average_growth_percent == 45


def test_a_parent_is_not_the_sum_of_its_parts_by_default():
    """A parent of highest, average or latest children; shown as their sum."""
    members = [Member(Status.AHEAD), Member(Status.BEHIND)]
    assert tally(members).share == 0.5
    assert roll_up(members).all.total == 2


def test_one_case_has_one_answer():
    """Page and document compute apart; shown as two values."""
    assert level({2021: 110, 2022: 118}) == level({2022: 118, 2021: 110})
