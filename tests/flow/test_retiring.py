"""A target that was given up is asked for, shown and counted no more, and can be brought back."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import make
from tracker import flow, standing
from tracker.alerts.inbox import open_in
from tracker.errors import Incomplete, NotAllowed, WrongState
from tracker.models import Alert, Assessment, Target, TargetRetirement, TrailEntry
from tracker.models.explaining import explain
from tracker.planning.queries import asked_for
from tracker.terms import AlertState, FigureState, Role, TargetState

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 1)


@pytest.fixture
def plan():
    return make.plan()


@pytest.fixture
def by(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone)


def retire(target, by, **changes):
    texts = {"document": "济高管发〔2024〕9号", "reason": "统计制度取消该指标", **changes}
    return flow.retire_target(target, **texts, by=by)


def refused(error, verb, *args, **facts):
    with pytest.raises(error) as refusal:
        verb(*args, **facts)
    return refusal.value


def test_a_retired_target_is_neither_asked_for_nor_shown_nor_counted(plan, by):
    kept, target = make.target(plan, name="税收"), make.target(plan)
    retire(target, by)
    assert list(asked_for(plan, 2025)) == [kept]
    zone = standing.zone_standing(plan.zone, 2025)
    assert [item.target for item in zone.items] == [kept]
    assert zone.rollup.all.total == 1


def test_its_figures_and_judgements_stay(plan, by):
    target = make.target(plan)
    make.figure(target, 2024, 190)
    flow.reassess([target], by=flow.system_person())
    retire(target, by)
    flow.reassess([target], by=flow.system_person())
    assert target.figures.count() == 1
    assert Assessment.objects.filter(target=target, is_latest=True).count() == 5


def test_its_trail_says_under_which_document_and_why(plan, by):
    target = retire(make.target(plan), by)
    entry = TrailEntry.objects.get(verb="retire_target")
    assert (entry.noun_id, entry.reason) == (target.pk, "统计制度取消该指标")
    assert entry.before == {"state": "published"}
    assert entry.after == {"state": "retired", "document": "济高管发〔2024〕9号"}


@pytest.mark.parametrize(("field", "code"), [("document", "empty"), ("reason", "reason_missing")])
def test_nothing_is_retired_without_document_and_reason(plan, by, field, code):
    target = make.target(plan)
    (problem,) = refused(Incomplete, retire, target, by, **{field: " "}).problems
    assert (problem.field, problem.code) == (field, code)
    target.refresh_from_db()
    assert target.state == TargetState.PUBLISHED


def test_a_figure_that_waits_for_review_is_seen_to_first(plan, by):
    target = make.target(plan)
    waiting = make.draft(target, 2024, 1, state=FigureState.SUBMITTED)
    error = refused(WrongState, retire, target, by)
    assert error.code == "figure_waits"
    assert "2024" in explain(error)[0]
    flow.return_figure(
        waiting, version=waiting.version, reason="停用", by=make.member(Role.REVIEWER, plan.zone)
    )
    assert retire(target, by).state == TargetState.RETIRED


def test_a_draft_stays_and_can_no_longer_be_handed_in(plan, by):
    make.cycle(plan)
    target = make.target(plan)
    officer = make.member(Role.OFFICER, plan.zone)
    draft = make.draft(target, 2025, 1, entered_by=officer)
    retire(target, by)
    error = refused(WrongState, flow.submit_figure, draft, version=draft.version, by=officer)
    assert error.code == "target_not_reported"


def test_what_it_promised_stays_as_it_was(plan, by):
    target = make.target(plan)
    figure, revision = make.figure(target, 2024, 1), make.revision(target, 2023, 150)
    retire(target, by)
    facts = {"document": "公报", "reason": "核实", "was": None}
    codes = {
        refused(WrongState, flow.verify_baseline, target, Decimal(1), **facts, by=by).code,
        refused(WrongState, flow.withdraw_revision, revision, reason="误", by=by).code,
        refused(WrongState, flow.reopen_figure, figure, reason="误", by=by).code,
        refused(WrongState, retire, target, by).code,
    }
    assert codes == {"target_retired"}


def test_its_alerts_are_on_no_list_and_cleared_by_the_next_run(plan, by):
    target = make.target(plan)
    make.figure(target, 2025, 1)
    flow.reassess([target], by=flow.system_person())
    run = {"today": TODAY, "by": flow.system_person(), "at": timezone.now()}
    flow.run_alerts(**run)
    assert open_in([plan.zone], TODAY).count() == 1
    retire(target, by)
    assert open_in([plan.zone], TODAY).count() == 0
    flow.run_alerts(**run)
    assert not Alert.objects.filter(state=AlertState.OPEN).exists()


def test_the_plans_own_figures_are_checked_anew(plan, by):
    target = make.target(plan, growth_percent=Decimal(5))
    flow.keep(target, by=make.person(is_superuser=True))
    assert plan.findings.exists()
    retire(target, by)
    assert not plan.findings.exists()
    flow.restore_target(target, reason="误停用", by=by)
    assert plan.findings.exists()


def test_entries_that_restate_it_leave_and_come_back_with_it(plan, by):
    target = make.target(plan)
    again = make.target(plan, restates=target, name="同一目标")
    retire(target, by)
    assert set(Target.objects.values_list("state", flat=True)) == {"retired"}
    assert standing.zone_standing(plan.zone, 2025).items == ()
    assert TrailEntry.objects.filter(verb="retire_target").count() == 2
    flow.restore_target(target, reason="误停用", by=by)
    again.refresh_from_db()
    assert again.state == TargetState.PUBLISHED


def test_an_entry_that_restates_another_is_not_retired_by_itself(plan, by):
    again = make.target(plan, restates=make.target(plan))
    assert refused(WrongState, retire, again, by).code == "restates_another"


@pytest.mark.parametrize("state", [TargetState.PUBLISHED, TargetState.TO_BE_CONFIRMED])
def test_a_target_comes_back_as_it_stood_and_says_why(plan, by, state):
    target = retire(make.target(plan, state=state), by)
    flow.restore_target(target, reason="误停用", by=by)
    assert target.state == state
    row = TargetRetirement.objects.get()
    assert (row.restored_by, row.restoring_reason) == (by, "误停用")
    assert TrailEntry.objects.get(verb="restore_target").after == {"state": state}


def test_a_target_that_comes_back_is_judged_on_what_was_decided_meanwhile(plan, by):
    target = make.target(plan)
    make.figure(target, 2024, 190)
    retire(target, by)
    flow.restore_target(target, reason="误停用", by=by)
    assert Assessment.objects.get(target=target, year=2024, is_latest=True).status == "ahead"


def test_one_that_was_retired_elsewhere_is_to_be_confirmed(plan, by):
    target = make.target(plan, state=TargetState.RETIRED)
    assert flow.restore_target(target, reason="误停用", by=by).state == TargetState.TO_BE_CONFIRMED
    assert TrailEntry.objects.filter(verb="restore_target").exists()


def test_only_a_retired_target_is_brought_back_and_only_with_a_reason(plan, by):
    target = make.target(plan)
    assert refused(WrongState, flow.restore_target, target, reason="误", by=by).code == (
        "target_not_retired"
    )
    retire(target, by)
    (problem,) = refused(Incomplete, flow.restore_target, target, reason=" ", by=by).problems
    assert (problem.field, problem.code) == ("reason", "reason_missing")


def test_a_target_can_be_retired_again(plan, by):
    target = retire(make.target(plan), by)
    retire(flow.restore_target(target, reason="误停用", by=by), by)
    assert target.retirements.count() == 2


def test_administrators_of_other_zones_retire_nothing(plan):
    stranger = make.member(Role.ADMINISTRATOR, make.zone())
    refused(NotAllowed, retire, make.target(plan), stranger)
