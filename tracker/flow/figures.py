"""A figure is entered, submitted, approved or returned, and its target judged."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import access, trail
from tracker.assessment import actions as assessment
from tracker.entry import actions as entry
from tracker.flow.common import as_submitted, judge, record, require, saved_entry, trace
from tracker.flow.watching import list_changed, tell_returned
from tracker.models import Figure, Person, Target
from tracker.review import actions as review


def save_figure(
    target: Target, year: int, report: Mapping[str, Any], *, version: int | None, by: Person
) -> Figure:
    """Keep what an officer typed, as the open vintage of that year.

    ``version`` is the one that the form showed (None for none): a second saver is told instead
    of silently overwriting. What stands there already is not saved again, and leaves no trace.
    Raises ``NotAllowed``, ``WrongState``, ``Stale``, ``Incomplete``.
    """
    require(access.may_enter(by, target), "save_figure")
    with transaction.atomic():
        saved = entry.save(target, year, report, version=version, by=by, at=timezone.now())
        if saved.changed:
            trail.write([saved_entry(saved.figure, saved.before, by=by)])
    return saved.figure


def submit_figure(figure: Figure, *, version: int, by: Person) -> Figure:
    """Hand a figure to its reviewer."""
    zone = figure.target.plan.zone
    require(access.may_enter(by, figure.target), "submit_figure")
    with transaction.atomic():
        before = trace(Figure.objects.get(pk=figure.pk))
        submitted = entry.submit(figure, version=version, by=by, at=timezone.now())
        after = trace(submitted)
        record("submit_figure", submitted, by=by, zone=zone, before=before, after=after)
    return submitted


def approve_figure(figure: Figure, *, version: int, by: Person) -> Figure:
    """Put a figure in force and judge its target anew, in the same transaction."""
    zone = figure.target.plan.zone
    require(access.may_review(by, figure), "approve_figure")
    with transaction.atomic():
        replaced = review.to_be_replaced(figure)
        approved = review.approve(figure, version=version, by=by, at=timezone.now())
        before = as_submitted(approved)
        after = trace(approved)
        record("approve_figure", approved, by=by, zone=zone, before=before, after=after)
        changes = judge([approved.target], by=by, from_year=approved.year)
        if replaced is not None:
            list_changed(
                changes, by=by, figure=approved, replaced=replaced, reason=approved.revision_reason
            )
    return approved


def return_figure(figure: Figure, *, version: int, reason: str, by: Person) -> Figure:
    """Send a figure back to its officer, with the reason."""
    zone = figure.target.plan.zone
    require(access.may_review(by, figure), "return_figure")
    with transaction.atomic():
        returned = review.send_back(
            figure, version=version, reason=reason, by=by, at=timezone.now()
        )
        before = as_submitted(returned)
        after = trace(returned)
        record(
            "return_figure", returned, by=by, zone=zone, before=before, after=after, reason=reason
        )
        tell_returned(returned)
    return returned


def reassess(targets: Iterable[Target], *, by: Person) -> list[assessment.Changed]:
    """Judge targets anew; stores only judgements that differ. Answers with those."""
    require(access.may_run_jobs(by), "reassess")
    with transaction.atomic():
        return judge(targets, by=by)
