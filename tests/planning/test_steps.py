"""Steps of a milestone are kept in their order; what was reported done is not taken away."""

from datetime import date

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete, Stale, WrongState
from tracker.models import TrailEntry
from tracker.planning.steps import Step
from tracker.terms import Role, TargetKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone():
    return make.target(kind=TargetKind.MILESTONE, name="建成产业园")


@pytest.fixture
def by(milestone):
    return make.member(Role.ADMINISTRATOR, milestone.plan.zone)


def names(steps) -> list[str]:
    return [step.name for step in steps]


def test_steps_are_kept_in_their_order_with_their_due_dates(milestone, by):
    steps = [
        Step(None, "立项", 2021),
        Step(None, "", None),
        Step(None, "封顶", None, date(2024, 6, 30)),
    ]
    kept = flow.set_steps(milestone, steps, by=by)
    assert names(kept) == ["立项", "封顶"]
    assert [step.due for step in kept] == [2021, date(2024, 6, 30)]
    entry = TrailEntry.objects.get(verb="set_steps")
    assert entry.after == {"1": "立项 2021", "2": "封顶 2024-06-30"}


def test_steps_swap_their_names_and_places(milestone, by):
    first, second = flow.set_steps(milestone, [Step(None, "甲"), Step(None, "乙")], by=by)
    kept = flow.set_steps(milestone, [Step(second.pk, "甲"), Step(first.pk, "乙")], by=by)
    assert [(step.pk, step.name) for step in kept] == [(second.pk, "甲"), (first.pk, "乙")]


def test_nothing_changed_leaves_no_trace(milestone, by):
    (step,) = flow.set_steps(milestone, [Step(None, "甲")], by=by)
    flow.set_steps(milestone, [Step(step.pk, "甲")], by=by)
    assert TrailEntry.objects.filter(verb="set_steps").count() == 1


def test_a_step_that_was_reported_done_is_renamed_but_not_taken_away(milestone, by):
    (step,) = flow.set_steps(milestone, [Step(None, "甲")], by=by)
    make.figure(milestone, 2023, done=False, ticked=[step.pk])
    with pytest.raises(Incomplete) as refusal:
        flow.set_steps(milestone, [Step(step.pk, "")], by=by)
    assert refusal.value.problems[0].code == "step_ticked"
    assert names(flow.set_steps(milestone, [Step(step.pk, "主体封顶")], by=by)) == ["主体封顶"]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([Step(None, "甲"), Step(None, "甲")], "twice"),
        ([Step(None, " ", 2023)], "empty"),
    ],
)
def test_what_no_step_can_be_is_refused_by_its_line(milestone, by, steps, code):
    with pytest.raises(Incomplete) as refusal:
        flow.set_steps(milestone, steps, by=by)
    problem = refusal.value.problems[0]
    assert (problem.code, problem.line) == (code, len(steps) - 1)


def test_a_step_that_is_gone_meanwhile_is_told(milestone, by):
    with pytest.raises(Stale):
        flow.set_steps(milestone, [Step(99, "甲")], by=by)


def test_only_milestones_have_steps(milestone, by):
    with pytest.raises(WrongState):
        flow.set_steps(make.target(milestone.plan), [Step(None, "甲")], by=by)
