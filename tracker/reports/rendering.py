"""Which module prints a report in which format.

Typesetter, matplotlib and the writer of workbooks are loaded when they are first needed: loading
takes a second, which pages and commands without reports do not pay.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from tracker.reports.datasets import Report
from tracker.reports.documents import Document
from tracker.terms import ReportFormat


def rendered(
    report: Report,
    written_as: ReportFormat,
    *,
    font_dirs: Sequence[Path],
    made_at: datetime,
    families: Mapping[str, str] = MappingProxyType({}),
) -> Document:
    """The report as a file; the same report and ``made_at`` (aware) give the same bytes.

    ``families`` are the fonts that an office has chosen, by the roles of ``fonts.OFFICE``: paper
    is printed with what ``font_dirs`` have of them, a Word document asks for them by name. Raises
    ``fonts.FontsMissing`` where a document has no font to print Chinese with.
    """
    if written_as is ReportFormat.PDF:
        from tracker.reports.documents.pdf import pdf

        return pdf(report, font_dirs=font_dirs, made_at=made_at, families=families)
    if written_as is ReportFormat.DOCX:
        from tracker.reports.documents.word import word

        return word(report, families=families, font_dirs=font_dirs, made_at=made_at)
    if written_as is ReportFormat.XLSX:
        from tracker.reports.workbook import workbook

        return Document(workbook(report, made_at=made_at))
    if written_as is ReportFormat.CSV:
        from tracker.reports.tables.separated import as_csv

        return Document(as_csv(report))
    from tracker.reports.tables.structured import as_json

    return Document(as_json(report))
