"""Approves submitted figures, or returns them with a reason."""

from datetime import datetime

from django.db.models import F

from tracker.errors import FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Figure, Person
from tracker.terms import MOVES, FigureState


def approve(figure: Figure, *, version: int, by: Person, at: datetime) -> Figure:
    """Put a submitted figure in force; the vintage it replaces stays, no longer in force."""
    current = _current(figure, version, FigureState.APPROVED)
    Figure.objects.filter(target=current.target_id, year=current.year, in_force=True).update(
        in_force=False
    )
    return _move(
        current, version, state=FigureState.APPROVED, in_force=True, approved_by=by, approved_at=at
    )


def send_back(figure: Figure, *, version: int, reason: str, by: Person, at: datetime) -> Figure:
    """Return a submitted figure to its officer; a reason is required."""
    if not reason.strip():
        raise Incomplete(FieldProblem("reason", reason, "required"))
    current = _current(figure, version, FigureState.RETURNED)
    return _move(
        current,
        version,
        state=FigureState.RETURNED,
        returned_by=by,
        returned_at=at,
        return_reason=reason.strip(),
    )


def _current(figure: Figure, version: int, to: FigureState) -> Figure:
    """The row as it is now, if it may go where it is to go and is what the form showed."""
    current = Figure.objects.select_related("target__plan__zone").get(pk=figure.pk)
    if to not in MOVES[FigureState(current.state)]:
        raise WrongState(expected=FigureState.SUBMITTED, actual=current.state)
    if current.version != version:
        raise Stale(change=current.last_change)
    return current


def _move(figure: Figure, version: int, **changes: object) -> Figure:
    touched = Figure.objects.filter(
        pk=figure.pk, state=FigureState.SUBMITTED, version=version
    ).update(**changes, version=F("version") + 1)
    if not touched:
        raise Stale(change=Figure.objects.get(pk=figure.pk).last_change)
    for name, value in changes.items():
        setattr(figure, name, value)
    figure.version = version + 1
    return figure
