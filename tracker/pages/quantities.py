"""Which quantities each kind of target has, and how each formula looks with its numbers in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker import notation
from tracker.pages.facts import Facts, bracketed, plain
from tracker.pages.rules import RULES, Rule
from tracker.terms import Direction, Measure, Path, TargetKind

Fill = Callable[[Facts], str]


@dataclass(frozen=True)
class Quantity:
    """One number of a judgement: its rule, its value and the formula with the numbers filled in."""

    rule: Rule
    value: str
    filled: str


@dataclass(frozen=True)
class Entry:
    """One line of the tables below; ``field`` names the field of the answer.

    ``rule`` names a rule, or picks one by the facts; ``write`` makes the value readable.
    """

    rule: str | Callable[[Facts], str]
    field: str
    write: Callable[[float | None, Facts], str]
    fill: Fill

    def of(self, facts: Facts) -> Quantity | None:
        """The quantity, or None where the answer does not have it."""
        value = getattr(facts.answer, self.field)
        if value is None:
            return None
        key = self.rule if isinstance(self.rule, str) else self.rule(facts)
        return Quantity(RULES[key], self.write(value, facts), self.fill(facts))


def _ratio(value: float | None, facts: Facts) -> str:
    return notation.percent(value, 2)


def _plain(value: float | None, facts: Facts) -> str:
    return notation.number(value, 3)


def _in_unit(value: float | None, facts: Facts) -> str:
    """A value in the unit of the target, a percentage with its sign."""
    text = notation.number(value, 2)
    unit = facts.view.target.unit
    return f"{text}%" if unit in ("%", "％") else f"{text} {unit}".strip()


def _rate(value: float | None, facts: Facts) -> str:
    return f"{notation.number(value, 2)}%"


def _points(value: float | None, facts: Facts) -> str:
    """Percentage points with their sign; a small miss is not rounded away."""
    is_small = value is not None and 0 < abs(value) < 0.005
    return f"{notation.signed(value, 4 if is_small else 2)}%"


def _count(value: float | None, facts: Facts) -> str:
    return f"{facts.answer.years_met} / {facts.answer.years_reported}"


def _is_compound(facts: Facts) -> bool:
    return facts.answer.path is Path.COMPOUND


def _by_path(name: str) -> Callable[[Facts], str]:
    return lambda f: f"{name}_compound" if _is_compound(f) else f"{name}_linear"


def _expected(f: Facts) -> str:
    if _is_compound(f):
        return f"{f.b} × ({f.y} ÷ {f.b})^({f.k} ÷ {f.n})"
    return f"{f.b} + ({f.y} − {f.bracketed_b}) × {f.k} ÷ {f.n}"


def _progress(f: Facts) -> str:
    if _is_compound(f):
        return f"ln({f.x} ÷ {f.b}) ÷ ln({f.y} ÷ {f.b})"
    base = f.bracketed_b
    return f"({f.x} − {base}) ÷ ({f.y} − {base})"


def _attainment(f: Facts) -> str:
    if f.kind is TargetKind.INCREMENT:
        return _progress(f)
    return f"{f.y} ÷ {f.x}" if _is_inverse(f) else f"{f.x} ÷ {f.y}"


def _attainment_rule(f: Facts) -> str:
    if f.kind is TargetKind.INCREMENT:
        return "progress_linear"
    return "attainment_most" if _is_inverse(f) else "attainment_least"


def _is_inverse(f: Facts) -> bool:
    """Whether less is better; an assigned change is measured by itself, whatever its sign."""
    is_change = f.kind is TargetKind.DELEGATED and f.view.target.assigned_kind is Measure.CHANGE
    return f.is_most and not is_change


def _margin(f: Facts) -> str:
    goal, value = bracketed(f.goal), bracketed(f.values[f.latest])
    return f"{f.y} − {value}" if f.is_most else f"{f.x} − {goal}"


def _pace(f: Facts) -> str:
    return f"{_ratio(f.answer.progress, f)} ÷ {_ratio(f.answer.elapsed, f)}"


def _cagr(f: Facts) -> str:
    sign = "−" if f.is_most else ""
    return f"{sign}[({f.x} ÷ {f.b})^(1 ÷ {f.k}) − 1] ÷ |({f.y} ÷ {f.b})^(1 ÷ {f.n}) − 1|"


def _elapsed(f: Facts) -> str:
    return f"({f.latest} − {f.first}) ÷ ({f.end} − {f.first})"


def _over(f: Facts) -> str:
    if _is_compound(f):
        return f"{_rate(f.answer.required_growth_percent, f)} ÷ [({f.x} ÷ {f.b})^(1 ÷ {f.k}) − 1]"
    needed = bracketed(f.answer.required_increment)
    if f.kind is TargetKind.CUMULATIVE_SUM:
        return f"{needed} ÷ ({plain(f.answer.cumulative)} ÷ {f.m})"
    return f"{needed} ÷ [({f.x} − {f.bracketed_b}) ÷ {f.k}]"


def _percentile(f: Facts) -> str:
    size = f.view.figures[f.latest].field_size
    return f"({size} − {f.x}) ÷ ({size} − 1)"


def _nothing(f: Facts) -> str:
    return ""


def _range(f: Facts) -> str:
    target = f.view.target
    return f"{plain(target.low)} ≤ {f.x} ≤ {plain(target.high)}"


def _range_margin(f: Facts) -> str:
    target = f.view.target
    above = f"{f.x} − {bracketed(target.low)}"
    below = f"{plain(target.high)} − {bracketed(f.values[f.latest])}"
    return f"min({above}, {below})"


def _relative(f: Facts) -> str:
    target = f.view.target
    pairs = [
        (y, v.parent) for y, v in f.view.figures.items() if y in f.values and v.parent is not None
    ]
    if target.every_year:
        pairs = pairs[-1:]
    parent = "p" if len(pairs) > 1 else plain(pairs[-1][1])
    given = (
        f"p = x̄({', '.join(plain(value) for _year, value in pairs)}); " if len(pairs) > 1 else ""
    )
    if target.ratio is not None:
        return f"{given}{parent} × {plain(target.ratio)}"
    if target.margin is not None:
        return f"{given}{parent} + {bracketed(target.margin)}"
    return f"{given}{parent}"


def _gap(f: Facts) -> str:
    return f"x − {plain(f.answer.expected)}"


def _steps(f: Facts) -> str:
    counted = [v for v in f.view.figures.values() if v.steps_done is not None and v.steps_total]
    return f"{counted[-1].steps_done} ÷ {counted[-1].steps_total}"


def _growth_average(f: Facts) -> str:
    if "from_levels" in f.answer.flags:
        last = f.view.figures[f.latest].level
        return f"({plain(last)} ÷ {plain(f.view.target.base_level)})^(1 ÷ {f.k}) − 1"
    return f"[{f.factors}]^(1 ÷ {f.m}) − 1"


def _growth_progress(f: Facts) -> str:
    return f"ln[{f.factors}] ÷ [{f.n} × ln{f.promised}]"


def _growth_required(f: Facts) -> str:
    return f"[{f.promised}^{f.n} ÷ ({f.factors})]^(1 ÷ {f.left}) − 1"


def _change_progress(f: Facts) -> str:
    return f"ln[{f.factors}] ÷ ln{f.promised_factor}"


def _change_expected(f: Facts) -> str:
    power = f"{f.promised_factor}^({f.k} ÷ {f.n})"
    return f"1 − {power}" if f.view.target.direction is Direction.AT_MOST else f"{power} − 1"


def _change_attainment(f: Facts) -> str:
    total = f.answer.cumulative_change_percent or 0.0
    done = -total if f.view.target.direction is Direction.AT_MOST else total
    return f"{plain(done)}% ÷ {plain(f.view.target.target_value)}%"


def _change_margin(f: Facts) -> str:
    return _change_attainment(f).replace("÷", "−")


def _over_average(f: Facts) -> str:
    needed, average = f.answer.required_growth_percent, f.answer.average_growth_percent
    return f"{plain(needed)}% ÷ {bracketed(average)}%"


def _change_required(f: Facts) -> str:
    return f"[{f.promised_factor} ÷ ({f.factors})]^(1 ÷ {f.left}) − 1"


def _excess(f: Facts) -> str:
    goal = plain(f.view.target.target_value)
    return f"({_change_attainment(f).split('%')[0]}% − {goal}%) ÷ {goal}%"


def _change_pace(f: Facts) -> str:
    """With years missing, time is counted in the years that are reported (exact 32)."""
    if "years_missing" in f.answer.flags:
        return f"{_ratio(f.answer.progress, f)} ÷ ({f.m} ÷ {f.n})"
    return _pace(f)


def _change_average(f: Facts) -> str:
    return f"[{f.factors}]^(1 ÷ {f.m}) − 1"


def _to_average(f: Facts) -> str:
    average, goal = f"{plain(f.answer.average_growth_percent)}%", f"{plain(f.goal)}%"
    first, second = (goal, average) if f.is_most else (average, goal)
    return f"{first} − ({second})" if second.startswith(notation.MINUS) else f"{first} − {second}"


ELAPSED = Entry("elapsed", "elapsed", _ratio, _elapsed)
ATTAINMENT = Entry(_attainment_rule, "attainment", _ratio, _attainment)
MARGIN = Entry("margin", "margin", _in_unit, _margin)
YEARS = Entry("years_met", "years_met", _count, _nothing)
WORST = Entry("worst_margin", "worst_margin", _in_unit, _nothing)
PACE = Entry("pace", "pace", _plain, _pace)
ROOM = Entry("required_over_achieved", "required_over_achieved", _plain, _over)
PROJECTION = Entry("projection", "projection", _in_unit, _nothing)

LINE = (
    ELAPSED,
    Entry(_by_path("expected"), "expected", _in_unit, _expected),
    Entry(_by_path("progress"), "progress", _ratio, _progress),
    PACE,
    ATTAINMENT,
    MARGIN,
    Entry(
        "required_growth",
        "required_growth_percent",
        _rate,
        lambda f: f"({f.y} ÷ {f.x})^(1 ÷ {f.left}) − 1",
    ),
    Entry(
        "required_increment",
        "required_increment",
        _in_unit,
        lambda f: f"({f.y} − {bracketed(f.values[f.latest])}) ÷ {f.left}",
    ),
    ROOM,
    Entry("cagr_ratio", "cagr_ratio", _plain, _cagr),
    Entry("percentile", "percentile", _ratio, _percentile),
    YEARS,
    WORST,
    PROJECTION,
)

YEARLY = (ELAPSED, ATTAINMENT, MARGIN, YEARS, WORST)

QUANTITIES: dict[TargetKind, tuple[Entry, ...]] = {
    TargetKind.LEVEL: LINE,
    TargetKind.INCREMENT: LINE,
    TargetKind.RANK: LINE,
    TargetKind.GROWTH: (
        ELAPSED,
        Entry("growth_average", "average_growth_percent", _rate, _growth_average),
        Entry("growth_progress", "progress", _ratio, _growth_progress),
        Entry(
            "growth_pace",
            "pace",
            _plain,
            lambda f: f"ln(1 + {plain(f.answer.average_growth_percent)}%) ÷ ln{f.promised}",
        ),
        Entry(
            "growth_attainment",
            "attainment",
            _ratio,
            lambda f: f"{plain(f.answer.average_growth_percent)}% ÷ {f.y}%",
        ),
        Entry("margin", "margin", _points, _to_average),
        Entry("growth_required", "required_growth_percent", _rate, _growth_required),
        Entry("required_over_achieved", "required_over_achieved", _plain, _over_average),
        Entry("projection_pace", "projection", _rate, _nothing),
    ),
    TargetKind.CUMULATIVE_SUM: (
        ELAPSED,
        Entry("sum_total", "cumulative", _in_unit, lambda f: f.amounts),
        Entry("sum_expected", "expected", _in_unit, lambda f: f"{f.y} × {f.k} ÷ {f.n}"),
        Entry(
            "sum_progress", "progress", _ratio, lambda f: f"{plain(f.answer.cumulative)} ÷ {f.y}"
        ),
        Entry(
            "sum_pace",
            "pace",
            _plain,
            lambda f: f"{plain(f.answer.cumulative)} ÷ ({f.y} × {f.m} ÷ {f.n})",
        ),
        Entry("margin", "margin", _in_unit, lambda f: f"{plain(f.answer.cumulative)} − {f.y}"),
        Entry(
            "sum_required",
            "required_increment",
            _in_unit,
            lambda f: f"({f.y} − {plain(f.answer.cumulative)}) ÷ {f.left}",
        ),
        ROOM,
        Entry("projection_pace", "projection", _in_unit, _nothing),
    ),
    TargetKind.CUMULATIVE_CHANGE: (
        ELAPSED,
        Entry("change_total", "cumulative_change_percent", _points, lambda f: f"{f.factors} − 1"),
        Entry("change_expected", "expected", _rate, _change_expected),
        Entry("change_progress", "progress", _ratio, _change_progress),
        Entry("pace", "pace", _plain, _change_pace),
        Entry("change_attainment", "attainment", _ratio, _change_attainment),
        Entry("change_average", "average_growth_percent", _points, _change_average),
        Entry("margin", "margin", _points, _change_margin),
        Entry("change_required", "required_growth_percent", _points, _change_required),
        Entry("required_over_achieved", "required_over_achieved", _plain, _over_average),
        Entry("excess_rate", "excess_rate", _ratio, _excess),
        Entry("projection_pace", "projection", _rate, _nothing),
    ),
    TargetKind.EACH_YEAR: YEARLY,
    TargetKind.MAINTAIN: YEARLY,
    TargetKind.DELEGATED: YEARLY,
    TargetKind.RANGE: (
        ELAPSED,
        Entry("range_attainment", "attainment", _ratio, _range),
        Entry("margin", "margin", _in_unit, _range_margin),
        YEARS,
        WORST,
    ),
    TargetKind.RELATIVE: (
        ELAPSED,
        Entry("relative_expected", "expected", _in_unit, _relative),
        Entry("gap", "gap", _in_unit, _gap),
        YEARS,
        WORST,
    ),
    TargetKind.MILESTONE: (Entry("steps", "progress", _ratio, _steps),),
    TargetKind.UNDETERMINED: (),
}


def quantities(facts: Facts) -> list[Quantity]:
    """Every quantity that the judgement has, in the order of reading."""
    found: Iterable[Quantity | None] = (entry.of(facts) for entry in QUANTITIES[facts.kind])
    return [quantity for quantity in found if quantity is not None]
