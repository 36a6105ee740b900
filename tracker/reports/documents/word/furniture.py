"""What is around the text: running heads, page numbers, the stamp across pages, and sections."""

from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml

from tracker.reports.datasets import Cover
from tracker.reports.documents.word.elements import Element, element, field, paragraph, run

_WATERMARK = Path(__file__).with_name("watermark.xml")
# In points; as large as on the archived paper.
_STAMP_SIZE = 64


class Furniture:
    """Heads and feet of a document's sections; ``page`` is as ``Page {n} of {total}``."""

    def __init__(self, document: Document, cover: Cover, page: str, family: str) -> None:
        self._document = document
        self._cover = cover
        self._family = family
        self._stamps = 0
        self._foot = self._footer(_pages(page))

    def upright(self) -> Element:
        """The end of the section of upright pages; the cover has no head."""
        return element(
            "sectPr",
            None,
            self._header("first"),
            self._header("default", "Header"),
            element("footerReference", {"type": "default", "r:id": self._foot}),
            element("pgSz", {"w": 11906, "h": 16838}),
            element("pgMar", {"top": 2098, "right": 1474, "bottom": 1984, "left": 1588,
                              "header": 1134, "footer": 1134, "gutter": 0}),
            element("titlePg"),
        )  # fmt: skip

    def sideways(self) -> None:
        """Makes the last section one of pages on their side, for the sake of a wide table."""
        last = self._document.element.body[-1]
        for child in list(last):
            last.remove(child)
        last.extend(
            [
                self._header("default", "HeaderWide"),
                element("footerReference", {"type": "default", "r:id": self._foot}),
                element("pgSz", {"w": 16838, "h": 11906, "orient": "landscape"}),
                element("pgMar", {"top": 1247, "right": 850, "bottom": 1134, "left": 850,
                                  "header": 680, "footer": 567, "gutter": 0}),
            ]
        )  # fmt: skip

    def one_page(self, foot: Element) -> None:
        """Makes the last section one page with narrow margins, which says at its foot what it
        rests on."""
        last = self._document.element.body[-1]
        for child in list(last):
            last.remove(child)
        last.extend(
            [
                self._header("first"),
                self._header("default", "Header"),
                element("footerReference", {"type": "first", "r:id": self._footer(foot)}),
                element("footerReference", {"type": "default", "r:id": self._foot}),
                element("pgSz", {"w": 11906, "h": 16838}),
                element("pgMar", {"top": 794, "right": 1021, "bottom": 794, "left": 1021,
                                  "header": 454, "footer": 454, "gutter": 0}),
                element("titlePg"),
            ]
        )  # fmt: skip

    def _header(self, which: str, style: str = "Normal") -> Element:
        part, place = self._document.part.add_header_part()
        for child in list(part.element):
            part.element.remove(child)
        content = []
        if which == "default":
            content.append(run(f"{self._cover.zone} · {self._cover.title}"))
        if self._cover.stamp:
            content.append(self._watermark())
            if which == "default":
                content.append(run(f"\t{self._cover.stamp}", "Warning"))
        part.element.append(paragraph(style, *content))
        return element("headerReference", {"type": which, "r:id": place})

    def _watermark(self) -> Element:
        """The stamp across the page, as Word makes one itself."""
        self._stamps += 1
        stamp = self._cover.stamp
        ems = sum(1.0 if character > "\u2e80" else 0.5 for character in stamp)
        values = {
            "number": self._stamps,
            "place": 2048 + self._stamps,
            "width": round(ems * _STAMP_SIZE),
            "family": escape(self._family, {'"': "&quot;"}),
            "text": escape(stamp, {'"': "&quot;"}),
        }
        template = Template(_WATERMARK.read_text(encoding="utf-8"))
        return parse_xml(template.substitute(values))

    def _footer(self, content: Element) -> str:
        part, place = self._document.part.add_footer_part()
        for child in list(part.element):
            part.element.remove(child)
        part.element.append(content)
        return place


def _pages(page: str) -> Element:
    """Where in the document a page is, which Word counts."""
    before, _sign, rest = page.partition("{n}")
    between, _sign, after = rest.partition("{total}")
    content = [run(before), *field("PAGE", "1"), run(between), *field("NUMPAGES", "1")]
    return paragraph("Footer", *content, run(after))
