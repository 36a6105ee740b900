"""Holds, increments, ranks, bases, breaks, revised targets (exact 27, 30, 34, 43–46)."""

import pytest

from tests.attainment.build import judge, level, word

CEILING = {"base_value": 40, "target_value": 45, "direction": "at_most"}


def approx(value):
    return pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    ("years", "plain", "every_year"),
    [
        ({2021: 44, 2022: 44}, "on_track", "on_track"),
        ({2021: 46, 2022: 44}, "on_track", "reversed"),
        ({2021: 44, 2022: 46}, "reversed", "reversed"),
        ({2022: 45}, "on_track", "on_track"),
    ],
)
def test_a_hold_goes_by_the_latest_year_or_by_all(years, plain, every_year):
    assert word(level(years, **CEILING)) == plain
    assert word(level(years, **CEILING, every_year=True)) == every_year


FULL = {2021: 44, 2022: 44, 2023: 44, 2024: 44, 2025: 44}


@pytest.mark.parametrize(
    ("years", "plain", "every_year"),
    [
        (FULL, "met", "met"),
        (FULL | {2022: 46}, "met", "missed"),
        ({2021: 44, 2025: 44}, "met", "incomplete"),
        ({2021: 46, 2025: 44}, "met", "missed"),
        (FULL | {2025: 46}, "basically_met", "missed"),
        (FULL | {2025: 48}, "missed", "missed"),
        (FULL | {2025: None}, "not_reported", "not_reported"),
    ],
)
def test_the_verdict_of_a_hold_is_met_and_never_exceeded(years, plain, every_year):
    assert word(level(years, 2025, **CEILING)) == plain
    assert word(level(years, 2025, **CEILING, every_year=True)) == every_year


def test_a_hold_knows_tolerance_in_its_verdict_only():
    near = CEILING | {"approximate": True, "attribute": "binding"}
    assert word(level({2025: "47.25"}, **near)) == "met_within_tolerance"
    assert word(level({2025: "47.26"}, **near)) == "missed"
    assert word(level({2024: 46}, **near)) == "reversed"


def test_a_hold_on_a_substituted_base_is_achieved_while_inside():
    unknown = {"base_value": None, "target_value": 90}
    inside = level({2021: 95, 2022: 96}, **unknown)
    assert word(inside) == "achieved"
    assert set(inside.flags) == {"base_substituted", "target_not_beyond_base"}
    assert word(level({2021: 95, 2022: 80}, **unknown)) == "reversed"
    assert word(level({2021: 95, 2023: 80, 2024: 96}, **unknown, every_year=True)) == "reversed"
    assert word(level({2021: 95, 2025: 96}, **unknown)) == "met"


def test_a_substituted_base_year_is_itself_tested():
    answer = level({2021: 95, 2022: 80}, base_value=None, target_value=90)
    assert (answer.years_met, answer.years_breached, answer.worst_margin) == (1, 1, -10)


def test_missing_years_are_counted_from_the_declared_base():
    unknown = {"base_value": None, "target_value": 90, "every_year": True}
    late = {2022: 95, 2023: 95, 2024: 95, 2025: 95}
    assert word(level(late, **unknown)) == "incomplete"
    assert word(level(late, **unknown, base_year=None)) == "met"


def test_every_year_means_nothing_on_a_target_to_be_reached():
    assert level({2021: 105, 2022: 120}, every_year=True) == level({2021: 105, 2022: 120})


def test_an_increment_goes_from_its_base_by_d():
    answer = judge("increment", {2023: 3}, base_value=5, target_value=-4, direction="at_most")
    assert (answer.progress, answer.attainment, answer.margin) == (0.5, 0.5, -2)
    assert (answer.expected, answer.required_increment) == (approx(2.6), -1)


def test_an_increment_may_take_the_base_years_own_figure():
    answer = judge("increment", {2020: 24, 2022: 25}, target_value=2)
    assert (answer.progress, answer.flags) == (0.5, ())


