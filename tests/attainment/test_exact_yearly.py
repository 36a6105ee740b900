"""Kinds whose years are tested one by one, and the milestone (exact 28, 33, 36–39)."""

import pytest

from tests.attainment.build import judge, word

FULL = dict.fromkeys(range(2021, 2026), "7")


def each(years, as_of=None, **target):
    return judge("each_year", years, as_of, **{"target_value": 7} | target)


def keep(years, as_of=None, **target):
    return judge("maintain", years, as_of, **{"target_value": 7} | target)


def within(years, as_of=None, **target):
    limits = {"low": 3, "high": 6, "limit_low": 1, "limit_high": 9}
    return judge("range", years, as_of, **limits | target)


def given(value, assigned):
    return {"value": value, "assigned": assigned}


def milestone(years, as_of, **target):
    figures = {y: v if isinstance(v, dict) else {"done": v} for y, v in years.items()}
    return judge("milestone", figures, as_of, **target)


def test_every_reported_year_is_counted():
    answer = each({2021: "7.5", 2022: "6.5", 2024: 8})
    assert (answer.years_met, answer.years_breached, answer.years_reported) == (2, 1, 3)
    assert (answer.worst_margin, answer.margin) == (-0.5, 1)
    assert answer.elapsed == 0.8


def test_the_base_years_figure_is_not_tested():
    assert each({2020: 1, 2021: 7}).years_reported == 1
    assert each({2020: 1, 2021: 7}, base_year=None).years_reported == 2


@pytest.mark.parametrize(
    ("years", "each_status", "keep_status"),
    [
        ({2021: 7}, "on_track", "on_track"),
        ({2021: 6, 2022: 7}, "breached", "on_track"),
        ({2021: 7, 2022: 6}, "breached", "reversed"),
    ],
)
def test_a_failed_year_breaches_a_promise_for_each_but_not_a_kept_state(
    years, each_status, keep_status
):
    assert word(each(years)) == each_status
    assert word(keep(years)) == keep_status


@pytest.mark.parametrize("kind", [each, keep])
@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "met"),
        ({2025: 99}, "met"),
        ({2022: "6.9"}, "missed"),
        ({2022: "6.9", 2023: None}, "missed"),
        ({2023: None}, "incomplete"),
        ({2025: None}, "not_reported"),
        ({2022: "6.9", 2025: None}, "not_reported"),
    ],
)
def test_at_the_end_a_failure_counts_before_a_gap(kind, change, verdict):
    assert word(kind(FULL | change, 2025)) == verdict


@pytest.mark.parametrize("kind", [each, keep])
def test_neither_approximate_nor_anticipatory_softens_a_yearly_test(kind):
    near = FULL | {2023: "6.99"}
    assert word(kind(near, approximate=True)) == "missed"
    assert word(kind(FULL, strict=True)) == "missed"
    ceiling = kind(FULL, direction="at_most")
    assert word(ceiling) == "met"


def test_zero_is_kept_at_zero():
    answer = keep({2021: 0}, target_value=0, direction="at_most")
    assert (word(answer), answer.margin, answer.attainment) == ("on_track", 0, None)


@pytest.mark.parametrize("years", [{2022: 7, 2023: 7, 2024: 7, 2025: 7}])
def test_an_unknown_base_year_starts_the_test_at_the_first_report(years):
    assert word(each(years)) == "incomplete"
    assert word(each(years, base_year=None)) == "met"


@pytest.mark.parametrize(
    ("value", "margin", "attainment", "status"),
    [
        ("3", 0, 1, "on_track"),
        ("6", 0, 1, "on_track"),
        ("4.5", 1.5, 1, "on_track"),
        ("2.7", -0.3, 0.9, "reversed"),
        ("7.5", -1.5, 0.5, "reversed"),
        ("12", -6, -1, "reversed"),
    ],
)
def test_a_range_is_closed_and_its_attainment_unclipped(value, margin, attainment, status):
    answer = within({2021: value}, strict=True)
    assert answer.margin == pytest.approx(margin)
    assert answer.attainment == pytest.approx(attainment)
    assert word(answer) == status


