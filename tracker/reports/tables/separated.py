"""A report's targets as CSV, for spreadsheets and for programs that read one table."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from tracker.notation import NOT_KNOWN, number, percent, ungrouped
from tracker.reports.datasets import Brief, Comparison, Line, Report, ZoneReport
from tracker.reports.tables.decimals import decimals_of

_NUMBERS = (
    *("unit", "attribute", "base", "operator", "target", "annual", "expected", "actual"),
    *("attainment", "progress", "elapsed", "status"),
)
COLUMNS = ("id", "group", "number", "indicator", "scope", *_NUMBERS, "remark")
SHARED = ("id", "indicator", "caliber", "zone", "period", "scope", *_NUMBERS, "remark")
BEHIND = ("id", "number", "indicator", "scope", *_NUMBERS, "facts", "promised_short")
# What spreadsheet programs take for the beginning of a formula; blanks before it do not help. East
# Asian ones take the wide signs for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def as_csv(report: Report) -> bytes:
    """One row a target under one row of heads, in UTF-8 with the mark that spreadsheets look for.

    Of a comparison the zones that share an indicator, of a brief what falls short. Numbers have
    the decimals that are printed and no grouping. What is not known is empty, and zero is 0. A
    text that a spreadsheet would take for a formula begins with an apostrophe.
    """
    columns, rows = _table(report)
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(_text(report.words[name]) for name in columns)
    for line, texts in rows:
        cells = _texts(line) | {name: _text(text) for name, text in texts.items()} | _numbers(line)
        table.writerow(cells[name] for name in columns)
    return file.getvalue().encode("utf-8-sig")


def _table(report: Report) -> tuple[tuple[str, ...], Iterable[tuple[Line, dict[str, str]]]]:
    """The columns, and each row with what stands in it besides."""
    match report:
        case ZoneReport():
            groups = report.groups
            return COLUMNS, ((one, {"group": each.title}) for each in groups for one in each.lines)
        case Comparison():
            return SHARED, _shared(report)
        case Brief():
            return BEHIND, _behind(report)
    raise TypeError(f"{type(report).__name__} has no table")


def _shared(report: Comparison) -> Iterable[tuple[Line, dict[str, str]]]:
    for group in report.shared:
        for one in group.lines:
            yield (
                one.row,
                {
                    "indicator": group.indicator,
                    "caliber": group.caliber,
                    "zone": one.zone,
                    "period": one.period,
                },
            )


def _behind(report: Brief) -> Iterable[tuple[Line, dict[str, str]]]:
    for one in report.behind:
        if one.row is not None:
            yield one.row, {"facts": one.fact, "promised_short": one.promise}


def _texts(line: Line) -> dict[str, str]:
    texts = {
        "id": line.key,
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
