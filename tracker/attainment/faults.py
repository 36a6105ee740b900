"""What makes a case unfit to be judged, with the field, the value and the reason (exact 2, 3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple, TypeVar

from tracker.attainment.figures import Case, Figure, Target
from tracker.terms import Direction, Measure, TargetKind

Known = TypeVar("Known")
Trail = tuple[str | int, ...]

_NEEDS_VALUE = frozenset(
    {
        TargetKind.LEVEL,
        TargetKind.CUMULATIVE_SUM,
        TargetKind.CUMULATIVE_CHANGE,
        TargetKind.INCREMENT,
        TargetKind.EACH_YEAR,
        TargetKind.MAINTAIN,
        TargetKind.RANK,
    }
)
_CHAINED = frozenset({TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE})
_NEEDS_BASE_YEAR = _CHAINED | {TargetKind.CUMULATIVE_SUM}
_HAS_BASE = frozenset({TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK})
_RATE = "a rate must be above -100"
_RANK = "a rank must be a whole number from 1"
REQUIRED = "required"


class Unreadable(ValueError):
    """A case that cannot be judged: the field as a path in the case, what stood there, and why."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.value = value
        self.reason = reason


class Fault(NamedTuple):
    """One field that breaks a rule; ``trail`` is its path, in the names of methods §11."""

    trail: Trail
    reason: str

    @property
    def field(self) -> str:
        return field_path(self.trail)


def field_path(trail: Trail) -> str:
    """``("figures", 1, "value")`` as ``figures[1].value``."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in trail)
    return path.removeprefix(".")


def known(value: Known | None, *trail: str | int) -> Known:
    """A value that the kind of target cannot do without."""
    if value is None:
        raise Unreadable(field_path(trail), None, REQUIRED)
    return value


def first_fault(case: Case) -> Fault | None:
    """The first rule that a case breaks, or ``None`` when it can be judged."""
    return next(faults(case), None)


def faults(case: Case) -> Iterator[Fault]:
    """Every rule that a case breaks."""
    target = case.target
    for name in _missing(target):
        yield Fault(("target", name), REQUIRED)
    yield from _target_faults(target)
    yield from _value_faults(target)
    for index, figure in enumerate(case.figures):
        yield from _figure_faults(target, figure, ("figures", index))


def _missing(target: Target) -> Iterator[str]:
    """Fields that the kind requires and the case does not give (exact 2)."""
    kind = target.kind
    has_own_end = kind is TargetKind.UNDETERMINED or (
        kind is TargetKind.MILESTONE and target.due is not None
    )
    if target.target_year is None and not has_own_end:
        yield "target_year"
    if target.target_value is None and kind in _NEEDS_VALUE:
        yield "target_value"
    if target.growth_percent is None and kind is TargetKind.GROWTH:
        yield "growth_percent"
    if kind is TargetKind.RANGE:
        yield from (name for name in ("low", "high") if getattr(target, name) is None)
    needs_base_year = kind in _NEEDS_BASE_YEAR or (
        kind in _HAS_BASE and target.base_value is not None
    )
    if target.base_year is None and needs_base_year:
        yield "base_year"


def _target_faults(target: Target) -> Iterator[Fault]:
    first, last = target.base_year, target.target_year
    if first is not None and last is not None and last <= first:
        yield Fault(("target", "target_year"), "the target year must lie after the base year")
    if target.growth_percent is not None and target.growth_percent <= -100:
        yield Fault(("target", "growth_percent"), _RATE)
    if target.low is not None and target.high is not None and target.low > target.high:
        yield Fault(("target", "low"), "the lower end lies above the upper one")
    if target.margin is not None and target.ratio is not None:
        yield Fault(("target", "ratio"), "a margin and a ratio exclude each other")
    if target.kind is TargetKind.CUMULATIVE_SUM and target.direction is Direction.AT_MOST:
        yield Fault(("target", "direction"), "a sum can only be a floor")
    if target.kind is TargetKind.RANK and not _is_rank(target.base_value):
        yield Fault(("target", "base_value"), _RANK)


def _value_faults(target: Target) -> Iterator[Fault]:
    """The target value and every version of it, by what the kind can promise (exact 3)."""
    if target.target_value is not None and target.kind is not TargetKind.GROWTH:
        reason = _value_fault(target, target.target_value)
        if reason is not None:
            yield Fault(("target", "target_value"), reason)
    for index, version in enumerate(target.versions):
        reason = _value_fault(target, version.value)
        if reason is not None:
            yield Fault(("target", "versions", index, "value"), reason)


def _value_fault(target: Target, value: Decimal) -> str | None:
    match target.kind:
        case TargetKind.GROWTH if value <= -100:
            return _RATE
        case TargetKind.CUMULATIVE_SUM if value <= 0:
            return "a sum must be above 0"
        case TargetKind.CUMULATIVE_CHANGE if value <= 0:
            return "a cumulative change is a positive percent; the direction says which way"
        case TargetKind.CUMULATIVE_CHANGE if target.direction is Direction.AT_MOST and value >= 100:
            return "nothing can fall by 100 % or more"
        case TargetKind.RANK if not _is_rank(value):
            return _RANK
    return None


def _figure_faults(target: Target, figure: Figure, trail: Trail) -> Iterator[Fault]:
    kind, value = target.kind, figure.value
    is_relative_change = kind is TargetKind.RELATIVE and target.relative_kind is Measure.CHANGE
    if kind in _CHAINED or is_relative_change:
        if value is not None and value <= -100:
            yield Fault((*trail, "value"), _RATE)
        if is_relative_change and figure.parent is not None and figure.parent <= -100:
            yield Fault((*trail, "parent"), _RATE)
    if kind is TargetKind.RANK:
        if not _is_rank(value):
            yield Fault((*trail, "value"), _RANK)
        elif value is not None and figure.field_size is not None and value > figure.field_size:
            yield Fault((*trail, "value"), "the rank lies beyond the size of the field")
    done, total = figure.steps_done, figure.steps_total
    if done is not None and total is not None and done > total:
        yield Fault((*trail, "steps_done"), "more steps done than there are")


def _is_rank(value: Decimal | None) -> bool:
    return value is None or (value >= 1 and value == value.to_integral_value())