@pytest.mark.parametrize(
    "limits",
    [
        {"limit_low": None},
        {"limit_high": None},
        {"limit_low": 3, "limit_high": 6},
        {"limit_low": 5, "limit_high": 4},
    ],
)
def test_a_range_without_room_outside_has_no_attainment_there(limits):
    assert within({2021: 7}, **limits).attainment is None
    assert within({2021: 5}, **limits).attainment == 1


@pytest.mark.parametrize(
    ("years", "target", "verdict"),
    [
        ({2021: 8, 2025: 5}, {}, "met"),
        ({2025: "6.15"}, {}, "basically_met"),
        ({2025: "6.16"}, {}, "missed"),
        ({2025: "6.15"}, {"attribute": "binding"}, "missed"),
        ({2025: "6.15"}, {"approximate": True, "attribute": "binding"}, "missed"),
        ({2025: "6.15"}, {"limit_low": None}, "missed"),
        (FULL | {2021: 5}, {"every_year": True}, "missed"),
        ({2024: 5, 2025: 5}, {"every_year": True}, "incomplete"),
        (dict.fromkeys(FULL, 5), {"every_year": True}, "met"),
        ({2024: 5, 2025: "6.1"}, {"every_year": True}, "missed"),
    ],
)
def test_the_verdict_of_a_range(years, target, verdict):
    assert word(within(years, **target)) == verdict


def test_a_range_in_every_year_remembers_a_breach():
    years = {2021: 7, 2022: 5}
    assert word(within(years)) == "on_track"
    assert word(within(years, every_year=True)) == "reversed"
    assert (within(years).years_breached, within(years).worst_margin) == (1, -1)


def test_a_delegated_year_is_tested_against_its_assignment():
    answer = judge("delegated", {2021: given(12, 10), 2022: given(9, 10)})
    assert (word(answer), answer.margin, answer.attainment) == ("breached", -1, 0.9)
    assert (answer.years_met, answer.years_breached, answer.worst_margin) == (1, 1, -1)


def test_delegated_counts_stay_while_an_assignment_is_pending():
    years = {2021: given(9, 10), 2022: 12}
    for as_of, last in ((2022, 2025), (2022, 2022)):
        answer = judge("delegated", years, as_of, target_year=last)
        assert (answer.reason, answer.verdict) == ("pending_assignment", None)
        assert (answer.years_breached, answer.worst_margin) == (1, -1)
        assert answer.margin is answer.attainment is None
        assert answer.elapsed == 2 / (last - 2020)


def test_a_delegated_year_without_any_assignment_has_counts_of_zero():
    answer = judge("delegated", {2021: 5})
    assert (answer.years_reported, answer.worst_margin) == (0, None)


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ({2025: given(10, 10)}, "met"),
        ({2024: 5, 2025: given(12, 10)}, "met"),
        ({2024: given(9, 10), 2025: given(12, 10)}, "missed"),
        ({2024: given(None, 10), 2025: given(12, 10)}, "incomplete"),
        ({2023: given(9, 10), 2024: given(None, 10), 2025: given(12, 10)}, "missed"),
        ({2024: given(9, 10), 2025: given(None, 10)}, "not_reported"),
    ],
)
def test_the_verdict_of_a_delegated_target(years, verdict):
    assert word(judge("delegated", years, 2025)) == verdict


@pytest.mark.parametrize("kind", ["level", "change"])
def test_a_delegated_fall_is_signed(kind):
    fall = {"direction": "at_most", "assigned_kind": kind}
    assert word(judge("delegated", {2021: given(-4, -3)}, **fall)) == "on_track"
    assert word(judge("delegated", {2021: given(-2, -3)}, **fall)) == "breached"
    strict = judge("delegated", {2021: given(-3, -3)}, **fall, strict=True)
    assert word(strict) == "breached"


