"""A cycle's sheet goes out, is filled in, comes back, and is stored when it is confirmed."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from tests import make
from tests.entry.sheet import build
from tracker import flow
from tracker.entry.sheet.comparing import Outcome
from tracker.entry.sheet.keeping import good_rows, packed, unpacked
from tracker.entry.sheet.layout import FIRST_ROW, META_SHEET
from tracker.errors import NotAllowed, SheetRefused, WrongState
from tracker.models import Figure, TrailEntry
from tracker.terms import Direction, Role, TargetKind

KINDS = {
    "level": {},
    "growth": {"kind": TargetKind.GROWTH, "unit": "%", "growth_percent": Decimal(8)},
    "rank": {"kind": TargetKind.RANK, "unit": "位", "target_value": Decimal(3)},
    "milestone": {"kind": TargetKind.MILESTONE, "unit": ""},
    "relative": {"kind": TargetKind.RELATIVE, "margin": Decimal(1)},
}


@pytest.fixture
def office(db):
    """An officer of one department, her cycle of 2025 and twenty level targets."""
    zone = make.zone("jinan-ht", name="济南高新区")
    own = make.department(zone, "经济发展部")
    plan = make.plan(zone)
    officer = make.member(Role.OFFICER, zone, department=own, name="王")
    targets = [make.target(plan, name=f"指标{n}", department=own) for n in range(20)]
    return officer, make.cycle(plan, 2025), targets


def cells(data: bytes, pk: int):
    """The cells of a target's row by key, and the sheet."""
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        places = build.columns(sheet)
        for row in sheet.iter_rows(min_row=FIRST_ROW) if "id" in places else ():
            if row[places["id"] - 1].value == pk:
                return {name: row[place - 1] for name, place in places.items()}, sheet
    raise LookupError(pk)


def dry_run(office, entries):
    """Download, fill in {(target, field): value}, upload."""
    officer, cycle, _targets = office
    data = flow.make_sheet(cycle, by=officer)
    named = {(str(target.pk), field): value for (target, field), value in entries.items()}
    return flow.check_sheet(cycle, build.filled(data, named), by=officer)


def counts(run):
    return {outcome.value: len(run.of(outcome)) for outcome in Outcome}


def confirm(office, run, *, all_or_nothing=False):
    officer, cycle, _targets = office
    rows = [unpacked(packed(row)) for row in good_rows(run)]
    return flow.take_sheet(cycle, rows, by=officer, all_or_nothing=all_or_nothing)


def test_twelve_changed_two_refused_one_stale_and_nothing_stored_before(office):
    officer, cycle, targets = office
    data = flow.make_sheet(cycle, by=officer)
    typed = {(str(target.pk), "value"): n for n, target in enumerate(targets[:13])}
    typed |= {(str(targets[13].pk), "value"): "约12", (str(targets[14].pk), "value"): "=1/3"}
    flow.save_figure(targets[12], 2025, {"value": Decimal(99)}, version=None, by=officer)
    run = flow.check_sheet(cycle, build.filled(data, typed), by=officer)
    assert counts(run) == {"changed": 12, "unchanged": 5, "refused": 2, "stale": 1}
    refused = [(each.sheet, each.row, *each.cells) for each in run.of(Outcome.REFUSED)]
    assert [(sheet, row, cell.column, cell.problem.code) for sheet, row, cell in refused] == [
        ("经济发展部", FIRST_ROW + 13, "N", "has_words"),
        ("经济发展部", FIRST_ROW + 14, "N", "formula_without_value"),
    ]
    assert run.of(Outcome.STALE)[0].change.by == "王"
    assert list(Figure.objects.values_list("value", flat=True)) == [Decimal(99)]
    taken = confirm(office, run)
    assert len(taken.saved) == 12
    stored = dict(Figure.objects.values_list("target", "value"))
    assert stored == {t.pk: n for n, t in enumerate(targets[:12])} | {targets[12].pk: 99}
    assert TrailEntry.objects.filter(verb="save_figure", by=officer).count() == 13
    assert TrailEntry.objects.get(verb="take_sheet").after["saved"] == 12


