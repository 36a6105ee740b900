"""A document while it is written: what follows what, and the numbers that are given once."""

from pathlib import Path

from docx.document import Document
from docx.shared import Pt

from tracker.reports import fonts
from tracker.reports.charts.canvas import Size
from tracker.reports.charts.fields import field_chart
from tracker.reports.charts.path import path_chart
from tracker.reports.documents.word.elements import (
    Element,
    bookmarked,
    element,
    field,
    paragraph,
    run,
)
from tracker.reports.documents.word.pictures import drawn, placed
from tracker.reports.shapes import FieldChart, PathChart

# Between the margins of an upright page, after GB/T 9704: 156 mm.
WIDTH = 8844
# As wide as a page, and so low that two targets find room on it.
_SIZE = Size(442, 138)
_ORDINALS = "一二三四五六七八九十"


class Paper:
    """Collects paragraphs and tables in order; ``done`` puts them into the document."""

    def __init__(self, document: Document, folders: tuple[Path, ...], *, chinese: bool) -> None:
        self.document = document
        self.chinese = chinese
        self._folders = folders
        self._font = fonts.find(fonts.SANS, folders)
        self._elements: list[Element] = []
        self._entries: list[tuple[str, str]] = []
        self._contents_at = 0
        self._numbered = 0
        self._pictures = 0

    def add(self, *elements: Element) -> None:
        self._elements.extend(elements)

    def text(self, text: str, style: str = "BodyText", *, stays: bool = False) -> None:
        """One paragraph; ``stays`` keeps it on the page of what follows."""
        self.add(paragraph(style, run(text), properties=_staying(stays)))

    def heading(self, text: str, *, numbered: bool = True) -> None:
        """A heading that stands in the contents; annexes are named instead of numbered."""
        name = f"_Toc{len(self._entries) + 1:09d}"
        properties: tuple[Element, ...] = ()
        shown = text
        if numbered:
            self._numbered += 1
            shown = self._ordinal(self._numbered) + text
        else:
            properties = (element("numPr", None, element("numId", {"val": 0})),)
        content = bookmarked(len(self._entries) + 1, name, run(text))
        self._entries.append((name, shown))
        self.add(paragraph("Heading1", *content, properties=properties))

    def _ordinal(self, number: int) -> str:
        """As Word itself writes the number of a heading; documents have fewer than ten."""
        return f"{_ORDINALS[number - 1]}、" if self.chinese else f"{number}. "

    def contents(self, title: str) -> None:
        """The contents come here; what stands in them is known when all is written."""
        self.text(title, "TOCHeading")
        self._contents_at = len(self._elements)

    def chart(
        self, chart: FieldChart | PathChart, caption: str, figure: str, *, stays: bool = False
    ) -> None:
        """A chart with its numbered caption, and its finding in words for who cannot see it."""
        if isinstance(chart, FieldChart):
            svg = field_chart(chart, self._font)
        else:
            svg = path_chart(chart, self._font, _SIZE)
        self._pictures += 1
        picture = placed(
            self.document.part,
            drawn(svg, self._folders),
            number=self._pictures,
            alt=chart.alt or caption,
            widest=Pt(WIDTH / 20),
        )
        number = field(r"SEQ Figure \* ARABIC", str(self._pictures))
        self.add(paragraph("Figure", picture))
        content = (run(f"{figure} "), *number, run(f"　{caption}"))
        self.add(paragraph("Caption", *content, properties=_staying(stays)))

    def done(self) -> None:
        """All of it into the document, before the properties of its last section."""
        at = self._contents_at
        whole = [*self._elements[:at], *self._contents(), *self._elements[at:]]
        last = self.document.element.body[-1]
        for each in whole:
            last.addprevious(each)

    def _contents(self) -> list[Element]:
        """A field that Word fills with page numbers; until then its entries are links."""
        begin, instruction, separate, _shown, end = field(r'TOC \o "1-1" \h \z \u', "")
        entries = [paragraph("TOC1", _link(name, text)) for name, text in self._entries]
        if entries:
            for piece in (separate, instruction, begin):
                entries[0].insert(1, piece)
            entries[-1].append(end)
        return entries


def _staying(stays: bool) -> tuple[Element, ...]:
    return (element("keepNext"), element("keepLines")) if stays else ()


def _link(name: str, text: str) -> Element:
    # Without a page number: which one it is only the layout knows, and none is better than a wrong.
    return element("hyperlink", {"anchor": name, "history": 1}, run(text))
