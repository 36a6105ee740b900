"""Between the arithmetic's answer and the JSON that the database keeps."""

from dataclasses import fields
from typing import Any

from tracker.attainment.figures import Answer
from tracker.terms import Path, Reason, Status, Verdict

_FIELDS = tuple(field.name for field in fields(Answer))
_TERMS = {"path": Path, "status": Status, "reason": Reason, "verdict": Verdict}


def to_json(answer: Answer) -> dict[str, Any]:
    """Every field of the answer; terms become their words, flags a sorted list."""
    return {name: getattr(answer, name) for name in _FIELDS} | {"flags": sorted(answer.flags)}


def from_json(stored: dict[str, Any]) -> Answer:
    """The answer as it was stored; fields that the rules did not know then stay None."""
    known = {
        name: _TERMS[name](value) if name in _TERMS and value is not None else value
        for name, value in stored.items()
    }
    return Answer(**known | {"flags": tuple(stored.get("flags", ()))})
