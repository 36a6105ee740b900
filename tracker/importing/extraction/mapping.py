"""From an entry of a register to a target of the method (methods §3, docs/register.md)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from tracker.importing.extraction.drafts import (
    DraftPlan,
    DraftTarget,
    PrintedKind,
    YearlyFigure,
)
from tracker.importing.extraction.fields import decimals_of
from tracker.terms import Confidence, Direction, Measure, TargetKind, TargetState

KINDS = {
    PrintedKind.LEVEL: TargetKind.LEVEL,
    PrintedKind.GROWTH: TargetKind.GROWTH,
    PrintedKind.CUMULATIVE: TargetKind.CUMULATIVE_SUM,
    PrintedKind.INCREMENT: TargetKind.INCREMENT,
    PrintedKind.PER_YEAR: TargetKind.EACH_YEAR,
    PrintedKind.MAINTAIN: TargetKind.MAINTAIN,
    PrintedKind.RATIO_TO_PARENT: TargetKind.RELATIVE,
    PrintedKind.RANK: TargetKind.RANK,
    PrintedKind.DELEGATED: TargetKind.DELEGATED,
    PrintedKind.MILESTONE: TargetKind.MILESTONE,
    PrintedKind.UNDETERMINED: TargetKind.UNDETERMINED,
}
PERCENT, PLACES, EVENTS = "%", "位", "起"

# 左右, 约 and their like: five per cent tolerance (methods §4). 约束 is no such word.
_ABOUT = re.compile(r"左右|上下|大约|约(?!束)|基本同步|基本持平")
_FALL = re.compile(r"降低|下降|减少|削减|压减")
_UPWARD, _DOWNWARD = frozenset({">=", ">"}), frozenset({"<=", "<"})
_STRICT = frozenset({">", "<"})


@dataclass(frozen=True, slots=True)
class Measured:
    """What is reported for an entry year by year: under this name, in this unit."""

    kind: TargetKind
    name: str
    unit: str
    is_rate: bool


class Traits(Protocol):
    """What the mapping wants to know of an indicator."""

    @property
    def share(self) -> bool: ...

    @property
    def lower_is_better(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The fields of a target that follow from its entry; named as those of the model."""

    kind: TargetKind
    direction: Direction
    strict: bool
    approximate: bool
    is_share: bool
    unit: str
    base_year: int
    base_value: Decimal | None
    base_level: Decimal | None
    target_year: int | None
    target_value: Decimal | None
    growth_percent: Decimal | None
    period_change: Decimal | None
    decimals: int
    low: Decimal | None
    high: Decimal | None
    margin: Decimal | None
    ratio: Decimal | None
    relative_kind: Measure
    compared_with: str | None
    assigned_kind: Measure
    confirm: str | None
    state: TargetState


def measure(draft: DraftTarget) -> Measured:
    """The kind of an entry and what its yearly figure is; the unit printed may be another."""
    kind = _kind(draft)
    is_change = (
        draft.encode.yearly_figure is YearlyFigure.CHANGE
        or draft.encode.relative_kind is Measure.CHANGE
    )
    is_rate = is_change or kind in (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE)
    unit = draft.unit
    if is_rate:
        unit = PERCENT
    elif kind is TargetKind.RANK:
        unit = PLACES
    elif draft.encode.yearly_figure is YearlyFigure.EVENTS:
        unit = EVENTS
    return Measured(kind, draft.indicator, unit, is_rate)


def map_target(draft: DraftTarget, plan: DraftPlan, traits: Traits) -> Mapped:
    """An entry as a target. What its kind lacks stays None: ``lacks`` says so."""
    measured = measure(draft)
    kind, encode = measured.kind, draft.encode
    value = _target_value(draft, kind)
    low, high = _ends(draft, kind)
    growth = draft.growth_percent if kind in (TargetKind.GROWTH, TargetKind.LEVEL) else None
    falls = _is_fall(draft)
    return Mapped(
        kind=kind,
        direction=_direction(draft, kind, falls=falls or traits.lower_is_better),
        strict=_strict(draft, kind),
        approximate=_approximate(draft),
        is_share=traits.share,
        unit=measured.unit,
        base_year=plan.base_year if draft.baseline_year is None else draft.baseline_year,
        base_value=None if _base_is_level(draft, kind) else draft.baseline_value,
        base_level=draft.baseline_value if _base_is_level(draft, kind) else None,
        target_year=draft.target_year,
        target_value=value,
        growth_percent=growth,
        period_change=draft.cumulative_value,
        decimals=_decimals(kind, value=value, growth=growth, low=low, draft=draft),
        low=low,
        high=high,
        margin=encode.margin,
        ratio=encode.ratio,
        relative_kind=encode.relative_kind or Measure.LEVEL,
        compared_with=encode.to,
        assigned_kind=Measure.CHANGE if falls else Measure.LEVEL,
        confirm=encode.confirm,
        state=_state(draft),
    )


