"""The sheet that says how an issued document differs from the one that it takes the place of."""

from collections.abc import Mapping

from tracker.reports.datasets import Changed, Difference, Superseded
from tracker.reports.workbook.grids import Column, Grid, Row, write_grid
from tracker.reports.workbook.looks import Looks

_WIDTHS = {
    "zone": 20.0,
    "indicator": 34.0,
    "unit": 12.0,
    "change": 14.0,
    "content": 26.0,
    "before": 26.0,
    "after": 26.0,
}


def write_superseding(looks: Looks, superseded: Superseded | None) -> None:
    """One line a cell that differs; no sheet where nothing is superseded."""
    if superseded is None:
        return
    words = looks.words
    facts = {
        "supersedes": superseded.number,
        "superseded_on": superseded.issued_on,
        "superseding_reason": superseded.reason,
    }
    lead = "\u2003".join(f"{words[name]}{words['colon']}{text}" for name, text in facts.items())
    # Zones are told apart in comparisons alone.
    columns = [
        Column(words[name], width, optional=name in {"zone", "unit"})
        for name, width in _WIDTHS.items()
    ]
    rows = [_row(one, cell, words) for one in superseded.differences for cell in one.cells]
    empty = f"{lead}\u2003{words['no_differences']}"
    grid = Grid(words["differences"], lead, columns, rows, empty)
    write_grid(looks.sheet("differences"), looks, grid)


def _row(one: Difference, cell: Changed, words: Mapping[str, str]) -> Row:
    what = (one.zone, one.name, one.unit, words[one.change])
    return (*what, cell.head, cell.before, cell.after)
