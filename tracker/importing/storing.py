"""Stores one prepared file: its zone, plan, scopes, indicators and targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.importing import matching, shipped
from tracker.importing.extraction.drafts import DraftPlan
from tracker.importing.merging import Merge, all_remembered, merge
from tracker.importing.past import scope_name
from tracker.importing.preparing import PreparedFile, PreparedTarget
from tracker.importing.results import FileResult, Tally
from tracker.models import Indicator, Plan, Scope, Target, Zone

WHOLE = "全区"


@dataclass(frozen=True, slots=True)
class Work:
    """One entry beside its row of an earlier load; ``merged`` is None where there is none."""

    target: PreparedTarget
    said: Mapping[str, Any]
    row: Target | None
    merged: Merge | None

    def sets(self, name: str) -> bool:
        """Whether the file decides this field of the row."""
        return self.merged is None or name in self.merged.fields


def store(prepared: PreparedFile) -> FileResult:
    """Store one file inside the caller's transaction; past figures and findings come after."""
    zones = Tally()
    zone = _zone(prepared.zone, zones)
    result = FileResult(prepared.file.name, _plan(prepared, zone))
    result.counts["zone"] = zones
    _store_plan(prepared, result)
    works = [_work(target, prepared.existing) for target in prepared.targets]
    scopes = _scopes(prepared, works, result)
    indicators = _indicators(works, result)
    rows = _store_rows(works, result, {"scope": scopes, "indicator": indicators})
    _store_restated(works, rows)
    for work in works:
        count(result, "target", work.merged)
    result.gone += _gone(prepared, result.plan)
    return result


def count(result: FileResult, noun: str, merged: Merge | None) -> None:
    """Count one object: new where it had nothing to be merged with."""
    tally = result.counts[noun]
    if merged is None:
        tally.created += 1
        return
    result.changes += merged.changes
    result.kept += merged.kept
    if merged.changes:
        tally.changed += 1
    else:
        tally.unchanged += 1


def current(row: Target, name: str) -> Any:
    """What stands in a row now, links as the names by which files know them."""
    match name:
        case "indicator":
            return row.indicator.name, row.indicator.unit
        case "scope":
            return row.scope.name
        case "restates":
            return row.restates.register_id if row.restates else None
    return getattr(row, name)


def _zone(code: str, tally: Tally) -> Zone:
    """The zone of a code, made from the shipped list with the city above it when it is new."""
    zone = Zone.objects.filter(code=code).first()
    if zone is not None:
        tally.unchanged += 1
        return zone
    known = shipped.zones()[code]
    parent = _zone(known["parent"], Tally()) if known["parent"] else None
    tally.created += 1
    names = {name: known[name] for name in ("name", "name_en", "position")}
    return Zone.objects.create(code=code, parent=parent, **names)


def _plan(prepared: PreparedFile, zone: Zone) -> Plan:
    if prepared.plan is not None:
        return prepared.plan
    said = _said_of_plan(prepared.draft_plan, prepared.file.name)
    return Plan(zone=zone, **said, as_loaded=all_remembered(said))


def _said_of_plan(draft: DraftPlan, source: str) -> dict[str, Any]:
    names = (
        "kind", "title", "doc_number", "issuer", "issued",
        "base_year", "start_year", "end_year", "note",
    )  # fmt: skip
    return {**{name: getattr(draft, name) for name in names}, "source": source}


def _store_plan(prepared: PreparedFile, result: FileResult) -> None:
    plan = result.plan
    if plan.pk is None:
        plan.save()
        count(result, "plan", None)
        return
    said = _said_of_plan(prepared.draft_plan, prepared.file.name)
    merged = merge("plan", said, plan.as_loaded, lambda name: getattr(plan, name))
    if merged.remember is not None:
        for name in merged.fields:
            setattr(plan, name, said[name])
        plan.as_loaded = merged.remember
        plan.save(update_fields=[*merged.fields, "as_loaded"])
    count(result, "plan", merged)


def _work(target: PreparedTarget, existing: Mapping[str, Target]) -> Work:
    number, said = target.draft.id, target.said()
    row = existing.get(number)
    if row is None:
        return Work(target, said, None, None)
    merged = merge(number, said, row.as_loaded, lambda name: current(row, name))
    return Work(target, said, row, merged)


def _scopes(prepared: PreparedFile, works: Iterable[Work], result: FileResult) -> dict[str, Scope]:
    """The zone's scopes by name, with those that new and changed entries need."""
    zone, tally = result.plan.zone, result.counts["scope"]
    known = {scope.name: scope for scope in zone.scopes.all()}
    tally.unchanged += len(known)
    names = [work.target.draft.scope for work in works if work.sets("scope")]
    names += [scope_name(past) for past in prepared.file.history]
    has_whole = any(scope.is_whole for scope in known.values())
    new = Scope.objects.bulk_create(
        Scope(
            zone=zone,
            name=name,
            name_en=shipped.scope_names().get(name),
            is_whole=name == WHOLE and not has_whole,
        )
        for name in dict.fromkeys(names)
        if name not in known
    )
    tally.created += len(new)
    return known | {scope.name: scope for scope in new}


def _indicators(works: Iterable[Work], result: FileResult) -> dict[Any, Indicator]:
    """The indicators of new and changed entries, by name and unit."""
    entries = [work.target.entry for work in works if work.sets("indicator")]
    indicators, made = matching.ensure(entries) if entries else ({}, 0)
    tally = result.counts["indicator"]
    tally.created += made
    tally.unchanged += len({work.target.entry.key for work in works}) - made
    return indicators


def _store_rows(
    works: list[Work], result: FileResult, links: Mapping[str, Mapping[Any, Any]]
) -> dict[str, Target]:
    """Make new rows, change those whose entries changed; all rows of the file by number."""
    new = []
    changed: dict[str, Target] = {}
    fields = {"as_loaded"}
    for work in works:
        number = work.target.draft.id
        if work.row is None:
            row = Target(plan=result.plan, register_id=number, as_loaded=all_remembered(work.said))
            _fill(row, work, [name for name in work.said if name != "restates"], links)
            new.append(row)
        elif work.merged is not None and work.merged.remember is not None:
            names = [name for name in work.merged.fields if name != "restates"]
            _fill(work.row, work, names, links)
            work.row.as_loaded = work.merged.remember
            fields.update(names)
            changed[number] = work.row
    Target.objects.bulk_create(new)
    if changed:
        Target.objects.bulk_update(changed.values(), sorted(fields), batch_size=100)
    known = {work.row.register_id: work.row for work in works if work.row is not None}
    return known | {row.register_id: row for row in new}


def _fill(
    row: Target, work: Work, names: Iterable[str], links: Mapping[str, Mapping[Any, Any]]
) -> None:
    for name in names:
        value = work.said[name]
        setattr(row, name, links[name][value] if name in links else value)


def _store_restated(works: Iterable[Work], rows: Mapping[str, Target]) -> None:
    """Link entries that repeat another, once all rows exist."""
    linked = []
    for work in works:
        row = rows[work.target.draft.id]
        if not work.sets("restates"):
            continue
        other = work.target.draft.restates
        row.restates = rows[other] if other else None
        if other or work.row is not None:
            linked.append(row)
    if linked:
        Target.objects.bulk_update(linked, ["restates"])


def _gone(prepared: PreparedFile, plan: Plan) -> list[str]:
    """Entries of an earlier load that the file no longer has."""
    known = plan.targets.values_list("register_id", flat=True)
    return sorted(set(known) - set(prepared.file.ids))
