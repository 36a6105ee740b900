"""What cannot be a figure at all (methods §9, exact 3)."""

from decimal import Decimal

import pytest

from tracker.entry.checks import impossible, missing, report_fields
from tracker.terms import Measure, TargetKind

RATE, COUNT, MORE = "rate_not_above_minus_100", "not_a_count", "more_than_total"


@pytest.mark.parametrize("kind", TargetKind)
def test_every_kind_knows_what_it_asks_for(kind):
    assert report_fields(kind)[0] == ("done" if kind is TargetKind.MILESTONE else "value")


@pytest.mark.parametrize(
    ("kind", "report", "codes"),
    [
        (TargetKind.LEVEL, {"value": Decimal(-5)}, []),
        (TargetKind.LEVEL, {"value": Decimal(0)}, []),
        (TargetKind.LEVEL, {"value": None}, []),
        (TargetKind.RANK, {"value": Decimal(3)}, []),
        (TargetKind.RANK, {"value": Decimal("3.5")}, [("value", "not_a_rank")]),
        (TargetKind.RANK, {"value": Decimal(0)}, [("value", "not_a_rank")]),
        (TargetKind.RANK, {"value": Decimal(9), "field_size": 8}, [("value", "beyond_field_size")]),
        (TargetKind.RANK, {"value": None, "field_size": 0}, [("field_size", COUNT)]),
        (TargetKind.GROWTH, {"value": Decimal("-99.9")}, []),
        (TargetKind.GROWTH, {"value": Decimal(-100)}, [("value", RATE)]),
        (TargetKind.CUMULATIVE_CHANGE, {"value": Decimal(-101)}, [("value", RATE)]),
        (TargetKind.MILESTONE, {"steps_done": 4, "steps_total": 3}, [("steps_done", MORE)]),
        (TargetKind.MILESTONE, {"steps_done": 0, "steps_total": 0}, [("steps_total", COUNT)]),
        (TargetKind.MILESTONE, {"done": True, "steps_done": 3, "steps_total": 3}, []),
    ],
)  # fmt: skip
def test_what_is_refused(kind, report, codes):
    found = impossible(kind, Measure.LEVEL, report)
    assert [(problem.field, problem.code) for problem in found] == codes


def test_a_relative_change_refuses_both_series_below_minus_100():
    report = {"value": Decimal(-200), "parent_value": Decimal(-100)}
    found = impossible(TargetKind.RELATIVE, Measure.CHANGE, report)
    assert [problem.field for problem in found] == ["value", "parent_value"]
    assert impossible(TargetKind.RELATIVE, Measure.LEVEL, report) == []


@pytest.mark.parametrize(
    ("kind", "report", "field"),
    [
        (TargetKind.LEVEL, {"value": None}, "value"),
        (TargetKind.LEVEL, {"value": Decimal(0)}, None),
        (TargetKind.MILESTONE, {"done": None}, "done"),
        (TargetKind.MILESTONE, {"done": False}, None),
        (TargetKind.GROWTH, {"value": Decimal(0), "level": None}, None),
        (TargetKind.GROWTH, {"value": None, "level": Decimal(7)}, "value"),
        (TargetKind.GROWTH, {"value": None, "level": None}, "value"),
    ],
)
def test_what_a_submission_still_needs(kind, report, field):
    assert [problem.field for problem in missing(kind, report)] == ([field] if field else [])


def test_a_level_stands_for_a_rate_where_the_base_level_is_known():
    report = {"value": None, "level": Decimal(7)}
    assert missing(TargetKind.GROWTH, report, levels_count=True) == []
    assert missing(TargetKind.GROWTH, {"value": None}, levels_count=True) != []
