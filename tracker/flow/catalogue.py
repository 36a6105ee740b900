"""What administrators keep by hand: zones, people, the catalogue, settings of plans and targets."""

from typing import Any

from django.db import models, transaction

from tracker import access
from tracker.alerts import bounced
from tracker.flow.common import judge, record, require
from tracker.importing import actions as importing
from tracker.models import (
    AnnualTarget,
    AssignedValue,
    Department,
    Membership,
    Person,
    Plan,
    Scope,
    Target,
    TargetRevision,
    Zone,
)

# Never written to the trail: a trace of a password is a leak.
UNTRACED = frozenset({"password", "last_login", "link_sent_at"})


def keep(row: models.Model, *, by: Person) -> models.Model:
    """Store a row that an administrator added or changed, with what it was before.

    What bears on judgements (a plan's cuts, a target, its yearly values) is judged anew in the
    same transaction.
    """
    require(access.may_keep(by), "keep")
    with transaction.atomic():
        stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
        before, after = _values(stored), _values(row)
        row.save()
        changed = {name for name in after if before.get(name) != after[name]}
        if changed:
            record(
                "add" if stored is None else "change",
                row,
                by=by,
                zone=_zone(row),
                before={name: before[name] for name in changed if name in before},
                after={name: after[name] for name in changed},
            )
            _judge_what_follows(row, by=by)
        if isinstance(row, Person) and "email" in changed:
            bounced.follow(row)
    return row


def remove(row: models.Model, *, by: Person) -> None:
    """Delete a row that nothing protects; the trail keeps what it was."""
    require(access.may_keep(by), "remove")
    with transaction.atomic():
        # The trace of a removed zone must not hold on to it.
        zone = None if isinstance(row, Zone) else _zone(row)
        record("remove", row, by=by, zone=zone, before=_values(row))
        target = getattr(row, "target", None)
        row.delete()
        if isinstance(row, AnnualTarget | AssignedValue | TargetRevision) and target:
            _judge_what_follows(target, by=by)


def _judge_what_follows(row: models.Model, *, by: Person) -> None:
    match row:
        case Plan():
            targets = list(row.targets.all())
        case Target():
            targets = [row]
        case AnnualTarget() | AssignedValue() | TargetRevision():
            targets = [row.target]
        case _:
            targets = []
    if isinstance(row, Target):
        importing.recheck(row.plan)
    judge(targets, by=by)


def _values(row: models.Model | None) -> dict[str, Any]:
    """The row's own columns as JSON, less what must leave no trace."""
    if row is None:
        return {}
    return {
        field.name: None if value is None else value if isinstance(value, bool) else str(value)
        for field in row._meta.concrete_fields
        if field.name not in UNTRACED
        for value in [field.value_from_object(row)]
    }


def _zone(row: models.Model) -> Zone | None:
    match row:
        case Zone():
            return row
        case Plan() | Scope() | Department() | Membership():
            return row.zone
        case Target():
            return row.plan.zone
        case AnnualTarget() | AssignedValue() | TargetRevision():
            return row.target.plan.zone
    return None
