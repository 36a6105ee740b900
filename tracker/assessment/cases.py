"""From rows to what the arithmetic reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet

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


@dataclass(frozen=True)
class Record:
    """One target with all that it can be judged on, in the order the rules want."""

    target: Target
    promise: pure.Target
    figures: tuple[pure.Figure, ...]

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


def records(targets: Sequence[Target], drafts: Iterable[Figure] = ()) -> list[Record]:
    """Targets (with their plans loaded) and what they are judged on: approved figures of every
    vintage, revisions, assigned values, figures of compared series, and the base year's actual
    where the plan states it apart.

    ``drafts`` count as if they were approved. Always read anew, never from what a row has cached.
    Two queries, and one each where a target is delegated, compared with a series, or its baseline
    not printed.
    """
    figures = _by_target(
        Figure.objects.filter(state=FigureState.APPROVED).order_by("year", "vintage"), targets
    )
    for draft in drafts:
        figures[draft.target_id].append(draft)
        figures[draft.target_id].sort(key=attrgetter("year", "vintage"))
    revisions = _by_target(
        TargetRevision.objects.filter(withdrawn_at=None).order_by("effective_year"), targets
    )
    assigned = _by_target(AssignedValue.objects.all(), [row for row in targets if _delegated(row)])
    parents = _parents(targets)
    stated = _by_target(
        PastFigure.objects.filter(same_caliber=True),
        [row for row in targets if row.base_value is None],
    )
    return [
        Record(
            row,
            promise(row, revisions[row.pk]),
            (
                *_base(row, stated[row.pk]),
                *_figures(figures[row.pk], assigned[row.pk], parents[row.compared_series_id]),
            ),
        )
        for row in targets
    ]


def _delegated(row: Target) -> bool:
    return row.kind == TargetKind.DELEGATED


def _by_target(rows: QuerySet, targets: Sequence[Target]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    if targets:
        for row in rows.filter(target__in=[target.pk for target in targets]):
            grouped[row.target_id].append(row)
    return grouped


def _parents(targets: Sequence[Target]) -> dict[int | None, dict[int, Decimal]]:
    """The figures in force of the series that targets are compared with, by series and year."""
    grouped: dict[int | None, dict[int, Decimal]] = defaultdict(dict)
    series = {row.compared_series_id for row in targets} - {None}
    if series:
        rows = ParentFigure.objects.filter(series__in=series, in_force=True)
        for row in rows:
            if row.value is not None:
                grouped[row.series_id][row.year] = exact(row.value, row.decimals)
    return grouped


def _base(row: Target, stated: Iterable[PastFigure]) -> Iterable[pure.Figure]:
    for past in stated:
        if past.year is not None and past.year == row.base_year:
            yield pure.Figure(past.year, known(past.value))


def _figures(
    approved: Sequence[Figure], given: Iterable[AssignedValue], parents: Mapping[int, Decimal]
) -> Iterable[pure.Figure]:
    """What was reported; a parent's figure of its own comes before that of the series."""
    assigned = {value.year: exact(value.value) for value in given}
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
