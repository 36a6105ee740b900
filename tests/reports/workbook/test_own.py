"""The sheets that single kinds of reports add: their numbers, their formulas, how they print."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.reports import build
from tests.reports.workbook.opened import opened, written
from tracker.models import Zone
from tracker.notation import NOT_KNOWN
from tracker.reports import queries
from tracker.reports.datasets import Changed, Difference, Superseded
from tracker.standing import zone_standing, zone_standings
from tracker.terms import Attribute, ReportKind, RowChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MADE_ON = date(2025, 4, 2)
FOUND = re.compile(r"^=INDEX\('Table of indicators'!\$[A-Z]\$4:\$[A-Z]\$\d+,MATCH\(\$A\d+,")


@pytest.fixture
def plan():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return plan


def book_of(plan, kind: ReportKind, year: int, *, values: bool = True, **options):
    zone = zone_standing(plan.zone, year, plan)
    made = queries.zone_report(zone, kind, made_on=MADE_ON, **options)
    return opened(written(made), values=values)


def rows(sheet) -> list[dict]:
    """The rows of a sheet by the heads of its columns."""
    heads = [cell.value for cell in sheet[3]]
    found = (dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=4))
    return [row for row in found if any(cell.value is not None for cell in row.values())]


def values(sheet, *names: str) -> list[tuple]:
    return [tuple(row[name].value for name in names) for row in rows(sheet)]


def test_the_midterm_evaluation_counts_its_fields_of_work(plan):
    book = book_of(plan, ReportKind.MIDTERM, 2023, values=False)
    row = rows(book["Fields of work"])[0]
    assert row["Share on pace"].value == "=E4/D4"
    assert row["Light"].value[0] in "●◆▼○★"
    shown = rows(book_of(plan, ReportKind.MIDTERM, 2023)["Fields of work"])[0]
    share = shown["On pace"].value / shown["Assessable"].value
    assert shown["Share on pace"].value == pytest.approx(share)


def test_revisions_are_numbers_under_the_sign_of_their_target():
    plan = make.plan()
    target = build.judged(plan, {2023: "150"}, name="产值", target_value="200.5")
    make.revision(target, 2023, 180, document="常发〔2023〕4号")
    row = rows(book_of(plan, ReportKind.MIDTERM, 2023)["Revised targets"])[0]
    assert (row["As printed"].value, row["Revised to"].value) == (200.5, 180)
    assert row["As printed"].number_format.startswith('"≥ "')
    assert (row["Approving document"].value, row["Register number"].value) == (
        "常发〔2023〕4号",
        target.register_id,
    )


def test_where_there_is_nothing_the_sheet_says_so():
    book = book_of(make.plan(), ReportKind.MIDTERM, 2023)
    assert book["Revised targets"]["B2"].value == "No target has been revised."
    assert book["To be looked at again"]["B2"].value == "No target has to be looked at again."


def test_the_final_evaluation_lists_what_was_reached_and_what_was_missed_with_why():
    plan = make.plan()
    make.handling(
        make.alert(build.judged(plan, {2025: "150"}, name="差"), year=2025), explanation="停产"
    )
    build.judged(plan, {2025: {"value": "250", "note": "新厂投产"}}, name="超")
    sheet = book_of(plan, ReportKind.FINAL, 2025)["How each target ended"]
    found = values(sheet, "Indicator", "Verdict", "Actual this year", "Attainment")
    assert found == [("超", "★ Exceeded", 250, 1.25), ("差", "■ Missed", 150, 0.75)]
    reasons = [reason for (reason,) in values(sheet, "Reason")]
    assert reasons[0] == "新厂投产" and reasons[1].startswith("停产")


def test_outcomes_add_up_and_are_drawn(plan):
    sheet = book_of(plan, ReportKind.FINAL, 2025)["Outcomes"]
    found = values(sheet, "Binding", "Anticipatory", "Targets", "Share of all")
    assert all(bound + rest == whole for bound, rest, whole, _share in found)
    assert sum(share for *_counts, share in found) == pytest.approx(1)
    assert len(sheet._charts) == 1


def test_baselines_are_numbers_with_their_decimals_and_missing_ones_empty():
    plan = make.plan()
    build.judged(plan, {2025: "210.50"}, name="产值")
    build.judged(plan, {2025: "0"}, name="零")
    build.judged(plan, {}, name="税收")
    found = {
        r["Indicator"].value: r for r in rows(book_of(plan, ReportKind.FINAL, 2025)["Baselines"])
    }
    assert [found[name]["Figure"].value for name in ("产值", "零", "税收")] == [210.5, 0, None]
    assert found["产值"]["Figure"].number_format == "#,##0.00"


def test_a_departments_entries_are_found_in_the_table_by_their_register_number():
    plan = make.plan()
    ours = make.department(plan.zone, "甲局")
    target = build.judged(plan, {2024: "190"}, name="我", department=ours)
    build.judged(plan, {}, name="欠", department=ours)
    options = {"year": 2024, "kind": ReportKind.DEPARTMENT, "department": ours}
    assert values(book_of(plan, **options)["Entries"], "Indicator", "Figure", "Quality") == [
        ("我", 190, "Final"),
        ("欠", None, "not reported"),
    ]
    sheet = book_of(plan, values=False, **options)["Entries"]
    assert FOUND.match(sheet["E4"].value)
    assert (sheet["A4"].value, sheet["E5"].value) == (target.register_id, None)


def test_zones_are_ranked_with_numbers_and_formulas():
    plans = [make.plan(make.zone(code)) for code in ("a", "b")]
    for plan, figures in zip(plans, (["190", "90"], ["190"]), strict=True):
        for value in figures:
            build.judged(plan, {2024: value}, attribute=Attribute.BINDING)
    zones = zone_standings(Zone.objects.all(), 2024, with_figures=True)
    content = written(queries.comparison(zones, 2024, made_on=MADE_ON))
    found = values(opened(content, values=True)["Ranking"], "Place", "Share on pace")
    assert found == [(1, 1), (2, 0.5)]
    assert opened(content)["Ranking"]["G4"].value == "=F4/E4"


@pytest.mark.parametrize(
    ("kind", "year", "name"),
    [
        (ReportKind.MIDTERM, 2023, "To be looked at again"),
        (ReportKind.FINAL, 2025, "Baselines"),
    ],
)
def test_sheets_stay_in_sight_filter_and_print_on_wide_paper(plan, kind, year, name):
    sheet = book_of(plan, kind, year)[name]
    assert sheet.freeze_panes and sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.oddFooter.center.text.strip() == "Page &P of &N"
    assert sheet.column_dimensions["A"].hidden


def test_every_status_word_is_coloured(plan):
    sheet = book_of(plan, ReportKind.FINAL, 2025)["How each target ended"]
    coloured = {r.formula[0].strip('"') for c in sheet.conditional_formatting for r in c.rules}
    assert {word for (word,) in values(sheet, "Verdict")} <= coloured


def test_a_column_in_which_nobody_wrote_anything_is_hidden():
    plan = make.plan()
    build.judged(plan, {2025: "250"}, name="超")
    book = book_of(plan, ReportKind.FINAL, 2025)
    assert book["How each target ended"].column_dimensions["I"].hidden
    assert not any(c.value == NOT_KNOWN for s in book for row in s.iter_rows() for c in row)


def test_what_differs_from_the_former_document_stands_under_a_title_that_is_seen(plan):
    made = queries.zone_report(
        zone_standing(plan.zone, 2024, plan), ReportKind.MONITORING, made_on=MADE_ON
    )
    cell = Changed("actual", None, "Actual", "100", "120")
    other = Difference("target-1", "", "税收", "亿元", RowChange.CHANGED, (cell,))
    former = Superseded("3号", "2 April 2025", "corrected", (other,))
    sheet = opened(written(replace(made, superseded=former)))["Differences"]
    shown = next(
        cell for cell in sheet[1] if not sheet.column_dimensions[cell.column_letter].hidden
    )
    assert shown.value == made.words["differences"]
    assert sheet.column_dimensions["A"].hidden, "no zones to tell apart"
    assert "Supersedes: 3号" in sheet.cell(2, shown.column).value
