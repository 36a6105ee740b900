"""Officers tick the steps of a milestone; how many that is follows."""

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete
from tracker.models import TrailEntry
from tracker.terms import Role, TargetKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone():
    target = make.target(kind=TargetKind.MILESTONE, name="建成产业园")
    for position, name in enumerate(("立项", "封顶", "验收"), 1):
        target.steps.create(name=name, position=position)
    make.cycle(target.plan, 2024)
    return target


@pytest.fixture
def officer(milestone):
    return make.member(Role.OFFICER, milestone.plan.zone)


def save(milestone, officer, version=None, **report):
    facts = {"done": False, "quality": "final", **report}
    return flow.save_figure(milestone, 2024, facts, version=version, by=officer)


def test_counts_follow_from_ticks_and_the_trail_keeps_which(milestone, officer):
    first, second, _third = milestone.steps.all()
    figure = save(milestone, officer, ticked=[second.pk, first.pk])
    assert (figure.steps_done, figure.steps_total) == (2, 3)
    assert figure.ticked == [first.pk, second.pk]
    assert TrailEntry.objects.get(verb="save_figure").after["ticked"] == "立项；封顶"


def test_a_report_that_says_nothing_of_steps_leaves_them(milestone, officer):
    first = milestone.steps.first()
    figure = save(milestone, officer, ticked=[first.pk])
    again = save(milestone, officer, version=figure.version, steps_done=1, steps_total=3)
    assert (again.ticked, again.steps_done) == ([first.pk], 1)


def test_counts_that_say_otherwise_are_refused_with_the_way_out(milestone, officer):
    with pytest.raises(Incomplete) as refusal:
        save(milestone, officer, steps_done=2, steps_total=5)
    problems = {problem.field: problem.code for problem in refusal.value.problems}
    assert problems == dict.fromkeys(("steps_done", "steps_total"), "follows_from_ticks")


def test_steps_of_another_milestone_cannot_be_ticked(milestone, officer):
    stranger = make.target(kind=TargetKind.MILESTONE).steps.create(name="别处")
    with pytest.raises(Incomplete):
        save(milestone, officer, ticked=[stranger.pk])


def test_without_named_steps_the_counts_are_typed(officer, milestone):
    milestone.steps.all().delete()
    figure = save(milestone, officer, steps_done=2, steps_total=5, ticked=[1])
    assert (figure.steps_done, figure.steps_total, figure.ticked) == (2, 5, [])
