"""LibreOffice shows every kind of Word document whole: nothing that it says is lost on the way."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from tests.office.office import converted
from tests.reports.documents.every import LEFT_OUT, documents_of, everything
from tests.reports.documents.word import headings, printed_texts, tables, written
from tracker.reports.datasets import Report
from tracker.reports.documents import Document
from tracker.terms import ReportKind

pytestmark = [pytest.mark.office, pytest.mark.django_db]

# Longer texts may go on on another page, below its running head.
LONGEST = 30


def pages(document: Document, folder: Path) -> list[str]:
    """The text of each page without blanks, as LibreOffice lays the document out."""
    file = folder / "document.docx"
    file.write_bytes(document.content)
    reader = pypdf.PdfReader(converted(file, "pdf"))
    return [squeezed(page.extract_text()) for page in reader.pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


def made(kind: ReportKind) -> Report:
    return documents_of(*everything())[kind]


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_is_shown_without_loss(kind, tmp_path):
    report = made(kind)
    document = written(report)
    shown = pages(document, tmp_path)
    whole = "".join(shown)
    for text in printed_texts(report, LEFT_OUT.get(kind, frozenset())):
        assert len(text) > LONGEST or squeezed(text) in whole, text
    for rows in tables(document).values():
        assert all(squeezed(cell) in whole for row in rows for cell in row if len(cell) < LONGEST)
    assert all(squeezed(heading) in whole for heading in headings(document))
    assert all(shown)
    if kind is not ReportKind.BRIEF:
        assert f"第{len(shown)}页共{len(shown)}页" in shown[-1]


@pytest.mark.parametrize("letters", [4, 20, 40, 60])
def test_the_brief_is_one_page_whatever_is_typed(letters, tmp_path):
    report = made(ReportKind.BRIEF)
    charted = next(row.chart for row in report.behind if row.chart)
    long = [
        replace(row, title="长" * letters, promise="承诺" * letters, fact=row.fact * 2)
        for row in (report.behind * 7)[:7]
    ]
    behind = tuple(replace(row, chart=charted if n < 2 else None) for n, row in enumerate(long))
    crowded = replace(report, behind=behind, more="另有若干项未达要求，详见监测报告。")
    assert len(pages(written(crowded), tmp_path)) == 1
