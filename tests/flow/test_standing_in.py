"""Whatever a substitute does in somebody's place, the trail says in whose."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import make
from tests.entry.evidence import build
from tracker import flow
from tracker.flow.common import DONE_AS
from tracker.models import TrailEntry
from tracker.models.verbs import VERBS
from tracker.terms import FigureState, Role, TargetKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan(make.zone("jinan-ht", parent=make.zone("city")))


@pytest.fixture
def stand_in(plan):
    """Lends a role of somebody called 王芳 to a colleague who has none that does anything."""

    def lend(role, *, zone=plan.zone, **fields):
        colleague = make.member(Role.VIEWER, plan.zone)
        make.delegation(make.member(role, zone, name="王芳", **fields), colleague, zone)
        return colleague

    return lend


def in_place_of(verb):
    return TrailEntry.objects.filter(verb=verb).latest("pk").after.get("in_place_of")


def test_every_verb_that_a_role_allows_has_a_name_in_the_trail():
    assert set(DONE_AS) <= set(VERBS)


def test_evidence(plan, stand_in, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    make.cycle(plan)
    draft = make.draft(make.target(plan), 2025, 190)
    by = stand_in(Role.OFFICER)
    file = flow.attach_evidence(draft, build.upload("公报.pdf", build.pdf()), by=by)
    flow.remove_evidence(file, reason="文件有误", by=by)
    assert [in_place_of(verb) for verb in ("attach_evidence", "remove_evidence")] == ["王芳"] * 2


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_a_reopened_figure(plan, stand_in, role):
    make.cycle(plan)
    flow.reopen_figure(make.figure(make.target(plan), 2025, 1), reason="有误", by=stand_in(role))
    assert in_place_of("reopen_figure") == "王芳"


def test_a_reopened_figure_of_who_may_do_so_themselves(plan):
    make.cycle(plan)
    reviewer = make.member(Role.REVIEWER, plan.zone)
    make.delegation(make.member(Role.ADMINISTRATOR, plan.zone), reviewer, plan.zone)
    flow.reopen_figure(make.figure(make.target(plan), 2025, 1), reason="有误", by=reviewer)
    assert in_place_of("reopen_figure") is None


def test_a_figure_of_another_department_than_ones_own(plan):
    own, other = make.department(plan.zone, "经济发展部"), make.department(plan.zone, "建设部")
    make.cycle(plan)
    officer = make.member(Role.OFFICER, plan.zone, department=own)
    absent = make.member(Role.OFFICER, plan.zone, department=other, name="王芳")
    make.delegation(absent, officer, plan.zone)
    told = []
    for department in (own, other):
        target = make.target(plan, department=department)
        flow.save_figure(target, 2025, {"value": Decimal(1)}, version=None, by=officer)
        told.append(in_place_of("save_figure"))
    assert told == [None, "王芳"]


def test_cycles(plan, stand_in):
    by = stand_in(Role.ADMINISTRATOR)
    cycle = flow.open_cycle(plan, 2024, opens_on=date(2025, 1, 1), due_on=date(2025, 3, 1), by=by)
    flow.extend_cycle(cycle, due_on=timezone.localdate(), reason="节假日", by=by)
    flow.close_cycle(cycle, on=date(2025, 5, 1), by=by)
    flow.reopen_cycle(cycle, reason="补报", by=by)
    verbs = ("open_cycle", "extend_cycle", "close_cycle", "reopen_cycle")
    assert {in_place_of(verb) for verb in verbs} == {"王芳"}


def test_planning(plan, stand_in):
    by, target = stand_in(Role.ADMINISTRATOR), make.target(plan)
    flow.verify_baseline(
        target, Decimal(110), was=None, document="统计公报", reason="最终核实", by=by
    )
    values = {target.pk: {2023: Decimal(150)}}
    flow.set_yearly_values([target], values, seen=None, document="年度计划", by=by)
    assert {in_place_of(verb) for verb in ("verify_baseline", "set_yearly_values")} == {"王芳"}


def test_a_compared_figure_of_a_series_above_the_zone(plan, stand_in):
    by, series = stand_in(Role.ADMINISTRATOR), make.series("全省")
    make.target(plan, kind=TargetKind.RELATIVE, compared_series=series)
    flow.enter_parent_figure(
        series, 2024, Decimal(5), replaces=None, quality="final", document="统计公报", by=by
    )
    assert in_place_of("enter_parent_figure") == "王芳"


def test_one_in_the_place_of_two_names_both(plan):
    colleague = make.member(Role.VIEWER, plan.zone)
    for name in ("王芳", "李雷"):
        absent = make.member(Role.REVIEWER, plan.zone, name=name)
        make.delegation(absent, colleague, plan.zone)
    figure = make.draft(make.target(plan), 2025, 1, state=FigureState.SUBMITTED)
    flow.return_figure(figure, version=figure.version, reason="有误", by=colleague)
    assert in_place_of("return_figure") == "王芳, 李雷"


def test_a_system_administrator_acts_in_nobodys_place(plan):
    keeper = make.person(is_superuser=True)
    make.delegation(make.member(Role.ADMINISTRATOR, plan.zone), keeper, plan.zone)
    flow.open_cycle(plan, 2024, opens_on=date(2025, 1, 1), due_on=date(2025, 3, 1), by=keeper)
    assert in_place_of("open_cycle") is None
