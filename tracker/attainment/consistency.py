"""Whether a plan's own figures agree with each other (methods §8).

A printed figure stands for every value that rounds to it, so figures are compared as intervals:
"15" is anything from 14.5 to 15.5. What comes out is for the plan's administrator to look at;
nothing here blocks or corrects.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, localcontext
from itertools import combinations

from tracker.attainment.numbers import EXACT, HUNDRED, ahead_by, factor, mean_factor, places
from tracker.attainment.stated import (
    Finding,
    FindingCode,
    Interval,
    ShareLink,
    Stated,
    SumLink,
)
from tracker.terms import Attribute, Direction, Severity, TargetKind

_PRICES_UP_TO = Decimal(4)  # percent a year that prices may explain
_MONEY = "元"
_ZERO = Decimal(0)
_LEVELS = frozenset({TargetKind.LEVEL, TargetKind.CUMULATIVE_SUM, TargetKind.RANGE})
_REACHED = frozenset({TargetKind.LEVEL, TargetKind.INCREMENT, TargetKind.RANK})
# What has its figure elsewhere: handed down later, or a date.
_NEEDS_NO_FIGURE = frozenset({TargetKind.DELEGATED, TargetKind.MILESTONE, TargetKind.RELATIVE})
_NOT_SUMMED = ("每", "人均", "户均", "亩均", "地均", "单位", "万元")
_RATIO_WORDS = ("率", "占", "比重", "比例", "平均", "增速", "强度", "指数", "排名", "速度")


def adds_up(name: str, unit: str) -> bool:
    """Whether an indicator of this name and unit is an amount or a count, by its words."""
    is_ratio = any(word in name for word in _RATIO_WORDS) or name.startswith(_NOT_SUMMED)
    return not is_ratio and "/" not in unit and unit not in {"%", "％", "‰", "位", "名", "分", ""}


def check_plan(
    targets: Iterable[Stated],
    shares: Iterable[ShareLink] = (),
    sums: Iterable[SumLink] = (),
) -> list[Finding]:
    """Everything that does not agree, in the order of the plan's targets for each check."""
    stated = list(targets)
    by_id = {target.id: target for target in stated}
    with localcontext(EXACT):
        found = [finding for check in _SINGLE for target in stated for finding in check(target)]
        for group in _by_indicator(stated):
            found += [finding for check in _TOGETHER for finding in check(group)]
        for share in shares:
            found += _share(share, by_id)
        for link in sums:
            found += _sum(link, by_id)
    return found


def _by_indicator(targets: list[Stated]) -> Iterable[list[Stated]]:
    groups: dict[str, list[Stated]] = defaultdict(list)
    for target in targets:
        groups[target.indicator].append(target)
    return [group for group in groups.values() if len(group) > 1]


def own_growth(target: Stated) -> Iterator[Finding]:
    """b(1+g)^n against y, where one line prints all three."""
    if target.kind is TargetKind.LEVEL and target.growth_percent is not None:
        yield from _growth(target, target.growth_percent, None)


def _growth(target: Stated, percent: Decimal, related: str | None) -> Iterator[Finding]:
    base, goal, years = target.base_value, target.target_value, target.years
    if base is None or goal is None or years is None or min(base, goal) <= 0 or percent <= -100:
        return
    spans = [years, years + 1, years - 1]
    start, end, rate = map(Interval.printed, (base, goal, percent))
    fitting = [n for n in spans if n > 0 and start.grown(rate, n).meets(end)]
    if years in fitting:
        return
    promised = factor(percent)
    implied = mean_factor(goal / base, years)
    prices = (implied / promised - 1) * HUNDRED
    data = {
        "growth_percent": percent,
        "years": years,
        "implied_growth_percent": round((implied - 1) * HUNDRED, 2),
        "target_value": goal,
        "implied_target": round(base * promised**years, places(goal) + 1),
    }
    if 0 < prices <= _PRICES_UP_TO and _MONEY in target.unit:
        data["price_percent"] = round(prices, 2)
        yield Finding(FindingCode.PRICE_BASIS, Severity.NOTE, target.id, related, data)
    elif fitting:
        data["fitting_years"] = fitting[0]
        yield Finding(FindingCode.YEAR_AMBIGUOUS, Severity.NOTE, target.id, related, data)
    else:
        yield Finding(FindingCode.GROWTH_MISMATCH, Severity.WARNING, target.id, related, data)


def period_change(target: Stated) -> Iterator[Finding]:
    """b + d = y: exactly where all three have the same decimals, else to the coarsest of them."""
    base, change, goal = target.base_value, target.period_change, target.target_value
    if base is None or change is None or goal is None or target.kind is not TargetKind.LEVEL:
        return
    decimals = {places(base), places(change), places(goal)}
    slack = Decimal(5).scaleb(-min(decimals) - 1) if len(decimals) > 1 else _ZERO
    if abs(base + change - goal) > slack:
        data = {"base_value": base, "period_change": change, "target_value": goal}
        yield Finding(FindingCode.CHANGE_MISMATCH, Severity.WARNING, target.id, None, data)


