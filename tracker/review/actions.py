"""Approves submitted figures, returns them with a reason, reopens approved ones."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from tracker.errors import FieldProblem, Incomplete, Stale, WrongState
from tracker.models import EvidenceFile, Figure, Person
from tracker.terms import MOVES, FigureState, TargetState


def to_be_replaced(figure: Figure) -> Figure | None:
    """The vintage in force that an approval of this one would replace; no query for a first."""
    if figure.vintage == 1:
        return None
    return Figure.objects.filter(target=figure.target_id, year=figure.year, in_force=True).first()


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
    check_reason(reason)
    current = _current(figure, version, FigureState.RETURNED)
    return _move(
        current,
        version,
        state=FigureState.RETURNED,
        returned_by=by,
        returned_at=at,
        return_reason=reason.strip(),
    )


# What a new vintage does not take over from the one that it is copied from.
_NOT_COPIED = frozenset(
    {"id", "vintage", "state", "in_force", "version", "late"}
    | {"submitted_by", "submitted_at", "approved_by", "approved_at"}
)


def reopen(figure: Figure, *, reason: str, by: Person, at: datetime) -> Figure:
    """Begin a new vintage as a returned copy of the one in force, which stays in force.

    The reason is what the officer reads, and stands for the revision's own until they write
    another. Raises ``WrongState`` where the figure is not in force or a newer one is open.
    """
    check_reason(reason)
    # Held until the end, so that no approval replaces meanwhile what is copied here.
    held = Figure.objects.select_for_update(of=("self",), no_key=True)
    current = held.select_related("target").filter(pk=figure.pk, in_force=True).first()
    if current is None:
        raise WrongState("not_in_force")
    if current.target.state == TargetState.RETIRED:
        raise WrongState("target_retired")
    siblings = Figure.objects.filter(target=current.target_id, year=current.year)
    if siblings.exclude(state=FigureState.APPROVED).exists():
        raise WrongState("already_open")
    copy = _copy(current, siblings.aggregate(Max("vintage"))["vintage__max"] + 1)
    copy.state, copy.returned_by, copy.returned_at = FigureState.RETURNED, by, at
    copy.return_reason = copy.revision_reason = reason.strip()
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        # Somebody began a revision at the same moment: the constraint lets one through.
        raise WrongState("already_open") from None
    _copy_files(current, copy)
    return copy


def _copy_files(figure: Figure, copy: Figure) -> None:
    """The same files, by whom and when: the content is kept once, whoever shows it."""
    names = [field.attname for field in EvidenceFile._meta.concrete_fields]
    rows = EvidenceFile.objects.filter(figure=figure, removed_at=None).values(*names)
    EvidenceFile.objects.bulk_create(
        EvidenceFile(**row | {"id": None, "figure_id": copy.pk}) for row in rows
    )


def _copy(figure: Figure, vintage: int) -> Figure:
    """Everything that was typed, by whom and when, as a vintage that is not stored yet."""
    fields = (field for field in Figure._meta.concrete_fields if field.name not in _NOT_COPIED)
    copied = {field.attname: getattr(figure, field.attname) for field in fields}
    return Figure(**copied, vintage=vintage)


def check_reason(reason: str) -> None:
    """Raises ``Incomplete`` for an empty one."""
    if not reason.strip():
        raise Incomplete(FieldProblem("reason", reason, "reason_missing"))


def _current(figure: Figure, version: int, to: FigureState) -> Figure:
    """The row as it is now, if it may go where it is to go and is what the form showed."""
    current = Figure.objects.select_related("target__plan__zone").get(pk=figure.pk)
    if current.version != version:
        raise _faster(current)
    if to not in MOVES[FigureState(current.state)]:
        raise WrongState(expected=FigureState.SUBMITTED, actual=current.state)
    return current


def _faster(now: Figure) -> Stale:
    """Who did something else to the figure meanwhile, when, and where it stands since."""
    return Stale(change=now.last_change, state=FigureState(now.state))


def _move(figure: Figure, version: int, **changes: object) -> Figure:
    touched = Figure.objects.filter(
        pk=figure.pk, state=FigureState.SUBMITTED, version=version
    ).update(**changes, version=F("version") + 1)
    if not touched:
        raise _faster(Figure.objects.get(pk=figure.pk))
    for name, value in changes.items():
        setattr(figure, name, value)
    figure.version = version + 1
    return figure