@pytest.mark.parametrize("years", [{2021: 24, 2022: 25}, {2021: 24, 2025: 99}])
def test_an_increment_without_a_base_is_never_judged(years):
    answer = judge("increment", years, target_value=2, growth_percent=5)
    assert (word(answer), answer.reason, answer.flags) == ("not_assessable", "no_base", ())
    assert answer.attainment is answer.margin is answer.required_increment is None
    assert answer.elapsed == (max(years) - 2020) / 5


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        ("25.96", {}, "basically_met"),
        ("25.90", {}, "basically_met"),
        ("25.89", {}, "missed"),
        ("25.90", {"attribute": "binding", "approximate": True}, "met_within_tolerance"),
        ("25.89", {"attribute": "binding", "approximate": True}, "missed"),
        ("26.00", {"strict": True, "attribute": "binding"}, "missed"),
        ("26.01", {}, "exceeded"),
    ],
)
def test_an_increment_is_tolerated_by_d_and_not_by_its_level(value, target, verdict):
    assert (
        word(judge("increment", {2025: value}, base_value=24, target_value=2, **target)) == verdict
    )


def test_a_hold_of_an_increment_has_no_attainment_and_so_no_basically_met():
    answer = judge("increment", {2025: "49.9"}, base_value=50, target_value=0)
    assert (word(answer), answer.attainment, answer.margin) == ("missed", None, approx(-0.1))


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        (29, {}, "exceeded"),
        (30, {}, "met"),
        (30, {"strict": True}, "missed"),
        (31, {}, "missed"),
        (31, {"approximate": True}, "met_within_tolerance"),
        (32, {"approximate": True}, "missed"),
    ],
)
def test_a_rank_is_met_or_missed_and_never_basically_met(value, target, verdict):
    assert word(judge("rank", {2025: value}, base_value=58, target_value=30, **target)) == verdict


def test_a_percentile_is_a_ratio_of_the_latest_figure():
    rank = {"base_value": 58, "target_value": 30}
    years = {2021: {"value": 50, "field_size": 100}, 2022: {"value": 41, "field_size": 81}}
    assert judge("rank", years, **rank).percentile == 0.5
    assert judge("rank", {2022: {"value": 1, "field_size": 1}}, **rank).percentile is None
    assert judge("rank", {2021: years[2021], 2022: 41}, **rank).percentile is None
    assert judge("rank", {2022: {"value": 1, "field_size": 9}}, target_value=3).percentile == 1


def test_an_absent_rank_is_substituted():
    answer = judge("rank", {2021: 50, 2023: 40}, target_value=30)
    assert (answer.flags, answer.progress, answer.elapsed) == (("base_substituted",), 0.5, 0.5)


def test_a_rank_cannot_be_linked_over_a_break():
    years = {2022: {"value": 41, "break": True, "old_value": 45, "field_size": 81}}
    answer = judge("rank", years, base_value=58, target_value=30)
    assert (answer.reason, answer.percentile, answer.margin) == ("break_in_series", 0.5, -11)
    assert answer.path is answer.progress is answer.required_increment is None


def test_the_base_is_given_then_reported_then_derived_then_substituted():
    years = {2020: 80, 2021: 90, 2022: 100}
    derived = {"base_value": None, "growth_percent": 10, "target_value": "161.051"}
    assert level(years, base_value=90).progress == approx(1 / 6)
    assert level(years, **derived).progress == approx(20 / 81.051)
    del years[2020]
    answer = level(years, **derived)
    assert (answer.flags[0], answer.progress) == ("base_derived", approx(0.0))
    answer = level(years, base_value=None)
    assert (answer.flags[0], answer.progress) == ("base_substituted", approx(10 / 60))


def test_a_derived_base_needs_its_year_and_is_told_without_a_figure():
    derived = {"base_value": None, "growth_percent": 10, "target_value": "161.051"}
    assert level({}, 2022, **derived).flags == ("base_derived",)
    assert level({}, 2022, **derived, base_year=None).flags == ()
    shrinking = level({}, 2022, base_value=None, growth_percent=-10)
    assert set(shrinking.flags) == {"base_derived", "target_not_beyond_base"}


def test_a_derived_base_comes_from_the_original_target():
    versions = [{"effective_year": 2022, "value": 200}]
    derived = {"base_value": None, "growth_percent": 10, "target_value": "161.051"}
    answer = level({2022: 130}, **derived, versions=versions)
    assert answer.progress == approx(0.3)
    assert set(answer.flags) >= {"base_derived", "target_revised"}


def test_a_substituted_base_restarts_the_clock():
    answer = level({2021: 90, 2023: 120}, base_value=None)
    assert (answer.elapsed, answer.progress, answer.pace) == (0.5, 0.5, 1)
    assert answer.expected == approx(120)
    nameless = level({2021: 90, 2023: 120}, base_value=None, base_year=None)
    assert nameless == answer


