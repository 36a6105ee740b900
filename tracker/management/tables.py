"""Tables on a terminal, whatever the script of their words."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence


def table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table: columns side by side, a Chinese character as wide as two others."""
    lines = list(rows)
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (text + " " * (wide - width(text)) for text, wide in zip(line, widths, strict=True))
        yield "  " + "  ".join(cells).rstrip()


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
