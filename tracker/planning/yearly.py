"""Keeps values by year: annual targets, and what a superior assigned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from tracker.errors import FieldProblem, Incomplete, Stale, WrongState
from tracker.models import AnnualTarget, AssignedValue, Target
from tracker.planning.faults import yearly_problem
from tracker.planning.revising import last_year_of
from tracker.terms import TargetKind, TargetState

Values = Mapping[int, Mapping[int, Decimal | None]]
Stored = dict[int, dict[int, AnnualTarget | AssignedValue]]

_WITHOUT_YEARS = frozenset({TargetKind.MILESTONE, TargetKind.UNDETERMINED})


@dataclass(frozen=True)
class YearlyProblem(FieldProblem):
    """One cell that cannot be taken: of which target and year."""

    target_id: int = 0
    year: int = 0


@dataclass(frozen=True)
class Rewritten:
    """What changed of one target: the values before and after by year, None where none was."""

    target: Target
    before: dict[int, Decimal | None]
    after: dict[int, Decimal | None]

    @property
    def replaces(self) -> bool:
        """Whether a value that stood there is another one now, or none."""
        return any(value is not None for value in self.before.values())


def model_of(target: Target) -> type[AnnualTarget] | type[AssignedValue]:
    """Delegated targets have assigned values, all others annual targets."""
    return AssignedValue if target.kind == TargetKind.DELEGATED else AnnualTarget


def takes_years(target: Target) -> bool:
    """Whether a target is broken down by year at all."""
    return (
        target.restates_id is None
        and target.state == TargetState.PUBLISHED
        and target.kind not in _WITHOUT_YEARS
    )


def stored_values(targets: Iterable[Target]) -> Stored:
    """The values by target and year, annual and assigned ones as the kind has it. Two queries."""
    rows = {target.pk: target for target in targets}
    stored: Stored = {pk: {} for pk in rows}
    for model in (AnnualTarget, AssignedValue):
        for row in model.objects.filter(target__in=rows):
            if model_of(rows[row.target_id]) is model:
                stored[row.target_id][row.year] = row
    return stored


def print_of(stored: Stored) -> str:
    """A word that is another as soon as one of the values is: what a form was made from."""
    cells = sorted(
        (pk, year, format(row.value.normalize(), "f"))
        for pk, years in stored.items()
        for year, row in years.items()
    )
    return sha256(repr(cells).encode()).hexdigest()[:32]


def set_values(
    targets: Iterable[Target], values: Values, *, seen: str | None, document: str
) -> list[Rewritten]:
    """Make the years given what they say, all of them or none; None takes a value away.

    Years that are not named stay. ``seen`` is the ``print_of`` what the form showed, None where
    nothing was shown: raises ``Stale`` when the values are others by now, ``WrongState`` for a
    target without yearly values, ``Incomplete`` with every cell that cannot be.
    """
    rows = {target.pk: target for target in _held(targets)}
    for target in rows.values():
        if not takes_years(target):
            raise WrongState("no_yearly_values")
    stored = stored_values(rows.values())
    if seen is not None and seen != print_of(stored):
        raise Stale
    changed = {
        pk: {y: v for y, v in values[pk].items() if v != _value(stored[pk].get(y))} for pk in rows
    }
    problems = [problem for pk in rows for problem in _problems(rows[pk], changed[pk])]
    if any(changed.values()) and not document.strip():
        problems.append(FieldProblem("document", document, "empty"))
    if problems:
        raise Incomplete(*problems)
    return [
        _rewrite(rows[pk], stored[pk], years, document.strip())
        for pk, years in changed.items()
        if years
    ]


def _held(targets: Iterable[Target]) -> Iterable[Target]:
    """The rows as they are now, held against other writers until the transaction ends."""
    rows = Target.objects.filter(pk__in=[target.pk for target in targets]).order_by("pk")
    return rows.select_related("plan__zone").select_for_update(of=("self",), no_key=True)


def _value(row: AnnualTarget | AssignedValue | None) -> Decimal | None:
    return None if row is None else row.value


def _problems(target: Target, years: Mapping[int, Decimal | None]) -> Iterable[FieldProblem]:
    first, last = target.plan.start_year, last_year_of(target)
    for year, value in years.items():
        if value is None:
            continue
        if not first <= year <= last:
            yield YearlyProblem("year", year, "outside_plan", target.pk, year)
        elif problem := yearly_problem(target, year, value):
            yield YearlyProblem("value", value, problem.code, target.pk, year)


def _rewrite(
    target: Target,
    stored: Mapping[int, AnnualTarget | AssignedValue],
    years: Mapping[int, Decimal | None],
    document: str,
) -> Rewritten:
    model = model_of(target)
    kept = {year: value for year, value in years.items() if value is not None}
    model.objects.filter(target=target, year__in=list(years)).delete()
    for year, value in kept.items():
        model.objects.create(target=target, year=year, value=value, document=document)
    before = {year: _value(stored.get(year)) for year in years}
    return Rewritten(target, before, dict(years))
