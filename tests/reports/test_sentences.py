"""Findings say what was judged: the promise in force, and equality only where it counts."""

from decimal import Decimal

import pytest

from tests import make
from tests.reports import build
from tracker import flow
from tracker.notation import NOT_KNOWN
from tracker.reports.composing.table import line
from tracker.reports.prose import promise
from tracker.reports.remarks import remark
from tracker.reports.sentences import sentences
from tracker.terms import Direction, TargetKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_revised_target_is_printed_as_it_is_judged_with_the_original_beside_it():
    target = build.example(make.plan(), "level")
    make.revision(target, 2023, 600)
    flow.reassess([target], by=flow.system_person())
    item = build.standing_of(target)
    assert promise(item) == "at least 600\u00a0亿元"
    assert "originally ≥ 570" in remark(item, None)


def test_equality_with_a_strict_target_is_not_called_kept():
    fields = {"strict": True, "target_value": Decimal(0), "direction": Direction.AT_MOST}
    target = build.judged(make.plan(), {2024: "0"}, kind=TargetKind.EACH_YEAR, unit="%", **fields)
    item = build.standing_of(target)
    assert item.answer.years_breached == 1
    assert sentences(item)[0].endswith("the target is less than 0%.")


def test_a_series_that_must_stay_below_another_is_short_when_it_lies_above():
    report = {2024: {"value": "5", "parent_value": "4.5"}}
    target = build.judged(
        make.plan(), report, kind=TargetKind.RELATIVE, direction=Direction.AT_MOST, unit="%"
    )
    assert "0.5\u00a0percentage\u00a0points short" in sentences(build.standing_of(target))[0]


def test_growth_that_has_room_left_needs_nothing():
    years = {2021: "9", 2022: "9", 2023: "9", 2024: "9"}
    target = build.judged(
        make.plan(), years, kind=TargetKind.GROWTH, growth_percent=Decimal(5), unit="%"
    )
    item = build.standing_of(target)
    assert item.answer.required_growth_percent < 0
    assert not any("Each remaining year" in sentence for sentence in sentences(item))


def told(name: str) -> str:
    item = build.standing_of(build.example(make.plan(), name))
    return " ".join(sentences(item)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "promised"),
    [
        ("level", "the path to at least 570 亿元 in 2025"),
        ("ceiling", "the target is at most 4.5%: 0.3 percentage points too much."),
        ("change", "the path to a fall of at least 13.5% asks for −8.3%"),
        ("sum", "an even pace to at least 125 个 in all"),
        ("increment", "the path to at least 1.76 年 more than in the base year"),
        ("rank", "the path to 30 位 or better in 2025"),
        ("relative", "the target is at least 全市平均增速 + 2 percentage points"),
        ("range", "the target is 3–6%"),
    ],
)
def test_promises_stand_in_words(name, promised):
    assert promised in told(name)


def test_a_rank_moves_forward_and_does_not_fall():
    assert "must bring it 6.5 位 forward" in told("rank")


def test_a_range_that_rounding_closes_is_left_out():
    years = dict.fromkeys(range(2021, 2025), "100")
    target = build.judged(make.plan(), years)
    outlook = sentences(build.standing_of(target))[-1].replace("\u00a0", " ")
    assert "2025 will see 100.0 亿元" in outlook and "(" not in outlook


def test_what_is_counted_in_whole_numbers_lies_whole_numbers_apart():
    years = dict.fromkeys(range(2021, 2025), "20")
    fields = {"kind": TargetKind.CUMULATIVE_SUM, "target_value": "125", "target_year": 2024}
    target = build.judged(make.plan(), years, unit="个", **fields)
    said = sentences(build.standing_of(target))[0].replace("\u00a0", " ")
    assert said.endswith("the target is at least 125 个 in all: 45 个 short.")


@pytest.mark.parametrize("name", sorted(set(build.EXAMPLES) - {"milestone", "relative"}))
def test_numbers_in_sentences_are_those_of_the_table(name):
    item = build.standing_of(build.example(make.plan(), name))
    row = line(item, "1", None)
    said = " ".join(sentences(item))
    shown = {row.actual} | ({row.expected} if item.answer.pace is not None else set())
    for text in shown - {NOT_KNOWN}:
        assert text in said
    if item.answer.pace is not None:
        assert row.progress in said and row.elapsed in said
