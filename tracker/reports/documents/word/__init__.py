"""Writes a report as a Word document that an office can go on working in.

It says what the printed one says, from the same tables: real styles, real headings, a table of
contents and page numbers that Word keeps, heads of tables that come again. Fonts are named and not
embedded; a machine that lacks one shows another. The same report and date give the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument

from tracker.reports import fonts
from tracker.reports.datasets import Report
from tracker.reports.documents import Document
from tracker.reports.documents.archive import repacked
from tracker.reports.documents.word.brief import brief
from tracker.reports.documents.word.cleaning import cleaned
from tracker.reports.documents.word.comparison import comparison
from tracker.reports.documents.word.department import department
from tracker.reports.documents.word.families import Families
from tracker.reports.documents.word.final import final
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.midterm import midterm
from tracker.reports.documents.word.monitoring import monitoring
from tracker.reports.documents.word.opening import opened
from tracker.reports.documents.word.paper import Paper
from tracker.reports.documents.word.superseding import superseding
from tracker.terms import ReportKind

# Each takes the dataset of its own kind.
_WRITTEN: Mapping[ReportKind, Callable[[Paper, Furniture, Any], None]] = {
    ReportKind.MONITORING: monitoring,
    ReportKind.MIDTERM: midterm,
    ReportKind.FINAL: final,
    ReportKind.COMPARISON: comparison,
    ReportKind.BRIEF: brief,
    ReportKind.DEPARTMENT: department,
}


def word(
    report: Report, *, families: Mapping[str, str], font_dirs: Sequence[Path], made_at: datetime
) -> Document:
    """A document as .docx. ``made_at`` is its date of making, aware; ``families`` are the
    office's own by the roles of ``Families``.

    Raises ``fonts.FontsMissing`` where there is no font to letter charts with.
    """
    removed: set[str] = set()
    shown: Report = cleaned(report, removed)
    chosen = Families(**families)
    chinese = report.language != "en"
    document = opened(chosen, chinese=chinese)
    _describe(document, shown, made_at)
    paper = Paper(document, fonts.folders(font_dirs), chinese=chinese)
    furniture = Furniture(document, shown.cover, shown.words["page"], chosen.head)
    _WRITTEN[report.kind](paper, furniture, shown)
    superseding(paper, shown)
    paper.done()
    stream = BytesIO()
    document.save(stream)
    return Document(repacked(stream.getvalue(), made_at), removed=frozenset(removed))


def _describe(document: WordDocument, report: Report, made_at: datetime) -> None:
    """What the file says about itself; Word counts in UTC without saying so."""
    about = document.core_properties
    about.title = _short(f"{report.cover.zone} {report.cover.title}")
    about.author = about.last_modified_by = _short(report.cover.zone)
    about.subject = _short(report.cover.plan)
    about.language = "en-GB" if report.language == "en" else "zh-CN"
    about.created = about.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1


def _short(text: str) -> str:
    """As much as the format admits."""
    return text.replace("\n", " ")[:255]
