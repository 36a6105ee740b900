"""Tables: thin rules, heads that come again on every page, and rows kept whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn

from tracker.reports.documents.word.elements import Element, element, paragraph, run
from tracker.reports.documents.word.fitting import lines

# What cells keep free at their sides, where their table does not say otherwise.
MARGINS = 216
# Letters of tables in points, and how many lines of them may keep a row from breaking.
_SIZE = 8.5
_MOST_LINES = 25


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in twentieths of a point; ``style`` is that of the paragraphs in it."""

    head: str
    width: int
    style: str = "TableText"


def table(
    title: str, columns: Sequence[Column], rows: Iterable[Element], *, style: str = "ReportTable"
) -> Element:
    """A table that screen readers know by its title and whose first row they read as heads."""
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
    return element("tbl", None, properties, grid, _head(columns), *rows)


def row(columns: Sequence[Column], *cells: str | Element) -> Element:
    """A row of texts or of whole paragraphs, kept whole unless it takes half a page."""
    contents = [
        paragraph(column.style, run(content)) if isinstance(content, str) else content
        for column, content in zip(columns, cells, strict=True)
    ]
    made = element("tr")
    if not any(map(_is_long, contents, columns)):
        made.append(element("trPr", None, element("cantSplit")))
    for column, content in zip(columns, contents, strict=True):
        made.append(_cell(column.width, content))
    return made


def _is_long(content: Element, column: Column) -> bool:
    text = "".join(each.text or "" for each in content.iter(qn("w:t")))
    # No letter is wider than it is high, so shorter texts need not be laid out.
    points = column.width / 20
    return len(text) * _SIZE > points and lines(text, points, _SIZE) > _MOST_LINES


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
    cell = _cell(
        sum(column.width for column in columns),
        paragraph("TableGroup", *content),
        looks=(
            element("gridSpan", {"val": len(columns)}),
            element("shd", {"val": "clear", "color": "auto", "fill": "F6F7F5"}),
        ),
    )
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
