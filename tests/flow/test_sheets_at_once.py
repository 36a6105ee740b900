"""A sheet is stored while others work on its figures, where the database has row locks."""

import threading
from decimal import Decimal

import pytest
from django.db import connection, transaction

from tests import make
from tracker import flow
from tracker.entry.sheet.keeping import KeptRow
from tracker.entry.sheet.layout import NOT_BEGUN
from tracker.errors import Stale
from tracker.models import Figure, TrailEntry
from tracker.terms import Role

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]


class Office:
    """An officer, her cycle of 2025, three targets, and somebody who works on them too."""

    def __init__(self) -> None:
        plan = make.plan()
        self.cycle = make.cycle(plan, 2025)
        self.officer = make.member(Role.OFFICER, plan.zone)
        self.colleague = make.person(name="李")
        self.targets = [make.target(plan) for _ in range(3)]

    def taking(self, stamp):
        """A thread that confirms the sheet, and what it will have answered."""
        report, answers = {"value": Decimal(7)}, []
        rows = [KeptRow("表", 5, target.pk, stamp, report) for target in self.targets]

        def take() -> None:
            by = self.officer
            answers.append(flow.take_sheet(self.cycle, rows, by=by, all_or_nothing=False))
            connection.close()

        return threading.Thread(target=take), answers


@pytest.fixture
def office():
    return Office()


def test_the_figure_that_somebody_changes_meanwhile_is_left_and_told(office):
    figures = [
        make.draft(target, 2025, 5, entered_by=office.colleague) for target in office.targets
    ]
    thread, answers = office.taking("v1r1")
    with transaction.atomic():
        Figure.objects.filter(pk=figures[1].pk).update(version=2, value=99)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(10)
    ((left, error),) = answers[0].left
    assert (left.target, type(error), error.data["change"].by) == (
        figures[1].target_id,
        Stale,
        "李",
    )
    stored = Figure.objects.order_by("pk").values_list("value", "version")
    assert list(stored) == [(7, 2), (99, 2), (7, 2)]
    assert TrailEntry.objects.filter(verb="save_figure").count() == 2


def test_the_figure_that_somebody_begins_meanwhile_is_left_and_told(office):
    thread, answers = office.taking(NOT_BEGUN)
    with transaction.atomic():
        make.draft(office.targets[1], 2025, 99, entered_by=office.colleague)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(10)
    ((left, error),) = answers[0].left
    assert (left.target, type(error)) == (office.targets[1].pk, Stale)
    assert error.data["change"].by == "李"
    stored = Figure.objects.order_by("target").values_list("value", flat=True)
    assert list(stored) == [7, 99, 7]
    assert TrailEntry.objects.filter(verb="save_figure").count() == 2