def test_what_comes_back_untouched_changes_nothing(office):
    officer, _cycle, targets = office
    plan, own = targets[0].plan, targets[0].department
    odd = {"note": "=甲+乙\r\n第二行", "evidence": "-", "quality": "flash"}
    make.draft(targets[0], 2025, "12.50", decimals=2, entered_by=officer, **odd)
    make.draft(targets[1], 2025, 0, entered_by=officer)
    make.figure(targets[2], 2025, "187.5", decimals=1)
    make.draft(targets[3], 2025, 5, state="submitted", entered_by=officer)
    kinds = {name: make.target(plan, department=own, **given) for name, given in KINDS.items()}
    make.draft(kinds["milestone"], 2025, done=False, steps_done=0, steps_total=4)
    make.draft(kinds["rank"], 2025, 3, field_size=169)
    make.draft(kinds["relative"], 2025, "8.1", parent_value=Decimal("7.2"), decimals=1)
    run = dry_run(office, {})
    assert counts(run) == {"changed": 0, "unchanged": 25, "refused": 0, "stale": 0}


def test_an_english_sheet_is_read_on_chinese_pages(office, english):
    officer, cycle, targets = office
    done = make.target(targets[0].plan, department=targets[0].department, **KINDS["milestone"])
    make.draft(done, 2025, done=True, quality="final", entered_by=officer)
    row, _sheet = cells(flow.make_sheet(cycle, by=officer), done.pk)
    assert (row["done"].value, row["quality"].value) == ("Done", "Final")
    assert counts(dry_run(office, {}))["unchanged"] == 21


def test_the_second_field_of_every_kind_is_stored(office):
    _officer, _cycle, targets = office
    plan, own = targets[0].plan, targets[0].department
    kinds = {name: make.target(plan, department=own, **given) for name, given in KINDS.items()}
    run = dry_run(office, {
        (kinds["milestone"], "done"): "已完成",
        (kinds["milestone"], "steps_total"): 4,
        (kinds["rank"], "value"): 3,
        (kinds["rank"], "field_size"): "１６９",
        (kinds["relative"], "value"): 8.1,
        (kinds["relative"], "parent_value"): "7.2",
        (kinds["growth"], "value"): "7.5%",
        (kinds["growth"], "note"): "按可比价",
    })  # fmt: skip
    assert len(confirm(office, run, all_or_nothing=True).saved) == 4
    stored = {name: target.figures.get() for name, target in kinds.items() if name != "level"}
    assert (stored["milestone"].done, stored["milestone"].steps_total) == (True, 4)
    assert (stored["rank"].value, stored["rank"].field_size) == (3, 169)
    assert (stored["relative"].parent_value, stored["relative"].decimals) == (Decimal("7.2"), 1)
    assert (stored["growth"].value, stored["growth"].note) == (Decimal("7.5"), "按可比价")


def test_blank_takes_a_figure_back_and_zero_is_a_figure(office):
    officer, _cycle, targets = office
    make.draft(targets[0], 2025, 5, entered_by=officer)
    make.draft(targets[1], 2025, 5, entered_by=officer)
    run = dry_run(office, {(targets[0], "value"): "—", (targets[1], "value"): 0})
    confirm(office, run)
    assert [target.figures.get().value for target in targets[:2]] == [None, 0]


def test_a_note_alone_keeps_the_decimals_of_the_figure(office):
    officer, _cycle, targets = office
    make.draft(targets[0], 2025, "12.50", decimals=2, entered_by=officer)
    confirm(office, dry_run(office, {(targets[0], "note"): "快报"}))
    figure = targets[0].figures.get()
    assert (figure.decimals, figure.note) == (2, "快报")


def test_a_quality_alone_begins_no_figure(office):
    _officer, _cycle, targets = office
    run = dry_run(office, {(target, "quality"): "最终核实数" for target in targets})
    assert counts(run)["unchanged"] == 20