def beyond_base(target: Stated) -> Iterator[Finding]:
    """A target that the base has reached already; a ceiling above the base is a usual form."""
    base, goal = target.base_value, target.target_value
    is_ceiling = target.kind is TargetKind.LEVEL and target.direction is Direction.AT_MOST
    if base is None or goal is None or target.kind not in _REACHED or is_ceiling:
        return
    is_falling = target.direction is Direction.AT_MOST or target.kind is TargetKind.RANK
    reached = base + goal if target.kind is TargetKind.INCREMENT else goal
    if ahead_by(-1 if is_falling else 1, reached, base) <= 0:
        data = {"base_value": base, "target_value": goal}
        yield Finding(FindingCode.NOT_BEYOND_BASE, Severity.WARNING, target.id, None, data)


def bounds(target: Stated) -> Iterator[Finding]:
    """A share lies between 0 and 100."""
    if not target.is_share or target.kind not in _LEVELS | {TargetKind.MAINTAIN}:
        return
    for name in ("base_value", "target_value", "low", "high"):
        value = getattr(target, name)
        if value is not None and not 0 <= value <= HUNDRED:
            data = {"field": name, "value": value}
            yield Finding(FindingCode.BOUND_EXCEEDED, Severity.ERROR, target.id, None, data)


def binding_figure(target: Stated) -> Iterator[Finding]:
    """A binding target must say what binds."""
    is_open = target.kind not in _NEEDS_NO_FIGURE and set(target.figures) == {None}
    if target.attribute is Attribute.BINDING and is_open:
        yield Finding(FindingCode.BINDING_WITHOUT_FIGURE, Severity.WARNING, target.id)


def growth_elsewhere(group: list[Stated]) -> Iterator[Finding]:
    """b(1+g)^n against y, where the rate stands in another line of the same scope and year."""
    for level, rate in _pairs(group, TargetKind.LEVEL, TargetKind.GROWTH):
        if level.growth_percent is None and rate.growth_percent is not None:
            yield from _growth(level, rate.growth_percent, rate.id)


def yearly_floors(group: list[Stated]) -> Iterator[Finding]:
    """C/n against a yearly floor: floors that add up to more make the sum an idle promise."""
    for total, floor in _pairs(group, TargetKind.CUMULATIVE_SUM, TargetKind.EACH_YEAR):
        if total.target_value is None or floor.target_value is None or total.years is None:
            continue
        least = floor.target_value * total.years
        if total.unit == floor.unit and least > total.target_value:
            data = {
                "target_value": total.target_value,
                "yearly_floor": floor.target_value,
                "floors_sum": least,
            }
            code = FindingCode.SUM_BELOW_FLOORS
            yield Finding(code, Severity.WARNING, total.id, floor.id, data)


def yearly_rates(group: list[Stated]) -> Iterator[Finding]:
    """1−(1−D)^(1/n) against a yearly rate of change; both signed, a fall is negative."""
    for change, rate in _pairs(group, TargetKind.CUMULATIVE_CHANGE, TargetKind.GROWTH):
        total, yearly, years = change.target_value, rate.growth_percent, change.years
        if total is None or yearly is None or years is None:
            continue
        sign = -1 if change.direction is Direction.AT_MOST else 1
        ends = [factor(sign * end) for end in _ends(total)]
        if min(ends) <= 0:
            continue
        implied = sorted((mean_factor(end, years) - 1) * HUNDRED for end in ends)
        if not Interval(*implied).meets(Interval.printed(yearly)):
            data = {
                "target_value": total,
                "growth_percent": yearly,
                "years": years,
                "implied_growth_percent": round(sum(implied) / 2, 2),
            }
            code = FindingCode.YEARLY_RATE_MISMATCH
            yield Finding(code, Severity.WARNING, change.id, rate.id, data)


def whole_and_parts(group: list[Stated]) -> Iterator[Finding]:
    """全区 ≥ 核心区, and no less than its parts together: amounts and counts in one unit."""
    for whole in group:
        if whole.is_part or not whole.adds_up or whole.kind not in _LEVELS:
            continue
        parts = [part for part in group if part.is_part and _alike(whole, part)]
        for name in ("base_value", "target_value"):
            all_of_it = getattr(whole, name)
            values = {p.id: getattr(p, name) for p in parts if getattr(p, name) is not None}
            if all_of_it is None:
                continue
            larger = [part for part, value in values.items() if value > all_of_it]
            for part in larger:
                data = {"field": name, "whole": all_of_it, "part": values[part]}
                code = FindingCode.PART_EXCEEDS_WHOLE
                yield Finding(code, Severity.WARNING, part, whole.id, data)
            if not larger and sum(values.values()) > all_of_it:
                data = {"field": name, "whole": all_of_it, "sum": sum(values.values())}
                code = FindingCode.PARTS_EXCEED_WHOLE
                yield Finding(code, Severity.WARNING, whole.id, None, data)


