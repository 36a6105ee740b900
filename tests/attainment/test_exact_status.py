"""The order of evaluation, holds, met now, cautions, words (exact 19–26)."""

from decimal import Decimal

import pytest

from tests.attainment.build import judge, level, word
from tracker.attainment.evaluate import evaluate
from tracker.attainment.figures import Case, Cuts, Figure, Target
from tracker.terms import (
    LIGHTS,
    NOT_ASSESSED,
    ON_PACE,
    Light,
    Reason,
    Status,
    TargetKind,
    Verdict,
)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (121, "ahead"),
        (120.9999999, "on_track"),
        (120, "on_track"),
        (119, "on_track"),
        (118.99999, "behind"),
        (112, "behind"),
        (111.99, "far_behind"),
        (100, "far_behind"),
        (99.99, "reversed"),
    ],
)
def test_the_cuts_of_a_pace_are_inclusive_below(value, status):
    assert word(level({2022: value})) == status


def test_a_pace_within_the_slack_is_at_the_cut():
    assert word(level({2022: "118.99999999"})) == "on_track"
    assert word(level({2022: "99.999999995"})) == "far_behind"


def test_a_plan_may_set_its_own_cuts():
    target = Target(TargetKind.CUMULATIVE_SUM, base_year=2020, target_year=2025, target_value=100)
    case = Case(target, (Figure(2021, 18),), 2021, Cuts(on_track=Decimal("0.9")))
    assert evaluate(case).status == "on_track"


def test_undetermined_comes_before_everything():
    answer = judge("undetermined", {2025: 3}, target_year=None)
    assert (answer.reason, answer.verdict) == (Reason.UNDETERMINED, None)


def test_pending_and_break_win_at_the_end_too():
    years = {2021: {"value": 3, "assigned": 5}, 2025: 3}
    assert judge("delegated", years).reason == "pending_assignment"
    assert judge("relative", {2025: 3}).reason == "pending_parent"
    broken = level({2025: {"value": 300, "break": True}})
    assert (broken.reason, broken.verdict) == ("break_in_series", None)


def test_pending_wins_when_the_target_year_is_not_reported():
    assert judge("delegated", {2024: 3}, 2025).reason == "pending_assignment"


def test_not_reported_comes_before_no_base_and_no_figure():
    assert level({}, 2025).verdict == "not_reported"
    assert level({2024: 170}, 2025, base_value=None).verdict == "not_reported"
    bare = judge("increment", {2024: 5}, 2026, target_value=2)
    assert (bare.verdict, bare.status) == ("not_reported", None)


def test_no_figure_comes_before_no_base():
    assert judge("increment", {}, 2022, target_value=2).reason == "no_figure"


def test_met_now_comes_before_no_base():
    assert word(level({2022: 150}, base_value=None)) == "achieved"
    assert word(judge("rank", {2022: 30}, target_value=30)) == "achieved"
    assert level({2022: 149}, base_value=None).reason == "no_base"


HOLDS = [
    ("level", {"base_value": 50, "target_value": 45}, 46, True),
    ("level", {"base_value": 50, "target_value": 50}, 50, True),
    ("level", {"base_value": 40, "target_value": 45, "direction": "at_most"}, 41, False),
    ("level", {"base_value": 45, "target_value": 45, "direction": "at_most"}, 41, False),
    ("increment", {"base_value": 50, "target_value": 0}, 51, True),
    ("increment", {"base_value": 50, "target_value": -2}, 49, True),
    ("increment", {"base_value": 50, "target_value": 2, "direction": "at_most"}, 49, True),
    ("rank", {"base_value": 28, "target_value": 30}, 29, True),
]


@pytest.mark.parametrize(("kind", "target", "value", "flagged"), HOLDS)
def test_a_target_not_beyond_its_base_is_a_hold(kind, target, value, flagged):
    answer = judge(kind, {2022: value}, **target)
    assert word(answer) == "on_track"
    assert answer.flags == ("target_not_beyond_base",) * flagged
    gone = ["path", "expected", "progress", "pace", "projection", "likelihood"]
    gone += ["required_growth_percent", "required_increment", "required_over_achieved"]
    assert {getattr(answer, name) for name in gone} == {None}
    assert (answer.years_met, answer.years_breached) == (1, 0)


@pytest.mark.parametrize(("kind", "target", "value", "flagged"), HOLDS)
def test_the_flag_of_a_hold_needs_no_figure(kind, target, value, flagged):
    answer = judge(kind, {}, 2022, **target)
    assert answer.reason == "no_figure"
    assert answer.flags == ("target_not_beyond_base",) * flagged


def test_a_hold_that_is_not_kept_is_reversed():
    answer = level({2022: 48}, base_value=50, target_value=50)
    assert (word(answer), answer.margin, answer.years_breached) == ("reversed", -2, 1)


@pytest.mark.parametrize(
    ("kind", "figure", "target"),
    [
        ("level", 150, {"base_value": 100, "target_value": 150}),
        ("increment", 6, {"base_value": 4, "target_value": 2}),
        ("rank", 30, {"base_value": 58, "target_value": 30}),
        ("cumulative_sum", 30, {"target_value": 30}),
        ("cumulative_change", -9, {"target_value": 9, "direction": "at_most"}),
        ("milestone", {"done": True}, {"due": 2024}),
    ],
)
def test_what_is_reached_once_and_for_all_is_achieved(kind, figure, target):
    assert word(judge(kind, {2022: figure}, **target)) == "achieved"


