"""Where targets and zones stand: the one place from which every page, report, mail and command
takes its numbers. Reads stored judgements; computes nothing but counts of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from tracker.attainment import figures as pure
from tracker.attainment.figures import Answer
from tracker.attainment.rollup import LightRule, Member, Rollup, roll_up
from tracker.models import (
    AnnualTarget,
    Assessment,
    Figure,
    ParentFigure,
    Plan,
    Target,
    TargetRevision,
    Zone,
)
from tracker.models.promise import exact, known, promise, revised_to
from tracker.terms import (
    LIGHTS,
    MARKS,
    Attribute,
    Category,
    Light,
    PlanKind,
    PlanState,
    Quality,
    Status,
    TargetState,
    Verdict,
    judged,
)


@dataclass(frozen=True)
class Standing:
    """One target as of one year: its judgement, its figures in force, its annual target.

    ``figures`` are the vintages in force from the base year to ``year``, in order of years. A row
    that restates another target carries that target's judgement and is not ``counted``.
    """

    target: Target
    year: int
    answer: Answer
    annual: Decimal | None
    known_figures: tuple[Figure, ...] | None
    revised: Decimal | None = None

    @property
    def promise(self) -> pure.Target:
        """What is promised, in the version that the year is judged by (exact 46)."""
        printed = promise(self.target)
        return printed if self.revised is None else revised_to(printed, self.revised)

    @property
    def printed(self) -> pure.Target | None:
        """What the plan itself promises, where a revision is in force; None where none is."""
        return None if self.revised is None else promise(self.target)

    @property
    def counted(self) -> bool:
        return self.target.restates_id is None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The vintages in force up to ``year``, in order of years.

        Boards are read without them; there, asking is a mistake and never "not reported".
        """
        if self.known_figures is None:
            raise LookupError("a board's standings are read without their figures")
        return self.known_figures

    @property
    def figure(self) -> Figure | None:
        """The latest figure in force, possibly of an earlier year."""
        return self.figures[-1] if self.figures else None

    @property
    def reported(self) -> Figure | None:
        """The figure of this very year."""
        latest = self.figure
        return latest if latest and latest.year == self.year else None

    @property
    def base(self) -> Decimal | None:
        """The baseline as finally verified, else as printed in the plan."""
        verified = self.target.verified_base_value
        return self.target.base_value if verified is None else verified

    @property
    def decimals(self) -> int:
        """Of calculated values in print: as many as what they stand beside, at least one."""
        typed = self.figure.decimals if self.figure else 0
        return max(1, self.target.decimals, typed)

    @property
    def word(self) -> Status | Verdict:
        return judged(self.answer.status, self.answer.verdict)

    @property
    def light(self) -> Light:
        return LIGHTS[self.word]

    @property
    def mark(self) -> str:
        return MARKS[self.word]

    @property
    def member(self) -> Member:
        attribute = self.target.attribute
        return Member(self.word, Attribute(attribute) if attribute else None)


@dataclass(frozen=True)
class ZoneStanding:
    """One zone under one plan as of one year; ``items`` are all its entries, in plan order.

    ``illustrative``: invented figures (demonstration data) are behind some of its judgements.
    """

    zone: Zone
    plan: Plan
    year: int
    items: tuple[Standing, ...]
    illustrative: bool

    @cached_property
    def counted(self) -> tuple[Standing, ...]:
        """The targets, without the entries that restate another."""
        return tuple(item for item in self.items if item.counted)

    @cached_property
    def rollup(self) -> Rollup:
        return self._roll_up(self.counted)

    @cached_property
    def by_category(self) -> dict[Category, Rollup]:
        """Fields of work that this plan has, in the order of boards."""
        groups: dict[Category, list[Standing]] = {category: [] for category in Category}
        for item in self.counted:
            groups[Category(item.target.indicator.category)].append(item)
        return {category: self._roll_up(group) for category, group in groups.items() if group}

    def _roll_up(self, group: Iterable[Standing]) -> Rollup:
        rule = LightRule(self.plan.green_share, self.plan.red_share, self.plan.coverage_floor)
        return roll_up((item.member for item in group), rule)


def reporting_year(today_year: int) -> int:
    """The year one asks about when none is named: the last one that is over."""
    return today_year - 1


def usual_year(today_year: int) -> int:
    """The year that a board opens with: the latest that is reported about as fully as any.

    While the first figures of a new year come in, the year before stays on show. One query.
    """
    counts = dict(
        Figure.objects.filter(in_force=True)
        .values_list("year")
        .annotate(Count("id"))
        .order_by("year")
    )
    if not counts:
        return reporting_year(today_year)
    enough = max(counts.values()) / 2
    return max(year for year, number in counts.items() if number >= enough)


def plan_in_force(plans: Iterable[Plan], year: int) -> Plan | None:
    """The plan a zone is judged by in a year.

    Of those that cover the year the five-year plan, which holds the annual one; where none
    covers it, the one that ended last before it; else the first to come.
    """
    known = sorted(plans, key=lambda plan: (plan.end_year, plan.kind == PlanKind.FIVE_YEAR))
    covering = [plan for plan in known if plan.start_year <= year <= plan.end_year]
    if covering:
        return max(covering, key=lambda plan: plan.kind == PlanKind.FIVE_YEAR)
    past = [plan for plan in known if plan.end_year < year]
    if past:
        return past[-1]
    return known[0] if known else None


def as_of(plan: Plan, year: int) -> int:
    """The year that a plan's targets are judged in when one asks about ``year``."""
    return min(max(year, plan.start_year), plan.end_year)


