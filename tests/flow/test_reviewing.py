"""Many figures reviewed at once, approved ones reopened and revised, changed judgements listed."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, Stale, WrongState
from tracker.models import Assessment, EvidenceFile, Figure, JudgementChange, TrailEntry
from tracker.terms import FigureState, Quality, Role

pytestmark = pytest.mark.django_db


class Story:
    """A zone with three targets asked for in 2025, their officer, a reviewer, an administrator."""

    def __init__(self) -> None:
        self.plan = make.plan()
        self.zone = self.plan.zone
        make.cycle(self.plan, 2025)
        department = make.department(self.zone)
        self.targets = [make.target(self.plan, department=department) for _ in range(3)]
        self.officer = make.member(Role.OFFICER, self.zone)
        self.reviewer = make.member(Role.REVIEWER, self.zone)
        self.administrator = make.member(Role.ADMINISTRATOR, self.zone)

    def submitted(self, target=None, value=205, by=None, **report) -> Figure:
        by, target = by or self.officer, target or self.targets[0]
        report = {"value": Decimal(value), **report}
        figure = flow.save_figure(target, 2025, report, version=None, by=by)
        return flow.submit_figure(figure, version=figure.version, by=by)

    def approved(self, *arguments, **fields) -> Figure:
        figure = self.submitted(*arguments, **fields)
        return flow.approve_figure(figure, version=figure.version, by=self.reviewer)

    def revised(self, value=150, **fields) -> Figure:
        """The first target's figure, approved as 205 and then again as ``value``."""
        self.approved()
        return self.approved(value=value, revision_reason="经济普查", **fields)


@pytest.fixture
def story():
    return Story()


def shown(figures):
    return [(figure, figure.version) for figure in figures]


def test_many_are_approved_and_each_target_is_judged(story):
    waiting = [story.submitted(target) for target in story.targets]
    reviewed = flow.approve_figures(shown(waiting), by=story.reviewer)
    assert (len(reviewed.done), reviewed.left) == (3, ())
    assert {figure.state for figure in reviewed.done} == {FigureState.APPROVED}
    judged = Assessment.objects.filter(year=2025, is_latest=True, verdict="exceeded")
    assert judged.count() == 3


def test_what_cannot_be_approved_is_told_each_with_its_reason_and_the_rest_is(story):
    make.Membership.objects.create(person=story.reviewer, zone=story.zone, role=Role.OFFICER)
    stale, own, good = waiting = [
        story.submitted(story.targets[0]),
        story.submitted(story.targets[1], by=story.reviewer),
        story.submitted(story.targets[2]),
    ]
    other = make.member(Role.REVIEWER, story.zone)
    flow.return_figure(stale, version=stale.version, reason="口径", by=other)
    again = story.plan.targets.get(pk=stale.target_id).figures.get()
    flow.submit_figure(again, version=again.version, by=story.officer)
    reviewed = flow.approve_figures(shown(waiting), by=story.reviewer)
    assert reviewed.done == (good,)
    assert [(figure, type(error)) for figure, error in reviewed.left] == [
        (stale, Stale),
        (own, NotAllowed),
    ]


def test_many_are_returned_with_one_reason(story):
    waiting = [story.submitted(target) for target in story.targets]
    reviewed = flow.return_figures(shown(waiting), reason="请附公报", by=story.reviewer)
    assert [figure.return_reason for figure in reviewed.done] == ["请附公报"] * 3
    assert TrailEntry.objects.filter(verb="return_figure", reason="请附公报").count() == 3


def test_nothing_is_returned_without_a_reason(story):
    with pytest.raises(Incomplete):
        flow.return_figures(shown([story.submitted()]), reason=" ", by=story.reviewer)
    assert not Figure.objects.filter(state=FigureState.RETURNED).exists()


def test_who_submitted_what_another_entered_cannot_approve_it(story):
    make.Membership.objects.create(person=story.reviewer, zone=story.zone, role=Role.OFFICER)
    figure = flow.save_figure(
        story.targets[0], 2025, {"value": Decimal(1)}, version=None, by=story.officer
    )
    figure = flow.submit_figure(figure, version=figure.version, by=story.reviewer)
    with pytest.raises(NotAllowed):
        flow.approve_figure(figure, version=figure.version, by=story.reviewer)


def test_a_revision_is_submitted_with_a_reason_only(story):
    story.approved()
    with pytest.raises(Incomplete) as told:
        story.submitted(value=150)
    assert [problem.field for problem in told.value.problems] == ["revision_reason"]


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_reopening_begins_a_returned_copy_beside_the_figure_in_force(story, who):
    approved = story.approved(value="205.50", note="公报")
    by = getattr(story, who)
    opened = flow.reopen_figure(approved, reason="普查后重新核定", by=by)
    assert (opened.vintage, opened.state, opened.in_force) == (2, FigureState.RETURNED, False)
    assert (opened.value, opened.decimals, opened.note) == (Decimal("205.50"), 2, "公报")
    assert (opened.return_reason, opened.revision_reason) == ("普查后重新核定",) * 2
    assert (opened.returned_by, opened.approved_by, opened.submitted_by) == (by, None, None)
    approved.refresh_from_db()
    assert approved.in_force
    entry = TrailEntry.objects.get(verb="reopen_figure")
    assert (entry.before["state"], entry.after["state"]) == ("approved", "returned")
    assert entry.reason == "普查后重新核定"


