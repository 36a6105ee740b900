"""The parts of a mail, as the templates of ``emails/`` lay them out; plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# A mail is read, not searched: beyond this many rows a group says how many more the page lists.
MOST_ROWS = 20

INK, MUTED = "#1C1F23", "#5B636D"
ACCENT, AMBER, RED, SEAL = "#0B4F8A", "#9A5B00", "#B3261E", "#7A1712"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the product by its name, what it is about, and what follows the address."""

    page: str
    args: tuple[Any, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word about something, with its mark; ``colour`` never says anything by itself."""

    text: Any
    mark: str = ""
    colour: str = MUTED


@dataclass(frozen=True, slots=True)
class Row:
    """One target or department, and all that is said about it.

    ``asides`` stand beside the name, ``details`` are names and values below it. In a short row
    name and word stand side by side.
    """

    name: Any
    link: Link | None = None
    words: Sequence[Word] = ()
    asides: Sequence[Any] = ()
    details: Sequence[tuple[Any, str]] = ()
    is_binding: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one zone, due date or reason; ``quote`` is what somebody wrote about them."""

    title: Any
    aside: str = ""
    rows: Sequence[Row] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to do, with the button that leads there.

    ``ask`` says what to do by when, ``lead`` the date in words. For the line of the subject
    ``tag`` says why now, ``summary`` what, ``things`` how many. ``more`` counts the rows that
    are not listed.
    """

    ask: str
    lead: str
    action: Any
    link: Link
    sections: Sequence[Section]
    tag: str
    summary: str
    things: int
    more: int = 0
    colour: str = ACCENT
    is_alerts: bool = False


def shortened(sections: Sequence[Section]) -> tuple[list[Section], int]:
    """The first ``MOST_ROWS`` rows of all sections, and how many more there are."""
    kept, left = [], MOST_ROWS
    for section in sections:
        rows = section.rows[:left]
        left -= len(rows)
        if rows or not section.rows:
            kept.append(Section(section.title, section.aside, rows, section.quote))
    return kept, sum(len(section.rows) for section in sections) - (MOST_ROWS - left)
