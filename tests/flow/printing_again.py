"""Prints a frozen document in every format, as another process years later would; says the hashes.

``python printing_again.py DATASET KIND ISSUED_AT``
"""

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tracker.reports.datasets import DATASETS
from tracker.reports.freezing import thaw
from tracker.reports.rendering import rendered
from tracker.terms import ReportFormat, ReportKind


def main(dataset: str, kind: str, issued_at: str) -> None:
    """Without Django: nothing but what the document says is asked."""
    report = thaw(Path(dataset).read_bytes(), DATASETS[ReportKind(kind)])
    at = datetime.fromisoformat(issued_at).astimezone(UTC)
    for written_as in ReportFormat:
        made = rendered(report, written_as, font_dirs=(), made_at=at)
        print(sha256(made.content).hexdigest())


if __name__ == "__main__":
    main(*sys.argv[1:])
