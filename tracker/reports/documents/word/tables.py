"""Tables: thin rules, heads that come again on every page, and rows kept whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from docx.oxml.ns import qn

from tracker.reports.documents.word.elements import Element, element, paragraph, run
from tracker.reports.documents.word.fitting import lines

# What cells keep free at their sides, where their table does not say otherwise.
MARGINS = 216
# Letters of tables in points, and how many lines of them a cell may hold.
_SIZE = 8.5
_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in twentieths of a point; ``style`` is that of the paragraphs in it."""

    head: str
    width: int
    style: str = "TableText"


def table(
    title: str, columns: Sequence[Column], rows: Iterable[Element], *, style: str = "ReportTable"
) -> Element:
    """A table that screen readers know by its title and whose first row they read as heads; its
    last row is never alone on a page."""
    body = list(rows)
    if len(body) > 1:
        _keep_with_next(body[-2])
    properties = element(
        "tblPr",
        None,
        element("tblStyle", {"val": style}),
        element("tblW", {"w": sum(column.width for column in columns), "type": "dxa"}),
        element("tblLayout", {"type": "fixed"}),
        element("tblLook", {"val": "0620", "firstRow": 1, "lastRow": 0, "firstColumn": 0,
                            "lastColumn": 0, "noHBand": 1, "noVBand": 1}),
        element("tblCaption", {"val": title}),
    )  # fmt: skip
    grid = element("tblGrid", None, *(element("gridCol", {"w": c.width}) for c in columns))
    return element("tbl", None, properties, grid, _head(columns), *body)


@dataclass(frozen=True, slots=True)
class Commented:
    """The content of a cell: a text and, on a line of its own, what somebody said of it.

    ``label`` stands before the comment where it is too long for the cell.
    """

    text: str
    label: str
    comment: str


Content: TypeAlias = str | Commented | Element


def rows_of(columns: Sequence[Column], *cells: Content) -> Iterable[Element]:
    """A row, kept whole. What people wrote at length stands below it, across the table: in a
    narrow column it would go on for pages."""
    short: list[Content] = []
    below: list[tuple[str, str]] = []
    for column, content in zip(columns, cells, strict=True):
        if isinstance(content, Commented) and _is_long(content.comment, column):
            below.append((content.label, content.comment))
            short.append(content.text)
        elif isinstance(content, str) and _is_long(content, column):
            below.append((column.head, content))
            short.append("")
        else:
            short.append(content)
    made = row(columns, *short)
    yield made
    if below:
        _keep_with_next(made)
    yield from (_across(columns, label, text) for label, text in below)


def _keep_with_next(row: Element) -> None:
    for properties in row.iter(qn("w:pPr")):
        if properties.find(qn("w:keepNext")) is None:
            properties.insert(1, element("keepNext"))


def _is_long(text: str, column: Column) -> bool:
    # No letter is wider than it is high, so shorter texts need not be laid out.
    points = column.width / 20
    return len(text) * _SIZE > points and lines(text, points, _SIZE) > _MOST_LINES


def row(columns: Sequence[Column], *cells: Content) -> Element:
    """A row of texts or of whole paragraphs."""
    made = element("tr", None, element("trPr", None, element("cantSplit")))
    for column, content in zip(columns, cells, strict=True):
        made.append(_cell(column.width, _filled(column, content)))
    return made


def _filled(column: Column, content: Content) -> Element:
    if isinstance(content, Commented):
        between = "\n" if content.text and content.comment else ""
        comment = run(f"{between}{content.comment}", "Muted")
        return paragraph(column.style, run(content.text), comment)
    return paragraph(column.style, run(content)) if isinstance(content, str) else content


def _across(columns: Sequence[Column], label: str, text: str) -> Element:
    content = paragraph("TableText", run(f"{label}　", "Muted"), run(text))
    return element("tr", None, _wide(columns, content))


def _wide(columns: Sequence[Column], content: Element, *looks: Element) -> Element:
    """A cell across the table."""
    span = element("gridSpan", {"val": len(columns)})
    return _cell(sum(column.width for column in columns), content, looks=(span, *looks))


def side_by_side(cells: Sequence[tuple[int, Sequence[Element]]]) -> Element:
    """Widths with the paragraphs of each, beside each other; a table only in its looks."""
    properties = element(
        "tblPr",
        None,
        element("tblW", {"w": sum(width for width, _content in cells), "type": "dxa"}),
        element("tblLayout", {"type": "fixed"}),
    )
    grid = element(
        "tblGrid", None, *(element("gridCol", {"w": width}) for width, _content in cells)
    )
    filled = (_cell(width, *content) for width, content in cells)
    whole = element("tr", None, element("trPr", None, element("cantSplit")), *filled)
    return element("tbl", None, properties, grid, whole)


def group_row(columns: Sequence[Column], title: str, note: str) -> Element:
    """A row across the table that heads those below it, and is not parted from the first."""
    content = [run(title)]
    if note:
        content.append(run(f"　{note}", "Muted"))
    ground = element("shd", {"val": "clear", "color": "auto", "fill": "F6F7F5"})
    cell = _wide(columns, paragraph("TableGroup", *content), ground)
    return element("tr", None, element("trPr", None, element("cantSplit")), cell)


def _head(columns: Sequence[Column]) -> Element:
    made = element("tr", None, element("trPr", None, element("cantSplit"), element("tblHeader")))
    for column in columns:
        body = paragraph(column.style, run(column.head, "Muted"), properties=(element("keepNext"),))
        made.append(_cell(column.width, body))
    return made


def _cell(width: int, *content: Element, looks: tuple[Element, ...] = ()) -> Element:
    head = element(
        "tcPr",
        None,
        element("tcW", {"w": width, "type": "dxa"}),
        *looks,
        element("vAlign", {"val": "center"}),
    )
    return element("tc", None, head, *content)
