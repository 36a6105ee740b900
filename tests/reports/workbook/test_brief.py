"""The brief as one printed sheet whose shares are calculated."""

import pytest

from tests import make
from tests.reports import build
from tests.reports.workbook.opened import opened, worked_out, written
from tests.reports.workbook.test_own import MADE_ON
from tracker.reports import queries
from tracker.reports.datasets import Brief
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def made() -> Brief:
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return queries.zone_report(
        zone_standing(plan.zone, 2024, plan), ReportKind.BRIEF, made_on=MADE_ON
    )


def test_it_is_one_sheet_on_one_page_with_a_chart(made):
    book = opened(written(made))
    (sheet,) = book.worksheets
    setup = sheet.page_setup
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # One page is what both are where they are not written.
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", None, None)
    assert len(sheet._charts) == 1


def test_its_numbers_are_formulas_over_their_cells(made):
    content = written(made)
    (live,), (stored,) = opened(content).worksheets, opened(content, values=True).worksheets
    shown = {row[0].value: row for row in live.iter_rows()}
    for one in made.numbers:
        row = shown[one.name]
        assert [row[1].value, row[2].value] == [one.part, one.whole]
    formulas = [c for row in live.iter_rows() for c in row if c.data_type == "f"]
    for cell in formulas:
        value = worked_out(opened(content, values=True), cell.value, stored)
        assert value == pytest.approx(stored[cell.coordinate].value)
    assert len(formulas) >= 2 + len([one for one in made.fields_of_work if one.sums.assessable])


def test_what_falls_short_stands_there_with_its_figures(made):
    (sheet,) = opened(written(made), values=True).worksheets
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    for one in made.behind:
        row, exact = rows[one.title], one.row.exact
        assert row[1] == f"{one.judged.mark} {one.judged.text}"
        for value, number in zip(
            row[5:8], (exact.attainment, exact.progress, exact.elapsed), strict=True
        ):
            assert value == (None if number is None else pytest.approx(float(number)))


def test_a_brief_on_nothing_is_a_sheet_too():
    plan = make.plan()
    made = queries.zone_report(
        zone_standing(plan.zone, 2024, plan), ReportKind.BRIEF, made_on=MADE_ON
    )
    assert len(opened(written(made)).worksheets) == 1
