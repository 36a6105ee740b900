"""One target of every kind with figures of 2021 to 2025, judged."""

from decimal import Decimal
from typing import Any

from tests import make
from tracker.flow import reassess, system_person
from tracker.models import Target
from tracker.terms import Direction, TargetKind

YEARS = range(2021, 2026)

PROMISES: dict[TargetKind, dict[str, Any]] = {
    TargetKind.LEVEL: {},
    TargetKind.GROWTH: {"growth_percent": Decimal(8), "unit": "%"},
    TargetKind.CUMULATIVE_SUM: {"target_value": Decimal(125), "unit": "个"},
    TargetKind.CUMULATIVE_CHANGE: {
        "target_value": Decimal("13.5"), "direction": Direction.AT_MOST, "unit": "%",
    },
    TargetKind.INCREMENT: {
        "target_value": Decimal(5), "base_value": Decimal(60), "unit": "%", "is_share": True,
    },
    TargetKind.EACH_YEAR: {"target_value": Decimal(7), "unit": "%"},
    TargetKind.MAINTAIN: {"target_value": Decimal(100), "unit": "%"},
    TargetKind.RANK: {"target_value": Decimal(30), "base_value": Decimal(50), "unit": "位"},
    TargetKind.RELATIVE: {"margin": Decimal(2), "unit": "%", "compared_with": "全市平均"},
    TargetKind.DELEGATED: {"unit": "%"},
    TargetKind.MILESTONE: {"unit": ""},
    TargetKind.RANGE: {
        "low": Decimal(3), "high": Decimal(6),
        "limit_low": Decimal(0), "limit_high": Decimal(10), "unit": "%",
    },
    TargetKind.UNDETERMINED: {},
}  # fmt: skip

VALUES: dict[TargetKind, list[Any]] = {
    TargetKind.LEVEL: [112, 130, 149, 171, 196],
    TargetKind.GROWTH: [9, 7, 8, -1, 10],
    TargetKind.CUMULATIVE_SUM: [20, 25, 25, 25, 20],
    TargetKind.CUMULATIVE_CHANGE: [-3, -2, 1, -4, -3],
    TargetKind.INCREMENT: [61, 62, 63, 64, 66],
    TargetKind.EACH_YEAR: [8, 7, 6, 8, 9],
    TargetKind.MAINTAIN: [100, 100, 99, 100, 100],
    TargetKind.RANK: [48, 44, 40, 36, 29],
    TargetKind.RELATIVE: [8, 9, 7, 8, 8],
    TargetKind.DELEGATED: [50, 51, 52, 53, 54],
    TargetKind.RANGE: [4, 5, 7, 3, 6],
    TargetKind.UNDETERMINED: [1, 2, 3, 4, 5],
}

KINDS = tuple(TargetKind)


def one_of(kind: TargetKind) -> Target:
    """A judged target of this kind, with what the kind asks for reported every year."""
    target = make.target(kind=kind, name=f"{kind} 目标", **PROMISES[kind])
    for place, year in enumerate(YEARS):
        make.figure(
            target, year, VALUES[kind][place] if kind in VALUES else None, **_extra(kind, place)
        )
        if kind is TargetKind.DELEGATED:
            make.assigned_value(target, year, 50 + place)
    reassess([target], by=system_person())
    return target


def _extra(kind: TargetKind, place: int) -> dict[str, Any]:
    if kind is TargetKind.RELATIVE:
        return {"parent_value": Decimal(6 + place % 2)}
    if kind is TargetKind.RANK:
        return {"field_size": 178}
    if kind is TargetKind.MILESTONE:
        return {"done": place == 4, "steps_done": place + 1, "steps_total": 5}
    return {}
