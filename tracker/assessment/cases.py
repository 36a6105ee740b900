"""From rows to what the arithmetic reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import CharField, Expression, F, IntegerField, Model, QuerySet, Value

from tracker.attainment import figures as pure
from tracker.models import (
    AssignedValue,
    Figure,
    ParentFigure,
    PastFigure,
    Target,
    TargetRevision,
)
from tracker.models.promise import exact, known, promise
from tracker.terms import FigureState, Quality, TargetKind

# Values by year.
_Dated = dict[int, Decimal]

_NOT_TYPED = Value(None, IntegerField())


@dataclass(frozen=True)
class Record:
    """One target with all that it can be judged on, in the order the rules want.

    ``compared`` holds the figures of the compared series by year; they are in ``figures`` already.
    """

    target: Target
    promise: pure.Target
    figures: tuple[pure.Figure, ...]
    compared: Mapping[int, Decimal]

    def case(self, year: int) -> pure.Case:
        """The question "where does it stand as of ``year``?"."""
        plan = self.target.plan
        cuts = pure.Cuts(plan.cut_ahead, plan.cut_on_track, plan.cut_behind)
        return pure.Case(self.promise, self.figures, year, cuts)

    def inputs(self, year: int) -> dict[str, Any]:
        """What the judgement of ``year`` rests on, as JSON: the promise and the figures used."""
        promise, figures = self._json
        return {"target": promise, "figures": [f for f in figures if f["year"] <= year]}

    @cached_property
    def _json(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        return _as_json(self.promise), [_as_json(figure) for figure in self.figures]


def records(targets: Sequence[Target], figures: Iterable[Figure] | None = None) -> list[Record]:
    """Targets (with their plans loaded) and what they are judged on: approved figures of every
    vintage, revisions, assigned values, figures of compared series, and the base year's actual
    where the plan states it apart.

    ``figures`` are judged on instead of the approved ones, in the order of years and vintages.
    Always read anew, never from what a row has cached. Two queries, one where figures are given.
    """
    numbers = [row.pk for row in targets]
    if figures is None:
        figures = approved_figures(numbers)
    reported: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        reported[figure.target_id].append(figure)
    dated = _dated(numbers)
    return [_record(row, reported[row.pk], dated[row.pk]) for row in targets]


def approved_figures(targets: Collection[int]) -> QuerySet[Figure]:
    """Every approved vintage of targets (their numbers), in the order that the rules want."""
    approved = Figure.objects.filter(state=FigureState.APPROVED, target__in=targets)
    return approved.order_by("year", "vintage")


def _record(row: Target, figures: Sequence[Figure], dated: Mapping[str, _Dated]) -> Record:
    revisions = [
        TargetRevision(effective_year=year, value=value)
        for year, value in sorted(dated["revision"].items())
    ]
    stated = (pure.Figure(year, value) for year, value in dated["stated"].items())
    reported = _figures(figures, dated["assigned"], dated["compared"])
    figures_used = (*stated, *reported)
    return Record(row, promise(row, revisions), figures_used, dated["compared"])


def _dated(numbers: Collection[int]) -> dict[int, dict[str, _Dated]]:
    """What targets have by year besides their figures: by target, what it is, and year.

    One query for all, since most targets have none of it. A plan's own actual counts in the base
    year of a target that has no baseline.
    """
    mine: dict[str, Any] = {"target__in": numbers}
    unstated = {"same_caliber": True, "target__base_value": None, "year": F("target__base_year")}
    series = {"series__targets__in": numbers, "in_force": True}
    rows = [
        # First, because its decimals tell databases the type of that column.
        _column("compared", ParentFigure, series, of="series__targets", decimals=F("decimals")),
        _column("revision", TargetRevision, mine | {"withdrawn_at": None}, dated="effective_year"),
        _column("assigned", AssignedValue, mine | {"target__kind": TargetKind.DELEGATED}),
        _column("stated", PastFigure, mine | unstated),
    ]
    found: dict[int, dict[str, _Dated]] = defaultdict(lambda: defaultdict(dict))
    for what, target, year, value, decimals in rows[0].union(*rows[1:], all=True):
        found[target][what][year] = exact(value, decimals)
    return found


def _column(
    what: str,
    model: type[Model],
    where: Mapping[str, Any],
    *,
    of: str = "target",
    dated: str = "year",
    decimals: Expression | F = _NOT_TYPED,
) -> QuerySet[Any, tuple[Any, ...]]:
    """(what, target, year, value, decimals) of a table that says something of targets by year."""
    rows = model._default_manager.filter(**where, value__isnull=False).order_by()
    named = rows.annotate(what=Value(what, CharField()), of=F(of), dated=F(dated), typed=decimals)
    return named.values_list("what", "of", "dated", "value", "typed")


def _figures(
    approved: Sequence[Figure], assigned: Mapping[int, Decimal], parents: Mapping[int, Decimal]
) -> Iterable[pure.Figure]:
    """What was reported; a parent's figure of its own comes before that of the series."""
    for figure in approved:
        yield pure.Figure(
            year=figure.year,
            value=known(figure.value, figure.decimals),
            quality=Quality(figure.quality),
            parent=known(figure.parent_value)
            if figure.parent_value is not None
            else parents.get(figure.year),
            assigned=assigned.get(figure.year),
            done=figure.done,
            steps_done=figure.steps_done,
            steps_total=figure.steps_total,
            field_size=figure.field_size,
            level=known(figure.level),
            is_break=figure.is_break,
            old_value=known(figure.old_value),
        )
    # A year that was assigned a value and has no figure is missing, not untested (exact 36).
    for year in sorted(assigned.keys() - {figure.year for figure in approved}):
        yield pure.Figure(year, assigned=assigned[year])


def _as_json(value: Any) -> Any:
    """Only what is set, numbers as the text they were typed as."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((name, getattr(value, name)) for name in value.__dataclass_fields__)
        return {name: _as_json(part) for name, part in pairs if part not in (None, ())}
    return value
