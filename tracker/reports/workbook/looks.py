"""How sheets look: a page of a yearbook on paper, a table to filter and sort on the screen."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.notation import NOT_KNOWN
from tracker.reports.datasets import Report, Word
from tracker.terms import Light

# On every office's Windows, and near enough to what other systems put in its place.
_FACE = "Microsoft YaHei"
_INK, _MUTED, _RULE, _GROUND, _SEAL = "#1C1F23", "#5B636D", "#D9DDE2", "#F6F7F5", "#B3261E"
ACCENT = "#0B4F8A"
LIGHTS = {
    Light.BLUE: ("#0B4F8A", "#E3EDF6"),
    Light.GREEN: ("#1B6E3C", "#E4F2E9"),
    Light.YELLOW: ("#7A4700", "#FBEFD9"),
    Light.RED: ("#B3261E", "#FBE6E4"),
    Light.GREY: ("#5B636D", "#F0F1F2"),
}
_A4 = 9
# Points of one line, and of what is left above and below all lines; more is not shown at once.
_LINE, _AIR, _MOST_HEIGHT = 14.5, 5.0, 400.0
# What no spreadsheet program reads, and the most that a cell holds.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_FORMULA = ("=", "+", "-", "@")

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "font_size": 12},
    "stamp": {"bold": True, "font_size": 12, "font_color": _SEAL},
    "quiet": {"font_color": _MUTED, "font_size": 9, "text_wrap": True, "valign": "top"},
    "plain": {"text_wrap": True, "valign": "top"},
    "label": {"font_color": _MUTED, "valign": "top", "text_wrap": True},
    "head": {
        "bold": True,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": _RULE,
        "bg_color": _GROUND,
        "bottom": 2,
        "bottom_color": _INK,
    },
    "group": {
        "bold": True,
        "valign": "vcenter",
        "bg_color": _GROUND,
        "top": 1,
        "bottom": 1,
        "border_color": _MUTED,
    },
    "text": {
        "indent": 1,
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": _RULE,
    },
    "centre": {
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": _RULE,
    },
    "number": {"align": "right", "valign": "vcenter", "border": 1, "border_color": _RULE},
}


class Looks:
    """The formats of one workbook, each made once, and what is written with them."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self.book = book
        self.cover = report.cover
        self.words = report.words
        self._formats: dict[tuple[str, str, bool], Format] = {}

    def sheet(self, name: str) -> Worksheet:
        """A new sheet under its name in the language of the report."""
        return self.book.add_worksheet(self.sheet_name(name))

    def sheet_name(self, name: str) -> str:
        return self.words[f"sheet_{name}"]

    def format(self, style: str, digits: str = "", *, quoted: bool = False) -> Format:
        """The format of a style; ``digits`` is how numbers are shown."""
        key = (style, digits, quoted)
        if key not in self._formats:
            shown: dict[str, Any] = {"num_format": digits} if digits else {}
            face = {"font_name": _FACE, "font_size": 10, "font_color": _INK}
            self._formats[key] = self.book.add_format(
                {**face, **_STYLES[style], **shown, "quote_prefix": quoted}
            )
        return self._formats[key]

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: str = "text") -> None:
        """A text is a text whatever it begins with; a dash (not known) leaves it empty."""
        plain = cleaned(text)
        style_of = self.format(style, quoted=plain.startswith(_FORMULA))
        if plain and text != NOT_KNOWN:
            sheet.write_string(row, column, plain, style_of)
        else:
            sheet.write_blank(row, column, None, self.format(style))

    def number(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Decimal | float | None,
        digits: str,
        formula: str = "",
    ) -> None:
        """A number, with the formula that it is the value of; an empty cell where none is known."""
        style = self.format("number", digits)
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif formula:
            sheet.write_formula(row, column, formula, style, float(value))
        else:
            sheet.write_number(row, column, float(value), style)

    def heads(self, sheet: Worksheet, row: int, texts: Sequence[str], column: int = 0) -> None:
        for place, text in enumerate(texts, column):
            self.text(sheet, row, place, text, "head")

    def colour(
        self, sheet: Worksheet, cells: tuple[int, int, int, int], words: Iterable[Word]
    ) -> None:
        """Status words take the colour of their light, and keep it when they are changed.

        ``cells`` are first row and column, last row and column.
        """
        for word in words:
            text = f'"{word.mark} {word.text}"'
            rule = {"type": "cell", "criteria": "==", "value": text}
            sheet.conditional_format(*cells, {**rule, "format": self._light(word.light)})

    def colour_marks(
        self, sheet: Worksheet, cells: tuple[int, int, int, int], words: Iterable[Word]
    ) -> None:
        """What begins with the mark of a light takes its colour."""
        for word in words:
            rule = {"type": "text", "criteria": "begins with", "value": word.mark}
            sheet.conditional_format(*cells, {**rule, "format": self._light(word.light)})

    def _light(self, light: Light) -> Format:
        ink, ground = LIGHTS[light]
        return self.book.add_format({"font_color": ink, "bg_color": ground, "bold": True})

    def paper(self, sheet: Worksheet, *, landscape: bool, pages: int = 0) -> None:
        """A4, as wide as one page, numbered in the language of the report.

        ``pages`` is how many it may be high; 0 is as many as it takes.
        """
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, pages)
        cover = self.cover
        # A size ends at a blank: the title may begin with the year.
        sheet.set_header(f"&L&8 {_escaped(cover.zone)}&R&8 {_escaped(cover.title)}")
        page = self.words["page"].format(n="&P", total="&N")
        sheet.set_footer(f"&C&9 {page}")
        sheet.hide_gridlines(2)


def cleaned(text: str) -> str:
    """What a cell can hold of a text."""
    return _UNREADABLE.sub("", text)[:_LONGEST]


def height(texts: Mapping[int, str], widths: Mapping[int, float]) -> float:
    """Points for the longest text of a row: programs do not make room for what they open."""
    lines = max(
        (_lines(text, widths.get(column, 8.0)) for column, text in texts.items()), default=1
    )
    return min(lines * _LINE + _AIR, _MOST_HEIGHT)


def wide_enough(least: float, texts: Iterable[str]) -> float:
    """The width of a column of numbers: a number that does not fit would be shown as "###"."""
    return max([least, *(len(text) + 3.0 for text in texts)])


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    room = max(width - 2, 1)
    return sum(max(1, -int(-_width(part) // room)) for part in text.split("\n"))


def _width(text: str) -> int:
    """In the width of a digit; a Chinese sign is two of them wide."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _escaped(text: str) -> str:
    """A text in a header, where "&" begins a code; longer ones than 100 signs are cut."""
    return cleaned(text)[:100].replace("&", "&&")


@lru_cache(maxsize=256)
def digits(decimals: int, before: str = "", after: str = "") -> str:
    """A number format with grouped thousands; ``before`` and ``after`` stand around the number."""
    plain = "#,##0" + ("." + "0" * decimals if decimals else "")
    if not before and not after:
        return plain
    return f'"{before}"{plain}"{after}";"{before}"-{plain}"{after}"'


PERCENT = "0.0%"
YEAR = "0"
