"""The workbook says what the judgement says, calculates the same, and is a page to be printed."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from tests import make
from tests.reports import build
from tests.reports.workbook.opened import (
    COVER,
    METHOD,
    SOURCES,
    TABLE,
    UNREPORTED,
    YEARS,
    formulas,
    opened,
    report,
    rows,
    worked_out,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def plan():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return plan


def table(plan, *, values: bool = True) -> dict:
    return rows(opened(written(report(plan)), values=values).worksheets[TABLE])


def by_name(plan, *, values: bool = True) -> dict:
    return {cells["indicator"].value: cells for cells in table(plan, values=values).values()}


def test_every_number_is_what_show_progress_says(plan):
    out = StringIO()
    call_command("show_progress", zone=plan.zone.code, year=2024, format="json", stdout=out)
    shown = table(plan)
    for item in json.loads(out.getvalue())["zones"][0]["items"]:
        for name in ("attainment", "progress", "elapsed", "expected"):
            value = shown[item["id"]][name].value
            assert (value is None) == (item[name] is None)
            # Cells hold sixteen digits; a promised fall is positive to the method.
            assert abs(value or 0) == pytest.approx(abs(item[name] or 0), rel=1e-15)


def test_every_formula_comes_to_the_number_that_is_stored_with_it(plan):
    content = written(report(plan))
    book, stored = opened(content), rows(opened(content, values=True).worksheets[TABLE])
    numbers = opened(content, values=True)
    found = list(formulas(book))
    for key, name, cell in found:
        value = worked_out(numbers, cell.value, numbers.worksheets[TABLE])
        assert value == pytest.approx(stored[key][name].value, rel=1e-9)
    assert len(found) > 25


KINDS_WITH_FORMULAS = {
    "level": {"attainment", "progress", "elapsed"},
    "falling": {"attainment", "progress", "elapsed"},
    "growth": {"attainment", "progress", "elapsed"},
    "sum": {"actual", "attainment", "progress", "elapsed"},
    "change": {"attainment", "progress", "elapsed"},
    "increment": {"attainment", "progress", "elapsed"},
    "rank": {"progress", "elapsed"},
    "each year": {"attainment", "elapsed"},
    "maintain": {"attainment", "elapsed"},
    "no base": {"attainment", "progress", "elapsed"},
    "no figure": set(),
}


@pytest.mark.parametrize(("name", "columns"), KINDS_WITH_FORMULAS.items())
def test_a_kind_with_a_closed_form_has_formulas(name, columns):
    plan = make.plan()
    target = build.example(plan, name)
    cells = table(plan, values=False)[target.register_id]
    assert {column for column in cells if cells[column].data_type == "f"} == columns
    assert "not a formula" not in (cells["remark"].value or "")


def test_a_change_of_the_actual_figure_changes_the_shares(plan):
    content = written(report(plan))
    formula = next(cell for _k, name, cell in formulas(opened(content)) if name == "attainment")
    changed = opened(content, values=True)
    sheet = changed.worksheets[TABLE]
    before = worked_out(changed, formula.value, sheet)
    sheet.cell(formula.row, 11).value *= 2
    assert worked_out(changed, formula.value, sheet) == pytest.approx(before * 2)


def test_what_the_cells_do_not_hold_is_a_number_and_says_so():
    plan = make.plan()
    figures = {2021: "120", 2022: {"value": "150", "is_break": True, "old_value": "130"}}
    linked = build.judged(plan, figures, name="断点", base_value="100", target_value="300")
    cells = table(plan, values=False)[linked.register_id]
    assert cells["progress"].data_type == "n"
    assert cells["remark"].value.endswith("Progress: a number, not a formula")


def test_zero_is_zero_and_what_is_missing_is_empty():
    plan = make.plan()
    build.judged(plan, {2024: "0"}, name="零", base_value="0")
    build.judged(plan, {}, name="无", base_value=None, base_year=None)
    cells = by_name(plan)
    assert (cells["零"]["actual"].value, cells["零"]["base"].value) == (0, 0)
    for name in ("base", "actual", "attainment", "progress", "elapsed"):
        assert cells["无"][name].value is None


def test_numbers_show_the_decimals_as_typed_with_thousands_and_the_sign_of_the_target():
    plan = make.plan()
    build.judged(plan, {2024: "1234.50"}, name="产值", target_value="2000", strict=True)
    build.example(plan, "change")
    cells = by_name(plan)
    assert cells["产值"]["actual"].number_format == "#,##0.00"
    assert cells["产值"]["target"].value == 2000
    assert cells["产值"]["target"].number_format == '"> "#,##0"";"> "-#,##0""'
    falling = cells["单位地区生产总值能耗降低"]["target"]
    assert (falling.value, falling.number_format) == (
        -13.5,
        '"≤〔"#,##0.0"〕";"≤〔"-#,##0.0"〕"',
    )


NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "\x00\x07=\ud800x".replace("\ud800", ""))


def test_a_text_that_begins_like_a_formula_stays_a_text():
    plan = make.plan(title="=cmd")
    for name in NASTY[:-1]:
        build.judged(plan, {2024: "110"}, name=name, unit="=个")
    for sheet in opened(written(report(plan))).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if str(cell.value).lstrip("=") in {name.lstrip("=") for name in NASTY}:
                assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_the_largest_number_has_room():
    plan = make.plan()
    build.judged(plan, {2024: "12345678901.1234"}, name="大")
    book = opened(written(report(plan)))
    assert book.worksheets[TABLE].column_dimensions["K"].width > len("12,345,678,901.1234")
    assert book.worksheets[YEARS].column_dimensions["I"].width > len("12,345,678,901.1234")


def test_what_no_cell_can_hold_does_not_break_the_file():
    plan = make.plan()
    build.judged(plan, {2024: "110"}, name="\x07铃\x1b", target_text="长" * 300)
    assert "铃" in by_name(plan)


def test_the_same_report_gives_the_same_bytes(plan):
    made = report(plan)
    assert written(made) == written(made)


def test_the_table_stays_in_sight_filters_and_prints_on_wide_paper(plan):
    sheet = opened(written(report(plan))).worksheets[TABLE]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D4", "$3:$3")
    assert sheet.auto_filter.ref.startswith("A3:P")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.oddFooter.center.text.strip() == "Page &P of &N"
    assert sheet.column_dimensions["A"].hidden


def test_every_status_has_its_colour_and_its_word(plan):
    sheet = opened(written(report(plan))).worksheets[TABLE]
    coloured = {
        rule.formula[0].strip('"') for r in sheet.conditional_formatting for rule in r.rules
    }
    words = {cells["status"].value for cells in rows(sheet).values()}
    assert words <= coloured
    assert all(word[0] in "★▲●◆▼■○" for word in words)


def test_binding_targets_come_first_and_apart(plan):
    sheet = opened(written(report(plan))).worksheets[TABLE]
    assert sheet["B4"].value.startswith("Binding targets")
    assert sheet["C5"].value == "地区生产总值"


def test_yearly_figures_stand_with_their_quality(plan):
    sheet = opened(written(report(plan))).worksheets[YEARS]
    heads = [cell.value for cell in sheet[3]]
    row = next(row for row in sheet.iter_rows(min_row=4) if row[2].value == "地区生产总值")
    shown = dict(zip(heads, row, strict=True))
    assert (shown["2023"].value, shown["2023"].number_format) == (420.5, "#,##0.0")
    assert (shown["Quality 2023"].value, shown["Quality 2024"].value) == ("Final", "Preliminary")


def test_what_is_not_reported_stands_under_its_department(plan):
    sheet = opened(written(report(plan))).worksheets[UNREPORTED]
    names = [row[1] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert "规模以上企业数" in names and "地区生产总值" not in names


def test_the_cover_counts_and_draws_the_shares(plan):
    made = report(plan)
    sheet = opened(written(made), values=True).worksheets[COVER]
    shown = {row[0].value: [cell.value for cell in row[1:5]] for row in sheet.iter_rows()}
    for count in (*made.counts, *made.field_counts):
        sums = count.sums
        assert shown[count.name][:3] == [sums.total, sums.assessable, sums.on_pace]
    assert len(sheet._charts) == 1
    assert shown["Status of the figures"][0] == dict(made.cover.facts)["Status of the figures"]


def test_where_the_figures_come_from_is_a_table_of_numbers(plan):
    made = report(plan)
    sheet = opened(written(made)).worksheets[SOURCES]
    heads = [cell.value for cell in sheet[3]]
    rows = [
        dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)
    ]
    shown = [(row["Responsible department"], row["Asked for"], row["Approved"]) for row in rows]
    assert shown == [(one.department, one.asked, one.approved) for one in made.data_sources]


def test_the_method_is_written_down(plan):
    made = report(plan)
    sheet = opened(written(made)).worksheets[METHOD]
    texts = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {rule.formula for rule in made.rules} <= texts and set(made.sources) <= texts


def test_a_zone_without_any_target_has_a_workbook():
    book = opened(written(report(make.plan())))
    assert len(book.worksheets) == 5
