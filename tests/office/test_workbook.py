"""LibreOffice calculates the formulas of a workbook anew and comes to the judgement's numbers."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from tests import make
from tests.office.office import converted
from tests.reports import build
from tests.reports.workbook.opened import TABLE, formulas, opened, report, rows, written
from tracker.reports import queries
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = [pytest.mark.office, pytest.mark.django_db]

_STORED = re.compile(rb"(</f>)<v>[^<]*</v>")


@pytest.fixture
def content() -> bytes:
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return written(report(plan))


def without_values(content: bytes, place: Path) -> Path:
    """The workbook with its formulas only, so that whoever opens it has to calculate."""
    whole = place / "whole.xlsx"
    whole.write_bytes(content)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(place / "bare.xlsx", "w") as bare:
        for name in old.namelist():
            bare.writestr(name, _STORED.sub(rb"\1", old.read(name)))
    return place / "bare.xlsx"


def test_every_formula_comes_to_the_number_that_is_stored_with_it(content, tmp_path):
    bare = without_values(content, tmp_path)
    assert all(cell.value is None for cell in values_of(bare.read_bytes()).values())
    counted = values_of(converted(bare, "xlsx").read_bytes())
    stored = values_of(content)
    assert len(stored) > 25
    for place, cell in stored.items():
        assert counted[place].value == pytest.approx(cell.value, rel=1e-9)


def values_of(content: bytes) -> dict:
    """The cells that hold formulas in our workbook, as their values."""
    values = rows(opened(content, values=True).worksheets[TABLE])
    return {(key, name): values[key][name] for key, name, _cell in formulas(opened(content))}


@pytest.mark.parametrize(
    ("kind", "year"),
    [(ReportKind.BRIEF, 2024), (ReportKind.MIDTERM, 2023), (ReportKind.FINAL, 2025)],
)
def test_the_formulas_of_single_kinds_come_to_what_is_stored_with_them(kind, year, tmp_path):
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    for name, value in (("超", "250"), ("差", "150")):
        build.judged(plan, {2025: value}, name=name)
    stands = zone_standing(plan.zone, year, plan)
    content = written(queries.zone_report(stands, kind, made_on=date(2025, 4, 2)))
    counted = opened(converted(without_values(content, tmp_path), "xlsx").read_bytes(), values=True)
    stored = opened(content, values=True)
    found = list(live_cells(opened(content)))
    for sheet, place in found:
        number = stored.worksheets[sheet][place].value
        assert counted.worksheets[sheet][place].value == pytest.approx(number), (sheet, place)
    assert len(found) >= 3


def live_cells(book: Workbook) -> Iterator[tuple[int, str]]:
    """(place of the sheet, address) of every formula of a workbook."""
    for place, sheet in enumerate(book.worksheets):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                yield place, cell.coordinate


def test_it_prints_with_page_numbers_and_repeated_heads(content, tmp_path):
    file = tmp_path / "report.xlsx"
    file.write_bytes(content)
    assert converted(file, "pdf").read_bytes().startswith(b"%PDF")
