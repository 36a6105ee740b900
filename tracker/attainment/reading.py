"""A case as it comes in from outside, turned into a ``Case`` or refused (methods §11, exact 1–3).

Digits count as typed, ``null`` is the same as absent, unknown fields are ignored, and what cannot
be a figure is refused with its field, its value and the reason.
"""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from tracker.attainment.faults import Trail, Unreadable, field_path, first_fault
from tracker.attainment.figures import Case, Figure, Target, Version
from tracker.terms import Attribute, Direction, Measure, Path, Quality, TargetKind, Verdict

__all__ = ["Unreadable", "read_case"]

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MAGNITUDE = 10**9  # digits before or after the point; more cannot be reckoned with
_LAST_YEAR = 999_999
_LARGEST_COUNT = 10**18

Reader = Callable[[Any], object]


class _Refused(ValueError):
    """Why one value cannot be read; the field is known one level up."""


def _number(raw: object) -> Decimal:
    """A JSON number, or text of plain ASCII digits with sign, point and exponent (exact 1)."""
    match raw:
        case bool():
            raise _Refused("true and false are no numbers")
        case Decimal():
            value = raw
        case int():
            value = Decimal(raw)
        case float() if math.isfinite(raw):
            value = Decimal(repr(raw))
        case str() if _NUMBER.fullmatch(raw.strip()):
            value = _decimal(raw.strip())
        case _:
            raise _Refused("not a number in plain digits")
    if not value.is_finite() or abs(value.adjusted()) > _MAGNITUDE:
        raise _Refused("not a number that can be reckoned with")
    return value


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _Refused("not a number that can be reckoned with") from None


def _count(raw: object) -> int:
    """A whole number from 1, of fields and of steps."""
    value = _number(raw)
    if value < 1 or value > _LARGEST_COUNT or value != value.to_integral_value():
        raise _Refused("must be a whole number from 1")
    return int(value)


def _year(raw: object) -> int:
    if isinstance(raw, str) and _YEAR.fullmatch(raw):
        return int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= _LAST_YEAR:
        return raw
    raise _Refused("not a year: a whole number, or text of four digits")


def _boolean(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise _Refused("must be true or false")


def _text(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise _Refused("must be text")


def _one_of(*names: StrEnum) -> Reader:
    """A reader of one of these names, spelt exactly so."""
    by_name = {name.value: name for name in names}

    def read(raw: object) -> StrEnum:
        if isinstance(raw, str) and raw in by_name:
            return by_name[raw]
        raise _Refused(f"must be one of {', '.join(by_name)}")

    return read


_TARGET: dict[str, Reader] = {
    "kind": _one_of(*TargetKind),
    "direction": _one_of(*Direction),
    "strict": _boolean,
    "unit": _text,
    "is_share": _boolean,
    "path": _one_of(*Path),
    "base_year": _year,
    "base_value": _number,
    "base_level": _number,
    "target_year": _year,
    "target_value": _number,
    "growth_percent": _number,
    "attribute": _one_of(*Attribute),
    "approximate": _boolean,
    "every_year": _boolean,
    "margin": _number,
    "ratio": _number,
    "relative_kind": _one_of(*Measure),
    "assigned_kind": _one_of(*Measure),
    "assessment": _one_of(Verdict.EXCEEDED, Verdict.MET, Verdict.BASICALLY_MET, Verdict.MISSED),
    "due": _year,
    "low": _number,
    "high": _number,
    "limit_low": _number,
    "limit_high": _number,
}
_FIGURE: dict[str, Reader] = {
    "year": _year,
    "value": _number,
    "quality": _one_of(Quality.FINAL, Quality.PRELIMINARY),
    "parent": _number,
    "assigned": _number,
    "done": _boolean,
    "steps_done": _number,
    "steps_total": _count,
    "field_size": _count,
    "level": _number,
    "break": _boolean,
    "old_value": _number,
}
_VERSION: dict[str, Reader] = {"effective_year": _year, "value": _number}


def read_case(case: object) -> Case:
    """The case, or ``Unreadable`` with the path of the first field that cannot stand."""
    if not isinstance(case, Mapping):
        raise Unreadable("case", case, "must be an object")
    target = _read_target(case)
    figures = tuple(_read_figure(raw, index) for index, raw in enumerate(_list(case, "figures")))
    as_of = _read(case, {"as_of": _year}, (), required=("as_of",))["as_of"]
    read = Case(target, figures, as_of)
    fault = first_fault(read)
    if fault is not None:
        raise Unreadable(fault.field, _stood(case, fault.trail), fault.reason)
    return read


def _read_target(case: Mapping[str, Any]) -> Target:
    raw = _object(case.get("target"), ("target",))
    found = _read(raw, _TARGET, ("target",), required=("kind",))
    versions = []
    for index, entry in enumerate(_list(raw, "versions", "target")):
        trail: Trail = ("target", "versions", index)
        version = _read(_object(entry, trail), _VERSION, trail, required=tuple(_VERSION))
        versions.append(Version(**version))
    return Target(**found, versions=tuple(versions))


def _read_figure(raw: object, index: int) -> Figure:
    trail: Trail = ("figures", index)
    found = _read(_object(raw, trail), _FIGURE, trail, required=("year",))
    if "break" in found:
        found["is_break"] = found.pop("break")
    return Figure(**found)


def _read(
    raw: Mapping[str, Any], readers: dict[str, Reader], trail: Trail, *, required: tuple[str, ...]
) -> dict[str, Any]:
    """Every known field that is given; ``null`` is as good as absent (exact 2)."""
    found: dict[str, Any] = {}
    for name, reader in readers.items():
        value = raw.get(name)
        if value is not None:
            try:
                found[name] = reader(value)
            except _Refused as refused:
                path = field_path((*trail, name))
                raise Unreadable(path, value, str(refused)) from None
    for name in required:
        if name not in found:
            raise Unreadable(field_path((*trail, name)), None, "required")
    return found


def _object(raw: object, trail: Trail) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise Unreadable(field_path(trail), raw, "must be an object")
    return raw


def _list(raw: Mapping[str, Any], name: str, *trail: str) -> list[object]:
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(field_path((*trail, name)), value, "must be a list")
    return value


def _stood(case: Any, trail: Trail) -> object:
    """What the case has at the end of a path; ``None`` where it has nothing."""
    for step in trail:
        case = case.get(step) if isinstance(step, str) else case[step]
    return case
