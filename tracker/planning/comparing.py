"""Keeps compared series and their figures, and says which targets are compared with them."""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from tracker.attainment.numbers import places
from tracker.errors import Change, FieldProblem, Incomplete, Stale, WrongState
from tracker.models import ComparedSeries, Indicator, ParentFigure, Person, Target, Zone
from tracker.models.fields import FIRST_YEAR, LAST_YEAR
from tracker.terms import Measure, Quality, TargetKind, TargetState


def add_series(
    home: Zone,
    name: str,
    *,
    of: Zone | None,
    indicator: Indicator | None,
    measure: Measure,
    unit: str,
) -> ComparedSeries:
    """A new series that targets of a zone can be compared with.

    Raises ``Incomplete``: no name, one that is there already, a zone that is not above this one.
    """
    if not name.strip():
        raise Incomplete(FieldProblem("name", name, "empty"))
    if of is not None and of not in line(home):
        raise Incomplete(FieldProblem("of", str(of), "not_above"))
    identity = {"name": name.strip(), "zone": of, "indicator": indicator, "measure": measure}
    if ComparedSeries.objects.filter(**identity).exists():
        raise Incomplete(FieldProblem("name", name.strip(), "series_exists"))
    return ComparedSeries.objects.create(**identity, unit=unit.strip())


def line(zone: Zone) -> list[Zone]:
    """A zone and those above it, from the bottom up."""
    above = line(zone.parent) if zone.parent else []
    return [zone, *above]


def hold(series: ComparedSeries) -> None:
    """Let one transaction at a time enter a figure of a series or compare a target with it.

    Otherwise a target that joins while a figure is entered would be judged without it.
    """
    ComparedSeries.objects.select_for_update(no_key=True).get(pk=series.pk)


def compare_with(target: Target, series: ComparedSeries | None) -> Target:
    """Let a relative target be compared with a series, or with none but what its figures bring.

    Raises ``WrongState`` for other targets, ``Incomplete`` for a series of the other measure.
    """
    current = Target.objects.select_related("plan__zone").get(pk=target.pk)
    if current.kind != TargetKind.RELATIVE or current.restates_id is not None:
        raise WrongState("not_relative")
    if current.state == TargetState.RETIRED:
        raise WrongState("target_retired")
    if series is not None and series.measure != current.relative_kind:
        raise Incomplete(FieldProblem("compared_series", str(series), "other_measure"))
    if series is not None:
        hold(series)
    Target.objects.filter(pk=current.pk).update(compared_series=series)
    current.compared_series = series
    return current


def enter_figure(
    series: ComparedSeries,
    year: int,
    value: Decimal | None,
    *,
    replaces: int | None,
    quality: Quality,
    document: str,
    reason: str,
    by: Person,
    at: datetime,
) -> ParentFigure:
    """Put a year's figure of a compared series in force; an earlier one stays, replaced.

    ``replaces`` is the vintage that the form showed, None for a first figure; no value takes the
    figure back. Raises ``Stale`` where somebody else was faster, ``Incomplete``.
    """
    hold(series)
    current = series.figures.filter(year=year, in_force=True).select_related("entered_by").first()
    if (current.vintage if current else None) != replaces:
        raise Stale(change=_entered(current))
    problems = _problems(series, current, year, value, document, reason)
    if problems:
        raise Incomplete(*problems)
    try:
        with transaction.atomic():
            series.figures.filter(year=year, in_force=True).update(in_force=False)
            return ParentFigure.objects.create(
                series=series,
                year=year,
                vintage=(replaces or 0) + 1,
                value=value,
                decimals=0 if value is None else places(value),
                quality=quality,
                document=document.strip(),
                reason=reason.strip() or None,
                entered_by=by,
                entered_at=at,
            )
    except IntegrityError:
        rival = series.figures.filter(year=year, in_force=True).select_related("entered_by")
        raise Stale(change=_entered(rival.first())) from None


def _problems(
    series: ComparedSeries,
    current: ParentFigure | None,
    year: int,
    value: Decimal | None,
    document: str,
    reason: str,
) -> list[FieldProblem]:
    problems = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        problems.append(FieldProblem("year", year, "not_a_year"))
    if value is None and (current is None or current.value is None):
        problems.append(FieldProblem("value", None, "required"))
    elif current is not None and value == current.value:
        problems.append(FieldProblem("value", value, "same"))
    elif series.measure == Measure.CHANGE and value is not None and value <= -100:
        problems.append(FieldProblem("value", value, "rate_not_above_minus_100"))
    if not document.strip():
        problems.append(FieldProblem("document", document, "empty"))
    if current is not None and not reason.strip():
        problems.append(FieldProblem("reason", reason, "reason_missing"))
    return problems


def _entered(figure: ParentFigure | None) -> Change | None:
    return None if figure is None else Change(str(figure.entered_by), figure.entered_at)