@pytest.mark.parametrize(
    ("kind", "figure", "target"),
    [
        ("growth", 2, {"growth_percent": 3, "direction": "at_most"}),
        ("maintain", 100, {"target_value": 100}),
        ("each_year", 8, {"target_value": 7}),
        ("range", 4, {"low": 3, "high": 6}),
        ("relative", {"value": 5, "parent": 4}, {}),
        ("delegated", {"value": 5, "assigned": 4}, {}),
    ],
)
def test_what_is_kept_is_on_track_and_never_achieved(kind, figure, target):
    assert word(judge(kind, {2022: figure}, **target)) == "on_track"


def test_an_average_growth_is_ahead_at_most():
    assert word(judge("growth", {2021: 80}, growth_percent=5)) == "ahead"


def test_a_strict_target_is_not_met_by_a_tie():
    assert word(level({2022: 150}, strict=True)) == "ahead"
    hold = level({2022: 50}, base_value=50, target_value=50, strict=True)
    assert (word(hold), hold.years_breached) == ("reversed", 1)
    summed = judge("cumulative_sum", {2024: 30}, target_value=30, strict=True)
    assert word(summed) != "achieved"


@pytest.mark.parametrize(("goal", "flagged"), [("100.99", True), ("101", False), ("101.01", False)])
def test_a_gap_below_one_percent_is_judged_with_a_caution(goal, flagged):
    answer = level({2022: "99.5"}, target_value=goal)
    assert word(answer) == "reversed"
    assert ("gap_below_1pct" in answer.flags) is flagged


def test_a_small_gap_is_measured_by_the_size_of_the_base():
    falling = level({2022: 99.8}, target_value=99.5, direction="at_most")
    assert "gap_below_1pct" in falling.flags
    negative = level({2022: -99}, base_value=-100, target_value="-99.5")
    assert "gap_below_1pct" in negative.flags
    assert "gap_below_1pct" not in level({2022: 0}, base_value=0, target_value="0.001").flags


def test_a_small_gap_is_told_beside_achieved_but_not_beside_a_verdict():
    small = {"target_value": "100.5"}
    assert level({2022: 101}, **small).flags == ("gap_below_1pct",)
    assert level({2025: 101}, **small).flags == ()
    assert level({2024: 101}, 2025, **small).flags == ()
    assert "gap_below_1pct" in judge("increment", {2022: 5}, base_value=4, target_value=".03").flags


@pytest.mark.parametrize(
    ("kind", "figure", "target"),
    [
        ("level", 110, {"base_value": 100, "target_value": 150}),
        ("level", 160, {"base_value": 100, "target_value": 150}),
        ("increment", 5, {"base_value": 4, "target_value": 2}),
        ("rank", 50, {"base_value": 58, "target_value": 30}),
        ("growth", 5, {"growth_percent": 6}),
        ("cumulative_sum", 5, {"target_value": 30}),
        ("cumulative_change", 5, {"target_value": 30}),
    ],
)
def test_the_first_year_is_told_where_there_is_a_pace(kind, figure, target):
    assert "first_year" in judge(kind, {2021: figure}, **target).flags
    assert "first_year" not in judge(kind, {2022: figure}, **target).flags
    assert "first_year" not in judge(kind, {2021: figure}, 2025, **target).flags
    assert "first_year" not in judge(kind, {2021: figure}, target_year=2021, **target).flags


@pytest.mark.parametrize(
    ("kind", "figure", "target"),
    [
        ("level", 40, {"base_value": 30, "target_value": 50, "direction": "at_most"}),
        ("growth", 2, {"growth_percent": 3, "direction": "at_most"}),
        ("maintain", 100, {"target_value": 100}),
        ("delegated", {"value": 5, "assigned": 4}, {}),
    ],
)
def test_without_a_pace_there_is_no_first_year(kind, figure, target):
    assert judge(kind, {2021: figure}, **target).flags == ()


def test_the_first_year_counts_from_the_base_in_use():
    answer = level({2022: 100, 2023: 110}, base_value=None)
    assert set(answer.flags) == {"base_substituted", "first_year"}


def test_not_reported_keeps_the_numbers_and_drops_the_cautions():
    before, after = level({2024: 118}), level({2024: 118}, 2025)
    words = {"status", "verdict", "provisional", "flags"}
    for name in set(before.__slots__) - words:
        assert getattr(before, name) == getattr(after, name)
    assert (after.status, after.verdict, after.flags) == (None, "not_reported", ())


def test_not_reported_keeps_the_other_flags():
    answer = level({2021: 151, 2022: [130, 140]}, 2025)
    assert set(answer.flags) == {"once_met:2021", "revised"}


def test_lights_of_verdicts():
    blue = {"exceeded", "met", "met_by_rounding", "met_within_tolerance", "met_late"}
    for verdict in Verdict:
        assert (LIGHTS[verdict] is Light.BLUE) == (verdict in blue)
    assert LIGHTS[Verdict.BASICALLY_MET] is Light.YELLOW
    assert {LIGHTS[w] for w in (Verdict.MISSED, Status.BREACHED, Status.OVERDUE)} == {Light.RED}
    grey = {Status.PENDING, Verdict.INCOMPLETE, Verdict.NOT_REPORTED, Status.NOT_ASSESSABLE}
    assert {LIGHTS[word] for word in grey} == {Light.GREY}
    assert grey == NOT_ASSESSED
    assert {*blue, "basically_met", "achieved", "ahead", "on_track"} == set(ON_PACE)