def test_a_reopened_figure_is_corrected_and_approved_by_who_reopened_it(story):
    opened = flow.reopen_figure(story.approved(), reason="普查", by=story.reviewer)
    figure = flow.submit_figure(opened, version=opened.version, by=story.officer)
    approved = flow.approve_figure(figure, version=figure.version, by=story.reviewer)
    assert (approved.vintage, approved.in_force) == (2, True)


def test_a_reopened_figure_keeps_its_files(story):
    approved = story.approved()
    stamps = {"added_by": story.officer, "added_at": timezone.now()}
    facts = {"name": "公报.pdf", "stored": "ab", "size": 1, "content_type": "application/pdf"}
    EvidenceFile.objects.create(figure=approved, sha256="ab", **facts, **stamps)
    opened = flow.reopen_figure(approved, reason="普查", by=story.reviewer)
    assert [file.name for file in opened.files.all()] == ["公报.pdf"]
    assert approved.files.count() == 1


def test_a_figure_reopened_after_the_closing_is_still_corrected(story):
    approved = story.approved()
    cycle = story.plan.cycles.get()
    flow.close_cycle(cycle, on=timezone.localdate(), by=story.administrator)
    opened = flow.reopen_figure(approved, reason="普查", by=story.reviewer)
    report = {"value": Decimal(150)}
    figure = flow.save_figure(
        story.targets[0], 2025, report, version=opened.version, by=story.officer
    )
    assert flow.submit_figure(figure, version=2, by=story.officer).state == "submitted"


def test_officers_and_strangers_reopen_nothing(story):
    approved = story.approved()
    for person in (story.officer, make.member(Role.REVIEWER, make.zone()), make.person()):
        with pytest.raises(NotAllowed):
            flow.reopen_figure(approved, reason="普查", by=person)


def test_reopening_needs_a_reason(story):
    with pytest.raises(Incomplete):
        flow.reopen_figure(story.approved(), reason="", by=story.reviewer)


def test_what_is_being_revised_is_not_reopened(story):
    approved = story.approved()
    flow.save_figure(story.targets[0], 2025, {"value": Decimal(1)}, version=None, by=story.officer)
    with pytest.raises(WrongState) as told:
        flow.reopen_figure(approved, reason="普查", by=story.reviewer)
    assert told.value.code == "already_open"


def test_what_was_replaced_is_not_reopened(story):
    story.revised()
    first = story.targets[0].figures.get(vintage=1)
    with pytest.raises(WrongState) as told:
        flow.reopen_figure(first, reason="普查", by=story.reviewer)
    assert told.value.code == "not_in_force"


def test_a_revision_that_changes_the_word_is_listed_with_both_figures(story):
    revised = story.revised(value=150)
    (change,) = JudgementChange.objects.all()
    assert (change.target, change.year) == (story.targets[0], 2025)
    assert (change.before.word, change.after.word) == ("exceeded", "missed")
    assert (change.figure, change.replaced.value) == (revised, 205)
    assert (change.reason, change.changed_by) == ("经济普查", story.reviewer)


def test_a_first_approval_and_a_revision_of_mere_quantity_are_not_listed(story):
    story.revised(value=206)
    assert not JudgementChange.objects.exists()


def test_a_preliminary_figure_becomes_final_as_a_revision(story):
    story.approved(quality=Quality.PRELIMINARY)
    story.approved(quality=Quality.FINAL, revision_reason="最终核实")
    judgement = Assessment.objects.get(target=story.targets[0], year=2025, is_latest=True)
    assert not judgement.judgement.provisional


def test_other_reasons_are_told_in_words(story):
    story.approved()
    target = story.targets[0]
    make.revision(target, 2025, 400)
    changes = flow.common.judge([target], by=story.administrator)
    (change,) = flow.watching.list_changed(changes, by=story.administrator, reason="中期调整")
    assert (change.figure, change.revision, change.reason) == (None, None, "中期调整")
    assert change.changed_at <= timezone.now()


def test_figures_of_a_zone_that_the_person_does_not_review_stop_all(story):
    waiting = shown([story.submitted(target) for target in story.targets])
    for person in (story.officer, make.member(Role.REVIEWER, make.zone())):
        with pytest.raises(NotAllowed):
            flow.approve_figures(waiting, by=person)
        with pytest.raises(NotAllowed):
            flow.return_figures(waiting, reason="口径", by=person)
    assert Figure.objects.filter(state=FigureState.SUBMITTED).count() == 3
