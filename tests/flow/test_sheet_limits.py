"""What a sheet shows and does not take: given figures, named steps, rows of a closed cycle."""

import io

import openpyxl
import pytest
from django.utils import timezone

from tests import make
from tests.entry.sheet import build
from tracker import flow
from tracker.entry.sheet.comparing import Outcome
from tracker.entry.sheet.layout import FIRST_ROW
from tracker.errors import WrongState
from tracker.models import ReportingCycle
from tracker.terms import FigureState, Role, TargetKind


@pytest.fixture
def office(db):
    """An officer with a relative target whose series is known, and a milestone in two steps."""
    zone = make.zone("jinan-ht", name="济南高新区")
    own, plan = make.department(zone), make.plan(zone)
    series = make.series(zone=zone)
    make.parent_figure(series, 2025, "8.2", decimals=1)
    relative = make.target(
        plan,
        name="增速",
        department=own,
        kind=TargetKind.RELATIVE,
        compared_series=series,
        margin=1,
    )
    milestone = make.target(plan, name="综保区", department=own, kind=TargetKind.MILESTONE)
    make.steps(milestone, "立项", "开工")
    officer = make.member(Role.OFFICER, zone, department=own)
    return officer, make.cycle(plan, 2025), relative, milestone


def row_of(data, target):
    """The cells of a target's row by key, and the prompts of its sheet by cell."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1]
    places = build.columns(sheet)
    prompts = {str(rule.sqref): rule.prompt for rule in sheet.data_validations.dataValidation}
    rows = sheet.iter_rows(min_row=FIRST_ROW)
    row = next(row for row in rows if row[places["id"] - 1].value == target.pk)
    return {name: row[place - 1] for name, place in places.items()}, prompts


def upload(office, *entries):
    """Download, fill in (target, field, value), upload: the row of the first entry."""
    officer, cycle, *_targets = office
    data = flow.make_sheet(cycle, by=officer)
    typed = {(str(target.pk), field): value for target, field, value in entries}
    run = flow.check_sheet(cycle, build.filled(data, typed), by=officer)
    return next(each for each in run.findings if each.line.target == entries[0][0])


def returned(target, officer, **fields):
    """A figure that a reviewer sent back."""
    fields = {"state": "returned", "return_reason": "口径", "entered_by": officer} | fields
    reviewer = make.person()
    return make.draft(target, 2025, returned_by=reviewer, returned_at=timezone.now(), **fields)


def test_what_is_given_is_shown_locked_and_explained(office):
    officer, cycle, relative, milestone = office
    figure = make.draft(milestone, 2025, done=False, entered_by=officer)
    figure.steps_done, figure.steps_total = 1, 2
    figure.save()
    data = flow.make_sheet(cycle, by=officer)
    row, prompts = row_of(data, relative)
    given = row["parent_value"]
    assert (given.value, given.protection.locked) == (8.2, True)
    assert "统计公报" in prompts[given.coordinate]
    row, _prompts = row_of(data, milestone)
    counts = row["steps_done"], row["steps_total"]
    assert [(cell.value, cell.protection.locked) for cell in counts] == [(1, True), (2, True)]


@pytest.mark.parametrize("value", [8.2, "8.20", None, "—"])
def test_the_series_figure_may_come_back_or_be_left_out(office, value):
    _officer, _cycle, relative, _milestone = office
    found = upload(office, (relative, "value", 9.5), (relative, "parent_value", value))
    assert found.outcome is Outcome.CHANGED
    assert [cell.field for cell in found.cells] == ["value"]
    assert "parent_value" not in found.report


@pytest.mark.parametrize("value", [7, 0, "约8.2"])
def test_another_figure_than_that_of_the_series_is_refused_with_the_remedy(office, value):
    _officer, _cycle, relative, _milestone = office
    found = upload(office, (relative, "parent_value", value))
    (cell,) = found.cells
    assert (found.outcome, cell.problem.code) == (Outcome.REFUSED, "given_by_series")
    assert str(cell.old) == "8.2000"


def test_a_figure_of_ones_own_stays_open_in_the_sheet(office):
    officer, cycle, relative, _milestone = office
    make.draft(relative, 2025, 9, parent_value=7, entered_by=officer)
    row, _prompts = row_of(flow.make_sheet(cycle, by=officer), relative)
    assert (row["parent_value"].value, row["parent_value"].protection.locked) == (7, False)
    assert upload(office, (relative, "parent_value", 8)).outcome is Outcome.CHANGED


def test_counts_of_named_steps_are_not_taken_and_the_rest_is(office):
    _officer, _cycle, _relative, milestone = office
    (cell,) = upload(office, (milestone, "steps_done", 1)).cells
    assert cell.problem.code == "follows_from_ticks"
    assert upload(office, (milestone, "done", "是")).outcome is Outcome.CHANGED


def test_after_the_closing_the_sheet_holds_what_came_back(office):
    officer, cycle, relative, milestone = office
    figure = returned(relative, officer, value=9)
    earlier = flow.make_sheet(cycle, by=officer)
    ReportingCycle.objects.update(closed_on=timezone.localdate())
    cycle.refresh_from_db()
    data = flow.make_sheet(cycle, by=officer)
    with pytest.raises(StopIteration):
        row_of(data, milestone)
    run = flow.check_sheet(
        cycle, build.filled(data, {(str(relative.pk), "value"): 9.5}), by=officer
    )
    assert (run.absent, [each.outcome for each in run.findings]) == (0, [Outcome.CHANGED])
    sheet = build.filled(earlier, {(str(milestone.pk), "done"): "是"})
    found = {e.line.target: e for e in flow.check_sheet(cycle, sheet, by=officer).findings}
    assert found[relative].outcome is Outcome.UNCHANGED
    assert (found[milestone].outcome, found[milestone].reason) == (Outcome.REFUSED, "cycle_closed")
    figure.refresh_from_db()
    assert figure.state == FigureState.RETURNED


def test_a_correction_after_the_closing_is_stored(office):
    officer, cycle, relative, _milestone = office
    returned(relative, officer, value=9)
    ReportingCycle.objects.update(closed_on=timezone.localdate())
    cycle.refresh_from_db()
    data = flow.make_sheet(cycle, by=officer)
    filled = build.filled(data, {(str(relative.pk), "value"): 9.5})
    sent = flow.send_sheet(cycle, "表.xlsx", filled, by=officer)
    flow.confirm_sheet(sent, all_or_nothing=True, by=officer)
    figure = relative.figures.get()
    assert (str(figure.value), figure.state) == ("9.5000", FigureState.RETURNED)


def test_a_closed_cycle_that_nothing_came_back_in_gives_no_sheet(office):
    officer, cycle, relative, _milestone = office
    make.draft(relative, 2025, 9, entered_by=officer)
    cycle.closed_on = timezone.localdate()
    cycle.save()
    with pytest.raises(WrongState, match="cycle_closed"):
        flow.make_sheet(cycle, by=officer)
