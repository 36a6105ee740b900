"""A figure on its way: saved, submitted, returned, corrected, approved and judged."""

from decimal import Decimal

import pytest

from tests import make
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Stale, WrongState
from tracker.models import Assessment, Figure, TrailEntry
from tracker.terms import FigureState, Quality, Role

pytestmark = pytest.mark.django_db


class Story:
    """A zone with an open cycle for 2025, one target, an officer and a reviewer."""

    def __init__(self) -> None:
        self.plan = make.plan()
        self.zone = self.plan.zone
        make.cycle(self.plan, 2025)
        self.target = make.target(self.plan, department=make.department(self.zone))
        self.officer = make.member(Role.OFFICER, self.zone)
        self.reviewer = make.member(Role.REVIEWER, self.zone)

    def save(self, value="205", version=None, **more):
        report = {"value": None if value is None else Decimal(value), **more}
        return flow.save_figure(self.target, 2025, report, version=version, by=self.officer)

    def submit(self, figure):
        return flow.submit_figure(figure, version=figure.version, by=self.officer)

    def approve(self, figure, by=None):
        return flow.approve_figure(figure, version=figure.version, by=by or self.reviewer)


@pytest.fixture
def story():
    return Story()


def test_approval_puts_the_figure_in_force_and_stores_the_verdict(story):
    approved = story.approve(story.submit(story.save("205")))
    assert (approved.state, approved.in_force) == (FigureState.APPROVED, True)
    judgement = Assessment.objects.get(target=story.target, year=2025, is_latest=True)
    assert judgement.verdict == "exceeded"
    assert judgement.answer["attainment"] == pytest.approx(1.025)


def test_a_draft_judges_nothing(story):
    story.submit(story.save("205"))
    assert not Assessment.objects.filter(target=story.target).exists()


def test_a_figure_bears_on_its_year_and_later_ones_only(story):
    make.cycle(story.plan, 2023)
    figure = flow.save_figure(
        story.target, 2023, {"value": Decimal(160)}, version=None, by=story.officer
    )
    story.approve(story.submit(figure))
    years = Assessment.objects.filter(target=story.target).values_list("year", flat=True)
    assert sorted(years) == [2023, 2024, 2025]


def test_decimals_are_kept_as_typed(story):
    assert story.save("205.50").decimals == 2
    assert story.save("206", version=1).decimals == 0


def test_the_second_saver_is_told_who_was_first(story):
    story.save("205")
    story.save("206", version=1)
    with pytest.raises(Stale) as told:
        story.save("207", version=1)
    assert told.value.data["change"].by == str(story.officer)


def test_a_form_that_showed_no_figure_does_not_overwrite_one(story):
    story.save("205")
    with pytest.raises(Stale):
        story.save("206")


def test_an_officer_cannot_approve(story):
    submitted = story.submit(story.save())
    with pytest.raises(NotAllowed):
        story.approve(submitted, by=story.officer)


def test_a_reviewer_who_typed_the_value_cannot_approve_it_after_another_hand(story):
    make.Membership.objects.create(person=story.reviewer, zone=story.zone, role=Role.OFFICER)
    report = {"value": Decimal(205)}
    typed = flow.save_figure(story.target, 2025, report, version=None, by=story.reviewer)
    amended = story.save("205", typed.version, note="公报数")
    with pytest.raises(NotAllowed):
        story.approve(story.submit(amended))


def test_a_reviewer_who_entered_the_figure_cannot_approve_it(story):
    make.Membership.objects.create(person=story.reviewer, zone=story.zone, role=Role.OFFICER)
    figure = flow.save_figure(
        story.target, 2025, {"value": Decimal(1)}, version=None, by=story.reviewer
    )
    submitted = flow.submit_figure(figure, version=figure.version, by=story.officer)
    with pytest.raises(NotAllowed):
        story.approve(submitted)


def test_an_officer_of_another_zone_or_department_is_denied(story):
    strangers = [
        make.member(Role.OFFICER, make.zone()),
        make.member(Role.OFFICER, story.zone, department=make.department(story.zone, "别的单位")),
        make.member(Role.ADMINISTRATOR, story.zone),
        make.person(),
    ]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            flow.save_figure(story.target, 2025, {}, version=None, by=stranger)


