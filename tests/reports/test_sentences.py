"""Findings say what was judged: the promise in force, and equality only where it counts."""

from decimal import Decimal

import pytest

from tests import make
from tests.reports import build
from tracker import flow
from tracker.reports.remarks import remark
from tracker.reports.sentences import promise, sentences
from tracker.terms import Direction, TargetKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_revised_target_is_printed_as_it_is_judged_with_the_original_beside_it():
    target = build.example(make.plan(), "level")
    make.revision(target, 2023, 600)
    flow.reassess([target], by=flow.system_person())
    item = build.standing_of(target)
    assert promise(item) == "≥\u00a0600\u00a0亿元"
    assert "originally ≥ 570" in remark(item, None)


def test_equality_with_a_strict_target_is_not_called_kept():
    fields = {"strict": True, "target_value": Decimal(0), "direction": Direction.AT_MOST}
    target = build.judged(make.plan(), {2024: "0"}, kind=TargetKind.EACH_YEAR, unit="%", **fields)
    item = build.standing_of(target)
    assert item.answer.years_breached == 1
    assert sentences(item)[0].endswith("the target is <\u00a00%.")


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