def stated_twice(group: list[Stated]) -> Iterator[Finding]:
    """One indicator, scope, kind and year with two figures."""
    for first, second in combinations(group, 2):
        if first.scope == second.scope and _alike(first, second):
            pairs = zip(first.figures, second.figures, strict=True)
            if any(a is not None and b is not None and a != b for a, b in pairs):
                figures = (_first_figure(first), _first_figure(second))
                data = {"figure": figures[0], "other_figure": figures[1]}
                code = FindingCode.STATED_TWICE
                yield Finding(code, Severity.WARNING, second.id, first.id, data)


def units(group: list[Stated]) -> Iterator[Finding]:
    """One indicator is measured in one unit, whatever the scope."""
    measured = [target for target in group if target.kind in _LEVELS and target.unit]
    for other in measured[1:]:
        if other.unit != measured[0].unit:
            data = {"unit": measured[0].unit, "other_unit": other.unit}
            code = FindingCode.UNITS_DIFFER
            yield Finding(code, Severity.WARNING, other.id, measured[0].id, data)


def _share(link: ShareLink, by_id: dict[str, Stated]) -> Iterator[Finding]:
    """share = part ÷ whole, in the base year and in the target year."""
    share, part, whole = by_id[link.share], by_id[link.part], by_id[link.whole]
    for name in ("base_value", "target_value"):
        printed, some, total = (getattr(target, name) for target in (share, part, whole))
        if printed is None or some is None or total is None or min(_ends(total)) <= 0:
            continue
        ratios = [a * HUNDRED / b for a in _ends(some) for b in _ends(total)]
        if not Interval(min(ratios), max(ratios)).meets(Interval.printed(printed)):
            implied = round(some * HUNDRED / total, places(printed) + 1)
            data = {"field": name, "share": printed, "implied_share": implied}
            code = FindingCode.SHARE_MISMATCH
            yield Finding(code, Severity.WARNING, share.id, part.id, data)


def _sum(link: SumLink, by_id: dict[str, Stated]) -> Iterator[Finding]:
    """The parts that the plan itself names against their whole."""
    whole, parts = by_id[link.whole], [by_id[part] for part in link.parts]
    for name in ("base_value", "target_value"):
        total, values = getattr(whole, name), [getattr(part, name) for part in parts]
        if total is None or not values or None in values:
            continue
        lows, highs = zip(*map(_ends, values), strict=True)
        summed = Interval(sum(lows, start=_ZERO), sum(highs, start=_ZERO))
        data = {"field": name, "whole": total, "sum": sum(values)}
        if summed.low > Interval.printed(total).high:
            code = FindingCode.PARTS_EXCEED_WHOLE
            yield Finding(code, Severity.WARNING, whole.id, None, data)
        elif link.is_complete and not summed.meets(Interval.printed(total)):
            yield Finding(FindingCode.PARTS_MISMATCH, Severity.WARNING, whole.id, None, data)


def _pairs(
    group: list[Stated], kind: TargetKind, other: TargetKind
) -> Iterator[tuple[Stated, Stated]]:
    """Every target of one kind with every one of the other, of the same scope and year."""
    for first in group:
        for second in group:
            is_pair = first.kind is kind and second.kind is other
            if is_pair and (first.scope, first.target_year) == (second.scope, second.target_year):
                yield first, second


def _alike(first: Stated, second: Stated) -> bool:
    """Whether two targets promise the same thing for the same year, in the same unit."""
    return (first.kind, first.unit, first.direction, first.target_year) == (
        second.kind,
        second.unit,
        second.direction,
        second.target_year,
    )


def _ends(figure: Decimal) -> tuple[Decimal, Decimal]:
    interval = Interval.printed(figure)
    return interval.low, interval.high


def _first_figure(target: Stated) -> Decimal | None:
    return next((figure for figure in target.figures if figure is not None), None)


_SINGLE: tuple[Callable[[Stated], Iterator[Finding]], ...] = (
    own_growth,
    period_change,
    beyond_base,
    bounds,
    binding_figure,
)
_TOGETHER: tuple[Callable[[list[Stated]], Iterator[Finding]], ...] = (
    growth_elsewhere,
    yearly_floors,
    yearly_rates,
    whole_and_parts,
    stated_twice,
    units,
)
