"""Rows that are stored together are checked, guarded and traced as one that is stored alone."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tracker import flow
from tracker.entry.sheet import storing
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.layout import NOT_BEGUN
from tracker.errors import Incomplete, NotAllowed, SheetRefused, Stale, WrongState
from tracker.models import Figure, TrailEntry
from tracker.terms import Role, TargetKind


@pytest.fixture
def office(db):
    """An officer, her cycle of 2025 and twelve level targets."""
    plan = make.plan()
    own = make.department(plan.zone)
    officer = make.member(Role.OFFICER, plan.zone, department=own, name="王")
    return officer, make.cycle(plan, 2025), [make.target(plan, department=own) for _ in range(12)]


def row(target, stamp=NOT_BEGUN, **report):
    return KeptRow("表", 5, target.pk, stamp, {"value": Decimal("12.5"), **report})


def take(office, *rows, all_or_nothing=False):
    officer, cycle, _targets = office
    return flow.take_sheet(cycle, rows, by=officer, all_or_nothing=all_or_nothing)


def last_trace(figure):
    found = TrailEntry.objects.filter(noun="figure", noun_id=figure.pk).first()
    return found.verb, found.label[-4:], found.before, found.after


@pytest.mark.parametrize("begun", [False, True])
def test_a_row_leaves_the_figure_and_the_trace_that_the_page_leaves(office, begun):
    officer, _cycle, (one, other, *_rest) = office
    report = {"value": Decimal("12.50"), "note": "快报", "quality": "flash"}
    for target in (one, other) if begun else ():
        make.draft(target, 2025, "12.5", decimals=1, evidence="公报", entered_by=make.person())
    typed = flow.save_figure(one, 2025, report, version=1 if begun else None, by=officer)
    (stored,) = take(office, row(other, "v1r1" if begun else NOT_BEGUN, **report)).saved
    differ = {"id", "target_id", "entered_at"}
    names = [field.attname for field in Figure._meta.concrete_fields]
    kept, same = Figure.objects.get(pk=stored.pk), Figure.objects.get(pk=typed.pk)
    for name in set(names) - differ:
        assert getattr(kept, name) == getattr(same, name) == getattr(stored, name), name
    assert last_trace(kept) == last_trace(same)


def test_a_row_beside_an_approved_figure_begins_the_next_vintage(office):
    _officer, _cycle, (target, *_rest) = office
    make.figure(target, 2025, 5)
    assert take(office, row(target, "v1r1")).saved[0].vintage == 2
    assert list(target.figures.values_list("vintage", "state", "in_force")) == [
        (1, "approved", True), (2, "draft", False),
    ]  # fmt: skip


def test_each_row_is_told_why_it_is_left_and_the_others_stand(office):
    officer, cycle, (submitted, moved, rank, named, good, twice, *_rest) = office
    make.draft(submitted, 2025, 5, state="submitted", entered_by=officer)
    make.draft(moved, 2025, 5, version=2, entered_by=officer)
    for target, kind in ((rank, TargetKind.RANK), (named, TargetKind.MILESTONE)):
        target.kind = kind
        target.save()
    named.steps.create(name="立项", position=1)
    foreign = make.target(cycle.plan, department=make.department(cycle.plan.zone, "科技创新部"))
    taken = take(
        office, row(submitted, "v1r1"), row(moved, "v1r1"), row(rank),
        row(named, value=None, steps_done=1), row(foreign), row(good), row(twice), row(twice),
    )  # fmt: skip
    assert [figure.target for figure in taken.saved] == [good, twice]
    refused = [(kept.target, type(error)) for kept, error in taken.left]
    assert refused == [
        (submitted.pk, WrongState), (moved.pk, Stale), (rank.pk, Incomplete),
        (named.pk, Incomplete), (foreign.pk, NotAllowed), (twice.pk, Stale),
    ]  # fmt: skip
    assert Figure.objects.filter(target__in=[rank, named, foreign]).count() == 0


def test_all_or_nothing_names_the_first_row_and_stores_none(office):
    officer, _cycle, (good, submitted, *_rest) = office
    make.draft(submitted, 2025, 5, state="submitted", entered_by=officer)
    with pytest.raises(SheetRefused) as refusal:
        take(office, row(good), row(submitted, "v1r1"), row(submitted), all_or_nothing=True)
    assert isinstance(refusal.value.data["cause"], WrongState)
    assert (good.figures.count(), TrailEntry.objects.count()) == (0, 0)


def test_ticked_steps_are_traced_by_name(office):
    officer, _cycle, (target, *_rest) = office
    target.kind = TargetKind.MILESTONE
    target.save()
    step = target.steps.create(name="立项", position=1)
    make.draft(target, 2025, ticked=[step.pk], steps_done=1, steps_total=1, entered_by=officer)
    (stored,) = take(office, KeptRow("表", 5, target.pk, "v1r1", {"done": True})).saved
    assert [facts["ticked"] for facts in last_trace(stored)[2:]] == ["立项", "立项"]


@pytest.mark.parametrize("begun", [False, True])
def test_more_rows_cost_no_more_queries(office, begun):
    officer, _cycle, targets = office
    for target in targets if begun else ():
        make.draft(target, 2025, 5, entered_by=officer)
    rows = [row(target, "v1r1" if begun else NOT_BEGUN, note="快报") for target in targets]
    take(office, rows.pop())
    counts = []
    for few in (rows[:2], rows[2:]):
        with CaptureQueriesContext(connection) as queries:
            take(office, *few)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_rows_beyond_a_chunk_are_stored_too(office, monkeypatch):
    _officer, _cycle, targets = office
    monkeypatch.setattr(storing, "CHUNK", 5)
    assert len(take(office, *map(row, targets), row(targets[0])).saved) == 12
    assert Figure.objects.count() == TrailEntry.objects.filter(verb="save_figure").count() == 12
