"""How two documents on one subject differ: every figure that does, and nothing that does not."""

from collections import UserDict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from tests import make
from tests.reports import build
from tests.reports.test_freezing import any_of
from tracker import flow
from tracker.models import Figure, Zone
from tracker.reports import queries
from tracker.reports.datasets import (
    Brief,
    Comparison,
    DepartmentSheet,
    FinalReport,
    MidtermReport,
    MonitoringReport,
)
from tracker.reports.differences import differences
from tracker.standing import zone_standing, zone_standings
from tracker.terms import Category, ReportKind, RowChange

KINDS = (MonitoringReport, MidtermReport, FinalReport, DepartmentSheet, Brief, Comparison)


class Heads(UserDict):
    """Every column is called by its name."""

    def __missing__(self, name: str) -> str:
        return name


def mirrored(found):
    """The same differences seen from the other side, as a set."""
    turned = {RowChange.ADDED: RowChange.GONE, RowChange.GONE: RowChange.ADDED}
    return {
        (one.key, turned.get(one.change, one.change),
         frozenset((c.head, c.after, c.before, c.now, c.was) for c in one.cells))
        for one in found
    }  # fmt: skip


def plainly(found):
    return {
        (one.key, one.change,
         frozenset((c.head, c.before, c.after, c.was, c.now) for c in one.cells))
        for one in found
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_equal_documents_have_none_and_others_differ_the_same_from_both_sides(kind):
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_of(kind), any_of(kind))
    def holds(one, other):
        one, other = replace(one, words=Heads()), replace(other, words=Heads())
        assert differences(one, one) == ()
        assert plainly(differences(one, other)) == mirrored(differences(other, one))

    holds()


def drawn(plan, year: int = 2024, kind=ReportKind.MONITORING, department=None):
    zone = zone_standing(plan.zone, year, plan)
    return queries.zone_report(zone, kind, made_on=date(2025, 4, 2), department=department)


def told_of(found, table: str):
    """What is told of one table: each row's name and change, and its cells as they were and are."""
    return {
        (one.name, one.change): {cell.cell: (cell.before, cell.after) for cell in one.cells}
        for one in found
        if one.key.startswith(f"{table}:")
    }


def revised(target, year: int, value: str) -> None:
    """The figure in force becomes another one, and is judged."""
    Figure.objects.filter(target=target, year=year).update(value=Decimal(value))
    flow.reassess([target], by=flow.system_person())


