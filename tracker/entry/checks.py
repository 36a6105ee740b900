"""What cannot be a figure at all, told by field, value and reason (methods §9, exact 3).

Pure: takes what was typed, answers with problems. Warnings, which never block, are another matter.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tracker.errors import FieldProblem
from tracker.terms import Measure, Quality, TargetKind

# Invented figures come from the demonstration alone, never from a form or a sheet.
QUALITIES = (Quality.FLASH, Quality.PRELIMINARY, Quality.FINAL, Quality.REVISED)

# The largest count that every supported database keeps in a column of its size.
MOST_COUNT = 32_767
COUNTS = ("steps_done", "steps_total", "field_size")

# The fields that each kind's yearly report consists of, the asked-for one first.
REPORT_FIELDS: dict[TargetKind, tuple[str, ...]] = {
    TargetKind.MILESTONE: ("done", "steps_done", "steps_total"),
    TargetKind.RELATIVE: ("value", "parent_value"),
    TargetKind.RANK: ("value", "field_size"),
    TargetKind.GROWTH: ("value", "level"),
    TargetKind.CUMULATIVE_CHANGE: ("value", "level"),
    TargetKind.LEVEL: ("value", "is_break", "old_value"),
    TargetKind.INCREMENT: ("value", "is_break", "old_value"),
}


def report_fields(kind: TargetKind) -> tuple[str, ...]:
    """The fields that a yearly report of this kind of target consists of."""
    return REPORT_FIELDS.get(kind, ("value",))


def impossible(
    kind: TargetKind, relative_kind: Measure, report: Mapping[str, Any]
) -> list[FieldProblem]:
    """What no figure of this kind can be; an empty list when all can be taken."""
    problems = []
    value: Decimal | None = report.get("value")
    if kind is TargetKind.RANK:
        problems += _rank(value, report.get("field_size"))
    if _is_change(kind, relative_kind):
        problems += [
            FieldProblem(name, number, "rate_not_above_minus_100")
            for name in ("value", "parent_value")
            if (number := report.get(name)) is not None and number <= -100
        ]
    problems += [
        FieldProblem(name, number, "too_many")
        for name in COUNTS
        if (number := report.get(name)) is not None and number > MOST_COUNT
    ]
    done, total = report.get("steps_done"), report.get("steps_total")
    if total is not None and total < 1:
        problems.append(FieldProblem("steps_total", total, "not_a_count"))
    elif done is not None and total is not None and done > total:
        problems.append(FieldProblem("steps_done", done, "more_than_total"))
    return problems


def missing(
    kind: TargetKind, report: Mapping[str, Any], *, levels_count: bool = False
) -> list[FieldProblem]:
    """What must be there before a report can be submitted.

    ``levels_count``: the base year's level is known, so that a level can stand for a rate (§3).
    """
    wanted = "done" if kind is TargetKind.MILESTONE else "value"
    if report.get(wanted) is not None:
        return []
    if levels_count and report.get("level") is not None:
        return []
    return [FieldProblem(wanted, None, "required")]


def _is_change(kind: TargetKind, relative_kind: Measure) -> bool:
    if kind is TargetKind.RELATIVE:
        return relative_kind is Measure.CHANGE
    return kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE)


def _rank(value: Decimal | None, field_size: int | None) -> list[FieldProblem]:
    if field_size is not None and field_size < 1:
        return [FieldProblem("field_size", field_size, "not_a_count")]
    if value is None:
        return []
    if value != value.to_integral_value() or value < 1:
        return [FieldProblem("value", value, "not_a_rank")]
    if field_size is not None and value > field_size:
        return [FieldProblem("value", value, "beyond_field_size")]
    return []
