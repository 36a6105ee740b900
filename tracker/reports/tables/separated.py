"""The table of indicators as CSV, for spreadsheets and for programs that read one table."""

import csv
import io
from decimal import Decimal

from tracker.notation import NOT_KNOWN, number, percent, ungrouped
from tracker.reports.datasets import Line, ZoneReport
from tracker.reports.tables.decimals import decimals_of

COLUMNS = (
    *("id", "group", "number", "indicator", "scope", "unit", "attribute", "base"),
    *("operator", "target", "annual", "expected", "actual"),
    *("attainment", "progress", "elapsed", "status", "remark"),
)
# What spreadsheet programs take for the beginning of a formula; blanks before it do not help.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(report: ZoneReport) -> bytes:
    """One row a target under one row of heads, in UTF-8 with the mark that spreadsheets look for.

    Numbers have the decimals that are printed and no grouping. What is not known is empty, and
    zero is 0. A text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(_text(report.words[name]) for name in COLUMNS)
    for group in report.groups:
        for line in group.lines:
            cells = _texts(line, group.title) | _numbers(line)
            table.writerow(cells[name] for name in COLUMNS)
    return file.getvalue().encode("utf-8-sig")


def _texts(line: Line, group: str) -> dict[str, str]:
    texts = {
        "id": line.key,
        "group": group,
        "number": line.number,
        "indicator": line.name,
        "scope": line.scope,
        "unit": line.unit,
        "attribute": line.attribute,
        "operator": "" if line.exact.target is None else line.basis.operator,
        "target": line.target,
        "actual": line.actual,
        "status": line.judged.text,
        "remark": line.remark,
    }
    return {name: _text(text) for name, text in texts.items()}


def _numbers(line: Line) -> dict[str, str]:
    """A target or a figure that is a word stays one."""
    exact = line.exact
    numbers = {
        name: _number(getattr(exact, name), decimals_of(line, name))
        for name in ("base", "target", "annual", "expected", "actual")
        if name not in ("target", "actual") or getattr(exact, name) is not None
    }
    shares = {name: _share(getattr(exact, name)) for name in ("attainment", "progress", "elapsed")}
    return numbers | shares


def _text(text: str) -> str:
    if text == NOT_KNOWN:
        return ""
    plain = text.replace("\0", "")
    return f"'{plain}" if plain.lstrip(" ").startswith(_FORMULA) else plain


def _number(value: Decimal | None, decimals: int) -> str:
    return "" if value is None else ungrouped(number(value, decimals))


def _share(value: Decimal | None) -> str:
    return "" if value is None else ungrouped(percent(value))
