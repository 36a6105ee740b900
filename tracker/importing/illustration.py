"""Invented yearly figures for a demonstration; they say so wherever they appear.

Pure and repeatable: the same target always gets the same figures, drawn from a digest of its
register number. Most targets run about on their path, some ahead, some behind, a few report
nothing, so that every status can be seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tracker.terms import Direction, Measure, TargetKind

# Things that come in whole numbers.
COUNT_UNITS = frozenset("家 个 处 所 条 项 件 座 户 名 场 栋 张 人 名(个)".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Promise:
    """What the figures are invented around; values in the target's unit."""

    number: str
    kind: TargetKind
    direction: Direction
    unit: str
    decimals: int
    is_share: bool
    start_year: int
    target_year: int
    base: Decimal | None
    value: Decimal | None
    growth: Decimal | None
    ratio: Decimal | None
    margin: Decimal | None
    relative_kind: Measure
    assigned_kind: Measure


def invent(promise: Promise, years: range) -> Iterator[tuple[int, dict[str, Any]]]:
    """(year, fields of the report) for the years that this target happens to report."""
    if _draw(promise.number, "silent") < Decimal("0.03"):
        return
    vigour = _vigour(promise.number)
    for year in years:
        if year > promise.target_year:
            return
        if year != years[0] and _draw(promise.number, f"gap{year}") < Decimal("0.02"):
            continue
        yield year, _report(promise, year, vigour)


def assigned(promise: Promise, year: int) -> Decimal | None:
    """A figure that a superior might hand down; half of the delegated targets have none."""
    if _draw(promise.number, "assigned") < Decimal("0.5"):
        return None
    if promise.assigned_kind is Measure.CHANGE:
        return round(_usual_change(promise) + _wobble(promise, year, "0.4"), 1)
    step = Decimal(year - promise.start_year + 1) / 100
    return round(_usual_level(promise) * (1 + step * _sign(promise)), 1)


def _usual_change(promise: Promise) -> Decimal:
    """What is commonly asked of one year, in percent: a fall is negative."""
    return Decimal(3 * _sign(promise))


def _usual_level(promise: Promise) -> Decimal:
    return Decimal(80) if promise.base is None else promise.base


def _report(promise: Promise, year: int, vigour: Decimal) -> dict[str, Any]:
    share = Decimal(year - promise.start_year + 1) / (promise.target_year - promise.start_year + 1)
    match promise.kind:
        case TargetKind.MILESTONE:
            return _milestone(promise, share * vigour)
        case TargetKind.RELATIVE:
            return _beside_parent(promise, year, vigour)
        case TargetKind.GROWTH:
            rate = (promise.growth or Decimal(0)) * vigour + _wobble(promise, year, 1)
            return {"value": round(rate, 1)}
        case TargetKind.CUMULATIVE_SUM:
            yearly = (promise.value or Decimal(0)) / (promise.target_year - promise.start_year + 1)
            return {"value": _rounded(promise, yearly * (vigour + _wobble(promise, year, "0.15")))}
        case TargetKind.CUMULATIVE_CHANGE:
            yearly = (promise.value or Decimal(0)) / (promise.target_year - promise.start_year + 1)
            return {"value": round(_sign(promise) * yearly * vigour, 2)}
        case TargetKind.EACH_YEAR | TargetKind.MAINTAIN | TargetKind.RANGE:
            return {"value": _kept(promise, vigour)}
        case TargetKind.DELEGATED:
            return {"value": round(_beside_assigned(promise, year, vigour), 1)}
    return {"value": _on_the_way(promise, share, year, vigour)}


def _on_the_way(promise: Promise, share: Decimal, year: int, vigour: Decimal) -> Decimal:
    goal = Decimal(50) if promise.value is None else promise.value
    if promise.kind is TargetKind.INCREMENT and promise.base is not None:
        goal += promise.base
    start = promise.base
    if start is None:
        away = Decimal("1.4") if _sign(promise) < 0 else Decimal("0.7")
        start = goal * away
    path = start + (goal - start) * share * (vigour + _wobble(promise, year, "0.04"))
    if promise.is_share:
        path = min(max(path, Decimal(0)), Decimal(100))
    return max(_rounded(promise, path), Decimal(1 if promise.kind is TargetKind.RANK else 0))


def _milestone(promise: Promise, share: Decimal) -> dict[str, Any]:
    total = 5
    done = min(total, int(share * total + Decimal("0.4")))
    return {"done": done == total, "steps_done": done, "steps_total": total}


def _beside_parent(promise: Promise, year: int, vigour: Decimal) -> dict[str, Any]:
    parent = round(Decimal(6) + _wobble(promise, year, 1), 1)
    if promise.relative_kind is Measure.LEVEL:
        parent += 70
    wanted = parent * (promise.ratio or 1) + (promise.margin or 0)
    return {"value": round(wanted * vigour, 1), "parent_value": parent}


def _beside_assigned(promise: Promise, year: int, vigour: Decimal) -> Decimal:
    given = assigned(promise, year)
    if promise.assigned_kind is Measure.CHANGE:
        return (_usual_change(promise) if given is None else given) * vigour
    level = _usual_level(promise) if given is None else given
    return level * (1 + _sign(promise) * (vigour - 1) / 10)


def _kept(promise: Promise, vigour: Decimal) -> Decimal:
    goal = promise.value or Decimal(0)
    if promise.is_share and goal == 100:
        return goal if vigour > Decimal("0.75") else Decimal("99.2")
    slack = (vigour - Decimal("0.9")) * _sign(promise)
    return _rounded(promise, goal + abs(goal or Decimal(5)) * slack / 4)


def _rounded(promise: Promise, value: Decimal) -> Decimal:
    whole = promise.unit in COUNT_UNITS or promise.kind is TargetKind.RANK or promise.unit == "位"
    return Decimal(round(value)) if whole else round(value, max(promise.decimals, 1))


def _vigour(number: str) -> Decimal:
    """How well a target runs: mostly about 1, sometimes far from it."""
    drawn = _draw(number, "vigour")
    steps = (("0.06", "0.35"), ("0.20", "0.82"), ("0.62", "1.00"), ("0.90", "1.08"), ("1", "1.30"))
    return next(Decimal(vigour) for limit, vigour in steps if drawn <= Decimal(limit))


def _wobble(promise: Promise, year: int, size: str | int) -> Decimal:
    return (_draw(promise.number, str(year)) - Decimal("0.5")) * Decimal(size)


def _sign(promise: Promise) -> int:
    return -1 if promise.direction is Direction.AT_MOST else 1


def _draw(number: str, what: str) -> Decimal:
    """A number in [0, 1) that depends on nothing but its names."""
    digest = sha256(f"{number}/{what}".encode()).digest()
    return Decimal(int.from_bytes(digest[:4], "big")) / 2**32
