"""LibreOffice calculates the formulas of a workbook anew and comes to the judgement's numbers."""

import re
import zipfile
from pathlib import Path

import pytest

from tests import make
from tests.office.office import converted
from tests.reports import build
from tests.reports.workbook.opened import TABLE, formulas, opened, report, rows, written

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


def test_it_prints_with_page_numbers_and_repeated_heads(content, tmp_path):
    file = tmp_path / "report.xlsx"
    file.write_bytes(content)
    assert converted(file, "pdf").read_bytes().startswith(b"%PDF")
