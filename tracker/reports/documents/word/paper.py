"""A document while it is written: what follows what, and the numbers that are given once."""

from pathlib import Path
from typing import TypeAlias

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from tracker.reports import fonts
from tracker.reports.charts.canvas import Size
from tracker.reports.charts.fields import field_chart
from tracker.reports.charts.multiples import multiples_chart
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
from tracker.reports.glyphs import filtered, printable
from tracker.reports.shapes import FieldChart, Multiples, PathChart

# Between the margins of an upright page, after GB/T 9704: 156 mm.
WIDTH = 8844
# As wide as a page, and so low that two targets find room on it.
_SIZE = Size(442, 138)
# The matrix of a comparison is a table here, which an office can go on working in.
Drawn: TypeAlias = FieldChart | PathChart | Multiples
_ORDINALS = "一二三四五六七八九十"


class Paper:
    """Collects paragraphs and tables in order; ``done`` puts them into the document."""

    def __init__(self, document: Document, folders: tuple[Path, ...], *, chinese: bool) -> None:
        self.document = document
        self.chinese = chinese
        self._folders = folders
        # Charts name their font; without it the typesetter would leave their letters out.
        fonts.find(fonts.SANS, folders)
        self._elements: list[Element] = []
        self._entries: list[tuple[str, str]] = []
        self._contents_at: int | None = None
        self._numbered = 0
        self._pictures = 0

    def add(self, *elements: Element) -> None:
        self._elements.extend(elements)

    def text(self, text: str, style: str = "BodyText", *, stays: bool = False) -> None:
        """One paragraph; ``stays`` keeps it on the page of what follows."""
        self.add(paragraph(style, run(text), properties=_staying(stays)))

    def lead(self, text: str) -> None:
        """What a table begins with, on the same page as its head."""
        self.text(text, stays=True)

    def heading(self, text: str, *, numbered: bool = True, breaks: bool = False) -> None:
        """A heading that stands in the contents; annexes are named instead of numbered.

        ``breaks`` begins a page with it.
        """
        name = f"_Toc{len(self._entries) + 1:09d}"
        properties: tuple[Element, ...] = ()
        shown = text
        if numbered:
            self._numbered += 1
            shown = self._ordinal(self._numbered) + text
        else:
            properties = (element("numPr", None, element("numId", {"val": 0})),)
        if breaks:
            properties = (element("pageBreakBefore"), *properties)
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

    def chart(self, chart: Drawn, caption: str, figure: str, *, stays: bool = False) -> None:
        """A chart with its caption across the page; ``stays`` as of texts."""
        self.add(*self.figure(chart, caption, figure, stays=stays))

    def figure(
        self,
        chart: Drawn,
        caption: str,
        figure: str,
        size: Size = _SIZE,
        *,
        widest: int = WIDTH,
        stays: bool = False,
    ) -> tuple[Element, Element]:
        """A chart with its numbered caption, and its finding in words for who cannot see it.

        ``size`` is that of a target's path, ``widest`` in twentieths of a point.
        """
        # Pictures bring their letters with them, so that theirs have to be in our fonts.
        shown = filtered(chart, printable(self._folders), set())
        if isinstance(shown, FieldChart):
            svg = field_chart(shown)
        elif isinstance(shown, Multiples):
            svg = multiples_chart(shown, widest / 20)
        else:
            svg = path_chart(shown, size)
        self._pictures += 1
        picture = placed(
            self.document.part,
            drawn(svg, self._folders),
            number=self._pictures,
            alt=chart.alt or caption,
            widest=Pt(widest / 20),
        )
        number = field(r"SEQ Figure \* ARABIC", str(self._pictures))
        content = (run(f"{figure} "), *number, run(f"　{caption}"))
        below = paragraph("Caption", *content, properties=_staying(stays))
        return paragraph("Figure", picture), below

    def turn(self, section: Element) -> None:
        """Ends a section, which begins a page; the paragraph that says so takes no room."""
        self.gap(section)

    def gap(self, *properties: Element) -> None:
        """A paragraph without height: between tables, which would grow together, and after them."""
        none = element("spacing", {"before": 0, "after": 0, "line": 20, "lineRule": "exact"})
        self.add(element("p", None, element("pPr", None, none, *properties)))

    def done(self) -> None:
        """All of it into the document, before the properties of its last section."""
        if self._elements[-1].tag == qn("w:tbl"):
            self.gap()
        whole, at = self._elements, self._contents_at
        if at is None:
            # Word asks its reader before it works out fields, and here there is nothing to ask for.
            settings = self.document.settings.element
            settings.remove(settings.find(qn("w:updateFields")))
        else:
            whole = [*whole[:at], *self._contents(), *whole[at:]]
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
