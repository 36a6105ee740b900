"""Word documents as their readers find them: the texts, and the tables by their titles."""

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

import docx
from docx.oxml.ns import qn

from tracker.notation import THIN_SPACE
from tracker.reports.datasets import Report
from tracker.reports.documents import Document
from tracker.reports.documents.word import word

MADE_AT = datetime(2025, 4, 2, 1, 2, 3, tzinfo=UTC)
# Parts of datasets that no paper prints: fixed words, identities, what charts and workbooks show.
UNPRINTED = frozenset(
    {
        "kind",
        "language",
        "words",
        "plan",
        "zone_code",
        "key",
        "basis",
        "years",
        "row",
        "field_counts",
    }
    | {"fields", "zones", "chart"}
)


def written(made: Report, names: dict[str, str] | None = None) -> Document:
    return word(made, families=names or {}, font_dirs=(), made_at=MADE_AT)


def opened(document: Document):
    return docx.Document(io.BytesIO(document.content))


def said(element) -> str:
    """What is read in an element, and nothing of what Word works out from."""
    text = "".join("\n" if each.tag == qn("w:br") else each.text or "" for each in _read(element))
    return text.replace("\u202f", THIN_SPACE)


def _read(element) -> Iterator[Any]:
    return element.iter(qn("w:t"), qn("w:br"))


def text(document: Document) -> str:
    """All that is read in it, what stands at the feet of pages included."""
    whole = opened(document)
    feet = {section.first_page_footer._element for section in whole.sections}
    return "\n".join(said(part) for part in (whole.element.body, *feet))


def tables(document: Document) -> dict[str, list[list[str]]]:
    """Rows of cells by the title of their table; heads come first."""
    found = {}
    for table in opened(document).element.body.iter(qn("w:tbl")):
        title = table.tblPr.find(qn("w:tblCaption"))
        if title is not None:
            found[title.get(qn("w:val"))] = [
                [said(cell) for cell in row.tc_lst] for row in table.tr_lst
            ]
    return found


def headings(document: Document) -> list[str]:
    """The heads of the sections, without those below them."""
    names = {"Heading 1", "Brief Heading"}
    return [p.text for p in opened(document).paragraphs if p.style.name in names]


def printed_texts(value: Any, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text of a dataset that a document on paper has to say."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from printed_texts(part, without)
    elif is_dataclass(value):
        for part in fields(value):
            if part.name not in UNPRINTED | without:
                yield from printed_texts(getattr(value, part.name), without)
