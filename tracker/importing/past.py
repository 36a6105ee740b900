"""Stores the actuals that a plan document itself states, and links them to its targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.importing.extraction.drafts import DraftPastFigure
from tracker.importing.merging import remembered
from tracker.importing.preparing import PreparedFile
from tracker.importing.results import FileResult
from tracker.models import PastFigure, Scope, Target
from tracker.terms import Measure

# A scope that the register only infers is the scope itself; the note says that it is inferred.
_INFERRED = "(推定)"
_FIELDS = ("scope_id", "target_id", "name", "unit", "period", "year", "value", "same_caliber",
           "line", "note")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Homes:
    """Where an actual belongs: the scopes of the zone and the targets of the plan."""

    scopes: Mapping[str, Scope]
    targets: Mapping[str, Target]

    @classmethod
    def of(cls, result: FileResult) -> "Homes":
        rows = result.plan.targets.select_related("scope")
        scopes = {scope.name: scope for scope in result.plan.zone.scopes.all()}
        return cls(scopes, {row.register_id: row for row in rows})

    def target(self, draft: DraftPastFigure) -> Target | None:
        """The target named by the file, else the first of the same name, unit and scope."""
        if draft.target is not None:
            return self.targets.get(draft.target)
        key = (draft.name, draft.unit, scope_name(draft))
        alike = (
            row
            for row in self.targets.values()
            if row.restates_id is None and (row.name, row.unit, row.scope.name) == key
        )
        return next(alike, None)


def scope_name(draft: DraftPastFigure) -> str:
    """The scope of an actual, without the mark of one that was inferred."""
    return draft.scope.removesuffix(_INFERRED)


def store_past(prepared: PreparedFile, result: FileResult) -> None:
    """Make the plan's actuals those of the file; untouched rows keep their identity."""
    homes = Homes.of(result)
    wanted = [_row(draft, homes, result) for draft in prepared.file.history]
    stored = {_key(row): row for row in result.plan.past_figures.all()}
    tally = result.counts["past_figure"]
    new, changed = [], []
    for row in wanted:
        old = stored.pop(_key(row), None)
        if old is None:
            new.append(row)
        elif _values(old) == _values(row):
            tally.unchanged += 1
        else:
            row.pk = old.pk
            changed.append(row)
    PastFigure.objects.bulk_create(new)
    if changed:
        PastFigure.objects.bulk_update(changed, _FIELDS, batch_size=100)
    if stored:
        PastFigure.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    tally.created, tally.changed, tally.removed = len(new), len(changed), len(stored)


def _row(draft: DraftPastFigure, homes: Homes, result: FileResult) -> PastFigure:
    target = homes.target(draft)
    return PastFigure(
        plan=result.plan,
        scope=homes.scopes[scope_name(draft)],
        target=target,
        name=draft.name,
        unit=draft.unit,
        period=draft.period,
        year=draft.year,
        value=draft.value,
        same_caliber=target is not None and _same_caliber(draft, target),
        line=draft.line,
        note=draft.note,
    )


def _same_caliber(draft: DraftPastFigure, target: Target) -> bool:
    """Whether an actual can stand in the target's own series.

    Not over a period, not in another unit, and not for a reduction: a document prints it as a
    positive figure, while yearly changes are entered with their sign.
    """
    return (
        not draft.related_only
        and draft.year is not None
        and draft.unit == target.unit
        and target.assigned_kind != Measure.CHANGE
    )


def _key(row: PastFigure) -> tuple[Any, ...]:
    return row.scope_id, row.name, row.unit, row.period, row.line


def _values(row: PastFigure) -> Iterable[Any]:
    return [remembered(getattr(row, name)) for name in _FIELDS]
