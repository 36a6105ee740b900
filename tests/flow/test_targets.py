"""What a plan promised is revised, verified, broken down by year, and compared with others."""

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Stale, WrongState
from tracker.models import Assessment, JudgementChange, TrailEntry
from tracker.terms import Measure, Quality, Role, TargetKind, TargetState

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan(make.zone(parent=make.zone("city")))


@pytest.fixture
def by(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone)


def revise(target, by, **changes):
    facts = {
        "value": Decimal(150),
        "effective_year": 2023,
        "effective_on": date(2023, 6, 30),
        "document": "关于调整“十四五”目标的批复",
        "reason": "中期评估",
    }
    return flow.revise_target(target, **{**facts, **changes}, by=by)


def verify(target, by, value="110", **changes):
    facts = {"was": None, "document": "统计公报", "reason": "最终核实", **changes}
    return flow.verify_baseline(target, value and Decimal(value), **facts, by=by)


def word(target, year=2024):
    row = Assessment.objects.get(target=target, year=year, is_latest=True)
    return row.verdict or row.status


def codes(refusal) -> dict[str, str]:
    return {problem.field: problem.code for problem in refusal.value.problems}


def test_a_revision_is_judged_from_its_year_on_and_told(plan, by):
    target = make.target(plan)
    make.figure(target, 2022, 120)
    make.figure(target, 2024, 145)
    flow.reassess([target], by=flow.system_person())
    assert (word(target, 2022), word(target)) == ("behind", "behind")
    revision = revise(target, by)
    assert (word(target, 2022), word(target)) == ("behind", "ahead")
    assert JudgementChange.objects.get(target=target, year=2024).revision == revision
    entry = TrailEntry.objects.get(verb="revise_target")
    assert (entry.noun_id, entry.after["value"], entry.reason) == (target.pk, "150", "中期评估")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"value": None}, "value", "required"),
        ({"value": Decimal(200)}, "value", "same"),
        ({"effective_year": 2020}, "effective_year", "outside_plan"),
        ({"effective_year": 2026}, "effective_year", "outside_plan"),
        ({"effective_year": None}, "effective_year", "empty"),
        ({"effective_on": None}, "effective_on", "empty"),
        ({"document": " "}, "document", "empty"),
        ({"reason": ""}, "reason", "reason_missing"),
    ],
)
def test_what_no_revision_can_be_is_refused(plan, by, wrong, field, code):
    target = make.target(plan)
    with pytest.raises(Incomplete) as refusal:
        revise(target, by, **wrong)
    assert codes(refusal)[field] == code
    assert not target.revisions.exists()


def test_a_second_revision_of_a_year_waits_for_the_first_to_be_withdrawn(plan, by):
    target = make.target(plan)
    revise(target, by)
    with pytest.raises(Incomplete) as refusal:
        revise(target, by, value=Decimal(160))
    assert codes(refusal) == {"effective_year": "revised_already"}


def test_the_same_value_is_told_from_the_version_in_force(plan, by):
    target = make.target(plan)
    revise(target, by)
    with pytest.raises(Incomplete) as refusal:
        revise(target, by, effective_year=2024)
    assert codes(refusal) == {"value": "same"}
    revise(target, by, effective_year=2024, value=Decimal(200))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"state": TargetState.RETIRED}, "target_retired"),
        ({"state": TargetState.TO_BE_CONFIRMED}, "target_unconfirmed"),
        ({"kind": TargetKind.MILESTONE}, "kind_without_value"),
        ({"kind": TargetKind.DELEGATED}, "kind_without_value"),
    ],
)
def test_targets_that_cannot_be_revised_say_why(plan, by, fields, code):
    with pytest.raises(WrongState) as refusal:
        revise(make.target(plan, **fields), by)
    assert refusal.value.code == code


def test_an_entry_that_restates_another_is_not_revised(plan, by):
    with pytest.raises(WrongState) as refusal:
        revise(make.target(plan, restates=make.target(plan)), by)
    assert refusal.value.code == "restates_another"


def test_a_revised_value_must_be_one_that_the_kind_can_promise(plan, by):
    target = make.target(plan, kind=TargetKind.RANK, target_value=Decimal(30))
    with pytest.raises(Incomplete) as refusal:
        revise(target, by, value=Decimal("29.5"))
    assert codes(refusal) == {"value": "not_a_rank"}


