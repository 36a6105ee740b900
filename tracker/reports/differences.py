"""How two frozen documents on the same subject differ, figure by figure.

What is compared is what a reader sees: the rows of the tables by what they are about, cell by
cell, those that one kind alone has included, and what was promised about them. Sentences follow
from the figures and are not compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from types import MappingProxyType

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import (
    Adjusted,
    Baseline,
    Brief,
    Changed,
    Comparison,
    Count,
    DepartmentSheet,
    Difference,
    Ended,
    Entry,
    FinalReport,
    Line,
    MidtermReport,
    Outcome,
    Pledge,
    Proposal,
    Rank,
    Report,
    Word,
    ZoneReport,
)
from tracker.terms import RowChange

# In the order of the table; a figure of another year and its quality come after them.
_CELLS = (
    *(
        "indicator",
        "group",
        "scope",
        "unit",
        "attribute",
        "base",
        "target",
        "annual",
        "expected",
        "actual",
    ),
    *("attainment", "progress", "elapsed", "status", "place", "period", "total", "assessable"),
    *("on_pace", "share", "coverage", "binding_short", "light_short", "value", "note", "facts"),
    *("printed", "revised", "since", "document", "outlook", "proposal", "grounds"),
    *("anticipatory_short", "outcome_share", "quality", "following", "approved_on", "reason"),
    *("cause", "measure", "owner", "promised", "remark", "figure_of", "quality_of"),
)
_EXACT = ("base", "target", "annual", "expected", "actual", "attainment", "progress", "elapsed")
_PLEDGED = ("cause", "measure", "owner", "promised")
# What is told of a row that came or went.
_TOLD = frozenset(
    {"base", "target", "annual", "actual", "status"}
    | {"light_short", "total", "on_pace", "share", "value"}
)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    exact: Decimal | None = None


# A cell is named by its column, and by the year of a figure of another year.
_Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class _Row:
    zone: str
    name: str
    unit: str
    cells: Mapping[_Place, _Cell]
    # Whether all of it is told where it came or went.
    whole: bool = False


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """What came, went and changed, in the order of the newer tables; what went comes last.

    Columns are called as the newer document calls them. Two equal documents have none.
    """
    old, new = _keyed(before), _keyed(after)
    words = after.words
    found = []
    for key, row in new.items():
        if key not in old:
            found.append(_told(key, row, RowChange.ADDED, words))
        elif cells := tuple(_changed(old[key], row, words)):
            found.append(_difference(key, row, RowChange.CHANGED, cells))
    found += [_told(key, row, RowChange.GONE, words) for key, row in old.items() if key not in new]
    return tuple(found)


def _difference(key: str, row: _Row, change: RowChange, cells: tuple[Changed, ...]) -> Difference:
    return Difference(key, row.zone, row.name, row.unit, change, cells)


def _told(key: str, row: _Row, change: RowChange, words: Mapping[str, str]) -> Difference:
    nothing = _Row(row.zone, row.name, row.unit, {})
    pair = (nothing, row) if change is RowChange.ADDED else (row, nothing)
    cells = tuple(cell for cell in _changed(*pair, words) if row.whole or cell.cell in _TOLD)
    return _difference(key, row, change, cells)


def _changed(old: _Row, new: _Row, words: Mapping[str, str]) -> Iterator[Changed]:
    nothing = _Cell(NOT_KNOWN)
    pairs = {
        place: (old.cells.get(place, nothing), new.cells.get(place, nothing))
        for place in sorted({*old.cells, *new.cells}, key=_order)
    }
    actual = pairs.get(("actual", None))
    for (name, year), (was, now) in pairs.items():
        # The figure of the year itself stands in its own column already.
        is_told = name == "figure_of" and actual is not None and _same(actual, (was, now))
        if was.text != now.text and not is_told:
            head = words[name].replace("{year}", str(year))
            yield Changed(name, year, head, was.text, now.text, was.exact, now.exact)


def _order(place: _Place) -> tuple[int, int]:
    name, year = place
    return (year or 0) + len(_CELLS) if year else _CELLS.index(name), _CELLS.index(name)


def _same(one: tuple[_Cell, _Cell], other: tuple[_Cell, _Cell]) -> bool:
    return [cell.text for cell in one] == [cell.text for cell in other]


def _keyed(report: Report) -> dict[str, _Row]:
    """The rows of a document by what they are about; equal ones are told apart by their place."""
    keyed: dict[str, _Row] = {}
    for name, row in _rows(report):
        key, again = name, 1
        while key in keyed:
            again += 1
            key = f"{name}#{again}"
        keyed[key] = row
    return keyed


def _rows(report: Report) -> Iterator[tuple[str, _Row]]:
    if isinstance(report, ZoneReport):
        yield "light", _light(report.words, report.light)
        for count in (*report.counts, *report.field_counts):
            yield f"count:{count.name}", _count(count)
        pledges = {one.key: one.pledge for one in (*report.binding, *report.behind) if one.key}
        for group in report.groups:
            for line in group.lines:
                yield f"target:{line.key}", _line(line, pledges.get(line.key), group=group.title)
        yield from _of_kind(report)
    elif isinstance(report, Comparison):
        for rank in report.ranking:
            yield f"zone:{rank.zone}", _rank(rank)
        for shared in report.shared:
            for one in shared.lines:
                yield f"target:{one.zone}:{one.row.key}", _line(one.row, zone=one.zone)
    elif isinstance(report, Brief):
        yield from _of_brief(report)


def _of_kind(report: ZoneReport) -> Iterator[tuple[str, _Row]]:
    """Rows of the tables that one kind alone has, without what the table of indicators says."""
    if isinstance(report, MidtermReport):
        own = chain(map(_adjusted, report.adjusted), map(_proposed, report.proposals))
    elif isinstance(report, FinalReport):
        ended = (*report.missed, *(one for group in report.reached for one in group.rows))
        own = chain(
            map(_outcome, report.outcomes), map(_ended, ended), map(_baseline, report.baselines)
        )
    elif isinstance(report, DepartmentSheet):
        own = chain(map(_entered, report.entries))
    else:
        return
    words = report.words
    for table, key, row in own:
        # What says nothing is as if it were not there.
        if cells := {at: cell for at, cell in row.cells.items() if cell.text != NOT_KNOWN}:
            name = f"{words[f'sheet_{table}']}{words['colon']}{row.name}"
            yield f"{table}:{key}", replace(row, name=name, cells=cells, whole=True)


# The table by the name of its sheet, what the row is about, and the row.
_Own = tuple[str, str, _Row]


def _adjusted(one: Adjusted) -> _Own:
    texts = {"since": one.since, "document": one.document, "reason": one.reason}
    exact = {
        "printed": _Cell(one.printed, one.exact_printed),
        "revised": _Cell(one.value, one.exact_value),
    }
    return "adjusted", f"{one.key}:{one.since}", _row(one.name, texts, unit=one.unit, exact=exact)


def _proposed(one: Proposal) -> _Own:
    texts = {"outlook": one.outlook, "proposal": one.proposal, "grounds": one.grounds}
    return "proposals", one.key, _row(one.name, texts, unit=one.unit)


def _outcome(one: Outcome) -> _Own:
    texts = {
        "binding_short": one.binding,
        "anticipatory_short": one.anticipatory,
        "total": one.total,
        "outcome_share": one.share,
    }
    return "outcomes", one.judged.text, _row(_judged(one.judged), texts)


def _ended(one: Ended) -> _Own:
    return "ended", one.key, _row(one.name, {"reason": one.reason}, unit=one.unit)


def _baseline(one: Baseline) -> _Own:
    texts = {"quality": one.quality, "remark": one.remark}
    exact = {
        "value": _Cell(one.value, one.exact_value),
        "following": _Cell(one.following, one.exact_following),
    }
    return "baselines", one.key, _row(one.name, texts, unit=one.unit, exact=exact)


def _entered(one: Entry) -> _Own:
    texts = {"approved_on": one.approved_on, "note": one.note}
    return "entries", one.key, _row(one.name, texts, unit=one.unit)


def _of_brief(report: Brief) -> Iterator[tuple[str, _Row]]:
    yield "light", _light(report.words, report.light)
    for number in report.numbers:
        cells = {"value": number.value, "note": number.note}
        yield f"number:{number.name}", _row(number.name, cells)
    for field in report.fields_of_work:
        cells = {"light_short": _judged(field.light), "share": field.share}
        yield f"field:{field.name}", _row(field.name, cells)
    for behind in report.behind:
        cells = {"status": _judged(behind.judged), "facts": behind.fact, "promised": behind.promise}
        yield f"behind:{behind.title}", _row(behind.title, cells)


def _row(
    name: str,
    texts: Mapping[str, str],
    *,
    zone: str = "",
    unit: str = "",
    exact: Mapping[str, _Cell] = MappingProxyType({}),
) -> _Row:
    """One without the cells that are empty; ``exact`` are those that hold numbers."""
    cells = {**{cell: _Cell(text) for cell, text in texts.items()}, **exact}
    return _Row(
        zone, name, unit, {(place, None): cell for place, cell in cells.items() if cell.text}
    )


def _light(words: Mapping[str, str], light: Word) -> _Row:
    return _row(words["light"], {"status": _judged(light)})


def _count(count: Count) -> _Row:
    names = ("total", "assessable", "on_pace", "share")
    return _row(count.name, {name: getattr(count, name) for name in names})


def _rank(rank: Rank) -> _Row:
    names = ("place", "period", "on_pace", "share", "coverage")
    cells = {name: getattr(rank, name) for name in names}
    cells |= {"binding_short": rank.binding, "light_short": _judged(rank.light)}
    return _row(rank.zone, cells, zone=rank.zone)


def _line(line: Line, pledge: Pledge | None = None, *, group: str = "", zone: str = "") -> _Row:
    texts = {
        name: getattr(line, name) for name in ("scope", "unit", "attribute", *_EXACT, "remark")
    }
    texts |= {"indicator": line.name, "group": group, "status": _judged(line.judged)}
    cells: dict[_Place, _Cell] = {
        (name, None): _Cell(text, getattr(line.exact, name) if name in _EXACT else None)
        for name, text in texts.items()
        if text
    }
    for name in _PLEDGED if pledge else ():
        cells[name, None] = _Cell(getattr(pledge, name))
    for one in line.years:
        cells["figure_of", one.year] = _Cell(one.text, one.value)
        cells["quality_of", one.year] = _Cell(one.quality_name)
    return _Row(zone, line.name, line.unit, cells)


def _judged(word: Word) -> str:
    return f"{word.mark} {word.text}"
