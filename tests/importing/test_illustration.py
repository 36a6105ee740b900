"""Invented figures are of the kind that is asked for."""

from decimal import Decimal

from tracker.importing.illustration import Promise, assigned, invent
from tracker.terms import Direction, Measure, TargetKind


def energy(number: str) -> Promise:
    """单位地区生产总值能源消耗降低, 完成省市分解任务: the baseline is the last plan's total."""
    return Promise(
        number=number,
        kind=TargetKind.DELEGATED,
        direction=Direction.AT_MOST,
        unit="%",
        decimals=0,
        is_share=False,
        start_year=2021,
        target_year=2025,
        base=Decimal("34.74"),
        value=None,
        growth=None,
        ratio=None,
        margin=None,
        relative_kind=Measure.LEVEL,
        assigned_kind=Measure.CHANGE,
    )


def test_an_assigned_change_is_a_fall_of_some_percent_a_year():
    promises = [energy(f"target-{n}") for n in range(40)]
    given = {assigned(promise, 2021) for promise in promises} - {None}
    reported = {
        r["value"] for promise in promises for _year, r in invent(promise, range(2021, 2022))
    }
    assert given
    assert all(-5 < value < 0 for value in given | reported)