def test_submitted_and_approved_figures_are_refused(office):
    officer, _cycle, targets = office
    make.draft(targets[0], 2025, 5, state="submitted", entered_by=officer)
    make.figure(targets[1], 2025, 5)
    run = dry_run(office, {(targets[0], "value"): 6, (targets[1], "value"): 6})
    reasons = [finding.reason for finding in run.of(Outcome.REFUSED)]
    assert reasons == ["already_submitted", "approved_on_page"]


def test_what_a_kind_cannot_be_is_refused_with_its_cell(office):
    _officer, _cycle, targets = office
    rank = make.target(targets[0].plan, department=targets[0].department, **KINDS["rank"])
    run = dry_run(office, {(rank, "value"): 9, (rank, "field_size"): 8})
    (refused,) = run.of(Outcome.REFUSED)
    assert [cell.problem and cell.problem.code for cell in refused.cells] == [
        "beyond_field_size", None,
    ]  # fmt: skip


def test_a_figure_in_a_hatched_cell_is_not_overlooked(office):
    _officer, _cycle, targets = office
    make.target(targets[0].plan, department=targets[0].department, **KINDS["rank"])
    (refused,) = dry_run(office, {(targets[0], "field_size"): 8}).of(Outcome.REFUSED)
    assert refused.cells[0].problem.code == "not_asked_for"


def _spoilt(office, change):
    officer, cycle, targets = office
    data = flow.make_sheet(cycle, by=officer)
    filled = build.filled(data, {(str(targets[0].pk), "value"): 1})
    return flow.check_sheet(cycle, build.edited(filled, change), by=officer)


def test_edited_copied_and_foreign_rows_are_refused(office):
    def change(book):
        sheet = book.worksheets[1]
        sheet["B6"] = sheet["B7"].value
        sheet["C8"] = "v3r3"
        for column in range(1, 20):
            sheet.cell(40, column, sheet.cell(9, column).value)

    run = _spoilt(office, change)
    assert [(each.row, each.reason) for each in run.of(Outcome.REFUSED)] == [
        (6, "edited_identity"), (7, "row_twice"), (8, "edited_identity"),
        (9, "row_twice"), (40, "row_twice"),
    ]  # fmt: skip
    assert (len(run.of(Outcome.CHANGED)), run.absent) == (1, 1)


@pytest.mark.parametrize("typed", ["12", "-5", "−5", "（３）"])
def test_a_row_added_by_hand_is_told(office, typed):
    def change(book):
        sheet = book.worksheets[1]
        sheet.cell(40, build.columns(sheet)["value"], typed)

    (refused,) = _spoilt(office, change).of(Outcome.REFUSED)
    assert (refused.row, refused.reason) == (40, "without_identity")


def test_another_departments_and_zones_rows_are_refused(office):
    officer, cycle, _targets = office
    colleague = make.member(
        Role.OFFICER, cycle.plan.zone, department=make.department(cycle.plan.zone, "科技创新部")
    )
    make.target(cycle.plan, department=make.department(cycle.plan.zone, "科技创新部"))
    data = flow.make_sheet(cycle, by=officer)
    run = flow.check_sheet(cycle, data, by=colleague)
    assert {finding.reason for finding in run.findings} == {"not_yours"}
    with pytest.raises(NotAllowed):
        flow.check_sheet(cycle, data, by=make.member(Role.OFFICER, make.zone()))


def test_another_cycles_file_is_refused(office):
    officer, cycle, _targets = office
    other = make.cycle(cycle.plan, 2024)
    with pytest.raises(SheetRefused, match="other_cycle"):
        flow.check_sheet(other, flow.make_sheet(cycle, by=officer), by=officer)


def test_an_edited_cycle_number_is_refused(office):
    def change(book):
        book[META_SHEET]["B2"] = "77"

    with pytest.raises(SheetRefused, match="edited_identity"):
        _spoilt(office, change)


def test_a_copy_without_the_very_hidden_sheet_is_read_by_its_rows(office):
    def change(book):
        del book[META_SHEET]

    assert counts(_spoilt(office, change))["changed"] == 1


