"""What is due, what is there, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from tracker.entry.comparing import Shelf, comparison, read, read_with
from tracker.entry.evidence.queries import evidence_shown
from tracker.entry.sheet.facts import Line
from tracker.entry.warnings import EntryWarning, warnings_about
from tracker.models import (
    AnnualTarget,
    AssignedValue,
    Figure,
    MilestoneStep,
    ParentFigure,
    ReportingCycle,
    Target,
)
from tracker.terms import TO_SUBMIT, TargetKind


@dataclass(frozen=True)
class Owed:
    """One target of a cycle and how far its figure is; ``figure`` is None where none was begun."""

    target: Any
    figure: Figure | None

    @property
    def outstanding(self) -> bool:
        """Whether its officer still has to act."""
        return self.figure is None or self.figure.state in TO_SUBMIT


def owed(asked: Iterable[Any]) -> list[Owed]:
    """How far the figures of targets are, each in its ``asked_year``. One query.

    ``asked`` as ``planning.queries`` reads it: a target once for each cycle that asks for it.
    """
    targets = list(asked)
    figures = Figure.objects.filter(
        target__in={target.pk for target in targets},
        year__in={target.asked_year for target in targets},
    )
    rows = figures.select_related("returned_by").order_by("vintage")
    latest = {(figure.target_id, figure.year): figure for figure in rows}
    return [Owed(each, latest.get((each.pk, each.asked_year))) for each in targets]


def vintages(target: Target, year: int) -> QuerySet[Figure]:
    """Every vintage of a target's figure for a year, the newest first, with ``evidence_files``."""
    shown = Prefetch("files", evidence_shown(), to_attr="evidence_files")
    return (
        target.figures.filter(year=year)
        .select_related("entered_by", "submitted_by", "returned_by", "approved_by")
        .prefetch_related(shown)
        .order_by("-vintage")
    )


def warnings_of(figure: Figure) -> tuple[EntryWarning, ...]:
    """What looks odd about one figure. Two queries."""
    return warnings_for([figure])[figure.pk]


def warnings_for(figures: Sequence[Figure]) -> dict[int, tuple[EntryWarning, ...]]:
    """What looks odd about each figure, by its number. Two queries, however many there are.

    The figures come with their target's plan, scope and indicator.
    """
    return compared(figures)[1]


def compared(figures: Sequence[Figure]) -> tuple[Shelf, dict[int, tuple[EntryWarning, ...]]]:
    """As ``warnings_for``, with the figures in force that these were compared with."""
    if not figures:
        return Shelf(), {}
    shelf = read(figures)
    return shelf, {figure.pk: warnings_about(comparison(figure, shelf)) for figure in figures}


@dataclass(frozen=True)
class Filed:
    """What stands of some targets in one year.

    ``figures`` are all that they would be judged on if their drafts were approved; ``warnings``
    are about those that their officer can still change, by their number.
    """

    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    warnings: dict[int, tuple[EntryWarning, ...]]


def given_figures(targets: Sequence[Target], year: int) -> dict[int, ParentFigure]:
    """The compared series' figure of a year, with its series, by the target's number.

    One query, none where no target is compared with a series.
    """
    series = {target.compared_series_id for target in targets} - {None}
    if not series:
        return {}
    rows = ParentFigure.objects.filter(
        series__in=series, year=year, in_force=True, value__isnull=False
    )
    found = {row.series_id: row for row in rows.select_related("series")}
    pairs = ((target.pk, found.get(target.compared_series_id or 0)) for target in targets)
    return {pk: figure for pk, figure in pairs if figure is not None}


def filed(targets: Sequence[Any], year: int) -> Filed:
    """The lines of targets in a year, with warnings; as ``planning.queries.asked_in`` reads them.

    Two queries, however many there are; one where none is compared with a series.
    """
    figures, shelf = read_with(targets, year)
    latest = {figure.target_id: figure for figure in figures if figure.year == year}
    last = {f.target_id: f for f in figures if f.year == year - 1 and f.in_force}
    odd = {
        figure.pk: warnings_about(comparison(figure, shelf))
        for figure in latest.values()
        if figure.state in TO_SUBMIT
    }
    given = given_figures(targets, year)
    lines = (
        Line(
            target=each,
            figure=latest.get(each.pk),
            last=last.get(each.pk),
            given=given.get(each.pk),
            has_steps=getattr(each, "has_steps", False),
        )
        for each in targets
    )
    return Filed(tuple(lines), tuple(figures), odd)


def sheet_lines(
    cycle: ReportingCycle, targets: Sequence[Target], expected: Mapping[int, float | None]
) -> list[Line]:
    """What a sheet says of ``targets``, with what each is expected to reach.

    Four queries, one more each where there are milestones or compared series.
    """
    year = cycle.year
    people = ("entered_by", "submitted_by", "returned_by", "approved_by")
    figures = Figure.objects.filter(target__in=targets)
    latest = {
        figure.target_id: figure
        for figure in figures.filter(year=year).select_related(*people).order_by("vintage")
    }
    last = {figure.target_id: figure for figure in figures.filter(year=year - 1, in_force=True)}
    annual, assigned = (
        {row.target_id: row.value for row in model.objects.filter(target__in=targets, year=year)}
        for model in (AnnualTarget, AssignedValue)
    )
    given, named = given_figures(targets, year), _named(targets)
    return [
        Line(
            target=target,
            figure=latest.get(target.pk),
            last=last.get(target.pk),
            expected=expected.get(target.pk),
            annual=(assigned if target.kind == TargetKind.DELEGATED else annual).get(target.pk),
            given=given.get(target.pk),
            has_steps=target.pk in named,
        )
        for target in targets
    ]


def _named(targets: Iterable[Target]) -> set[int]:
    """The milestones among targets whose steps have names. No query where there is none."""
    milestones = [each.pk for each in targets if each.kind == TargetKind.MILESTONE]
    if not milestones:
        return set()
    steps = MilestoneStep.objects.filter(target__in=milestones).order_by()
    return set(steps.values_list("target_id", flat=True))
