"""A zone's figure against its parent's (exact 35)."""

import pytest

from tests.attainment.build import judge, word


def pair(value, parent):
    return {"value": value, "parent": parent}


def relative(years, as_of=None, **target):
    figures = {year: pair(*given) for year, given in years.items()}
    return judge("relative", figures, as_of, **target)


@pytest.mark.parametrize(
    ("target", "expected", "gap"),
    [
        ({}, 5, 3),
        ({"margin": 2}, 7, 1),
        ({"margin": -1}, 4, 4),
        ({"ratio": "1.5"}, 7.5, 0.5),
        ({"direction": "at_most"}, 5, 3),
    ],
)
def test_the_parents_figure_asks_for_something(target, expected, gap):
    answer = relative({2021: (8, 5)}, **target)
    assert (answer.expected, answer.gap) == (expected, gap)
    assert answer.margin is answer.attainment is answer.progress is answer.path is None
    assert (answer.elapsed, answer.flags) == (0.2, ())


def test_levels_are_averaged_arithmetically_and_changes_geometrically():
    years = {2021: (0, 10), 2022: (21, 10)}
    level = relative(years)
    assert (level.expected, level.gap) == (10, 0.5)
    change = relative(years, relative_kind="change")
    assert (change.expected, change.gap) == (pytest.approx(10), pytest.approx(0, abs=1e-12))
    assert word(change) == "on_track"


@pytest.mark.parametrize(
    ("value", "target", "status"),
    [
        (5, {}, "on_track"),
        ("4.9", {}, "behind"),
        (5, {"strict": True}, "behind"),
        (5, {"direction": "at_most"}, "on_track"),
        ("5.1", {"direction": "at_most"}, "behind"),
        ("4.75", {"approximate": True}, "on_track"),
        ("4.75", {"approximate": True, "strict": True}, "on_track"),
        ("4.7499", {"approximate": True}, "behind"),
        ("5.25", {"approximate": True, "direction": "at_most"}, "on_track"),
    ],
)
def test_the_averages_speak_during_the_period(value, target, status):
    assert word(relative({2021: (value, 5), 2022: (value, 5)}, **target)) == status


def test_tolerance_is_of_the_size_of_what_is_expected():
    years = {2021: ("-5.25", -5)}
    assert word(relative(years, approximate=True)) == "on_track"


@pytest.mark.parametrize("target", [{}, {"every_year": True}])
def test_the_latest_year_waits_for_its_parent(target):
    years = {2021: (4, 5), 2022: (6, None)}
    for last in (2025, 2022):
        answer = relative(years, target_year=last, **target)
        assert (answer.reason, answer.verdict) == ("pending_parent", None)
        assert answer.gap is answer.expected is None
        assert answer.flags == ()


def test_a_parents_figure_alone_is_no_report():
    years = {2021: (6, 5), 2022: (None, 5)}
    assert relative(years, 2022) == relative({2021: (6, 5)}, 2022)
    assert relative({2021: (None, 5)}).reason == "no_figure"


@pytest.mark.parametrize("gap_year", [(None, 5), (5, None)])
def test_another_year_without_both_is_missing(gap_year):
    years = {2021: (6, 5), 2022: gap_year, 2023: (8, 5)}
    answer = relative(years)
    assert (answer.gap, answer.flags, word(answer)) == (2, ("years_missing",), "on_track")


def test_years_are_missing_from_the_first_after_the_base():
    assert relative({2022: (6, 5)}).flags == ("years_missing",)
    assert relative({2022: (6, 5)}, base_year=None).flags == ()


ONE = {"base_year": 2024, "attribute": "binding"}


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        ("5.01", {}, "exceeded"),
        ("5", {}, "met"),
        ("5", {"strict": True}, "missed"),
        ("4.99", {}, "missed"),
        ("4.99", {"attribute": "anticipatory"}, "missed"),
        ("4.75", {"approximate": True}, "met_within_tolerance"),
        ("4.74", {"approximate": True}, "missed"),
        ("5", {"approximate": True, "strict": True}, "met_within_tolerance"),
    ],
)
def test_the_verdict_of_one_year_is_exact(value, target, verdict):
    assert word(relative({2025: (value, 5)}, **ONE | target)) == verdict


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        ("4.95", {}, "met_by_rounding"),
        ("4.94", {}, "missed"),
        ("6.95", {"margin": 2}, "met_by_rounding"),
        ("6.99", {"margin": "2.00"}, "missed"),
        ("6.996", {"margin": "2.00"}, "met_by_rounding"),
        ("4.99", {"ratio": "1.00"}, "missed"),
        ("4.96", {"strict": True}, "missed"),
    ],
)
def test_an_average_gap_is_rounded_to_the_printed_decimals(value, target, verdict):
    years = {2024: (value, 5), 2025: (value, 5)}
    assert word(relative(years, base_year=2023, attribute="binding", **target)) == verdict


def test_a_missing_year_leaves_no_verdict():
    assert word(relative({2021: (9, 5), 2025: (9, 5)})) == "incomplete"
    assert word(relative({2021: (9, 5)}, 2025)) == "not_reported"


def test_in_every_year_the_latest_year_is_shown_and_all_are_counted():
    answer = relative({2021: (4, 5), 2022: (9, 5)}, every_year=True)
    assert (word(answer), answer.gap, answer.expected) == ("behind", 4, 5)
    counts = (answer.years_met, answer.years_breached, answer.years_reported)
    assert (counts, answer.worst_margin) == ((1, 1, 2), -1)
    falling = relative({2021: (4, 5), 2022: (9, 5)}, every_year=True, direction="at_most")
    assert falling.worst_margin == -4


def test_in_every_year_there_is_no_tolerance():
    years = {2021: ("4.9", 5), 2022: (6, 5)}
    assert word(relative(years, every_year=True, approximate=True)) == "behind"
    assert word(relative(years, approximate=True)) == "on_track"


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ({2024: (6, 5), 2025: (5, 5)}, "met"),
        ({2024: (4, 5), 2025: (9, 5)}, "missed"),
        ({2025: (9, 5)}, "incomplete"),
        ({2024: (9, None), 2025: (4, 5)}, "missed"),
    ],
)
def test_the_verdict_in_every_year_is_a_failure_first(years, verdict):
    assert word(relative(years, base_year=2023, every_year=True)) == verdict


def test_by_averages_no_years_are_counted():
    answer = relative({2021: (4, 5)})
    assert answer.years_reported is answer.worst_margin is None