def _kind(draft: DraftTarget) -> TargetKind:
    if draft.encode.kind is not None:
        return draft.encode.kind
    if draft.kind is PrintedKind.CUMULATIVE and draft.unit == PERCENT:
        return TargetKind.CUMULATIVE_CHANGE  # per cents are chained, never added
    if draft.kind is PrintedKind.LEVEL and draft.target_value_max is not None:
        return TargetKind.RANGE
    return KINDS[draft.kind]


def _target_value(draft: DraftTarget, kind: TargetKind) -> Decimal | None:
    """The figure that is judged: 翻番 is worked out, 高50.0% is a ratio and not a figure."""
    encode = draft.encode
    if encode.target_value is not None:
        return encode.target_value
    if encode.multiple is not None:
        return None if draft.baseline_value is None else encode.multiple * draft.baseline_value
    if kind in (TargetKind.GROWTH, TargetKind.RELATIVE, TargetKind.RANGE):
        return None
    return draft.target_value


def _ends(draft: DraftTarget, kind: TargetKind) -> tuple[Decimal | None, Decimal | None]:
    if kind is TargetKind.RANGE:
        return draft.target_value, draft.target_value_max
    return None, None


def _op(draft: DraftTarget, kind: TargetKind) -> str | None:
    if kind is TargetKind.GROWTH:
        return draft.growth_op or draft.op
    return draft.op or draft.growth_op


def _direction(draft: DraftTarget, kind: TargetKind, *, falls: bool) -> Direction:
    """Which way is good: as encoded, by the sign printed, else by the indicator itself."""
    op = _op(draft, kind)
    if kind is TargetKind.RANK:
        return Direction.AT_MOST
    if draft.encode.direction is not None:
        return draft.encode.direction
    if op in _UPWARD and kind is not TargetKind.CUMULATIVE_CHANGE:
        return Direction.AT_LEAST
    if op in _DOWNWARD:
        return Direction.AT_MOST
    base, value = draft.baseline_value, draft.target_value
    if op == "=" and kind is TargetKind.LEVEL and base is not None and value is not None:
        return Direction.AT_MOST if base > value else Direction.AT_LEAST
    return Direction.AT_MOST if falls else Direction.AT_LEAST


def _strict(draft: DraftTarget, kind: TargetKind) -> bool:
    if draft.encode.strict is not None:
        return draft.encode.strict
    return _op(draft, kind) in _STRICT


def _approximate(draft: DraftTarget) -> bool:
    if draft.encode.approximate is not None:
        return draft.encode.approximate
    return bool(_ABOUT.search(draft.target_text or ""))


def _is_fall(draft: DraftTarget) -> bool:
    """Whether the indicator is itself a reduction in per cent (单位GDP能耗降低)."""
    return draft.unit == PERCENT and bool(_FALL.search(draft.indicator))


def _base_is_level(draft: DraftTarget, kind: TargetKind) -> bool:
    """A growth target's printed baseline is the base year's rate, unless its unit is another."""
    return kind is TargetKind.GROWTH and draft.unit not in ("", PERCENT)


def _decimals(
    kind: TargetKind,
    *,
    value: Decimal | None,
    growth: Decimal | None,
    low: Decimal | None,
    draft: DraftTarget,
) -> int:
    """Decimals of what was promised; derived figures are rounded to them once (exact 41)."""
    promised = value
    if kind is TargetKind.GROWTH:
        promised = growth
    elif kind is TargetKind.RELATIVE:
        promised = draft.encode.margin if draft.encode.ratio is None else draft.encode.ratio
    elif kind is TargetKind.RANGE:
        promised = low
    return 0 if promised is None else decimals_of(promised)


def _state(draft: DraftTarget) -> TargetState:
    if draft.confidence is Confidence.LOW:
        return TargetState.TO_BE_CONFIRMED
    return TargetState.PUBLISHED
