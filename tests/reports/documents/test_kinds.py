"""Every kind of document prints what stands there: once each, of two made-up zones.

``tests/documents`` does so with every shipped plan, in both languages and every format.
"""

import json
import shutil
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import make
from tests.documents.agreeing import rows_agree
from tests.documents.reading import rows_of_pdf, rows_side_by_side, text_of
from tests.reports import build
from tracker import flow
from tracker.models import Plan
from tracker.terms import ReportFormat, ReportKind

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="reads what poppler-utils extracts"),
]
YEARS = {ReportKind.MIDTERM: 2023, ReportKind.FINAL: 2025}
FEW = ("level", "falling", "no figure", "growth", "sum", "change", "rank", "milestone")


@pytest.fixture
def plans() -> list[Plan]:
    """Two zones that have an indicator in common, one of them with targets of several kinds."""
    shared = make.indicator()
    plans = [make.plan(make.zone(code)) for code in ("east", "west")]
    for plan, value in zip(plans, ("190", "120"), strict=True):
        build.judged(plan, {2024: value}, indicator=shared)
    for name in FEW:
        build.example(plans[0], name)
    return plans


def made(plans: list[Plan], kind: ReportKind, written_as: ReportFormat, **options) -> bytes:
    zone, year = plans[0].zone, YEARS.get(kind, 2024)
    if kind is ReportKind.COMPARISON:
        options["beside"] = [plans[1].zone]
    by = flow.system_person()
    report = flow.make_report(zone, year, kind, language="en", by=by, format=written_as, **options)
    return report.content


def printed(plans: list[Plan], kind: ReportKind, folder: Path, **options) -> Path:
    (folder / "made.pdf").write_bytes(made(plans, kind, ReportFormat.PDF, **options))
    return folder / "made.pdf"


def said(plans: list[Plan], kind: ReportKind, **options) -> list[dict]:
    """What ``show_progress`` says of the targets of a document, in the order of its table."""
    out = StringIO()
    call_command("show_progress", format="json", stdout=out, year=YEARS.get(kind, 2024))
    items = {i["id"]: i for zone in json.loads(out.getvalue())["zones"] for i in zone["items"]}
    whole = json.loads(made(plans, kind, ReportFormat.JSON, **options))
    shared = (row for group in whole.get("shared", ()) for row in group["targets"])
    return [items[row["id"]] for row in (*whole.get("targets", ()), *shared)]


@pytest.mark.parametrize("kind", [ReportKind.MONITORING, ReportKind.MIDTERM, ReportKind.FINAL])
def test_every_row_of_the_table_has_the_numbers_of_show_progress(plans, tmp_path, kind):
    items = said(plans, kind)
    assert len(items) == len(FEW) + 1
    rows_agree(rows_of_pdf(printed(plans, kind, tmp_path)), items)


def test_the_sheet_of_a_department_has_its_rows_and_no_others(plans, tmp_path):
    ours = make.department(plans[0].zone, "甲局")
    build.judged(plans[0], {2024: "150"}, name="我", department=ours)
    items = said(plans, ReportKind.DEPARTMENT, department=ours)
    assert [item["indicator"] for item in items] == ["我"]
    rows_agree(rows_of_pdf(printed(plans, ReportKind.DEPARTMENT, tmp_path, department=ours)), items)


def test_a_comparison_has_the_shared_rows_of_both_zones(plans, tmp_path):
    items = said(plans, ReportKind.COMPARISON)
    file = printed(plans, ReportKind.COMPARISON, tmp_path)
    assert len(items) == 3
    rows_agree(rows_side_by_side(file), items)


def test_a_brief_says_how_many_are_on_pace(plans, tmp_path):
    whole = json.loads(made(plans, ReportKind.BRIEF, ReportFormat.JSON))
    pace = whole["numbers"][0]
    file = printed(plans, ReportKind.BRIEF, tmp_path)
    assert f"{pace['part']}/{pace['whole']}" in text_of(file)


@pytest.mark.parametrize("kind", [ReportKind.BRIEF, ReportKind.COMPARISON])
def test_the_same_moment_gives_the_same_bytes(plans, monkeypatch, kind):
    now = datetime(2025, 4, 2, 8, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "localtime", lambda *given: now)
    for written_as in (ReportFormat.PDF, ReportFormat.XLSX):
        assert made(plans, kind, written_as) == made(plans, kind, written_as)