def test_a_withdrawn_revision_stays_to_be_read_and_no_longer_counts(plan, by):
    target = make.target(plan)
    make.figure(target, 2024, 145)
    flow.reassess([target], by=flow.system_person())
    revision = revise(target, by)
    with pytest.raises(Incomplete):
        flow.withdraw_revision(revision, reason=" ", by=by)
    withdrawn = flow.withdraw_revision(revision, reason="录入有误", by=by)
    assert (word(target), withdrawn.withdrawn_by) == ("behind", by)
    assert JudgementChange.objects.filter(target=target, year=2024).count() == 2
    with pytest.raises(WrongState):
        flow.withdraw_revision(revision, reason="录入有误", by=by)
    assert revise(target, by).effective_year == 2023


def test_a_verified_baseline_is_used_and_the_printed_one_stays(plan, by):
    target = make.target(plan)
    make.figure(target, 2024, 174)
    flow.reassess([target], by=flow.system_person())
    verified = verify(target, by, "130")
    assert (verified.base_value, verified.verified_base_value) == (100, 130)
    assert word(target) == "behind"
    assert (verified.verified_base_document, verified.verified_base_by) == ("统计公报", by)
    taken_back = verify(target, by, None, was=Decimal(130), reason="误录")
    assert (taken_back.verified_base_value, word(target)) == (None, "on_track")


def test_a_baseline_that_somebody_else_verified_meanwhile_is_not_overwritten(plan, by):
    target = make.target(plan)
    verify(target, by)
    with pytest.raises(Stale) as refusal:
        verify(target, by, "120")
    assert refusal.value.data["change"].by == str(by)


@pytest.mark.parametrize(
    ("fields", "wrong", "field"),
    [
        ({}, {"document": ""}, "document"),
        ({}, {"reason": ""}, "reason"),
        ({}, {"value": None}, "value"),
        ({"base_year": None, "base_value": None}, {}, "base_year"),
        ({"kind": TargetKind.RANK, "target_value": Decimal(3)}, {"value": "1.5"}, "value"),
    ],
)
def test_what_no_baseline_can_be_is_refused(plan, by, fields, wrong, field):
    with pytest.raises(Incomplete) as refusal:
        verify(make.target(plan, **fields), by, **wrong)
    assert list(codes(refusal)) == [field]


def test_values_by_year_are_kept_all_or_none(plan, by):
    first, second = make.target(plan), make.target(plan, name="税收")
    rows = {first.pk: {2021: Decimal(110), 2026: Decimal(1)}, second.pk: {2021: Decimal(7)}}
    with pytest.raises(Incomplete) as refusal:
        flow.set_yearly_values([first, second], rows, seen=None, document="分解方案", by=by)
    (problem,) = refusal.value.problems
    assert (problem.target_id, problem.year, problem.code) == (first.pk, 2026, "outside_plan")
    del rows[first.pk][2026]
    flow.set_yearly_values([first, second], rows, seen=None, document="分解方案", by=by)
    assert first.annual_targets.get().value == 110
    assert second.annual_targets.get().document == "分解方案"


def test_values_by_year_that_change_need_a_document(plan, by):
    target = make.target(plan)
    make.annual_target(target, 2021, 110)
    same = {target.pk: {2021: Decimal(110)}}
    assert flow.set_yearly_values([target], same, seen=None, document="", by=by) == []
    other = {target.pk: {2021: None}}
    with pytest.raises(Incomplete):
        flow.set_yearly_values([target], other, seen=None, document="", by=by)
    flow.set_yearly_values([target], other, seen=None, document="误录", by=by)
    assert not target.annual_targets.exists()


def test_an_assigned_value_lets_its_year_be_judged(plan, by):
    target = make.target(plan, kind=TargetKind.DELEGATED, base_value=Decimal(60))
    make.figure(target, 2024, 70)
    flow.reassess([target], by=flow.system_person())
    assert word(target) == "not_assessable"
    values = {target.pk: {2024: Decimal(68)}}
    flow.set_yearly_values([target], values, seen=None, document="市下达〔2024〕1号", by=by)
    assert (word(target), target.assigned_values.get().value) == ("on_track", 68)
    assert not target.annual_targets.exists()


def test_a_milestone_has_no_values_by_year(plan, by):
    target = make.target(plan, kind=TargetKind.MILESTONE)
    with pytest.raises(WrongState):
        values = {target.pk: {2024: Decimal(1)}}
        flow.set_yearly_values([target], values, seen=None, document="x", by=by)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REVIEWER, Role.VIEWER])
def test_only_administrators_change_what_is_promised(plan, role):
    target, somebody = make.target(plan), make.member(role, plan.zone)
    with pytest.raises(NotAllowed):
        revise(target, somebody)
    with pytest.raises(NotAllowed):
        verify(target, somebody)
    with pytest.raises(NotAllowed):
        flow.set_yearly_values([target], {}, seen=None, document="", by=somebody)


