"""Rows become the case that the rules mean, with nothing lost on the way."""

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tracker.assessment.queries import case_of
from tracker.attainment.evaluate import evaluate
from tracker.attainment.figures import Answer
from tracker.models import Target, TargetRevision
from tracker.terms import TargetKind, Verdict

pytestmark = pytest.mark.django_db


def revise(target: Target, value: str) -> None:
    TargetRevision.objects.create(
        target=target,
        effective_year=2023,
        effective_on=date(2023, 7, 1),
        value=Decimal(value),
        document="中期调整",
        reason="口径调整",
        revised_by=make.person(),
    )


def judged(target: Target) -> Answer:
    return evaluate(case_of(target, 2025))


def test_an_assigned_year_without_a_figure_leaves_the_verdict_open():
    target = make.target(kind=TargetKind.DELEGATED, unit="%")
    for year in (2024, 2025):
        make.assigned_value(target, year, 5)
    make.figure(target, 2025, 6)
    assert judged(target).verdict is Verdict.INCOMPLETE
    make.figure(target, 2024, 5)
    assert judged(target).verdict is Verdict.MET


def test_an_average_is_rounded_to_the_decimals_that_the_revision_keeps():
    target = make.target(
        kind=TargetKind.GROWTH, growth_percent=Decimal("9.00"), decimals=2, unit="%"
    )
    revise(target, "8.00")
    for year in range(2021, 2026):
        make.figure(target, year, "7.96")
    assert judged(target).verdict is Verdict.BASICALLY_MET
