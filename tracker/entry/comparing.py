"""Reads what an entered figure is compared with (methods §9), for any number of figures at once.

What other people are still working on is never told through a warning: of other targets only the
figure in force counts, and an open one where the same department of the same plan enters both.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from tracker.attainment.consistency import adds_up
from tracker.attainment.numbers import places
from tracker.entry.warnings.comparison import Comparison, Growth, Nested, Reported
from tracker.models import EvidenceFile, Figure, Plan, Scope, Target
from tracker.terms import FigureState, Measure, TargetKind, TargetState

# Kinds whose yearly figure is in the same terms as the baseline.
_LIKE_BASE = frozenset(
    {
        TargetKind.LEVEL,
        TargetKind.INCREMENT,
        TargetKind.MAINTAIN,
        TargetKind.RANK,
        TargetKind.RANGE,
        TargetKind.UNDETERMINED,
    }
)
_RATES = (TargetKind.GROWTH, TargetKind.CUMULATIVE_CHANGE)
_NESTED = (TargetKind.LEVEL, TargetKind.CUMULATIVE_SUM, TargetKind.RANGE)
_MONEY = "元"


@dataclass
class Shelf:
    """Figures read once: in force by target and year, open ones beside, targets by indicator."""

    in_force: dict[tuple[int, int], Figure] = field(default_factory=dict)
    open: dict[tuple[int, int], Figure] = field(default_factory=dict)
    targets: dict[int, dict[int, Target]] = field(default_factory=lambda: defaultdict(dict))

    def put(self, figure: Figure) -> None:
        kept = self.in_force if figure.in_force else self.open
        kept[figure.target_id, figure.year] = figure

    def seen_from(self, figure: Figure, other: Target) -> Figure | None:
        """What another target reports for the figure's year, as far as its officer may know."""
        mine, key = figure.target, (other.pk, figure.year)
        is_ours = (mine.plan_id, mine.department_id) == (other.plan_id, other.department_id)
        return (self.open.get(key) if is_ours else None) or self.in_force.get(key)


def read(figures: Sequence[Figure]) -> Shelf:
    """All that ``figures`` are compared with. Two queries; their targets are loaded already."""
    shelf = Shelf()
    of_these = Q(target__in={figure.target_id for figure in figures}, in_force=True)
    latest = max((figure.year for figure in figures), default=0)
    for row in Figure.objects.filter(of_these, year__lt=latest):
        shelf.put(row)
    beside = Figure.objects.filter(
        _BESIDE,
        target__indicator__in={figure.target.indicator_id for figure in figures},
        year__in={year for figure in figures for year in (figure.year, figure.year - 1)},
    ).select_related("target__plan", "target__scope")
    for row in beside:
        shelf.put(row)
        shelf.targets[row.target.indicator_id][row.target_id] = row.target
    return shelf


def read_with(targets: Sequence[Target], year: int) -> tuple[list[Figure], Shelf]:
    """The figures of targets, and what those of ``year`` are compared with. One query.

    The figures are the approved ones up to ``year`` and those open in it, in the order of years
    and vintages, each with who returned it and its ``file_count``. Other targets hold only what
    rules look at, and are made once each: to make them for every figure would take longest.
    """
    known, shelf = {target.pk: target for target in targets}, Shelf()
    own: list[Figure] = []
    mine = frozenset(known)
    of_these = Q(target__in=mine, year__lte=year) & (Q(state=FigureState.APPROVED) | Q(year=year))
    along: dict[str, Any] = {f"of_{name}": F(f"target__{path}") for name, path in _OF.items()}
    along["file_count"] = Subquery(_FILES)
    rows: Iterable[Figure] = (
        Figure.objects.filter(target__indicator__in={t.indicator_id for t in targets})
        .filter(of_these | (_BESIDE & Q(year__in=(year, year - 1))))
        .select_related("returned_by")
        .annotate(**along)
        .order_by("year", "vintage")
    )
    for row in rows:
        target = row.target = known.get(row.target_id) or known.setdefault(row.target_id, _of(row))
        is_settled = row.state == FigureState.APPROVED
        if target.pk in mine and (is_settled or row.year == year):
            own.append(row)
        if row.in_force or not is_settled:
            shelf.put(row)
            if row.year >= year - 1:
                shelf.targets[target.indicator_id][target.pk] = target
    return own, shelf


_FILES = (
    EvidenceFile.objects.filter(figure=OuterRef("pk"), removed_at=None)
    .order_by()
    .values("figure")
    .values(number=Count("pk"))
)
# What rules read of the target of a figure beside, and where it stands.
_OF = {name: name for name in (
    "indicator_id", "department_id", "kind", "unit", "is_share", "relative_kind", "assigned_kind",
)} | {
    "plan_id": "plan_id", "zone_id": "plan__zone_id", "scope_id": "scope_id",
    "scope_name": "scope__name", "scope_name_en": "scope__name_en", "is_whole": "scope__is_whole",
}  # fmt: skip


def _of(row: Any) -> Target:
    """The target of a figure beside, as far as rules look at it."""
    facts = {name: getattr(row, f"of_{name}") for name in _OF}
    plan = Plan(pk=facts.pop("plan_id"), zone_id=facts.pop("zone_id"))
    scope = Scope(
        pk=facts.pop("scope_id"),
        name=facts.pop("scope_name"),
        name_en=facts.pop("scope_name_en"),
        is_whole=facts.pop("is_whole"),
    )
    return Target(pk=row.target_id, plan=plan, scope=scope, **facts)


