"""Every format of a document that supersedes another one says which, why, and what differs."""

import io
import json
from datetime import UTC, date, datetime
from itertools import chain
from zipfile import ZipFile

import openpyxl
import pypdf
import pytest

from tests import make
from tests.reports import build
from tests.reports.test_differences import revised
from tracker.reports import queries
from tracker.reports.composing import Issue
from tracker.reports.rendering import rendered
from tracker.standing import zone_standing
from tracker.terms import ReportFormat, ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
AT = datetime(2026, 4, 2, tzinfo=UTC)
MONITORING, BRIEF = ReportKind.MONITORING, ReportKind.BRIEF
SAID = ("No. 2", "No. 1", "corrected yearbook", "180", "120")


@pytest.fixture
def plan():
    plan = make.plan()
    build.judged(plan, {2023: "150", 2024: "180"}, name="税收")
    return plan


def issued(plan, kind, former=None, number="No. 1"):
    issue = Issue(number, "王建国", AT.date(), former, AT.date(), "corrected yearbook")
    zone = zone_standing(plan.zone, 2024, plan)
    return queries.zone_report(zone, kind, made_on=date(2026, 4, 2), issue=issue)


def superseding(plan, kind):
    former = issued(plan, kind)
    revised(plan.targets.get(), 2024, "120")
    return issued(plan, kind, former, "No. 2")


def as_text(content: bytes, written_as: ReportFormat) -> str:
    file = io.BytesIO(content)
    if written_as is ReportFormat.PDF:
        return " ".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    if written_as is ReportFormat.XLSX:
        rows = chain.from_iterable(sheet.values for sheet in openpyxl.load_workbook(file))
        return " ".join(str(cell) for row in rows for cell in row if cell is not None)
    if written_as is ReportFormat.DOCX:
        # The number of a document without a cover stands in its foot.
        parts = ZipFile(file)
        return " ".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith("xml")
        )
    return content.decode()


def printed(report, written_as):
    return rendered(report, written_as, font_dirs=(), made_at=AT).content


@pytest.mark.parametrize("kind", [MONITORING, BRIEF])
def test_every_format_says_what_it_supersedes_why_and_what_differs(plan, kind):
    report = superseding(plan, kind)
    said = SAID if kind is MONITORING else SAID[:3]
    for written_as in set(ReportFormat) - {ReportFormat.CSV}:
        text = as_text(printed(report, written_as), written_as)
        assert [part for part in said if part not in text] == [], written_as


def test_a_first_one_and_a_draft_supersede_nothing(plan):
    first = json.loads(printed(issued(plan, MONITORING), ReportFormat.JSON))
    assert (first["number"], first["supersedes"]) == ("No. 1", None)
    sheets = openpyxl.load_workbook(
        io.BytesIO(printed(issued(plan, MONITORING), ReportFormat.XLSX))
    ).sheetnames
    assert "Differences" not in sheets


def test_programs_read_the_figures_that_differ(plan):
    whole = json.loads(printed(superseding(plan, MONITORING), ReportFormat.JSON))
    rows = {row["name"]: row for row in whole["supersedes"]["differences"]}
    (cell,) = (one for one in rows["税收"]["cells"] if one["column"] == "actual")
    assert (rows["税收"]["change"], cell["was"], cell["now"]) == ("changed", "180", "120")


def test_one_without_a_difference_says_so(plan):
    report = issued(plan, BRIEF, issued(plan, BRIEF), "No. 2")
    assert report.superseded.differences == ()
    assert "No figure differs" in as_text(printed(report, ReportFormat.PDF), ReportFormat.PDF)
