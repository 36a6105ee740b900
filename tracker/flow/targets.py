"""What a plan promised is confirmed, revised, broken down by year, and compared with others."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import access
from tracker.flow.common import judge, plain, record, require
from tracker.flow.watching import list_changed
from tracker.importing import actions as importing
from tracker.models import (
    ComparedSeries,
    Indicator,
    MilestoneStep,
    ParentFigure,
    Person,
    Target,
    TargetRevision,
    Zone,
)
from tracker.planning import actions as planning
from tracker.planning.steps import Step
from tracker.planning.yearly import Rewritten
from tracker.terms import Measure, Quality, TargetState


def confirm_target(
    target: Target, supplied: Mapping[str, Any] | None = None, *, basis: str, by: Person
) -> Target:
    """Let a target that was to be confirmed be judged, with what its wording left open.

    ``supplied`` holds fields of the target, ``basis`` what the decision rests on. The plan's own
    figures are checked anew.
    """
    zone = target.plan.zone
    require(access.may_administer(by, zone), "confirm_target")
    with transaction.atomic():
        confirmed, before = planning.confirm(target, supplied, basis=basis)
        after = plain({name: getattr(confirmed, name) for name in before})
        facts: dict[str, Any] = {
            "before": {"state": TargetState.TO_BE_CONFIRMED.value, **plain(before)},
            "after": {"state": confirmed.state, **after},
            "reason": basis.strip(),
        }
        record("confirm_target", confirmed, by=by, zone=zone, **facts)
        importing.recheck(confirmed.plan)
        judge([confirmed], by=by)
    return confirmed


def retire_target(target: Target, *, document: str, reason: str, by: Person) -> Target:
    """Let a target that was given up be asked for, shown and counted no more.

    Its figures and judgements stay; the entries that restate it leave with it. Raises
    ``WrongState`` while a figure of it waits for review.
    """
    zone = target.plan.zone
    require(access.may_administer(by, zone), "retire_target")
    with transaction.atomic():
        for row in planning.retire(
            target, document=document, reason=reason, by=by, at=timezone.now()
        ):
            facts: dict[str, Any] = {
                "before": {"state": row.state_before},
                "after": {"state": TargetState.RETIRED.value, "document": row.document},
                "reason": row.reason,
            }
            record("retire_target", row.target, by=by, zone=zone, **facts)
        importing.recheck(target.plan)
    target.refresh_from_db()
    return target


def restore_target(target: Target, *, reason: str, by: Person) -> Target:
    """Bring a retired target back as it stood, and judge it anew."""
    zone = target.plan.zone
    require(access.may_administer(by, zone), "restore_target")
    with transaction.atomic():
        for row in planning.restore(target, reason=reason, by=by, at=timezone.now()):
            facts: dict[str, Any] = {
                "before": {"state": TargetState.RETIRED.value},
                "after": {"state": row.state},
                "reason": reason.strip(),
            }
            record("restore_target", row, by=by, zone=zone, **facts)
        target.refresh_from_db()
        importing.recheck(target.plan)
        list_changed(judge([target], by=by), by=by, reason=reason.strip())
    return target


def revise_target(
    target: Target,
    *,
    value: Decimal | None,
    effective_year: int | None,
    effective_on: date | None,
    document: str,
    reason: str,
    by: Person,
) -> TargetRevision:
    """Put a new target value in force from a year on; the printed one stays beside it."""
    zone = target.plan.zone
    require(access.may_administer(by, zone), "revise_target")
    with transaction.atomic():
        revision = planning.revise(
            target,
            value=value,
            effective_year=effective_year,
            effective_on=effective_on,
            document=document,
            reason=reason,
            by=by,
        )
        facts: dict[str, Any] = {"after": _revised(revision), "reason": revision.reason}
        record("revise_target", target, by=by, zone=zone, **facts)
        changes = judge([target], by=by, from_year=revision.effective_year)
        list_changed(changes, by=by, revision=revision, reason=revision.reason)
    return revision


def withdraw_revision(revision: TargetRevision, *, reason: str, by: Person) -> TargetRevision:
    """Take a mistaken revision out of force; it stays to be read."""
    target = revision.target
    zone = target.plan.zone
    require(access.may_administer(by, zone), "withdraw_revision")
    with transaction.atomic():
        withdrawn = planning.withdraw(revision, reason=reason, by=by, at=timezone.now())
        facts: dict[str, Any] = {
            "before": _revised(revision),
            "reason": withdrawn.withdrawal_reason,
        }
        record("withdraw_revision", target, by=by, zone=zone, **facts)
        changes = judge([target], by=by, from_year=revision.effective_year)
        list_changed(changes, by=by, reason=withdrawn.withdrawal_reason)
    return withdrawn


def verify_baseline(
    target: Target,
    value: Decimal | None,
    *,
    was: Decimal | None,
    document: str,
    reason: str,
    by: Person,
) -> Target:
    """Keep the baseline as finally verified beside the printed one; no value takes it back."""
    zone = target.plan.zone
    require(access.may_administer(by, zone), "verify_baseline")
    with transaction.atomic():
        verified = planning.verify_baseline(
            target, value, was=was, document=document, reason=reason, by=by, at=timezone.now()
        )
        after = plain({"year": verified.base_year, "value": value, "document": document.strip()})
        facts: dict[str, Any] = {
            "before": plain({"value": was}),
            "after": after,
            "reason": reason.strip(),
        }
        record("verify_baseline", verified, by=by, zone=zone, **facts)
        list_changed(judge([verified], by=by), by=by, reason=reason.strip())
    return verified


def set_yearly_values(
    targets: Iterable[Target],
    values: Mapping[int, Mapping[int, Decimal | None]],
    *,
    seen: str | None,
    document: str,
    by: Person,
) -> list[Rewritten]:
    """Keep annual targets, and assigned values of delegated ones, by target and year.

    All or none; years that are not named stay. ``seen`` is the print of what the form showed.
    """
    chosen = list(targets)
    allowed = all(access.may_administer(by, target.plan.zone) for target in chosen)
    require(allowed, "set_yearly_values")
    with transaction.atomic():
        changes = planning.set_values(chosen, values, seen=seen, document=document)
        for change in changes:
            facts: dict[str, Any] = {
                "before": plain(change.before),
                "after": plain(change.after) | {"document": document.strip()},
            }
            zone = change.target.plan.zone
            record("set_yearly_values", change.target, by=by, zone=zone, **facts)
        judged = judge([change.target for change in changes], by=by)
        replaced = {change.target.pk for change in changes if change.replaces}
        list_changed(
            (one for one in judged if one.target.pk in replaced), by=by, reason=document.strip()
        )
    return changes


def set_steps(target: Target, steps: Sequence[Step], *, by: Person) -> list[MilestoneStep]:
    """Keep the steps that lead to a milestone, in their order."""
    zone = target.plan.zone
    require(access.may_administer(by, zone), "set_steps")
    with transaction.atomic():
        before = _steps(target.steps.all())
        kept = planning.set_steps(target, steps)
        if before != _steps(kept):
            facts: dict[str, Any] = {"before": before, "after": _steps(kept)}
            record("set_steps", target, by=by, zone=zone, **facts)
    return kept


def add_series(
    home: Zone,
    name: str,
    *,
    of: Zone | None,
    indicator: Indicator | None,
    measure: Measure,
    unit: str,
    by: Person,
) -> ComparedSeries:
    """A new series for the targets of ``home``: of that zone itself, of one above, or of none."""
    require(access.may_administer(by, home), "add_series")
    with transaction.atomic():
        series = planning.add_series(
            home, name, of=of, indicator=indicator, measure=measure, unit=unit
        )
        after = plain({"name": series.name, "indicator": indicator, "measure": measure})
        record("add_series", series, by=by, zone=of or home, through=[home.pk], after=after)
    return series


def compare_target(target: Target, series: ComparedSeries | None, *, by: Person) -> Target:
    """Let a relative target be compared with a series that is entered once for all."""
    zone = target.plan.zone
    require(access.may_administer(by, zone), "compare_target")
    with transaction.atomic():
        before = plain({"compared_series": target.compared_series})
        changed = planning.compare_with(target, series)
        after = plain({"compared_series": series})
        record("compare_target", changed, by=by, zone=zone, before=before, after=after)
        judge([changed], by=by)
    return changed


def enter_parent_figure(
    series: ComparedSeries,
    year: int,
    value: Decimal | None,
    *,
    replaces: int | None,
    quality: Quality,
    document: str,
    reason: str = "",
    by: Person,
) -> ParentFigure:
    """Put a compared series' figure in force; every target under it is judged anew at once."""
    through = access.zones_keeping(by, series)
    require(bool(through), "enter_parent_figure")
    with transaction.atomic():
        before = series.figures.filter(year=year, in_force=True).first()
        figure = planning.enter_figure(
            series,
            year,
            value,
            replaces=replaces,
            quality=quality,
            document=document,
            reason=reason,
            by=by,
            at=timezone.now(),
        )
        facts: dict[str, Any] = {
            "before": _given(before),
            "after": _given(figure),
            "reason": figure.reason,
        }
        record("enter_parent_figure", series, by=by, zone=series.zone, through=through, **facts)
        users = series.targets.select_related("plan__zone")
        changes = judge(users, by=by, from_year=year)
        if before is not None:
            list_changed(changes, by=by, reason=figure.reason)
    return figure


def _revised(revision: TargetRevision) -> dict[str, Any]:
    names = ("value", "document", "effective_on")
    facts: dict[str, Any] = {name: getattr(revision, name) for name in names}
    return plain({"year": revision.effective_year, **facts})


def _given(figure: ParentFigure | None) -> dict[str, Any]:
    if figure is None:
        return {}
    names = ("year", "vintage", "value", "quality", "document")
    return plain({name: getattr(figure, name) for name in names})


def _steps(steps: Iterable[MilestoneStep]) -> dict[str, Any]:
    return {str(place): f"{step} {step.due or ''}".strip() for place, step in enumerate(steps, 1)}