@pytest.fixture
def plan():
    return make.plan()


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_revised_figure_is_told_with_all_that_follows_from_it(plan):
    target = build.judged(plan, {2023: "150", 2024: "180"})
    before = drawn(plan)
    revised(target, 2024, "120")
    told = {one.key: one for one in differences(before, drawn(plan))}
    cells = {cell.cell: cell for cell in told[f"target:{target.register_id}"].cells}
    assert (cells["actual"].before, cells["actual"].after) == ("180", "120")
    assert (cells["actual"].was, cells["actual"].now) == (Decimal(180), Decimal(120))
    assert list(cells) == ["actual", "attainment", "progress", "status"]
    assert told["light"].change is RowChange.CHANGED


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_figure_of_an_earlier_year_and_its_quality_are_told_by_their_year(plan):
    target = build.judged(plan, {2023: {"value": "150", "quality": "flash"}, 2024: "180"})
    before = drawn(plan)
    Figure.objects.filter(target=target, year=2023).update(value="151", quality="final")
    (row,) = differences(before, drawn(plan))
    assert [(cell.head, cell.before, cell.after) for cell in row.cells] == [
        ("Figure 2023", "150", "151"),
        ("Quality 2023", "Flash", "Final"),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_target_that_is_called_otherwise_is_told(plan):
    target = build.judged(plan, {2024: "180"}, name="税收")
    before = drawn(plan)
    plan.targets.filter(pk=target.pk).update(name="税收收入")
    (row,) = differences(before, drawn(plan))
    (cell,) = row.cells
    assert (cell.head, cell.before, cell.after) == ("Indicator", "税收", "税收收入")


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_what_was_promised_meanwhile_is_told(plan):
    target = build.judged(plan, {2023: "110", 2024: "111"}, name="税收")
    alert = make.alert(target, year=2024)
    before = drawn(plan)
    make.handling(alert, measure="逐月调度", promised_on=date(2025, 9, 30))
    (row,) = differences(before, drawn(plan))
    told = {cell.head: (cell.before, cell.after) for cell in row.cells}
    assert told["Promised"] == ("—", "by 30 September 2025")
    assert told["Measure"] == ("—", "逐月调度")
    assert set(told) == {"Cause", "Measure", "Responsible person", "Promised"}


@pytest.mark.django_db
def test_rows_that_came_and_went_are_told_with_target_and_figure(plan):
    build.judged(plan, {2024: "180"}, name="税收")
    before = drawn(plan)
    build.judged(plan, {2024: "190"}, name="进出口")
    came = [one for one in differences(before, drawn(plan)) if one.change is RowChange.ADDED]
    went = [one for one in differences(drawn(plan), before) if one.change is RowChange.GONE]
    assert [one.name for one in came] == [one.name for one in went] == ["进出口"]
    assert [cell.cell for cell in came[0].cells] == ["base", "target", "actual", "status"]
    assert went[0].cells[2].before == "190"
    assert went[0].cells[2].after == "—"


@pytest.mark.django_db
def test_a_row_that_came_or_went_has_a_cell_to_be_told_by(plan):
    build.judged(plan, {2024: "180"}, name="税收")
    before = drawn(plan)
    make.target(plan, name="绿化", category=Category.ECOLOGY)
    for found in (differences(before, drawn(plan)), differences(drawn(plan), before)):
        assert [one.key for one in found if not one.cells] == []


@pytest.mark.django_db
def test_zones_of_a_comparison_are_told_apart(plan):
    beside = make.plan(make.zone("yantai-ht", name="烟台高新区"))
    targets = [build.judged(each, {2024: "180"}) for each in (plan, beside)]

    def compared():
        zones = zone_standings(Zone.objects.all(), 2024, with_figures=True)
        return queries.comparison(zones, 2024, made_on=date(2025, 4, 2))

    before = compared()
    revised(targets[1], 2024, "179")
    found = differences(before, compared())
    assert {one.zone for one in found} == {"烟台高新区"}
    assert f"target:烟台高新区:{targets[1].register_id}" in {one.key for one in found}


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_midterm_evaluation_tells_revised_targets_and_proposals(plan):
    target = build.judged(plan, {2021: "101", 2022: "102", 2023: "103"}, name="税收")
    before = drawn(plan, 2023, ReportKind.MIDTERM)
    make.revision(target, 2023, "104", document="批复")
    flow.reassess([target], by=flow.system_person())
    found = differences(before, drawn(plan, 2023, ReportKind.MIDTERM))
    revised_ones = told_of(found, "adjusted")["Revised targets: 税收", RowChange.ADDED]
    assert revised_ones["printed"] == ("—", "≥ 200")
    assert revised_ones["revised"] == ("—", "≥ 104")
    assert revised_ones["document"] == ("—", "批复")
    (gone,) = told_of(found, "proposals")
    assert gone == ("To be looked at again: 税收", RowChange.GONE)


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_final_evaluation_tells_outcomes_causes_and_baselines(plan):
    target = build.judged(plan, {2025: "205"}, name="税收")
    before = drawn(plan, 2025, ReportKind.FINAL)
    Figure.objects.filter(target=target).update(note="重点项目开工推迟")
    revised(target, 2025, "150")
    found = differences(before, drawn(plan, 2025, ReportKind.FINAL))
    outcomes = {
        change: cells["total"] for (_name, change), cells in told_of(found, "outcomes").items()
    }
    assert outcomes == {RowChange.ADDED: ("—", "1"), RowChange.GONE: ("1", "—")}
    (cause,) = told_of(found, "ended").values()
    assert cause == {"reason": ("—", "重点项目开工推迟")}
    (baseline,) = told_of(found, "baselines").values()
    assert baseline["value"] == ("205", "150")


@pytest.mark.django_db
@pytest.mark.usefixtures("english")
def test_a_departments_sheet_tells_what_was_entered_since(plan):
    department = make.department(plan.zone)
    target = build.judged(plan, {2023: "150"}, name="税收", department=department)
    before = drawn(plan, 2024, ReportKind.DEPARTMENT, department)
    make.figure(target, 2024, "180", note="快报")
    found = differences(before, drawn(plan, 2024, ReportKind.DEPARTMENT, department))
    (entered,) = told_of(found, "entries").items()
    assert entered[0] == ("Entries: 税收", RowChange.ADDED)
    assert entered[1]["note"] == ("—", "快报")
    assert "approved_on" in entered[1]
