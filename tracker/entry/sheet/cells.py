"""What one cell of a sheet says: a figure, a count, a choice or a text.

Pure. Blank and "—" are "not reported", 0 is zero; what could be meant in two ways is refused, with
a code of ``models.explaining``.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from tracker import notation
from tracker.entry.amounts import is_dash, plain_figure
from tracker.entry.checks import COUNTS
from tracker.entry.sheet.grid import Cell
from tracker.entry.sheet.layout import DESCRIBED, TEXT_LIMITS


@dataclass(frozen=True)
class Words:
    """What choices are called, in every language the sheet is made in."""

    done: Mapping[str, bool]
    quality: Mapping[str, str]


def value_of(cell: Cell, field: str, *, percent: bool, words: Words) -> Any:
    """What the cell says of ``field``; None where it says nothing.

    ``percent``: the field is in per cent. Raises ``notation.Unreadable`` with the reason.
    """
    if cell.fault:
        raise notation.Unreadable(cell.fault)
    if field == "done":
        return _choice(cell, words.done)
    if field == "quality":
        return _choice(cell, words.quality)
    if field in DESCRIBED:
        return _text(cell, field)
    figure = _figure(cell, percent=percent)
    return _count(figure) if field in COUNTS else figure


def shown(cell: Cell) -> str:
    """The cell as its author sees it, for a report about it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        exact = _exact(value)
        return f"{_plain(exact * 100)}%" if cell.percent else _plain(exact)
    return str(value).strip()


def same_text(text: str | None) -> str | None:
    """A text as it comes back from a file: line ends and control characters differ there."""
    if text is None:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return kept.strip() or None


def _figure(cell: Cell, *, percent: bool) -> Decimal | None:
    value = cell.value
    if isinstance(value, bool):
        raise notation.Unreadable("not_a_number")
    if isinstance(value, date | time):
        raise notation.Unreadable("date_for_figure")
    if isinstance(value, int | float):
        if cell.percent and not percent:
            raise notation.Unreadable("percent_for_figure")
        exact = _exact(value)
        return notation.typed(_plain(exact * 100 if cell.percent else exact))
    return plain_figure(value or "", percent=percent)


def _exact(value: int | float) -> Decimal:
    """A number of the file with the fifteen digits that spreadsheet programs keep."""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise notation.Unreadable("not_a_number")
    # Adding nothing turns the minus zero of a formula into zero.
    return exact + 0


def _plain(exact: Decimal) -> str:
    plain = f"{exact:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _count(figure: Decimal | None) -> int | None:
    if figure is None:
        return None
    if figure != figure.to_integral_value() or figure < 0:
        raise notation.Unreadable("not_whole")
    return int(figure)


def _choice(cell: Cell, words: Mapping[str, Any]) -> Any:
    plain = unicodedata.normalize("NFKC", shown(cell)).strip().lower()
    if not plain or is_dash(plain):
        return None
    if plain not in words:
        raise notation.Unreadable("not_a_choice")
    return words[plain]


def _text(cell: Cell, field: str) -> str | None:
    text = same_text(shown(cell))
    if text is not None and len(text) > TEXT_LIMITS[field]:
        raise notation.Unreadable("too_long")
    return text
