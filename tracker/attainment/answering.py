"""The door's own words: JSON in, one object for each case out (methods §11, exact 6)."""

import json
import math
from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from tracker.attainment.evaluate import evaluate
from tracker.attainment.faults import Unreadable
from tracker.attainment.figures import Answer
from tracker.attainment.reading import read_case

_LONGEST_INT = 4000  # digits; Python refuses to read integers much longer than that
_FIELDS = tuple(field.name for field in fields(Answer))
_values = attrgetter(*_FIELDS)


class NoCases(ValueError):
    """The input is no JSON list of cases."""


def load_cases(text: str | bytes) -> list[Any]:
    """The list of cases, with every number as it was typed."""
    try:
        cases = json.loads(text, parse_float=_typed, parse_int=_typed_int, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise NoCases(f"the input is no JSON: {error}") from None
    if not isinstance(cases, list):
        raise NoCases("the input is no JSON list of cases")
    return cases


def answer_case(case: Any) -> dict[str, Any]:
    """The answer to one case; one that cannot be read is answered with its error."""
    case_id = case.get("id") if isinstance(case, dict) else None
    try:
        answer = evaluate(read_case(case))
    except Unreadable as fault:
        error = {"field": fault.field, "value": fault.value, "reason": fault.reason}
        return {"id": case_id, "error": error}
    return {"id": case_id, **answer_fields(answer)}


def answer_fields(answer: Answer) -> dict[str, Any]:
    """Every field of an answer, ready for JSON; its numbers are finite since ``evaluate``."""
    return dict(zip(_FIELDS, _values(answer), strict=True))


def dump_answers(answers: Iterable[dict[str, Any]]) -> str:
    """A JSON list with one answer a line, in ASCII so that every terminal can take it."""
    return "[" + ",\n ".join(map(_ENCODER.encode, answers)) + "]"


def _typed(digits: str) -> Decimal | str:
    """A number with the decimals as typed; text, to be refused, where none can hold it."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return digits


def _typed_int(digits: str) -> int | Decimal | str:
    return int(digits) if len(digits) <= _LONGEST_INT else _typed(digits)


def _plain(value: object) -> float | str:
    """A decimal echoed in an error or an id: as a number where a double holds it."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no place in an answer")
    number = float(value)
    return number if math.isfinite(number) else str(value)


_ENCODER = json.JSONEncoder(default=_plain, allow_nan=False)