def test_what_changes_before_the_confirmation_is_left_alone(office):
    officer, _cycle, targets = office
    run = dry_run(office, {(target, "value"): 7 for target in targets[:3]})
    flow.save_figure(targets[1], 2025, {"value": Decimal(99)}, version=None, by=officer)
    with pytest.raises(SheetRefused, match="row"):
        confirm(office, run, all_or_nothing=True)
    assert Figure.objects.count() == 1
    taken = confirm(office, run)
    assert ([row.target for row, _error in taken.left], len(taken.saved)) == ([targets[1].pk], 2)
    assert targets[1].figures.get().value == 99


def test_a_second_confirmation_stores_nothing_twice(office):
    run = dry_run(office, {(office[2][0], "value"): 7})
    confirm(office, run)
    again = confirm(office, run)
    assert (len(again.saved), len(again.left), Figure.objects.count()) == (0, 1, 1)


def test_a_closed_cycle_has_no_sheet(office):
    officer, cycle, _targets = office
    cycle.closed_on = date(2026, 4, 1)
    cycle.save()
    for verb in (flow.make_sheet, flow.require_sheet):
        with pytest.raises(WrongState, match="cycle_closed"):
            verb(cycle, by=officer)


def test_looking_at_an_upload_writes_nothing(office, read_only):
    officer, cycle, targets = office
    with read_only():
        data = flow.make_sheet(cycle, by=officer)
        filled = build.filled(data, {(str(targets[0].pk), "value"): 1})
        flow.check_sheet(cycle, filled, by=officer)


def test_more_targets_cost_no_more_queries(office, django_assert_max_num_queries):
    officer, cycle, targets = office
    with django_assert_max_num_queries(11):
        data = flow.make_sheet(cycle, by=officer)
    filled = build.filled(data, {(str(target.pk), "value"): 7 for target in targets})
    with django_assert_max_num_queries(8):
        flow.check_sheet(cycle, filled, by=officer)


def test_what_looks_odd_is_told_of_the_figure_as_it_would_be(office):
    _officer, _cycle, targets = office
    for target in targets[:2]:
        make.figure(target, 2024, 187)
    found = dry_run(office, {(targets[0], "value"): 1960000, (targets[1], "value"): 196})
    codes = [[warning.code for warning in each.warnings] for each in found.of(Outcome.CHANGED)]
    assert codes == [["unit_slip"], []]


def test_rows_of_one_sheet_are_compared_with_one_another(office):
    _officer, _cycle, targets = office
    part = make.target(
        targets[0].plan, indicator=targets[0].indicator, department=targets[0].department,
        scope=make.scope(targets[0].plan.zone, "核心区"),
    )  # fmt: skip
    found = dry_run(office, {(targets[0], "value"): 100, (part, "value"): 120})
    codes = {warning.code for each in found.of(Outcome.CHANGED) for warning in each.warnings}
    assert codes == {"whole_below_part"}


def test_an_expected_reduction_is_negative_as_it_is_reported(office):
    officer, cycle, targets = office
    target = make.target(
        cycle.plan, kind=TargetKind.CUMULATIVE_CHANGE, direction=Direction.AT_MOST, unit="%",
        target_value=Decimal("13.5"), department=targets[0].department,
    )  # fmt: skip
    row, _sheet = cells(flow.make_sheet(cycle, by=officer), target.pk)
    assert row["expected"].value == pytest.approx(-13.5)


def test_a_sheet_that_a_substitute_fills_in_says_in_whose_place(office):
    officer, cycle, targets = office
    substitute = make.member(Role.VIEWER, cycle.plan.zone)
    make.delegation(officer, substitute, cycle.plan.zone)
    run = dry_run((substitute, cycle, targets), {(targets[0], "value"): 12})
    flow.take_sheet(cycle, good_rows(run), by=substitute, all_or_nothing=True)
    entries = TrailEntry.objects.filter(verb__in=["take_sheet", "save_figure"])
    assert {entry.after["in_place_of"] for entry in entries} == {"王"}
