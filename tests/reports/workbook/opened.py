"""A workbook as its readers see it, and its formulas worked out by the tests themselves."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.reports import queries
from tracker.reports.datasets import Report
from tracker.reports.workbook import workbook
from tracker.reports.workbook.indicators import COLUMNS
from tracker.standing import zone_standing
from tracker.terms import ReportKind

MADE_AT = datetime(2025, 4, 2, 8, 30, tzinfo=UTC)
COVER, TABLE, YEARS, UNREPORTED, SOURCES, METHOD = range(6)

_CELLS = re.compile(r"(?:'((?:[^']|'')+)'!)?\b([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?\b")
_FUNCTIONS = {"LN": np.log, "EXP": np.exp, "SUM": np.sum, "SUMPRODUCT": np.sum}


def report(plan, year: int = 2024) -> Report:
    zone = zone_standing(plan.zone, year, plan)
    return queries.zone_report(zone, ReportKind.MONITORING, made_on=date(2025, 4, 2))


def written(made: Report) -> bytes:
    return workbook(made, made_at=MADE_AT)


def opened(content: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def rows(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """The cells of the table of indicators by the id of their row and the name of the column."""
    found = {}
    for row in sheet.iter_rows(min_row=4):
        cells = dict(zip(COLUMNS, row, strict=False))
        if cells["id"].value:
            found[cells["id"].value] = cells
    return found


def formulas(book: Workbook) -> Iterator[tuple[str, str, Any]]:
    """(id, column, cell) of every cell of the table that holds a formula."""
    for key, cells in rows(book.worksheets[TABLE]).items():
        for name, cell in cells.items():
            if cell.data_type == "f":
                yield key, name, cell


def worked_out(book: Workbook, formula: str, here: Worksheet) -> float:
    """What a formula comes to over the cells of its workbook."""
    names: dict[str, Any] = dict(_FUNCTIONS)

    def numbers(found: re.Match[str]) -> str:
        sheet = book[found[1].replace("''", "'")] if found[1] else here
        cells = sheet[f"{found[2]}:{found[3] or found[2]}"]
        name = f"cells{len(names)}"
        names[name] = values = np.array([cell.value or 0 for row in cells for cell in row], float)
        names[f"{name}_count"] = sum(cell.value is not None for row in cells for cell in row)
        return name if values.size > 1 else f"{name}[0]"

    text = _CELLS.sub(numbers, formula.removeprefix("="))
    text = re.sub(r"COUNT\((cells\d+)(\[0\])?\)", r"\1_count", text)
    return float(eval(text, {}, names))  # noqa: S307  our own formulas, over our own cells
