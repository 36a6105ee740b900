"""Plans are confirmed and asked for figures."""

from datetime import date

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, WrongState
from tracker.models import Assessment
from tracker.terms import PlanState, Role, TargetState

pytestmark = pytest.mark.django_db

OPENS, DUE = date(2026, 1, 1), date(2026, 3, 31)


@pytest.fixture
def plan():
    return make.plan()


@pytest.fixture
def administrator(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone)


def test_an_administrator_opens_a_cycle_once(plan, administrator):
    cycle = flow.open_cycle(plan, 2025, opens_on=OPENS, due_on=DUE, by=administrator)
    assert cycle.due_on == DUE
    with pytest.raises(Incomplete):
        flow.open_cycle(plan, 2025, opens_on=OPENS, due_on=DUE, by=administrator)


@pytest.mark.parametrize(
    ("year", "opens_on", "due_on"), [(2020, OPENS, DUE), (2026, OPENS, DUE), (2025, DUE, OPENS)]
)
def test_a_cycle_lies_within_the_plan_and_its_dates_in_order(
    plan, administrator, year, opens_on, due_on
):
    with pytest.raises(Incomplete):
        flow.open_cycle(plan, year, opens_on=opens_on, due_on=due_on, by=administrator)


def test_a_draft_plan_has_no_cycle(administrator, plan):
    plan.state = PlanState.DRAFT
    with pytest.raises(WrongState):
        flow.open_cycle(plan, 2025, opens_on=OPENS, due_on=DUE, by=administrator)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REVIEWER, Role.VIEWER])
def test_only_administrators_open_cycles(plan, role):
    with pytest.raises(NotAllowed):
        person = make.member(role, plan.zone)
        flow.open_cycle(plan, 2025, opens_on=OPENS, due_on=DUE, by=person)


def test_a_target_to_be_confirmed_is_judged_from_its_confirmation_on(plan, administrator):
    target = make.target(plan, state=TargetState.TO_BE_CONFIRMED)
    make.figure(target, 2024, 190)
    flow.reassess([target], by=flow.system_person())
    judged = Assessment.objects.filter(target=target, year=2024, is_latest=True)
    assert judged.get().reason == "to_be_confirmed"
    flow.confirm_target(target, basis="办公会纪要", by=administrator)
    assert judged.get().status == "ahead"
    with pytest.raises(WrongState):
        flow.confirm_target(target, basis="办公会纪要", by=administrator)


def test_a_target_is_not_confirmed_while_it_lacks_its_value(plan, administrator):
    target = make.target(plan, state=TargetState.TO_BE_CONFIRMED, target_value=None)
    with pytest.raises(Incomplete) as refusal:
        flow.confirm_target(target, basis="办公会纪要", by=administrator)
    assert [problem.field for problem in refusal.value.problems] == ["target_value"]


def test_a_target_that_cannot_be_judged_does_not_keep_others_from_it(plan, caplog):
    broken, sound = make.target(plan, target_value=None), make.target(plan, name="税收")
    make.figure(sound, 2024, 190)
    flow.reassess([broken, sound], by=flow.system_person())
    judged = Assessment.objects.filter(year=2024, is_latest=True)
    assert judged.get(target=broken).reason == "to_be_confirmed"
    assert judged.get(target=sound).status == "ahead"
    assert broken.register_id in caplog.text