def test_without_a_base_what_needs_none_is_known():
    answer = level({2022: 120}, base_value=None)
    assert (answer.attainment, answer.margin, answer.elapsed) == (0.8, -30, 0.4)
    assert answer.path is answer.progress is answer.cagr_ratio is answer.projection is None


@pytest.mark.parametrize(("value", "verdict"), [(151, "exceeded"), (145, "basically_met")])
def test_a_level_without_a_base_still_gets_its_verdict(value, verdict):
    answer = level({2025: value}, base_value=None)
    assert (word(answer), answer.path, answer.progress) == (verdict, None, None)
    rank = judge("rank", {2025: 30}, target_value=30)
    assert word(rank) == "met"


def test_once_met_names_the_latest_earlier_year():
    years = {2021: 150, 2022: 160, 2023: 140, 2024: 130}
    assert "once_met:2022" in level(years).flags
    assert "once_met:2022" in level(years | {2025: 145}).flags
    assert not any("once" in f for f in level(years | {2024: 155}).flags)
    assert not any("once" in f for f in level({2021: 44, 2022: 46}, **CEILING).flags)


def test_once_met_is_for_increments_and_ranks_too():
    fallen = judge("increment", {2021: 7, 2022: 5}, base_value=4, target_value=2)
    assert "once_met:2021" in fallen.flags
    rank = judge("rank", {2021: 20, 2022: 40}, base_value=58, target_value=30)
    assert "once_met:2021" in rank.flags


def linked(value, old):
    return {"value": value, "break": True, "old_value": old}


def test_a_linked_break_rescales_the_base_and_the_earlier_figures():
    answer = level({2021: 110, 2022: linked(150, 120)}, target_value=225)
    assert answer.progress == approx((150 - 125) / (225 - 125))
    assert answer.flags == ("linked",)
    assert (answer.attainment, answer.margin) == (approx(150 / 225), -75)


def test_several_breaks_multiply():
    years = {2021: linked(220, 110), 2022: linked(363, 242), 2023: 400}
    answer = level(years, target_value=450)
    assert answer.progress == approx((400 - 300) / (450 - 300))


@pytest.mark.parametrize("old", [None, 0, -5])
def test_a_break_without_an_overlap_cannot_be_judged(old):
    answer = level({2021: 110, 2022: linked(300, old), 2023: 310})
    assert (word(answer), answer.reason, answer.flags) == ("not_assessable", "break_in_series", ())
    known = (answer.elapsed, answer.attainment, answer.margin)
    assert known == (0.6, approx(310 / 150), 160)
    gone = ["path", "expected", "progress", "pace", "cagr_ratio", "projection", "years_met"]
    assert {getattr(answer, name) for name in [*gone, "required_increment"]} == {None}


def test_a_broken_increment_keeps_the_elapsed_share_only():
    answer = judge("increment", {2022: linked(5, None)}, base_value=4, target_value=2)
    assert (answer.elapsed, answer.attainment, answer.margin) == (0.4, None, None)


def test_a_negative_figure_cannot_be_linked():
    assert level({2022: linked(-3, 5)}).reason == "break_in_series"


def test_a_break_outside_the_period_does_nothing():
    years = {2020: linked(100, None), 2022: 120, 2023: linked(9, None)}
    assert level(years, 2022) == level({2022: 120})
    first = level({2021: linked(90, None), 2023: 120}, base_value=None)
    assert first.flags[0] == "base_substituted"


def test_other_kinds_ignore_breaks():
    years = {2021: linked(5, None), 2022: 6}
    assert word(judge("each_year", years, target_value=5)) == "on_track"


def test_once_met_is_judged_on_the_latest_caliber():
    years = {2021: 160, 2022: linked(60, 120)}
    assert level(years, target_value=150).flags[0] == "linked"
    assert not any("once" in f for f in level(years, target_value=150).flags)


def test_the_latest_version_in_force_replaces_the_target():
    versions = [{"effective_year": y, "value": v} for y, v in ((2024, 300), (2022, 200))]
    assert level({2021: 110}, versions=versions) == level({2021: 110})
    revised = level({2022: 120}, versions=versions)
    assert revised.progress == approx(0.2)
    assert "target_revised" in revised.flags
    assert level({2025: 250}, versions=versions).verdict == "missed"


def test_a_revised_growth_replaces_the_rate():
    versions = [{"effective_year": 2022, "value": 8}]
    answer = judge("growth", {2021: 6, 2022: 6}, growth_percent=5, versions=versions)
    assert (answer.margin, answer.flags) == (approx(-2), ("target_revised",))
