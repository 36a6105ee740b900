"""Tells what a register file changed from what people changed since it was last loaded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from tracker.importing.results import Change

_UNSAID = object()


@dataclass(slots=True)
class Merge:
    """What to do with one row: ``fields`` to set from the file; ``remember`` is to be written."""

    fields: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    remember: dict[str, Any] | None = None


def merge(
    label: str,
    said: Mapping[str, Any],
    as_loaded: Mapping[str, Any],
    current: Callable[[str], Any],
) -> Merge:
    """Compare what a file says with what it said last and with what stands here now.

    Only a field that the file itself changed is touched, and only where it still holds what the
    file said last: what an administrator has entered since stays and is listed as kept.
    """
    result = Merge()
    for name, value in said.items():
        new, old = remembered(value), as_loaded.get(name, _UNSAID)
        if new == old:
            continue
        now = remembered(current(name))
        result.remember = {**(result.remember or as_loaded), name: new}
        if now == new:
            continue
        change = Change(label, name, now, new)
        if old is _UNSAID or now == old:
            result.fields.append(name)
            result.changes.append(change)
        else:
            result.kept.append(change)
    return result


def remembered(value: Any) -> Any:
    """A value as JSON keeps it; figures as plain text, whatever scale the database pads to."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return list(value)
    return value


def all_remembered(said: Mapping[str, Any]) -> dict[str, Any]:
    """All that a file says of one row, as it is remembered."""
    return {name: remembered(value) for name, value in said.items()}
