"""Turns a standing into the shape of its chart: one builder for each way of counting.

Every number is the standing's own; only running totals, chains and points on the promised path
are worked out here, by the formulas of methods §1 and §3. Texts are in the active language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.notation import target_text
from tracker.reports.series import UNSETTLED, Series, Surroundings, scaled_wording, series_of
from tracker.reports.shapes import Fan, Goal, Key, PathChart, Point
from tracker.standing import Standing
from tracker.terms import Direction, Path, Quality, TargetKind

# Years before the baseline that a chart still shows, and points of a curved path in a year.
_HISTORY_YEARS = 3
_POINTS_A_YEAR = 4


def chart_of(
    standing: Standing, around: Surroundings, beside: Iterable[Standing] = ()
) -> PathChart | None:
    """The chart of one target, counted as those ``beside`` it; None where neither a figure nor a
    path can be shown."""
    series = series_of(standing, around, beside)
    chart = _BUILDERS[TargetKind(standing.target.kind)](series)
    if not (chart.figures or chart.path or chart.history or chart.baseline):
        return None
    return replace(chart, alt=_alt(series, chart))


def _frame(series: Series, **parts) -> PathChart:
    """What all kinds share: the axis, the years, the words of the key."""
    first = series.target.base_year or min(series.values, default=series.target.plan.base_year)
    parts.setdefault("unit", series.unit)
    parts.setdefault("key", _key(series))
    years = [first, *(p.year for name in ("history", "figures") for p in parts.get(name, ()))]
    return PathChart(
        first_year=min(years),
        last_year=max(series.end, series.standing.year, *years),
        breaks=tuple(figure.year for figure in series.standing.figures if figure.is_break),
        **parts,
    )


def _key(series: Series) -> Key:
    unsettled = {f.quality for f in series.standing.figures} & UNSETTLED
    illustrative = Quality.ILLUSTRATIVE in unsettled
    return Key(
        history=pgettext("chart", "History"),
        baseline=pgettext("chart", "Baseline"),
        path=pgettext("chart", "Path to the target"),
        figures=pgettext("chart", "Reported"),
        hollow=_("Illustrative figures") if illustrative else _("Flash or preliminary"),
        annual=pgettext("chart", "Annual target"),
        projection=_("If it goes on like this"),
    )


def _level(series: Series) -> PathChart:
    """Levels, increments and ranks: the way from the baseline to the target."""
    base, goal = _base(series), series.goal
    if goal is not None and series.target.kind == TargetKind.INCREMENT:
        goal = base[1] + goal if base else None
    reaches = series.standing.answer.path is not None
    before = base[0] if base else series.target.base_year or min(series.values, default=0)
    history = {
        year: series.linked(year, value)
        for year, value in series.around.past.items()
        if before - _HISTORY_YEARS <= year < before
    }
    return _frame(
        series,
        history=series.points(history, text=False),
        baseline=replace(series.point(*base), hollow=False) if base else None,
        path=_path(series, base, goal) if base and goal is not None and reaches else (),
        figures=series.points(_after(series.values, base)),
        annual=series.points(series.around.annual, text=False),
        fan=_fan(series),
        goal=_goal(series, goal),
        is_rank=series.target.kind == TargetKind.RANK,
    )


def _after(values: Mapping[int, Decimal], base: tuple[int, Decimal] | None) -> dict[int, Decimal]:
    return {year: value for year, value in values.items() if not base or year > base[0]}


def _base(series: Series) -> tuple[int, Decimal] | None:
    """The base in use (exact 43): given, reported, derived from target and growth, substituted."""
    target, flags = series.target, series.standing.answer.flags
    given = series.standing.base
    reported = {f.year: f.value for f in series.standing.figures if f.value is not None}
    if target.base_year is not None:
        if given is None:
            given = reported.get(target.base_year, series.around.past.get(target.base_year))
        if given is None and "base_derived" in flags:
            yearly = 1 + target.growth_percent / 100
            given = target.target_value / yearly ** (series.end - target.base_year)
        if given is not None:
            return target.base_year, series.linked(target.base_year, given)
    if "base_substituted" in flags and series.values:
        first = min(series.values)
        return first, series.values[first]
    return None


def _path(series: Series, base: tuple[int, Decimal], goal: Decimal) -> tuple:
    """Points on the path of the judgement, straight or of constant growth."""
    (start, value), end = base, series.end
    first, last = series.scaled(value), series.scaled(goal)
    if series.standing.answer.path != Path.COMPOUND or first <= 0 or last <= 0:
        return tuple(
            (year, first + (last - first) * (year - start) / (end - start))
            for year in range(start, end + 1)
        )
    steps = (end - start) * _POINTS_A_YEAR
    return tuple(
        (start + step / _POINTS_A_YEAR, first * (last / first) ** (step / steps))
        for step in range(steps + 1)
    )


def _fan(series: Series, latest: Point | None = None, sign: int = 1) -> Fan | None:
    """The projection of the judgement, from the latest figure to the target year."""
    answer, values = series.standing.answer, series.values
    if answer.projection is None or not values:
        return None
    start = latest or series.point(max(values), values[max(values)])
    if start.year >= series.end:
        return None
    text = _("Trend {value}").format(value=series.text(sign * answer.projection))
    low, high = answer.projection_low, answer.projection_high
    if low is not None and high is not None:
        text += f"\n{series.text(low)}–{series.text(high)}"
        low, high = series.scaled(low), series.scaled(high)
    end = Point(series.end, series.scaled(sign * answer.projection), text)
    return Fan(start, end, low, high)


def _goal(series: Series, value: Decimal | None, high: Decimal | None = None) -> Goal | None:
    if value is None:
        return None
    text = _("Target {value}").format(value=target_text(scaled_wording(series)))
    if series.target.kind == TargetKind.INCREMENT:
        text += f"\n= {series.text(value)}"
    return Goal(series.scaled(value), text, series.scaled(high) if high is not None else None)


def _growth(series: Series) -> PathChart:
    """Yearly rates against the promised average, and the average reached so far."""
    answer, values, goal = series.standing.answer, series.values, series.goal
    key = replace(_key(series), projection=_("Average so far"))
    fan = None
    if answer.average_growth_percent is not None and len(values) > 1:
        average = answer.average_growth_percent
        text = _("Average {value}").format(value=series.text(average))
        fan = Fan(Point(min(values), average), Point(max(values), average, text))
    return _frame(
        series,
        figures=series.points(values),
        annual=series.points(series.around.annual, text=False),
        fan=fan,
        goal=_goal(series, goal),
        key=key,
    )


def _sum(series: Series) -> PathChart:
    """The running total against an even path; the yearly amounts stand behind it."""
    values, target, goal = series.values, series.target, series.goal
    totals: dict[int, Decimal] = {}
    for year in sorted(values):
        totals[year] = values[year] + (totals[max(totals)] if totals else Decimal(0))
    path: tuple = ()
    if target.base_year is not None and goal is not None:
        span = range(target.base_year, series.end + 1)
        steps = series.end - target.base_year
        path = tuple((y, series.scaled(goal) * (y - target.base_year) / steps) for y in span)
    points = series.points(totals)
    key = replace(
        _key(series),
        amounts=_("Amount of the year"),
        figures=_("Total so far"),
        hollow=_("Total with unsettled figures"),
    )
    return _frame(
        series,
        path=path,
        figures=points,
        amounts=series.points(values, text=False) if len(values) > 1 else (),
        fan=_fan(series, points[-1]) if points else None,
        goal=_goal(series, goal),
        key=key,
    )


def _change(series: Series) -> PathChart:
    """Yearly changes chained, signed as they are entered: a reduction runs downwards."""
    target, goal = series.target, series.goal
    sign = -1 if target.direction == Direction.AT_MOST else 1
    chain, index = {}, Decimal(1)
    for year in sorted(series.values):
        index *= 1 + series.values[year] / 100
        chain[year] = float(100 * (index - 1))
    path: tuple = ()
    if target.base_year is not None and goal is not None:
        factor, steps = 1 + sign * float(goal) / 100, series.end - target.base_year
        span = range(target.base_year, series.end + 1)
        path = tuple((y, 100 * (factor ** ((y - target.base_year) / steps) - 1)) for y in span)
    points = series.points(chain)
    return _frame(
        series,
        unit=_("{unit}, since {year}").format(unit=series.unit, year=target.base_year),
        path=path,
        figures=points,
        fan=_fan(series, points[-1], sign) if points else None,
        goal=_goal(series, None if goal is None else sign * goal),
    )


def _floor(series: Series) -> PathChart:
    """What each year is held against: a floor, a ceiling, or what is to be kept."""
    return _frame(
        series,
        figures=series.points(series.values),
        annual=series.points(series.around.annual, text=False),
        goal=_goal(series, series.goal),
    )


def _range(series: Series) -> PathChart:
    low, high = series.target.low, series.target.high
    return _frame(series, figures=series.points(series.values), goal=_goal(series, low, high))


def _relative(series: Series) -> PathChart:
    """Both series; the wording of the target stands at the end of the compared one."""
    name = series.target.compared_with or _("Compared series")
    wording = target_text(scaled_wording(series))
    asked = _("Target {value}").format(value=wording)
    given = {f.year: f.compared for f in series.standing.figures if f.compared is not None}
    label = "\n".join((*_folded(f"P = {name}"), asked))
    return _frame(
        series,
        figures=series.points(series.values),
        compared=series.points(given, text=False),
        key=replace(_key(series), compared=label),
    )


def _folded(text: str, width: int = 12) -> Iterable[str]:
    return (text[start : start + width] for start in range(0, len(text), width))


def _delegated(series: Series) -> PathChart:
    return _frame(
        series,
        figures=series.points(series.values),
        compared=series.points(series.around.assigned, text=False),
        compared_joined=False,
        key=replace(_key(series), compared=_("Assigned value")),
    )


def _milestone(series: Series) -> PathChart:
    """Steps done of steps in all, where they are counted; else there is nothing to draw."""
    counted = [
        (figure.year, Decimal(figure.steps_done), Decimal(figure.steps_total))
        for figure in series.standing.figures
        if figure.steps_done is not None and figure.steps_total is not None
    ]
    goal = None
    if counted:
        total = counted[-1][2]
        goal = Goal(float(total), _("All {count} steps").format(count=series.text(total)))
    return _frame(
        series,
        unit=_("steps"),
        figures=tuple(series.point(year, done) for year, done, _total in counted),
        goal=goal,
    )


def _alt(series: Series, chart: PathChart) -> str:
    """The chart in one sentence, for whoever cannot see it."""
    target = series.target
    reported = "; ".join(f"{point.year}: {point.text}" for point in chart.figures)
    parts = [
        _("{name} ({unit})").format(name=target, unit=chart.unit) if chart.unit else str(target)
    ]
    if chart.goal:
        parts.append(chart.goal.text.replace("\n", " "))
    parts.append(reported or _("no figure reported"))
    return " · ".join(parts)


_BUILDERS: dict[TargetKind, Callable[[Series], PathChart]] = {
    TargetKind.LEVEL: _level,
    TargetKind.GROWTH: _growth,
    TargetKind.CUMULATIVE_SUM: _sum,
    TargetKind.CUMULATIVE_CHANGE: _change,
    TargetKind.INCREMENT: _level,
    TargetKind.EACH_YEAR: _floor,
    TargetKind.MAINTAIN: _floor,
    TargetKind.RANK: _level,
    TargetKind.RELATIVE: _relative,
    TargetKind.DELEGATED: _delegated,
    TargetKind.MILESTONE: _milestone,
    TargetKind.RANGE: _range,
    TargetKind.UNDETERMINED: _floor,
}
