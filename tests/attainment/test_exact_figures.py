"""Which figures count, vintages, and the two words of an answer (exact 4–8)."""

from decimal import Decimal

import pytest

from tests.attainment.build import judge, level, word
from tracker.attainment.evaluate import evaluate
from tracker.attainment.faults import Unreadable, first_fault
from tracker.attainment.figures import Case, Figure, Target
from tracker.terms import Quality, Status, TargetKind, Verdict


def test_only_figures_from_the_base_year_to_as_of_and_t_are_used():
    used = level({2022: 120})
    around = {2018: 999, 2019: 0, 2022: 120, 2023: 900, 2030: 7}
    assert level(around, 2022) == used


def test_figures_after_the_target_year_are_ignored():
    assert level({2025: 150, 2026: 90}, 2027) == level({2025: 150})


def test_a_milestone_is_seen_up_to_as_of():
    late = judge("milestone", {2027: {"done": True}}, 2027, due=2023)
    assert late.verdict is Verdict.MET_LATE


def test_a_null_value_is_a_year_not_reported():
    assert level({2021: 110, 2022: None}, 2022) == level({2021: 110}, 2022)


def test_the_base_years_own_figure_is_never_the_latest():
    assert level({2020: 104}, 2022).reason == "no_figure"
    assert level({2020: 104}, 2022).attainment is None


def test_the_latest_reported_year_counts_with_its_true_distance():
    answer = level({2023: 130}, 2024)
    assert (answer.elapsed, answer.progress) == (0.6, 0.6)


def test_the_last_entry_of_a_year_drives():
    answer = level({2022: [110, 115, 120]})
    assert answer.margin == -30
    assert "revised" in answer.flags


def test_entries_of_equal_value_are_no_revision():
    assert level({2022: ["120", "120.0"]}).flags == level({2022: 120}).flags


def test_an_unused_years_revision_is_not_told():
    assert "revised" not in level({2022: 120, 2024: [1, 2]}, 2022).flags


def test_a_revision_that_changes_the_word_is_told():
    assert "class_changed" in level({2022: [100, 120]}).flags
    assert "class_changed" not in level({2022: [120, 120.5]}).flags


def test_a_revision_is_compared_with_every_years_first_entry():
    answer = level({2021: [101, 150], 2022: [120, 121, 120.5]})
    assert {"revised"} == {"revised", "class_changed"} & set(answer.flags)


def test_a_verdict_that_changes_is_told():
    assert set(level({2025: [140, 150]}).flags) == {"revised", "class_changed"}


def test_a_withdrawn_figure_is_a_revision():
    answer = level({2022: [120, None]})
    assert answer.reason == "no_figure"
    assert set(answer.flags) == {"revised", "class_changed"}


def test_a_milestone_reported_done_after_all_is_a_revision():
    years = {2022: [{"done": False}, {"done": True}]}
    answer = judge("milestone", years, due=2024)
    assert set(answer.flags) == {"revised", "class_changed"}


@pytest.mark.parametrize("year", [2022, 2025])
def test_status_and_verdict_exclude_each_other(year):
    answer = level({year: 120})
    assert (answer.status is None) != (answer.verdict is None)
    assert (answer.provisional is None) == (answer.verdict is None)
    assert answer.reason is None


@pytest.mark.parametrize(
    ("quality", "provisional"),
    [
        (Quality.FINAL, False),
        (Quality.REVISED, False),
        (Quality.PRELIMINARY, True),
        (Quality.FLASH, True),
        (Quality.ILLUSTRATIVE, True),
    ],
)
def test_a_verdict_is_provisional_until_the_figure_is_settled(quality, provisional):
    target = Target(TargetKind.MAINTAIN, base_year=2024, target_year=2025, target_value=5)
    case = Case(target, (Figure(2025, 5, quality),), 2025)
    assert evaluate(case).provisional is provisional


def test_an_earlier_years_quality_does_not_count():
    early = {2024: {"value": 140, "quality": "preliminary"}, 2025: 150}
    assert level(early).provisional is False


def test_a_target_year_without_a_value_is_not_provisional():
    years = {2024: 140, 2025: {"value": None, "quality": "preliminary"}}
    answer = level(years)
    assert (answer.verdict, answer.provisional) == ("not_reported", False)


def test_during_the_period_nothing_is_provisional():
    assert level({2022: {"value": 120, "quality": "preliminary"}}).provisional is None


def test_a_base_year_may_be_unknown():
    answer = level({2021: 110}, base_year=None, base_value=None)
    assert (word(answer), answer.reason) == ("not_assessable", "no_base")
    assert (answer.margin, answer.elapsed) == (-40, None)


def test_the_order_of_figures_does_not_matter():
    assert level({2023: 130, 2021: 108, 2022: 117}) == level({2021: 108, 2022: 117, 2023: 130})


def test_an_early_question_finds_no_figure():
    answer = level({2021: 110}, 2019)
    assert (answer.status, answer.reason) == (Status.NOT_ASSESSABLE, "no_figure")


def test_a_case_built_without_what_its_kind_needs_names_the_field():
    case = Case(Target(TargetKind.LEVEL, target_year=2025), (Figure(2022, Decimal(5)),), 2022)
    assert first_fault(case).field == "target.target_value"
    with pytest.raises(Unreadable) as caught:
        evaluate(case)
    assert caught.value.field == "target.target_value"
