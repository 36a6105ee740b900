"""What cannot be promised, told by field, value and reason."""

from dataclasses import replace
from decimal import Decimal

from tracker.attainment import figures as pure
from tracker.attainment.faults import Fault, faults
from tracker.errors import FieldProblem
from tracker.models import Target
from tracker.models.promise import promise

# The reasons of the arithmetic, as codes that people are told in words.
CODES = {
    "required": "required",
    "the target year must lie after the base year": "not_after_base_year",
    "a rate must be above -100": "rate_not_above_minus_100",
    "the lower end lies above the upper one": "range_reversed",
    "a margin and a ratio exclude each other": "margin_and_ratio",
    "a sum can only be a floor": "sum_has_no_ceiling",
    "a rank must be a whole number from 1": "not_a_rank",
    "a sum must be above 0": "not_above_zero",
    "a cumulative change is a positive percent; the direction says which way": "not_above_zero",
    "nothing can fall by 100 % or more": "falls_by_all",
}


def problems_of(target: Target) -> list[FieldProblem]:
    """Everything that keeps a target from being judged; empty when nothing does."""
    return [_problem(fault, target) for fault in faults(_case(promise(target), target))]


def value_problem(target: Target, field: str, value: Decimal) -> FieldProblem | None:
    """Why ``value`` cannot be promised by a target of this kind, or None when it can.

    ``field`` is the name under which the refusal is told.
    """
    versions = (pure.Version(target.plan.start_year, value),)
    found = faults(_case(replace(promise(target), versions=versions), target))
    mine = next((fault for fault in found if "versions" in fault.trail), None)
    return FieldProblem(field, value, CODES[mine.reason]) if mine else None


def yearly_problem(target: Target, year: int, value: Decimal) -> FieldProblem | None:
    """Why no year of a target of this kind can have ``value``, or None when one can."""
    figure = pure.Figure(year, value)
    case = pure.Case(promise(target), (figure,), year)
    mine = next((fault for fault in faults(case) if "figures" in fault.trail), None)
    return FieldProblem("value", value, CODES[mine.reason]) if mine else None


def _case(target: pure.Target, row: Target) -> pure.Case:
    return pure.Case(target, (), row.target_year or row.plan.end_year)


def _problem(fault: Fault, target: Target) -> FieldProblem:
    name = str(fault.trail[-1])
    return FieldProblem(name, getattr(target, name, None), CODES[fault.reason])
