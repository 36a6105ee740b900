"""A cycle's sheet as .xlsx: one sheet a department, instructions before them."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Protection
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from tracker.entry.checks import QUALITIES
from tracker.entry.sheet import layout, looks
from tracker.entry.sheet.comparing import META
from tracker.entry.sheet.facts import Facts, Line
from tracker.entry.sheet.instructions import instructions
from tracker.entry.sheet.layout import DESCRIBED, ENTERED, FIRST_ROW, HEAD_ROW, HIDDEN, KEY_ROW
from tracker.entry.sheet.limits import Limits, why_locked
from tracker.entry.sheet.wording import head, sign
from tracker.models.asking import DONE, asked_for
from tracker.models.wording import label
from tracker.terms import FigureState, Quality

_BARRED = re.compile(r"[\[\]:*?/\\']")
_TITLE_LENGTH = 31


def workbook(facts: Facts) -> bytes:
    """The sheet in the current language; what is entered is unlocked, everything else locked."""
    book = Workbook()
    book.remove(book.active)
    guide = book.create_sheet(_("Instructions"))
    instructions(guide, facts)
    taken = {guide.title.lower(), layout.META_SHEET}
    for name, lines in _by_department(facts.lines).items():
        sheet = book.create_sheet(_title(name, taken))
        _department(sheet, name, lines, facts)
        book.active = min(1, len(book.sheetnames) - 1)
    _metadata(book.create_sheet(layout.META_SHEET), facts)
    book.security = WorkbookProtection(lockStructure=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _by_department(lines: Iterable[Line]) -> dict[str, list[Line]]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        department = line.target.department
        groups.setdefault(str(department) if department else _("No department"), []).append(line)
    return groups


def _title(name: str, taken: set[str]) -> str:
    """A name that spreadsheet programs take for a sheet, and no two the same."""
    plain = _BARRED.sub(" ", ILLEGAL_CHARACTERS_RE.sub("", name)).strip() or "-"
    title, number = plain[:_TITLE_LENGTH], 2
    while title.lower() in taken:
        title = f"{plain[: _TITLE_LENGTH - 4]} {number}"
        number += 1
    taken.add(title.lower())
    return title


def _metadata(sheet: Worksheet, facts: Facts) -> None:
    values: dict[str, object] = {
        "format": layout.FORMAT,
        "cycle": facts.cycle.pk,
        "made_at": facts.made_at.isoformat(timespec="seconds"),
        "rows": len(facts.lines),
    }
    check = sign(*(values[name] for name in META))
    for name, value in (*values.items(), ("check", check)):
        sheet.append([name, str(value)])
    sheet.sheet_state = "veryHidden"


def _department(sheet: Worksheet, name: str, lines: Sequence[Line], facts: Facts) -> None:
    year = facts.cycle.year
    asked = {field for line in lines for field in line.fields}
    fields = [field for field in (*ENTERED, *DESCRIBED) if field in asked]
    columns = [*HIDDEN, *layout.SHOWN, *fields]
    first = len(HIDDEN) + 1
    looks.put(sheet.cell(1, first), f"{facts.cycle.plan.zone} · {year} · {name}").font = looks.TITLE
    hint = _("Fill in the yellow cells only. Empty means not reported; zero is a value.")
    looks.put(sheet.cell(2, first), hint).font = looks.QUIET
    for column, field in enumerate(columns, 1):
        looks.put(sheet.cell(KEY_ROW, column), layout.key(field))
        if field not in HIDDEN:
            looks.as_head(
                looks.put(sheet.cell(HEAD_ROW, column), head(field, year)), field in fields
            )
    limits = Limits(sheet)
    for row, line in enumerate(lines, FIRST_ROW):
        cells = [(field, sheet.cell(row, column)) for column, field in enumerate(columns, 1)]
        _line(cells, line, facts, limits)
        looks.fit(sheet, row, {field: cell.value for field, cell in cells})
    limits.write()
    looks.arrange(sheet, columns, last_row=FIRST_ROW + len(lines) - 1)


def _line(cells: Iterable[tuple[str, Cell]], line: Line, facts: Facts, limits: Limits) -> None:
    values, locked = _known(line, facts), line.locked
    for field, cell in cells:
        if field in values:
            looks.put(cell, values[field])
            looks.as_known(cell, field, _decimals(line, field))
        elif field in locked:
            looks.put(cell, locked[field])
            looks.as_entry(cell, field, is_open=False)
            limits.explain(cell, why_locked(line, field))
        elif field in line.fields:
            looks.put(cell, _entered(line, field))
            looks.as_entry(cell, field, is_open=line.is_open)
            cell.protection = Protection(locked=not line.is_open)
            if line.is_open:
                limits.put(cell, field, line)
        else:
            looks.as_not_asked(cell)


def _known(line: Line, facts: Facts) -> dict[str, Any]:
    """What the row says without being asked."""
    target, figure = line.target, line.figure
    state = label(FigureState(figure.state)) if figure else _("Not begun")
    if figure and figure.state == FigureState.RETURNED:
        state = f"{state}: {figure.return_reason}"
    version, pk, cycle = line.stamp, target.pk, facts.cycle.pk
    return {
        "cycle": cycle,
        "id": pk,
        "version": version,
        "check": sign(cycle, pk, version),
        "number": target.register_id,
        "name": str(target),
        "scope": str(target.scope),
        "asked": asked_for(line.kind, facts.cycle.year, line.measure),
        "unit": target.unit,
        "last": _last(line),
        "expected": line.expected,
        "annual": line.annual,
        "state": str(state),
    }


def _last(line: Line) -> Any:
    if line.last is None:
        return None
    if line.last.done is not None:
        return str(DONE[line.last.done])
    return line.last.value


def _decimals(line: Line, field: str) -> int:
    """Of the figures beside the entry: as typed last year, else as the plan prints its target."""
    if field == "last" and line.last is not None:
        return line.last.decimals
    return max(1, line.target.decimals) if field == "expected" else line.target.decimals


def _entered(line: Line, field: str) -> Any:
    """What stands here already; choices by their words."""
    if line.figure is None:
        return None
    value = getattr(line.figure, field)
    if field == "quality":
        return str(label(Quality(value))) if value in QUALITIES else None
    return str(DONE[value]) if isinstance(value, bool) else value
