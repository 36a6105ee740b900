"""One row of the table of indicators as JSON: the same names in every kind of report."""

from decimal import Decimal
from typing import Any

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Line, Sums, Word


def target(line: Line) -> dict[str, Any]:
    """Everything that is known of a target; figures are texts, not known is null."""
    return _identity(line) | _quantities(line) | _way(line)


def _identity(line: Line) -> dict[str, Any]:
    basis = line.basis
    return {
        "id": line.key,
        "name": line.name,
        "scope": line.scope or None,
        "unit": line.unit or None,
        "attribute": basis.attribute,
        "kind": basis.kind,
        "direction": basis.direction,
    }


def _quantities(line: Line) -> dict[str, Any]:
    exact, basis = line.exact, line.basis
    return {
        "base": figure(exact.base),
        "operator": basis.operator,
        "target": figure(exact.target),
        "target_text": known(line.target),
        "over_period": basis.over_period,
        "annual": figure(exact.annual),
        "expected": figure(exact.expected),
        "actual": figure(exact.actual),
        "actual_text": known(line.actual),
        "attainment": figure(exact.attainment),
        "progress": figure(exact.progress),
        "elapsed": figure(exact.elapsed),
    }


def _way(line: Line) -> dict[str, Any]:
    basis = line.basis
    return {
        "judgement": basis.judgement,
        "judgement_text": line.judged.text,
        "light": line.judged.light,
        "remark": line.remark or None,
        "path": basis.path,
        "base_year": basis.base_year,
        "judged_year": basis.judged_year,
        "target_year": basis.target_year,
        "figures": [
            {
                "year": one.year,
                "value": figure(one.value),
                "text": known(one.text),
                "quality": one.quality,
            }
            for one in line.years
        ],
    }


def light(word: Word) -> dict[str, Any]:
    """A light with its word."""
    return {"light": word.light, "text": word.text}


def counted(sums: Sums | None) -> dict[str, Any]:
    """How many targets there are, can be assessed, and are on pace."""
    return {
        "targets": sums.total if sums else None,
        "assessable": sums.assessable if sums else None,
        "on_pace": sums.on_pace if sums else None,
    }


def known(text: str) -> str | None:
    """A text; null where nothing is known or said."""
    return None if text in ("", NOT_KNOWN) else text


def figure(value: Decimal | None) -> str | None:
    """All digits, without an exponent."""
    return None if value is None else f"{value:f}"
