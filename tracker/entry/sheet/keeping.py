"""The good rows of a dry run, kept here and not at the browser until they are confirmed."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.entry.sheet.comparing import DryRun, Outcome
from tracker.entry.sheet.layout import FIGURES


@dataclass(frozen=True)
class KeptRow:
    """One row to store: ``version`` is that of the download, ``report`` all that the row says."""

    sheet: str
    row: int
    target: int
    version: str
    report: Mapping[str, Any]


def good_rows(run: DryRun) -> list[KeptRow]:
    """What a confirmation stores."""
    return [
        KeptRow(found.sheet, found.row, found.line.target.pk, found.line.stamp, found.report)
        for found in run.of(Outcome.CHANGED)
        if found.line is not None and found.report is not None
    ]


def packed(row: KeptRow) -> dict[str, Any]:
    """A row as plain JSON, decimals as the text they were typed as."""
    report = {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in row.report.items()
    }
    return {**vars(row), "report": report}


def unpacked(plain: Mapping[str, Any]) -> KeptRow:
    """The row that ``packed`` made plain."""
    report = {
        name: Decimal(value) if name in FIGURES and value is not None else value
        for name, value in plain["report"].items()
    }
    return KeptRow(**{**plain, "report": report})
