"""A dataset as JSON and back: what was printed once can be printed again, the same, years later.

Equal datasets have equal bytes. Fields that a later version of a dataset adds need a default, so
that what was frozen before them can still be thawed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Dataset = TypeVar("Dataset")


def freeze(dataset: Any) -> bytes:
    """A frozen dataclass as canonical JSON: sorted keys, no blanks, numbers as they are.

    It may hold texts, numbers, truths, ``None``, enums, tuples, mappings from texts, and frozen
    dataclasses. Decimals become texts and keep every digit, the zeros at their end included.
    """
    plain = _plain(dataset, type(dataset))
    whole = json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return whole.encode()


def thaw(content: bytes, kind: type[Dataset]) -> Dataset:
    """The dataset that was frozen. Raises ``ValueError`` where it is none of this kind."""
    try:
        thawed: Dataset = _thawed(json.loads(content), kind)
    except (AttributeError, LookupError, TypeError, ArithmeticError) as wrong:
        raise ValueError(f"This is no frozen {kind.__name__}: {wrong}") from wrong
    return thawed


def _plain(value: Any, kind: Any) -> Any:
    """``kind`` is what the field declares: a whole number in a field of doubles is a double."""
    if is_dataclass(value):
        declared: Any = type(value)
        kinds = _kinds(declared)
        return {name: _plain(getattr(value, name), kinds[name]) for name in kinds}
    if isinstance(value, tuple):
        return [_plain(part, each) for part, each in _pairs(value, kind)]
    if isinstance(value, Mapping):
        return {name: _plain(part, get_args(kind)[1]) for name, part in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_number and _known(kind) is float else value


def _thawed(value: Any, kind: Any) -> Any:
    if value is None and NoneType in get_args(kind):
        return None
    kind = _known(kind)
    if get_origin(kind) is tuple:
        return tuple(_thawed(part, each) for part, each in _pairs(value, kind))
    if get_origin(kind) is Mapping:
        return {name: _thawed(part, get_args(kind)[1]) for name, part in value.items()}
    if is_dataclass(kind):
        make: Any = kind
        kinds = _kinds(make)
        return make(**{name: _thawed(part, kinds[name]) for name, part in value.items()})
    if kind is Decimal or issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _pairs(values: Any, kind: Any) -> Iterable[tuple[Any, Any]]:
    """The parts of a tuple, each with what it is declared to be."""
    kinds = get_args(_known(kind))
    if kinds[-1:] == (...,):
        kinds = kinds[:1] * len(values)
    return zip(values, kinds, strict=True)


def _known(kind: Any) -> Any:
    """What a field holds where it is not ``None``."""
    if get_origin(kind) not in (UnionType, Union):
        return kind
    (one,) = (part for part in get_args(kind) if part is not NoneType)
    return one


@cache
def _kinds(dataset: Any) -> dict[str, Any]:
    hints = get_type_hints(dataset)
    return {field.name: hints[field.name] for field in fields(dataset)}
