"""Reads JSON so that nothing is lost: digits as typed, and no field given twice."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.importing.extraction.problems import Problem, ProblemCode

# The largest real register has 120 000 characters.
LONGEST = 10_000_000
# Beyond this a whole number is no figure; ``int`` itself refuses thousands of digits.
_LONGEST_WHOLE = 18


def parse(text: str, *, file: str) -> tuple[Any, list[Problem]]:
    """The value of a JSON text with numbers as ``int`` or ``Decimal``, or the problems with it."""
    if len(text) > LONGEST:
        return None, [Problem(file, None, None, None, ProblemCode.TOO_LARGE, {"longest": LONGEST})]
    repeated: list[str] = []
    try:
        value = json.loads(
            text.removeprefix("\ufeff"),
            parse_float=_fraction,
            parse_int=_whole,
            parse_constant=Decimal,
            object_pairs_hook=lambda pairs: _object(pairs, repeated),
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        return None, [Problem(file, None, None, None, ProblemCode.NOT_JSON, place)]
    except RecursionError:
        return None, [Problem(file, None, None, None, ProblemCode.TOO_DEEP)]
    code = ProblemCode.REPEATED_FIELD
    return value, [Problem(file, None, name, None, code) for name in dict.fromkeys(repeated)]


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONGEST_WHOLE else Decimal(digits)


def _fraction(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent beyond all bounds
        return Decimal("Infinity")


def _object(pairs: list[tuple[str, Any]], repeated: list[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            repeated.append(name)
        fields[name] = value
    return fields
