"""What the way asks of a year that nobody has reported yet."""

from decimal import Decimal

import pytest

from tracker.attainment.evaluate import evaluate
from tracker.attainment.expectation import expected_in
from tracker.attainment.figures import Case, Figure, Target
from tracker.terms import Direction, TargetKind

D = Decimal


def target(**fields) -> Target:
    return Target(**{"base_year": 2020, "target_year": 2025} | fields)


LEVEL = target(kind=TargetKind.LEVEL, base_value=D(100), target_value=D(200))
SUM = target(kind=TargetKind.CUMULATIVE_SUM, target_value=D(125))
FALL = target(
    kind=TargetKind.CUMULATIVE_CHANGE, target_value=D("13.5"), direction=Direction.AT_MOST
)
RISE = target(kind=TargetKind.CUMULATIVE_CHANGE, target_value=D(50))
INCREMENT = target(kind=TargetKind.INCREMENT, base_value=D(60), target_value=D(5), unit="%")


@pytest.mark.parametrize("asked", [LEVEL, SUM, FALL, RISE, INCREMENT])
@pytest.mark.parametrize("year", [2021, 2023, 2025])
def test_it_is_what_the_judgement_expects_once_the_year_is_reported(asked, year):
    start = D(60) if asked is INCREMENT else D(100)
    reported = tuple(Figure(each, start + each - 2020) for each in range(2021, year + 1))
    judged = evaluate(Case(asked, reported, year)).expected
    assert expected_in(Case(asked, (), year), year) == pytest.approx(judged, rel=1e-12)


@pytest.mark.parametrize("year", [2020, 2026])
@pytest.mark.parametrize("asked", [LEVEL, SUM, FALL])
def test_outside_of_the_way_nothing_is_expected(asked, year):
    assert expected_in(Case(asked, (), 2025), year) is None


@pytest.mark.parametrize(
    "asked",
    [
        target(kind=TargetKind.EACH_YEAR, target_value=D(7)),
        target(kind=TargetKind.LEVEL, target_value=D(7)),
        target(kind=TargetKind.LEVEL, base_value=D(9), target_value=D(7)),
        Target(kind=TargetKind.MILESTONE, due=2025),
        Target(kind=TargetKind.UNDETERMINED),
    ],
)
def test_where_there_is_no_way_nothing_is_expected(asked):
    assert expected_in(Case(asked, (), 2024), 2024) is None
