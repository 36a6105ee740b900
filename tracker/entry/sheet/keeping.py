"""A dry run as plain JSON, kept here and not at the browser until it is confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tracker.entry.sheet.comparing import CellChange, DryRun, Finding, Outcome
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.layout import FIGURES
from tracker.entry.warnings import EntryWarning
from tracker.errors import Change, FieldProblem
from tracker.models import Target
from tracker.terms import Severity, WarningCode

# A page of more rows is read by nobody; the counts above them say how many there are.
MOST_LISTED = 500


@dataclass(frozen=True)
class Preview:
    """What is shown of a dry run: ``counts`` by outcome, and the first rows of each.

    Counted besides are ``odd`` rows among the changed ones, and ``absent`` targets.
    """

    counts: Mapping[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class KeptRow:
    """One row to store: ``version`` is that of the download, ``report`` all that the row says."""

    sheet: str
    row: int
    target: int
    version: str
    report: Mapping[str, Any]


def good_rows(run: DryRun) -> list[KeptRow]:
    """What a confirmation stores."""
    return [
        KeptRow(found.sheet, found.row, found.line.target.pk, found.line.stamp, found.report)
        for found in run.of(Outcome.CHANGED)
        if found.line is not None and found.report is not None
    ]


def packed(row: KeptRow) -> dict[str, Any]:
    """A row as plain JSON, decimals as the text they were typed as."""
    report = {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in row.report.items()
    }
    return {**vars(row), "report": report}


def unpacked(plain: Mapping[str, Any]) -> KeptRow:
    """The row that ``packed`` made plain."""
    report = {
        name: Decimal(value) if name in FIGURES and value is not None else value
        for name, value in plain["report"].items()
    }
    return KeptRow(**{**plain, "report": report})


def packed_preview(run: DryRun) -> dict[str, Any]:
    """What is shown of a dry run, as plain JSON."""
    changed = run.of(Outcome.CHANGED)
    odd = [found for found in changed if found.warnings]
    plain = [found for found in changed if not found.warnings]
    groups = (odd, plain, run.of(Outcome.REFUSED), run.of(Outcome.STALE))
    counts = {outcome.value: len(run.of(outcome)) for outcome in Outcome}
    return {
        "counts": {**counts, "odd": len(odd), "absent": run.absent},
        "findings": [_packed(found) for group in groups for found in group[:MOST_LISTED]],
    }


def unpacked_preview(plain: Mapping[str, Any], targets: Mapping[int, Target]) -> Preview:
    """What ``packed_preview`` made plain; ``targets`` by number, those gone since are unknown."""
    findings = (_unpacked(found, targets) for found in plain["findings"])
    return Preview(plain["counts"], tuple(findings))


def targets_in(plain: Mapping[str, Any]) -> set[int]:
    """The numbers of the targets that a packed preview names."""
    return {found["target"] for found in plain["findings"] if found["target"] is not None}


def _packed(found: Finding) -> dict[str, Any]:
    change = found.change
    return {
        "outcome": found.outcome.value,
        "sheet": found.sheet,
        "row": found.row,
        "target": found.line.target.pk if found.line else None,
        "reason": found.reason,
        "change": [change.by, change.at.isoformat()] if change else None,
        "cells": [
            {
                **vars(cell),
                "old": _plain(cell.old),
                "new": _plain(cell.new),
                "problem": cell.problem.code if cell.problem else None,
            }
            for cell in found.cells
        ],
        "warnings": [
            {
                "code": warning.code.value,
                "data": {name: _plain(value) for name, value in warning.data.items()},
                "severity": warning.severity.value,
            }
            for warning in found.warnings
        ],
        "note": (found.report or {}).get("note"),
    }


def _unpacked(found: Mapping[str, Any], targets: Mapping[int, Target]) -> Finding:
    target, change = targets.get(found["target"]), found["change"]
    return Finding(
        outcome=Outcome(found["outcome"]),
        sheet=found["sheet"],
        row=found["row"],
        line=Line(target, None) if target else None,
        reason=found["reason"],
        change=Change(change[0], datetime.fromisoformat(change[1])) if change else None,
        cells=tuple(_cell(cell) for cell in found["cells"]),
        warnings=tuple(_warning(warning) for warning in found["warnings"]),
        report={"note": found["note"]},
    )


def _cell(cell: Mapping[str, Any]) -> CellChange:
    new, code = _typed(cell["new"]), cell["problem"]
    problem = FieldProblem(cell["field"], new, code) if code else None
    return CellChange(cell["column"], cell["field"], _typed(cell["old"]), new, problem)


def _warning(warning: Mapping[str, Any]) -> EntryWarning:
    data = {name: _typed(value) for name, value in warning["data"].items()}
    return EntryWarning(WarningCode(warning["code"]), data, Severity(warning["severity"]))


def _plain(value: Any) -> Any:
    """A decimal says that it is one: as a text it could be a remark."""
    return {"decimal": str(value)} if isinstance(value, Decimal) else value


def _typed(value: Any) -> Any:
    return Decimal(value["decimal"]) if isinstance(value, dict) else value