def test_a_return_carries_its_reason_and_can_be_corrected(story):
    submitted = story.submit(story.save())
    returned = flow.return_figure(
        submitted, version=submitted.version, reason="单位有误", by=story.reviewer
    )
    assert (returned.state, returned.return_reason) == (FigureState.RETURNED, "单位有误")
    corrected = story.save("20.5", version=returned.version)
    assert story.approve(story.submit(corrected)).value == Decimal("20.5")


def test_a_return_without_a_reason_is_refused(story):
    submitted = story.submit(story.save())
    with pytest.raises(Incomplete):
        flow.return_figure(submitted, version=submitted.version, reason=" ", by=story.reviewer)


def test_an_empty_figure_is_saved_but_not_submitted(story):
    figure = story.save(None)
    with pytest.raises(Incomplete):
        story.submit(figure)


def test_zero_is_submitted(story):
    assert story.submit(story.save("0")).state == FigureState.SUBMITTED


def test_an_impossible_figure_is_refused_and_nothing_stored(story):
    with pytest.raises(Incomplete):
        story.save("1", steps_done=3, steps_total=2)
    assert not story.target.figures.exists()


def test_moves_that_do_not_exist_are_refused(story):
    figure = story.save()
    with pytest.raises(WrongState):
        story.approve(figure)
    approved = story.approve(story.submit(figure))
    with pytest.raises(WrongState):
        story.approve(approved)
    with pytest.raises(WrongState):
        story.submit(approved)


def test_a_submitted_figure_is_not_overwritten(story):
    submitted = story.submit(story.save())
    with pytest.raises(WrongState):
        story.save("1", version=submitted.version)


def test_no_figure_without_an_open_cycle(story):
    with pytest.raises(WrongState) as refusal:
        flow.save_figure(story.target, 2024, {}, version=None, by=story.officer)
    assert refusal.value.code == "cycle_not_open"
    administrator = make.member(Role.ADMINISTRATOR, story.zone)
    cycle = story.plan.cycles.get()
    flow.close_cycle(cycle, on=cycle.due_on, by=administrator)
    with pytest.raises(WrongState) as refusal:
        story.save()
    assert refusal.value.code == "cycle_closed"


def test_a_later_vintage_replaces_the_earlier_one_which_stays(story):
    story.approve(story.submit(story.save("205", quality=Quality.PRELIMINARY)))
    final = story.save("198", quality=Quality.FINAL, revision_reason="最终核实")
    story.approve(story.submit(final))
    vintages = story.target.figures.order_by("vintage")
    assert [(v.value, v.in_force) for v in vintages] == [(205, False), (198, True)]
    judgement = Assessment.objects.get(target=story.target, year=2025, is_latest=True)
    assert judgement.verdict == "basically_met"
    assert "class_changed" in judgement.answer["flags"]


def test_every_verb_leaves_a_trace(story):
    story.approve(story.submit(story.save("205")))
    traces = TrailEntry.objects.filter(noun="figure").order_by("id")
    assert [entry.verb for entry in traces] == ["save_figure", "submit_figure", "approve_figure"]
    assert traces[0].after["value"] == "205"
    assert [entry.by for entry in traces] == [story.officer, story.officer, story.reviewer]


def test_what_stands_there_already_is_not_saved_again(story):
    figure = story.save("205.0", note="快报")
    again = story.save("205.0", version=1, note="快报")
    assert (again.pk, again.version, again.entered_at) == (figure.pk, 1, figure.entered_at)
    assert TrailEntry.objects.filter(verb="save_figure").count() == 1
    assert story.save("205.00", version=1, note="快报").version == 2
    with pytest.raises(Stale):
        story.save("205.00", version=1, note="快报")


def test_judging_again_without_a_change_writes_nothing(story):
    story.approve(story.submit(story.save("205")))
    flow.reassess([story.target], by=flow.system_person())
    before = Assessment.objects.count()
    assert flow.reassess([story.target], by=flow.system_person()) == []
    assert Assessment.objects.count() == before


def test_approving_costs_few_queries(story, django_assert_max_num_queries):
    flow.reassess([story.target], by=flow.system_person())
    submitted = Figure.objects.select_related("target__plan__zone").get(
        pk=story.submit(story.save("205")).pk
    )
    with django_assert_max_num_queries(15):  # thirteen, and the savepoints around a test's verb
        story.approve(submitted)
