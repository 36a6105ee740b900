"""From a target's row to what the arithmetic reads of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.attainment import figures as pure
from tracker.attainment.faults import Fault, first_fault
from tracker.attainment.numbers import places
from tracker.terms import Attribute, Direction, Measure, Path, TargetKind, Verdict

if TYPE_CHECKING:
    from tracker.models.target import Target, TargetRevision


def promise(row: Target, revisions: Iterable[TargetRevision] = ()) -> pure.Target:
    """What a target promises, in its own unit, under the revisions given."""
    base = row.base_value if row.verified_base_value is None else row.verified_base_value
    return pure.Target(
        kind=TargetKind(row.kind),
        direction=Direction(row.direction),
        strict=row.strict,
        unit=row.unit,
        is_share=row.is_share,
        path=Path(row.path),
        base_year=row.base_year,
        base_value=known(base),
        base_level=known(row.base_level),
        target_year=row.target_year,
        target_value=known(row.target_value, row.decimals),
        growth_percent=known(row.growth_percent, row.decimals),
        attribute=Attribute(row.attribute or Attribute.ANTICIPATORY),
        approximate=row.approximate,
        every_year=row.every_year,
        margin=known(row.margin, row.decimals),
        ratio=known(row.ratio, row.decimals),
        relative_kind=Measure(row.relative_kind),
        assigned_kind=Measure(row.assigned_kind),
        assessment=Verdict(row.superior_assessment) if row.superior_assessment else None,
        low=known(row.low),
        high=known(row.high),
        limit_low=known(row.limit_low),
        limit_high=known(row.limit_high),
        versions=tuple(
            pure.Version(revision.effective_year, exact(revision.value, row.decimals))
            for revision in revisions
        ),
    )


def revised_to(printed: pure.Target, value: Decimal) -> pure.Target:
    """The promise with a revised value in the place of the printed one."""
    if printed.kind is TargetKind.GROWTH:
        return replace(printed, growth_percent=value)
    return replace(printed, target_value=value)


def promise_in(row: Target, year: int) -> pure.Target:
    """What a target promises in the version that ``year`` is judged by (exact 46)."""
    valid = [
        revision
        for revision in row.revisions.all()
        if revision.effective_year <= year and revision.withdrawn_at is None
    ]
    if not valid:
        return promise(row)
    latest = max(valid, key=lambda revision: revision.effective_year)
    return revised_to(promise(row), exact(latest.value, row.decimals))


def printed_decimals(promised: pure.Target, row: Target) -> int:
    """The decimals to print a promise with: those of the plan, more where a revision has more."""
    is_growth = promised.kind is TargetKind.GROWTH
    value = promised.growth_percent if is_growth else promised.target_value
    return row.decimals if value is None else max(row.decimals, places(value))


def fault_of(row: Target) -> Fault | None:
    """What its kind lacks before a target can be judged (exact 2, 3); None when it can be."""
    return first_fault(pure.Case(promise(row), (), row.target_year or row.plan.end_year))


def exact(value: Decimal, decimals: int | None = None) -> Decimal:
    """A stored figure with the decimals as typed; the database pads every figure to its scale."""
    if decimals is not None:
        typed = round(value, decimals)
        if typed == value:
            return typed
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def known(value: Decimal | None, decimals: int | None = None) -> Decimal | None:
    """``exact`` of what may not be known."""
    return None if value is None else exact(value, decimals)
