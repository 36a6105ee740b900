"""Many figures are approved or returned at once, and approved ones are reopened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tracker import access
from tracker.errors import Refused
from tracker.flow.common import record, require, trace
from tracker.flow.figures import approve_figure, return_figure
from tracker.flow.watching import tell_returned
from tracker.models import Figure, Person
from tracker.review import actions as review

# A figure (with its target, plan and zone) and the version of it that the reviewer was shown.
Shown = tuple[Figure, int]


@dataclass(frozen=True)
class Reviewed:
    """What was done, and the figures that it could not be done to any more, each with why."""

    done: tuple[Figure, ...]
    left: tuple[tuple[Figure, Refused], ...]


def approve_figures(figures: Sequence[Shown], *, by: Person) -> Reviewed:
    """Approve each of these, or tell why not; every one in a transaction of its own.

    One that somebody else was faster with, or that ``by`` entered, keeps none of the others back.
    Raises ``NotAllowed``, before anything, where one is of a zone that ``by`` does not review.
    """
    _require_reviewer(figures, by, "approve_figure")
    return _each(figures, lambda figure, version: approve_figure(figure, version=version, by=by))


def return_figures(figures: Sequence[Shown], *, reason: str, by: Person) -> Reviewed:
    """Send each of these back with one reason, or tell why not; as ``approve_figures``.

    Raises ``Incomplete`` too, without a reason.
    """
    _require_reviewer(figures, by, "return_figure")
    review.check_reason(reason)
    return _each(
        figures,
        lambda figure, version: return_figure(figure, version=version, reason=reason, by=by),
    )


def reopen_figure(figure: Figure, *, reason: str, by: Person) -> Figure:
    """Let the officer correct a figure in force: a new vintage, returned with the reason.

    What is in force stays so until the new vintage is approved. Raises ``NotAllowed``,
    ``Incomplete`` without a reason, ``WrongState`` where a newer vintage is open already.
    """
    zone = figure.target.plan.zone
    require(access.may_reopen(by, figure.target), "reopen_figure")
    with transaction.atomic():
        opened = review.reopen(figure, reason=reason, by=by, at=timezone.now())
        opened.target = figure.target
        before, after = trace(figure), trace(opened)
        record("reopen_figure", opened, by=by, zone=zone, before=before, after=after, reason=reason)
        tell_returned(opened)
    return opened


def _require_reviewer(figures: Sequence[Shown], by: Person, verb: str) -> None:
    zones = {figure.target.plan.zone_id for figure, _version in figures}
    require(all(access.reach(by).reviews(zone_id) for zone_id in zones), verb)


def _each(figures: Sequence[Shown], verb: Callable[[Figure, int], Figure]) -> Reviewed:
    done: list[Figure] = []
    left: list[tuple[Figure, Refused]] = []
    for figure, version in figures:
        try:
            done.append(verb(figure, version))
        except Refused as error:
            left.append((figure, error))
    return Reviewed(tuple(done), tuple(left))
