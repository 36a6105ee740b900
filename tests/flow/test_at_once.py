"""Two people at once, where the database has row locks: one wins, the other is told.

Every race is run several times, by threads that start together; what must hold afterwards holds
whoever was first.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.layout import NOT_BEGUN
from tracker.errors import Refused, Stale, WrongState
from tracker.models import Assessment, Figure, Message, Notice, Person, Target, TrailEntry
from tracker.terms import FigureState, Quality, Role

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]
ROUNDS = 5


class Office:
    """A plan asked for in 2025; two of everybody who may race."""

    def __init__(self) -> None:
        self.plan = make.plan()
        zone = self.plan.zone
        self.cycle = make.cycle(self.plan, 2025)
        self.officers = [make.member(Role.OFFICER, zone) for _ in range(2)]
        self.reviewers = [make.member(Role.REVIEWER, zone) for _ in range(2)]
        self.administrator = make.member(Role.ADMINISTRATOR, zone)

    def target(self) -> Target:
        return make.target(self.plan)

    def draft(self) -> Figure:
        by = self.officers[0]
        return flow.save_figure(self.target(), 2025, {"value": Decimal(1)}, version=None, by=by)

    def submitted(self) -> Figure:
        return flow.submit_figure(self.draft(), version=1, by=self.officers[0])

    def approved(self) -> Figure:
        return flow.approve_figure(self.submitted(), version=2, by=self.reviewers[0])


@pytest.fixture
def office():
    return Office()


def at_once(*verbs: Callable[[], object]) -> list[object]:
    """What each verb answered or was refused with, all of them begun together."""
    start_together = threading.Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> object:
        start_together.wait()
        try:
            return verb()
        except Refused as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def told(answers: list[object]) -> list[type]:
    """The types of what was refused."""
    return [type(answer) for answer in answers if isinstance(answer, Refused)]


def traces(figure: Figure, *verbs: str) -> int:
    return TrailEntry.objects.filter(noun="figure", noun_id=figure.pk, verb__in=verbs).count()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_approvals_one_wins_and_the_other_is_told_who(office, _round):
    figure, (one, two) = office.submitted(), office.reviewers
    answers = at_once(
        lambda: flow.approve_figure(figure, version=2, by=one),
        lambda: flow.approve_figure(Figure.objects.get(pk=figure.pk), version=2, by=two),
    )
    assert told(answers) == [Stale]
    figure.refresh_from_db()
    (refusal,) = (answer for answer in answers if isinstance(answer, Stale))
    assert refusal.data["change"].by == str(figure.approved_by)
    assert (figure.state, figure.in_force, figure.version) == ("approved", True, 3)
    assert traces(figure, "approve_figure") == 1
    assert Assessment.objects.filter(target=figure.target, year=2025, is_latest=True).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_an_approval_and_a_return_one_wins(office, _round):
    figure, (one, two) = office.submitted(), office.reviewers
    answers = at_once(
        lambda: flow.approve_figure(figure, version=2, by=one),
        lambda: flow.return_figure(figure, version=2, reason="口径", by=two),
    )
    assert told(answers) == [Stale]
    figure.refresh_from_db()
    was_approved = figure.state == FigureState.APPROVED
    assert figure.in_force is was_approved
    assert traces(figure, "approve_figure", "return_figure") == 1
    assert Assessment.objects.filter(target=figure.target).exists() is was_approved
    assert Message.objects.exists() is not was_approved


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_submissions_one_wins(office, _round):
    figure = office.draft()
    answers = at_once(
        *(
            lambda by=by: flow.submit_figure(Figure.objects.get(pk=figure.pk), version=1, by=by)
            for by in office.officers
        )
    )
    assert told(answers) == [Stale]
    figure.refresh_from_db()
    assert (figure.state, figure.version) == (FigureState.SUBMITTED, 2)
    assert traces(figure, "submit_figure") == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_a_submission_and_a_save_one_wins(office, _round):
    figure, (one, two) = office.draft(), office.officers
    report = {"value": Decimal(2)}
    answers = at_once(
        lambda: flow.submit_figure(figure, version=1, by=one),
        lambda: flow.save_figure(figure.target, 2025, report, version=1, by=two),
    )
    assert len(told(answers)) == 1
    stored = Figure.objects.get(pk=figure.pk)
    assert (stored.state, stored.value) in {("submitted", Decimal(1)), ("draft", Decimal(2))}


@pytest.mark.parametrize("_round", range(ROUNDS))
@pytest.mark.parametrize("begun", [True, False])
def test_of_two_saves_one_wins(office, begun, _round):
    target = office.draft().target if begun else office.target()
    values = (Decimal(7), Decimal(8))
    pairs = zip(values, office.officers, strict=True)
    save = flow.save_figure
    version = 1 if begun else None
    answers = at_once(
        *(
            lambda value=value, by=by: save(target, 2025, {"value": value}, version=version, by=by)
            for value, by in pairs
        )
    )
    assert told(answers) == [Stale]
    (winner,) = (answer for answer in answers if isinstance(answer, Figure))
    assert target.figures.get().value == winner.value
    assert traces(winner, "save_figure") == (2 if begun else 1)


def test_a_save_after_the_closing_is_refused(office):
    target, today = office.target(), timezone.localdate()
    flow.close_cycle(office.cycle, on=today, by=office.administrator)
    with pytest.raises(WrongState) as refusal:
        flow.save_figure(target, 2025, {}, version=None, by=office.officers[0])
    assert refusal.value.code == "cycle_closed"


def test_a_closing_waits_for_the_save_that_began_before_it(office):
    target, today = office.target(), timezone.localdate()

    def close() -> None:
        flow.close_cycle(office.cycle, on=today, by=office.administrator)
        connection.close()

    closing = threading.Thread(target=close)
    with transaction.atomic():
        flow.save_figure(target, 2025, {"value": Decimal(1)}, version=None, by=office.officers[0])
        closing.start()
        closing.join(0.3)
        assert closing.is_alive()
    closing.join(10)
    office.cycle.refresh_from_db()
    assert (office.cycle.closed_on, target.figures.count()) == (today, 1)


def test_a_save_waits_for_the_closing_that_began_before_it_and_is_told(office):
    target, today, answers = office.target(), timezone.localdate(), []
    report = {"value": Decimal(1)}

    def save() -> None:
        by = office.officers[0]
        answers.extend(at_once(lambda: flow.save_figure(target, 2025, report, version=None, by=by)))

    saving = threading.Thread(target=save)
    with transaction.atomic():
        flow.close_cycle(office.cycle, on=today, by=office.administrator)
        saving.start()
        saving.join(0.3)
        assert saving.is_alive()
    saving.join(10)
    assert [answer.code for answer in answers] == ["cycle_closed"]
    assert not target.figures.exists()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_confirmations_of_a_sheet_each_row_is_stored_once(office, _round):
    targets = [office.target() for _ in range(4)]
    rows = [KeptRow("表", 5, t.pk, NOT_BEGUN, {"value": Decimal(3)}) for t in targets]
    answers = at_once(
        *(
            lambda rows=kept, by=by: flow.take_sheet(
                office.cycle, rows, by=by, all_or_nothing=False
            )
            for by, kept in zip(office.officers, (rows, rows[::-1]), strict=True)
        )
    )
    assert sum(len(taken.saved) for taken in answers) == 4
    assert sum(len(taken.left) for taken in answers) == 4
    assert {type(error) for taken in answers for _row, error in taken.left} == {Stale}
    assert Figure.objects.count() == TrailEntry.objects.filter(verb="save_figure").count() == 4
    winners = sum(bool(taken.saved) for taken in answers)
    assert TrailEntry.objects.filter(verb="take_sheet").count() == winners


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_reopenings_one_wins(office, _round):
    figure = office.approved()
    answers = at_once(
        *(lambda by=by: flow.reopen_figure(figure, reason="普查", by=by) for by in office.reviewers)
    )
    assert told(answers) == [WrongState]
    assert figure.target.figures.count() == 2
    assert TrailEntry.objects.filter(verb="reopen_figure").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_a_reopening_and_a_revision_one_wins(office, _round):
    figure = office.approved()
    report = {"value": Decimal(9)}
    officer, reviewer = office.officers[1], office.reviewers[0]
    answers = at_once(
        lambda: flow.reopen_figure(figure, reason="普查", by=reviewer),
        lambda: flow.save_figure(figure.target, 2025, report, version=None, by=officer),
    )
    assert len(told(answers)) == 1
    assert figure.target.figures.exclude(state=FigureState.APPROVED).count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_batches_that_overlap_approve_every_figure_once(office, _round):
    waiting = [(office.submitted(), 2) for _ in range(4)]
    one, two = office.reviewers
    first, second = at_once(
        lambda: flow.approve_figures(waiting, by=one),
        lambda: flow.approve_figures(waiting[::-1], by=two),
    )
    assert len(first.done) + len(second.done) == 4
    assert {type(error) for _figure, error in first.left + second.left} == {Stale}
    assert TrailEntry.objects.filter(verb="approve_figure").count() == 4


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_returns_by_two_reviewers_at_once_are_one_mail(office, _round):
    waiting = [office.submitted() for _ in range(4)]
    at_once(
        *(
            lambda figure=figure, by=by: flow.return_figure(figure, version=2, reason="口径", by=by)
            for figure, by in zip(waiting, office.reviewers * 2, strict=True)
        )
    )
    assert Message.objects.count() == 1
    assert Notice.objects.filter(message=Message.objects.get()).count() == 4


def test_figures_of_two_years_approved_at_once_are_both_judged():
    target = make.target()
    reviewer = make.member(Role.REVIEWER, target.plan.zone)
    years = range(2021, 2025)
    figures = [
        make.draft(target, year, 100 + year - 2020, state=FigureState.SUBMITTED) for year in years
    ]
    flow.reassess([target], by=flow.system_person())
    at_once(
        *(
            lambda figure=figure: flow.approve_figure(figure, version=1, by=reviewer)
            for figure in figures
        )
    )
    judgement = Assessment.objects.get(target=target, year=2025, is_latest=True)
    assert [used["year"] for used in judgement.inputs["figures"]] == list(years)


def test_a_target_that_joins_a_series_meanwhile_is_judged_on_its_new_figure(office):
    series, by = make.series(measure="change"), office.administrator
    rate = {"kind": "relative", "relative_kind": "change", "ratio": Decimal(1)}
    make.target(office.plan, compared_series=series, **rate)
    target = make.target(office.plan, **rate)
    make.figure(target, 2025, 8)
    given = {"replaces": None, "quality": Quality.FINAL, "document": "公报"}

    def join() -> None:
        at_once(lambda: flow.compare_target(target, series, by=by))

    joining = threading.Thread(target=join)
    with transaction.atomic():
        flow.enter_parent_figure(series, 2025, Decimal(6), **given, by=by)
        joining.start()
        joining.join(0.5)
    joining.join(10)
    judgement = Assessment.objects.get(target=target, year=2025, is_latest=True)
    assert [figure.get("parent") for figure in judgement.inputs["figures"]] == ["6"]


def test_an_approval_is_judged_on_the_baseline_that_was_verified_meanwhile(office):
    figure = office.submitted()

    def approve() -> None:
        at_once(lambda: flow.approve_figure(figure, version=2, by=office.reviewers[0]))

    approving = threading.Thread(target=approve)
    with transaction.atomic():
        verify(figure.target, Decimal(90), by=office.administrator)
        approving.start()
        approving.join(0.5)
        assert approving.is_alive()
    approving.join(10)
    judgement = Assessment.objects.get(target=figure.target, year=2025, is_latest=True)
    assert judgement.inputs["target"]["base_value"] == "90"


def verify(target: Target, value: Decimal, *, by: Person) -> None:
    flow.verify_baseline(target, value, was=None, document="批复", reason="核实", by=by)
