"""The way from base to target: where it starts, what it runs on, and where it should be by now."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.attainment.faults import known
from tracker.attainment.figures import Target
from tracker.attainment.numbers import EXACT, ahead_by, exp, factor, log_ratio
from tracker.attainment.series import View
from tracker.terms import Direction, Path, TargetKind

# Units of shares, rates, indices and ranks: their way is a straight line (exact 9).
_STRAIGHT_UNITS = frozenset({"%", "％", "‰", "百分点", "个百分点", "指数", "分", "位", "名"})
_COMPOUND_FROM = Decimal("1.2")
_SMALL_GAP = Decimal("0.01")
BASE_DERIVED = "base_derived"
BASE_SUBSTITUTED = "base_substituted"


@dataclass(frozen=True, slots=True)
class Base:
    """Base value b in base year t0, and the flag that says where it was taken from."""

    year: int
    value: Decimal
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a level, an increment or a rank runs on, all on the latest caliber (exact 43, 45).

    ``values`` are the reported years after the declared base year. ``goal`` is the target as a
    level: ``None`` only for an increment whose base is not known (exact 30).
    """

    view: View
    base: Base | None
    goal: Decimal | None
    values: dict[int, Decimal]
    is_broken: bool = False
    is_linked: bool = False

    @property
    def base_year(self) -> int | None:
        """t0: the year of the base in use, else the declared one."""
        return self.view.target.base_year if self.base is None else self.base.year

    @property
    def is_hold(self) -> bool:
        """Whether the target does not lie beyond the base in its direction (exact 20)."""
        if self.base is None or self.goal is None:
            return False
        return ahead_by(self.view.sign, self.goal, self.base.value) <= 0

    def course(self, year: int) -> "Course | None":
        """The way from the base to the target with the figure of ``year``, if there is a base."""
        if self.base is None or self.goal is None:
            return None
        view, base = self.view, self.base
        return Course(
            view.sign, base.value, self.values[year], self.goal, base.year, year, view.end
        )

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags that are given with and without a figure (exact 43)."""
        target = self.view.target
        flags = list(self.view.flags)
        if self.base is not None and self.base.flag is not None:
            flags.append(self.base.flag)
        if self.is_linked:
            flags.append("linked")
        is_ceiling = target.kind is TargetKind.LEVEL and target.direction is Direction.AT_MOST
        if self.is_hold and not is_ceiling:
            flags.append("target_not_beyond_base")
        return tuple(flags)


def trace(view: View) -> Line:
    """The base, the figures linked over changes of caliber, and the target as a level."""
    base = find_base(view)
    goal = _goal(view.target, base)
    if not any(figure.is_break for figure in view.figures.values()):
        return Line(view, base, goal, view.values)
    return _link(view, base, goal)


def find_base(view: View) -> Base | None:
    """The base in the order of exact 43: given, reported, derived, else the first figure."""
    target = view.target
    year = target.base_year
    if year is not None:
        own = view.figures.get(year)
        if target.base_value is not None:
            return Base(year, target.base_value)
        if own is not None and own.value is not None:
            return Base(year, own.value)
        if target.kind is TargetKind.LEVEL and target.growth_percent is not None:
            printed = known(view.printed, "target", "target_value")
            growth = factor(target.growth_percent) ** (view.end - year)
            return Base(year, printed / growth, BASE_DERIVED)
    if target.kind is not TargetKind.INCREMENT and len(view.values) >= 2:
        first = next(iter(view.values))
        return Base(first, view.values[first], BASE_SUBSTITUTED)
    return None


def _goal(target: Target, base: Base | None) -> Decimal | None:
    value = known(target.target_value, "target", "target_value")
    if target.kind is not TargetKind.INCREMENT:
        return value
    return None if base is None else base.value + value


def _link(view: View, base: Base | None, goal: Decimal | None) -> Line:
    """Everything before a change of caliber, times new over old of its overlap year (exact 45)."""
    start = base.year if base is not None else view.target.base_year
    if start is None:
        start = next(iter(view.values), view.as_of)
    new, old, is_linked = Decimal(1), Decimal(1), False
    linked: dict[int, Decimal] = {}
    for year in reversed(view.values):
        value, figure = view.values[year], view.figures[year]
        linked[year] = value * new / old
        if not figure.is_break or year <= start:
            continue
        overlap = figure.old_value
        is_rank = view.target.kind is TargetKind.RANK
        if is_rank or overlap is None or overlap <= 0 or value <= 0:
            return Line(view, base, goal, view.values, is_broken=True)
        new, old, is_linked = new * value, old * overlap, True
    if not is_linked:
        return Line(view, base, goal, view.values)
    if base is not None:
        base = Base(base.year, base.value * new / old, base.flag)
    values = dict(reversed(linked.items()))
    return Line(view, base, _goal(view.target, base), values, is_linked=True)


@dataclass(frozen=True, slots=True)
class Course:
    """b, x and y in the years t0, t and T of methods §1, on one caliber and in one unit."""

    sign: int
    base: Decimal
    latest: Decimal
    goal: Decimal
    base_year: int
    year: int
    end: int

    @property
    def passed(self) -> int:
        """k, the years from the base to the latest figure; never 0."""
        return self.year - self.base_year

    @property
    def span(self) -> int:
        """n, the years from the base to the target."""
        return self.end - self.base_year

    @property
    def has_logs(self) -> bool:
        """Whether growth can be spoken of at all: b, x, y > 0 and y ≠ b."""
        return min(self.base, self.latest, self.goal) > 0 and self.goal != self.base

    @property
    def is_small(self) -> bool:
        """A gap below 1 % of the base: judged like any other, with a caution (exact 22)."""
        return abs(self.goal - self.base) < _SMALL_GAP * abs(self.base)

    def path(self, target: Target) -> Path:
        """The path of the target, as far as its numbers allow it (exact 9)."""
        if target.kind is not TargetKind.LEVEL or not self.has_logs:
            return Path.LINEAR
        if target.path is not Path.AUTO:
            return target.path
        is_amount = not target.is_share and target.unit.strip() not in _STRAIGHT_UNITS
        grows = self.goal >= EXACT.multiply(_COMPOUND_FROM, self.base)
        return Path.COMPOUND if is_amount and grows else Path.LINEAR

    def progress(self, path: Path) -> float:
        """Share of the way from base to target that is done (methods §1)."""
        whole = log_ratio(self.goal, self.base) if path is Path.COMPOUND else 0.0
        if whole:
            return log_ratio(self.latest, self.base) / whole
        return float((self.latest - self.base) / (self.goal - self.base))

    def pace(self, path: Path) -> float:
        """Progress over the elapsed share: 1 is on schedule, whatever the direction."""
        return self.progress(path) * self.span / self.passed

    def expected(self, path: Path) -> float:
        """The level on the path in the latest reported year."""
        return self._on_path(path, self.goal, self.passed, self.span)

    def same_pace(self, path: Path) -> float:
        """The level in the target year if the pace so far is kept (methods §6)."""
        return self._on_path(path, self.latest, self.span, self.passed)

    def _on_path(self, path: Path, through: Decimal, years: int, of: int) -> float:
        if path is Path.COMPOUND:
            return float(self.base) * exp(log_ratio(through, self.base) * years / of)
        return float(self.base + (through - self.base) * years / of)