def zone_standings(
    zones: QuerySet[Zone], year: int, *, with_figures: bool = False
) -> list[ZoneStanding]:
    """Where zones stand in a year, in the order given; zones without a published plan are left out.

    For boards: without the figures themselves, unless asked for. Six queries, whatever the number
    of zones.
    """
    published = Plan.objects.filter(state=PlanState.PUBLISHED)
    chosen: list[Plan] = []
    for zone in zones.prefetch_related(Prefetch("plans", queryset=published)):
        if plan := plan_in_force(zone.plans.all(), year):
            plan.zone = zone
            chosen.append(plan)
    return _standings(chosen, year, with_figures=with_figures)


def zone_standing(zone: Zone, year: int, plan: Plan | None = None) -> ZoneStanding | None:
    """Where one zone stands under one plan, by default the one in force in that year."""
    plan = plan or plan_in_force(zone.plans.filter(state=PlanState.PUBLISHED), year)
    if plan is None:
        return None
    plan.zone = zone
    return _standings([plan], year, with_figures=True)[0]


def target_standing(target: Target, year: int) -> Standing:
    """Where one target stands in a year."""
    plan = target.plan
    source = Q(target=target.restates_id or target.pk)
    years = {plan.pk: as_of(plan, year)}
    return _items(Q(pk=target.pk), source, years, with_figures=True)[plan.pk][0]


def _standings(plans: list[Plan], year: int, *, with_figures: bool) -> list[ZoneStanding]:
    years = {plan.pk: as_of(plan, year) for plan in plans}
    items = _items(Q(plan__in=years), Q(target__plan__in=years), years, with_figures=with_figures)
    if with_figures:
        invented = frozenset(pk for pk in years if _any_invented(items[pk]))
    else:
        invented = _invented(Q(target__plan__in=years), max(years.values(), default=0))
    for plan in plans:
        for item in items[plan.pk]:
            item.target.plan = plan
    return [
        ZoneStanding(plan.zone, plan, years[plan.pk], tuple(items[plan.pk]), plan.pk in invented)
        for plan in plans
    ]


def _any_invented(items: Iterable[Standing]) -> bool:
    return any(f.quality == Quality.ILLUSTRATIVE for item in items for f in item.figures)


def _invented(source: Q, year: int) -> frozenset[int]:
    """The plans with illustrative figures in force up to a year."""
    rows = Figure.objects.filter(
        source, quality=Quality.ILLUSTRATIVE, in_force=True, year__lte=year
    ).exclude(target__state=TargetState.RETIRED)
    return frozenset(rows.order_by().values_list("target__plan", flat=True).distinct())


def _items(
    which: Q, source: Q, years: dict[int, int], *, with_figures: bool
) -> defaultdict[int, list[Standing]]:
    """Standings by plan, each judged in its plan's own year.

    ``which`` chooses targets, ``source`` the rows of those targets and of what they restate.
    """
    asked = set(years.values())
    answers = {
        (row.target_id, row.year): row.judgement
        for row in Assessment.objects.filter(source, is_latest=True, year__in=asked)
    }
    annual = {
        (row.target_id, row.year): row.value
        for row in AnnualTarget.objects.filter(source, year__in=asked)
    }
    figures = _figures(source, max(asked, default=0)) if with_figures else None
    revised = _revised(answers)
    standings: defaultdict[int, list[Standing]] = defaultdict(list)
    targets = list(_listed(which))
    if figures is not None:
        _give_parents(targets, figures)
    for target in targets:
        year = years[target.plan_id]
        judged_in = (target.restates_id or target.pk, year)
        standings[target.plan_id].append(
            Standing(
                target=target,
                year=year,
                answer=answers.get(judged_in) or Answer(status=Status.NOT_ASSESSABLE),
                annual=annual.get(judged_in),
                known_figures=None
                if figures is None
                else tuple(f for f in figures[judged_in[0]] if f.year <= year),
                revised=revised.get(judged_in),
            )
        )
    return standings


def _give_parents(targets: Iterable[Target], figures: Mapping[int, list[Figure]]) -> None:
    """Put the compared series' figures beside the figures; no query where no target has one."""
    # An entry that restates another one shares its figures, and so what they are compared with.
    series = {t.restates_id or t.pk: (t.restates or t).compared_series_id for t in targets}
    if not any(series.values()):
        return
    rows = ParentFigure.objects.filter(series__in=set(series.values()) - {None}, in_force=True)
    given = {(row.series_id, row.year): row for row in rows}
    for target_id, series_id in series.items():
        for figure in figures.get(target_id, ()):
            if row := given.get((series_id or 0, figure.year)):
                figure.given, figure.given_quality = known(row.value, row.decimals), row.quality


def _revised(answers: Mapping[tuple[int, int], Answer]) -> dict[tuple[int, int], Decimal]:
    """The value in force by target and year, where a revision is; no query where none is."""
    flagged = [key for key, answer in answers.items() if "target_revised" in answer.flags]
    found: dict[tuple[int, int], Decimal] = {}
    if flagged:
        rows = TargetRevision.objects.filter(
            target__in={target for target, _year in flagged}, withdrawn_at=None
        )
        for row in rows.select_related("target").order_by("effective_year"):
            value = exact(row.value, row.target.decimals)
            found |= {
                (target, year): value
                for target, year in flagged
                if target == row.target_id and row.effective_year <= year
            }
    return found


def _listed(which: Q) -> QuerySet[Target]:
    return (
        Target.objects.filter(which)
        .exclude(state=TargetState.RETIRED)
        .select_related("indicator", "scope", "department", "restates", "plan__zone")
    )


def _figures(source: Q, year: int) -> defaultdict[int, list[Figure]]:
    grouped: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in Figure.objects.filter(source, in_force=True, year__lte=year).order_by("year"):
        grouped[figure.target_id].append(figure)
    return grouped
