"""The tables of indicators as readers of a PDF, a Word document and a workbook find them."""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl

from tracker.notation import MINUS, NOT_KNOWN, THIN_SPACE
from tracker.terms import MARKS

SHARE = r"(—|−?\d+(?:\.\d+)?%)"
# The three shares of a row and the mark of its judgement, with what stands before them.
ROW = re.compile(
    rf"^(.*?)\s+{SHARE}\s+{SHARE}\s+{SHARE}\s+([{''.join(sorted(set(MARKS.values())))}])", re.M
)
_SHARES = ("attainment", "progress", "elapsed")
# The spaces within a number: on paper, and in Word.
_WITHIN = str.maketrans("", "", f"{THIN_SPACE}\u202f")


@dataclass(frozen=True)
class Row:
    """One row of a table of indicators, as it is written; ``expected`` is None where a table has
    no such column."""

    shares: tuple[str, str, str]
    mark: str
    expected: str | None = None


def text_of(file: Path, order: str = "-layout") -> str:
    """The text of a PDF as it is laid out, or ``-raw`` in the order that it was written in."""
    command = ["pdftotext", order, str(file), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return text.translate(_WITHIN)


def rows_of_pdf(file: Path) -> list[Row]:
    """The rows of the official table."""
    return [_row(found) for found in ROW.finditer(text_of(file))]


def _row(found: re.Match[str]) -> Row:
    # Before the actual figure, which may be a word.
    expected = re.split(r"\s{2,}", found[1].strip())[-2]
    return Row((found[2], found[3], found[4]), found[5], expected)


def rows_side_by_side(file: Path) -> list[Row]:
    """The rows of the tables of a comparison, which share their lines with charts."""
    found = ROW.finditer(text_of(file, "-raw"))
    return [Row((row[2], row[3], row[4]), row[5]) for row in found]


def rows_of_word(file: Path, words: Sequence[str]) -> list[Row]:
    """The rows of every table whose heads are the words for expected, shares and judgement.

    A table without the first of them is one that stands side by side.
    """
    rows = []
    for table in _tables(file):
        heads = next((row for row in table if words[-1] in row), [])
        if not set(words[1:]) <= set(heads):
            continue
        at = {word: heads.index(word) for word in words if word in heads}
        for cells in table:
            if len(cells) == len(heads) and cells != heads and cells[at[words[-1]]][:1] in _MARKS:
                shares = tuple(cells[at[word]] for word in words[1:4])
                expected = cells[at[words[0]]] if words[0] in at else None
                rows.append(
                    Row((shares[0], shares[1], shares[2]), cells[at[words[4]]][0], expected)
                )
    return rows


_MARKS = tuple(set(MARKS.values()))


def _tables(file: Path) -> Iterator[list[list[str]]]:
    """The texts of the cells of each table; elements, because the interface takes minutes."""
    body = docx.Document(str(file)).element.body
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for table in body.iter(f"{name}tbl"):
        yield [
            [
                "".join(part.text or "" for part in cell.iter(f"{name}t")).translate(_WITHIN)
                for cell in row.iter(f"{name}tc")
            ]
            for row in table.iter(f"{name}tr")
        ]


def cells_of_workbook(file: Path, sheet: str, heads: Sequence[str]) -> list[dict[str, Any]]:
    """The stored values of a sheet's rows by the heads given, of those rows that have an id."""
    book = openpyxl.load_workbook(file, data_only=True, read_only=True)
    rows = iter(book[sheet].iter_rows(min_row=3, values_only=True))
    names = next(rows)
    found = [dict(zip(names, row, strict=False)) for row in rows]
    book.close()
    return [{head: row.get(head) for head in heads} for row in found if row.get(names[0])]


def number(text: str) -> float | None:
    """A number as it is printed; None for a dash."""
    if text == NOT_KNOWN:
        return None
    share = text.endswith("%")
    value = float("".join(text.rstrip("%").replace(MINUS, "-").split()))
    return value / 100 if share else value