# Other targets' figures that may be looked at: published ones, approved or still open.
_BESIDE = Q(target__state=TargetState.PUBLISHED, target__restates=None) & (
    Q(in_force=True) | ~Q(state=FigureState.APPROVED)
)


def comparison(figure: Figure, shelf: Shelf) -> Comparison:
    """One figure as the rules see it."""
    target = figure.target
    kind = TargetKind(target.kind)
    known = shelf.targets[target.indicator_id].values()
    others = [other for other in known if other.pk != target.pk]
    delegated = kind is TargetKind.DELEGATED
    return Comparison(
        kind=kind,
        now=_reported(figure),
        unit=target.unit,
        measure=Measure(target.assigned_kind if delegated else target.relative_kind),
        is_share=target.is_share,
        earlier=tuple(_earlier(figure, shelf)),
        elsewhere=tuple(_elsewhere(figure, others, shelf)),
        growths=tuple(_own_levels(figure, shelf) + _other_levels(figure, others, shelf)),
        nested=tuple(_nested(figure, others, shelf)),
    )


def _reported(figure: Figure) -> Reported:
    return Reported(figure.year, _value(figure), figure.is_break, figure.old_value)


def _value(figure: Figure) -> Decimal | None:
    """The figure with the decimals that were typed, without those that storage pads it with."""
    if figure.value is None:
        return None
    plain = _plain(figure.value)
    return plain.quantize(Decimal(1).scaleb(-max(figure.decimals, places(plain))))


def _plain(value: Decimal) -> Decimal:
    """A figure whose typed decimals are not kept, without the zeros of its storage."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _base(target: Target) -> Decimal | None:
    verified = target.verified_base_value
    return target.base_value if verified is None else verified


def _earlier(figure: Figure, shelf: Shelf) -> Iterable[Reported]:
    """The baseline, where it is in the same terms, and the years reported before this one."""
    target = figure.target
    base = _base(target)
    first = target.plan.start_year if target.base_year is None else target.base_year
    for year in range(first, figure.year):
        found = shelf.in_force.get((target.pk, year))
        if found is not None:
            yield _reported(found)
        elif year == target.base_year and base is not None and target.kind in _LIKE_BASE:
            yield Reported(year, _plain(base))


def _elsewhere(
    figure: Figure, others: Iterable[Target], shelf: Shelf
) -> Iterable[tuple[Decimal, Decimal]]:
    """Last year's and this year's figure of the same kind of target, one for each other zone."""
    mine, seen = figure.target, {figure.target.plan.zone_id}
    for other in others:
        if other.plan.zone_id in seen or _terms(other) != _terms(mine):
            continue
        last = shelf.in_force.get((other.pk, figure.year - 1))
        now = shelf.in_force.get((other.pk, figure.year))
        if last is None or now is None or now.is_break or last.value is None or now.value is None:
            continue
        seen.add(other.plan.zone_id)
        yield last.value, now.value


def _terms(target: Target) -> tuple[object, ...]:
    """What two targets must share for their changes to be comparable."""
    measures = (target.assigned_kind, target.relative_kind)
    return target.kind, target.unit, target.is_share, target.scope.is_whole, *measures


def _own_levels(figure: Figure, shelf: Shelf) -> list[Growth]:
    """The levels on a comparable basis that stand beside the rate in its own form."""
    target, rate = figure.target, _value(figure)
    if target.kind not in _RATES or rate is None or figure.level is None:
        return []
    before = shelf.in_force.get((target.pk, figure.year - 1))
    last = before.level if before else None
    if last is None and target.base_year == figure.year - 1:
        last = target.base_level
    if last is None:
        return []
    return [Growth(rate, _plain(last), _plain(figure.level))]


def _other_levels(figure: Figure, others: Iterable[Target], shelf: Shelf) -> list[Growth]:
    """Rate and level of one indicator and scope in two targets, whichever of them this is."""
    found = []
    for other in others:
        if (other.plan_id, other.scope_id) != (figure.target.plan_id, figure.target.scope_id):
            continue
        there = shelf.seen_from(figure, other)
        for rate, level in ((figure, there), (there, figure)):
            if rate is not None and level is not None:
                found += _growth(rate, level, shelf)
    return found


def _growth(rate: Figure, level: Figure, shelf: Shelf) -> list[Growth]:
    is_pair = rate.target.kind in _RATES and level.target.kind == TargetKind.LEVEL
    before = shelf.in_force.get((level.target_id, level.year - 1))
    percent, now, last = _value(rate), _value(level), _value(before) if before else None
    if not is_pair or level.is_break or percent is None or now is None or last is None:
        return []
    return [Growth(percent, last, now, level.target.unit, _MONEY in level.target.unit)]


def _nested(figure: Figure, others: Iterable[Target], shelf: Shelf) -> Iterable[Nested]:
    """The zone's total and the same amount in its parts, whichever of them this is."""
    mine, value = figure.target, _value(figure)
    is_amount = adds_up(str(mine.indicator.name), mine.unit) and mine.kind in _NESTED
    if value is None or not is_amount:
        return
    for other in others:
        if (other.plan_id, other.kind, other.unit) != (mine.plan_id, mine.kind, mine.unit):
            continue
        found = shelf.seen_from(figure, other)
        there = _value(found) if found else None
        if there is None or other.scope.is_whole == mine.scope.is_whole:
            continue
        if mine.scope.is_whole:
            yield Nested(value, there, str(other.scope))
        else:
            yield Nested(there, value, str(mine.scope))
