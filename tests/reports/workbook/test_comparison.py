"""A comparison as a workbook: zones beside each other, with the same formulas as their own."""

from datetime import date

import pytest

from tests import make
from tests.reports import build
from tests.reports.workbook.opened import COVER, TABLE, formulas, opened, rows, worked_out, written
from tracker.models import Zone
from tracker.reports import queries
from tracker.standing import zone_standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def content() -> bytes:
    shared = make.indicator()
    for code, value in (("east", "150"), ("west", "120")):
        plan = make.plan(make.zone(code))
        build.judged(plan, {2023: "110", 2024: value}, indicator=shared)
    zones = zone_standings(Zone.objects.all(), 2024, with_figures=True)
    return written(queries.comparison(zones, 2024, made_on=date(2025, 4, 2)))


def test_each_zone_is_a_row_under_the_indicator_with_its_own_formulas(content):
    book = opened(content, values=True)
    found = rows(book.worksheets[TABLE])
    assert [cells["actual"].value for cells in found.values()] == [150, 120]
    for key, name, cell in formulas(opened(content)):
        value = worked_out(book, cell.value, book.worksheets[TABLE])
        assert value == pytest.approx(found[key][name].value)


def test_the_cover_ranks_and_draws_the_zones(content):
    sheet = opened(content).worksheets[COVER]
    names = [row[0] for row in sheet.iter_rows(values_only=True)]
    assert {str(zone) for zone in Zone.objects.all()} <= set(names)
    assert len(sheet._charts) == 1


def test_the_matrix_has_a_row_for_each_zone(content):
    book = opened(content)
    assert book.sheetnames == [
        "Cover",
        "Table of indicators",
        "Ranking",
        "Yearly figures",
        "Status matrix",
        "Method and formulas",
    ]
    assert [row[0] for row in book["Status matrix"].iter_rows(min_row=4, values_only=True)]
