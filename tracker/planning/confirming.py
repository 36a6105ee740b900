"""Lets targets that were to be confirmed be judged, with what the plan's wording left open."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from tracker.attainment.numbers import places
from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import Target
from tracker.planning.comparing import hold
from tracker.planning.faults import problems_of
from tracker.terms import TargetKind, TargetState

# What a confirmation may supply.
SUPPLIED = (
    "kind", "direction", "strict", "every_year", "approximate", "is_share", "path", "attribute",
    "unit", "base_year", "base_value", "base_level", "target_year", "target_value",
    "growth_percent", "low", "high", "margin", "ratio", "relative_kind", "compared_series",
    "assigned_kind", "department",
)  # fmt: skip

# The value whose printed decimals derived figures are rounded to (exact 41).
_PROMISED = {
    TargetKind.GROWTH: ("growth_percent",),
    TargetKind.RELATIVE: ("ratio", "margin"),
    TargetKind.RANGE: ("low",),
}


def confirm(
    target: Target, supplied: Mapping[str, Any] | None = None, *, basis: str
) -> tuple[Target, dict[str, Any]]:
    """Supply what was open and let the target be judged. Answers with what it was before, too.

    ``basis`` says on what the decision rests; it is always required. Raises
    ``WrongState`` when it was confirmed before, ``Incomplete`` with everything that its kind lacks
    or that cannot be.
    """
    current = Target.objects.select_related("plan", "indicator").get(pk=target.pk)
    if current.state != TargetState.TO_BE_CONFIRMED:
        raise WrongState(expected=TargetState.TO_BE_CONFIRMED)
    before = {
        name: getattr(current, name)
        for name, value in (supplied or {}).items()
        if getattr(current, name) != value
    }
    for name in before:
        setattr(current, name, (supplied or {})[name])
    _set_decimals(current, before)
    problems = _not_taken(current, before) or problems_of(current)
    if not basis.strip():
        problems.append(FieldProblem("reason", basis, "basis_missing"))
    if problems:
        raise Incomplete(*problems)
    if current.compared_series is not None:
        hold(current.compared_series)
    values = {name: getattr(current, name) for name in (*before, "decimals")}
    changed = Target.objects.filter(pk=target.pk, state=TargetState.TO_BE_CONFIRMED).update(
        **values, state=TargetState.PUBLISHED
    )
    if not changed:
        raise WrongState(expected=TargetState.TO_BE_CONFIRMED)
    target.refresh_from_db()
    return target, before


def _set_decimals(target: Target, changed: Mapping[str, Any]) -> None:
    """Decimals as the promised value was typed, where it was typed now."""
    for name in _PROMISED.get(TargetKind(target.kind), ("target_value",)):
        value = getattr(target, name)
        if isinstance(value, Decimal) and name in changed:
            target.decimals = places(value)


def _not_taken(target: Target, changed: Mapping[str, Any]) -> list[FieldProblem]:
    """What a field itself refuses; nothing else can be asked before."""
    others = [field.name for field in target._meta.fields if field.name not in changed]
    try:
        target.clean_fields(exclude=others)
    except ValidationError as error:
        return [FieldProblem(name, getattr(target, name), "not_taken") for name in error.error_dict]
    return []
