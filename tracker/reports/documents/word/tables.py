"""Tables: thin rules, heads that come again on every page, and rows kept whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.reports.documents.word.elements import Element, element, paragraph, run


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in twentieths of a point; ``style`` is that of the paragraphs in it."""

    head: str
    width: int
    style: str = "TableText"


def table(title: str, columns: Sequence[Column], rows: Iterable[Element]) -> Element:
    """A table that screen readers know by its title and whose first row they read as heads."""
    properties = element(
        "tblPr",
        None,
        element("tblStyle", {"val": "ReportTable"}),
        element("tblW", {"w": sum(column.width for column in columns), "type": "dxa"}),
        element("tblLayout", {"type": "fixed"}),
        element("tblLook", {"val": "0620", "firstRow": 1, "lastRow": 0, "firstColumn": 0,
                            "lastColumn": 0, "noHBand": 1, "noVBand": 1}),
        element("tblCaption", {"val": title}),
    )  # fmt: skip
    grid = element("tblGrid", None, *(element("gridCol", {"w": c.width}) for c in columns))
    return element("tbl", None, properties, grid, _head(columns), *rows)


def row(columns: Sequence[Column], *cells: str | Element, breaks: bool = False) -> Element:
    """A row of texts or of whole paragraphs; ``breaks`` where one may be longer than a page."""
    made = element("tr")
    if not breaks:
        made.append(element("trPr", None, element("cantSplit")))
    for column, content in zip(columns, cells, strict=True):
        body = paragraph(column.style, run(content)) if isinstance(content, str) else content
        made.append(_cell(column.width, body))
    return made


def group_row(columns: Sequence[Column], title: str, note: str) -> Element:
    """A row across the table that heads those below it, and is not parted from the first."""
    content = [run(title)]
    if note:
        content.append(run(f"　{note}", "Muted"))
    cell = _cell(
        sum(column.width for column in columns),
        paragraph("TableGroup", *content),
        element("gridSpan", {"val": len(columns)}),
        element("shd", {"val": "clear", "color": "auto", "fill": "F6F7F5"}),
    )
    return element("tr", None, element("trPr", None, element("cantSplit")), cell)


def _head(columns: Sequence[Column]) -> Element:
    made = element("tr", None, element("trPr", None, element("cantSplit"), element("tblHeader")))
    for column in columns:
        body = paragraph(column.style, run(column.head, "Muted"), properties=(element("keepNext"),))
        made.append(_cell(column.width, body))
    return made


def _cell(width: int, body: Element, *more: Element) -> Element:
    head = element(
        "tcPr",
        None,
        element("tcW", {"w": width, "type": "dxa"}),
        *more,
        element("vAlign", {"val": "center"}),
    )
    return element("tc", None, head, body)