@pytest.mark.parametrize("years", [{}, {2021: 5}, {2025: given(1, 9)}, {2025: given(9, 1)}])
def test_the_superiors_word_is_the_verdict_whatever_the_figures(years):
    answer = judge("delegated", years, 2025, assessment="basically_met")
    assert (answer.verdict, answer.provisional, answer.reason) == ("basically_met", False, None)
    early = judge("delegated", years, 2024, assessment="met")
    assert early.verdict is None


def test_a_superiors_word_is_never_provisional():
    years = {2025: given(9, 1) | {"quality": "preliminary"}}
    assert judge("delegated", years, assessment="exceeded").provisional is False
    assert judge("delegated", years).provisional is True


@pytest.mark.parametrize(
    ("years", "as_of", "expected"),
    [
        ({}, 2022, "pending"),
        ({2022: False}, 2022, "pending"),
        ({2022: True}, 2022, "achieved"),
        ({2022: True}, 2023, "met"),
        ({2023: True}, 2023, "met"),
        ({2022: True, 2023: False}, 2024, "met"),
        ({2024: True}, 2024, "met_late"),
        ({2024: True}, 2030, "met_late"),
        ({}, 2023, "pending"),
        ({}, 2024, "overdue"),
        ({2023: False}, 2023, "overdue"),
        ({2022: False}, 2025, "not_reported"),
        ({2024: False}, 2025, "not_reported"),
        ({2025: False}, 2025, "missed"),
        ({2026: False}, 2026, "missed"),
        ({}, 2025, "not_reported"),
        ({2024: True}, 2023, "pending"),
        ({2024: True}, 2025, "met_late"),
    ],
)
def test_a_milestone_due_in_2023_under_a_plan_to_2025(years, as_of, expected):
    assert word(milestone(years, as_of, due=2023)) == expected


@pytest.mark.parametrize(
    ("years", "as_of", "expected"),
    [({}, 2024, "pending"), ({}, 2025, "not_reported"), ({2025: False}, 2025, "missed")],
)
def test_a_milestone_is_due_in_the_target_year_by_default(years, as_of, expected):
    assert word(milestone(years, as_of)) == expected
    assert word(milestone(years, as_of, target_year=None, due=2025)) == expected


def test_a_milestone_due_after_the_plan_ends_with_its_due_year():
    assert word(milestone({2025: False}, 2025, due=2027)) == "pending"
    assert word(milestone({2027: False}, 2027, due=2027)) == "missed"


def test_steps_are_progress_but_all_of_them_are_not_done():
    steps = {2021: {"done": False, "steps_done": 2, "steps_total": 5}}
    assert milestone(steps, 2021).progress == 0.4
    later = steps | {2022: {"done": False, "steps_done": 5, "steps_total": 5}}
    answer = milestone(later | {2023: {"done": False, "steps_done": 3}}, 2023)
    assert (word(answer), answer.progress) == ("pending", 1)


@pytest.mark.parametrize(("quality", "provisional"), [("final", False), ("preliminary", True)])
def test_a_milestones_verdict_is_provisional_with_the_target_years_report(quality, provisional):
    answer = milestone({2025: {"done": True, "quality": quality}}, 2025)
    assert (answer.verdict, answer.provisional) == ("met", provisional)


@pytest.mark.parametrize("as_of", [2022, 2025, 2030])
def test_a_blank_is_recorded_and_never_judged(as_of):
    target = {"target_value": 5, "base_value": 3}
    answer = judge("undetermined", {2021: 4, 2025: 9}, as_of, **target)
    assert (answer.status, answer.reason, answer.verdict) == (
        "not_assessable",
        "undetermined",
        None,
    )
    rest = set(answer.__slots__) - {"status", "reason", "flags"}
    assert {getattr(answer, name) for name in rest} == {None}