def test_one_target_of_another_zone_refuses_the_whole_block(plan, by):
    own, other = make.target(plan), make.target()
    values = {row.pk: {2021: Decimal(1)} for row in (own, other)}
    with pytest.raises(NotAllowed):
        flow.set_yearly_values([own, other], values, seen=None, document="x", by=by)


def series_of(plan, by, **changes):
    facts = {"of": plan.zone.parent, "indicator": None, "measure": Measure.CHANGE, "unit": "%"}
    return flow.add_series(plan.zone, "全市平均增速", **{**facts, **changes}, by=by)


def enter(series, by, value="6.0", year=2024, **changes):
    facts = {"replaces": None, "quality": Quality.FINAL, "document": "市统计公报", **changes}
    return flow.enter_parent_figure(series, year, value and Decimal(value), **facts, by=by)


def relative(plan, **fields):
    facts = {"kind": TargetKind.RELATIVE, "relative_kind": Measure.CHANGE, "unit": "%"}
    return make.target(plan, **facts, margin=Decimal(1), **fields)


def test_a_parents_figure_is_entered_once_for_every_target_under_it(plan, by):
    first, second = relative(plan), relative(plan, name="税收")
    series = series_of(plan, by)
    for target in (first, second):
        make.figure(target, 2024, 8)
        flow.compare_target(target, series, by=by)
        assert word(target) == "not_assessable"
    enter(series, by)
    assert {word(first), word(second)} == {"on_track"}
    enter(series, by, "7.5", replaces=1, reason="最终核实")
    assert {word(first), word(second)} == {"behind"}
    assert JudgementChange.objects.filter(reason="最终核实", year=2024).count() == 2
    assert [figure.in_force for figure in series.figures.all()] == [False, True]


def test_a_parents_figure_of_its_own_comes_before_that_of_the_series(plan, by):
    target, series = relative(plan), series_of(plan, by)
    make.figure(target, 2024, 8, parent_value=Decimal("7.5"))
    flow.compare_target(target, series, by=by)
    enter(series, by, "2")
    assert word(target) == "behind"


def test_a_parents_figure_can_be_taken_back_with_a_reason(plan, by):
    target, series = relative(plan), series_of(plan, by)
    make.figure(target, 2024, 8)
    flow.compare_target(target, series, by=by)
    enter(series, by)
    enter(series, by, None, replaces=1, reason="年份有误")
    assert word(target) == "not_assessable"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"value": None}, "value"),
        ({"document": ""}, "document"),
        ({"year": 12}, "year"),
        ({"value": "-100"}, "value"),
    ],
)
def test_what_no_parents_figure_can_be_is_refused(plan, by, wrong, field):
    target = relative(plan)
    series = series_of(plan, by)
    flow.compare_target(target, series, by=by)
    with pytest.raises(Incomplete) as refusal:
        enter(series, by, **wrong)
    assert list(codes(refusal)) == [field]


def test_two_who_enter_one_parents_figure_are_told(plan, by):
    series = series_of(plan, by)
    flow.compare_target(relative(plan), series, by=by)
    enter(series, by)
    with pytest.raises(Stale) as refusal:
        enter(series, by, "6.2")
    assert refusal.value.data["change"].by == str(by)


def test_the_zone_above_enters_its_figures_once_it_has_an_administrator(plan, by):
    series = series_of(plan, by)
    flow.compare_target(relative(plan), series, by=by)
    governor = make.member(Role.ADMINISTRATOR, plan.zone.parent)
    with pytest.raises(NotAllowed):
        enter(series, by)
    assert enter(series, governor).entered_by == governor


def test_a_series_of_nobody_is_kept_by_whoever_uses_it(plan, by):
    series = series_of(plan, by, of=None)
    with pytest.raises(NotAllowed):
        enter(series, by)
    flow.compare_target(relative(plan), series, by=by)
    assert enter(series, by).value == 6


def test_a_series_is_made_once_and_only_of_a_zone_above(plan, by):
    series_of(plan, by)
    with pytest.raises(Incomplete) as refusal:
        series_of(plan, by)
    assert codes(refusal) == {"name": "series_exists"}
    with pytest.raises(Incomplete) as refusal:
        series_of(plan, by, of=make.zone())
    assert codes(refusal) == {"of": "not_above"}


def test_a_level_is_not_compared_with_changes(plan, by):
    level = make.target(plan, kind=TargetKind.RELATIVE, ratio=Decimal(2))
    with pytest.raises(Incomplete):
        flow.compare_target(level, series_of(plan, by), by=by)
    with pytest.raises(WrongState):
        flow.compare_target(make.target(plan, name="税收"), None, by=by)
