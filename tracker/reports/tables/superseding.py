"""What an issued document says of the one that it takes the place of, for programs."""

from typing import Any

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Changed, Cover, Superseded


def issued(cover: Cover, superseded: Superseded | None) -> dict[str, Any]:
    """The number of an issued document, and what it supersedes; both null in a draft."""
    return {
        "number": cover.number or None,
        "supersedes": None if superseded is None else _former(superseded),
    }


def _former(superseded: Superseded) -> dict[str, Any]:
    return {
        "number": superseded.number,
        "issued_on": superseded.issued_on,
        "reason": superseded.reason,
        "differences": [
            {
                "id": one.key,
                "zone": one.zone or None,
                "name": one.name,
                "unit": one.unit or None,
                "change": one.change,
                "cells": [_cell(cell) for cell in one.cells],
            }
            for one in superseded.differences
        ],
    }


def _cell(cell: Changed) -> dict[str, Any]:
    return {
        "column": cell.cell,
        "year": cell.year,
        "head": cell.head,
        "before": None if cell.before == NOT_KNOWN else cell.before,
        "after": None if cell.after == NOT_KNOWN else cell.after,
        "was": None if cell.was is None else f"{cell.was:f}",
        "now": None if cell.now is None else f"{cell.now:f}",
    }
