"""Texts become prepared files: every entry mapped and matched, or every problem named."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from tracker.importing import matching, shipped
from tracker.importing.extraction.catalogue import Catalogue, Entry
from tracker.importing.extraction.drafts import NO_ENCODING, DraftPlan, DraftTarget, RegisterFile
from tracker.importing.extraction.fitness import unfit
from tracker.importing.extraction.mapping import Mapped, map_target, measure
from tracker.importing.extraction.problems import Problem, ProblemCode
from tracker.importing.extraction.register import read
from tracker.models import Plan, Target, Zone


@dataclass(frozen=True, slots=True)
class PreparedTarget:
    """One entry, the indicator that it is about, and the target that it becomes."""

    draft: DraftTarget
    entry: Entry
    mapped: Mapped

    def said(self) -> dict[str, Any]:
        """What the file says of this target, by field of the model; links as their names."""
        draft = self.draft
        return {
            **asdict(self.mapped),
            "name": draft.indicator,
            "name_en": draft.indicator_en,
            "indicator": self.entry.key,
            "scope": draft.scope,
            "restates": draft.restates,
            "position": draft.position,
            "attribute": draft.attribute,
            "target_year_stated": draft.target_year_stated,
            "target_text": draft.target_text,
            "caliber": draft.caliber,
            "locator": draft.locator,
            "confidence": draft.confidence,
            "note": draft.note,
        }


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """One file ready to be stored; ``existing`` are its rows of an earlier load, by number."""

    file: RegisterFile
    draft_plan: DraftPlan
    zone: str
    plan: Plan | None
    targets: tuple[PreparedTarget, ...]
    existing: dict[str, Target]


def prepare(texts: Sequence[tuple[str, str]]) -> tuple[list[PreparedFile], list[Problem]]:
    """Read, match and map everything; four queries, whatever the number of files."""
    reading = read(texts)
    problems = list(reading.problems)
    catalogue = matching.catalogue()
    zones = set(Zone.objects.values_list("code", flat=True)) | set(shipped.zones())
    numbers = [number for file in reading.files for number in file.ids]
    rows = Target.objects.filter(register_id__in=numbers).select_related(
        "plan__zone", "indicator", "scope", "restates"
    )
    existing = {row.register_id: row for row in rows}
    codes = [file.zone for file in reading.files]
    plans = list(Plan.objects.filter(zone__code__in=codes).select_related("zone"))
    prepared = []
    for file in reading.files:
        if file.zone is not None and file.zone not in zones:
            data = {"known": sorted(zones)}
            code = ProblemCode.UNKNOWN_ZONE
            problems.append(Problem(file.name, None, "zone", file.zone, code, data))
        targets = list(_targets(file, catalogue, problems))
        own = {number: existing[number] for number in file.ids if number in existing}
        plan = _plan(file, plans, own)
        if file.zone in zones:
            problems += _strangers(file, plan, own)
        if file.zone is not None and file.plan is not None:
            prepared.append(PreparedFile(file, file.plan, file.zone, plan, tuple(targets), own))
    return prepared, problems


def _targets(
    file: RegisterFile, catalogue: Catalogue, problems: list[Problem]
) -> Iterable[PreparedTarget]:
    if file.plan is None:
        return
    for draft in _with_shared_encoding(file.targets):
        entry = catalogue.find(measure(draft), name_en=draft.indicator_en, category=draft.category)
        mapped = map_target(draft, file.plan, entry)
        problems += unfit(draft, mapped, file.plan, file=file.name)
        yield PreparedTarget(draft, entry, mapped)


def _with_shared_encoding(drafts: Sequence[DraftTarget]) -> Iterable[DraftTarget]:
    """An entry that repeats another in the same words is encoded as that one is."""
    by_number = {draft.id: draft for draft in drafts}
    for draft in drafts:
        other = by_number.get(draft.restates or "")
        if other is None or draft.encode != NO_ENCODING or draft.kind != other.kind:
            yield draft
        else:
            yield replace(draft, encode=other.encode)


def _plan(file: RegisterFile, plans: list[Plan], own: dict[str, Target]) -> Plan | None:
    """The plan of an earlier load: that of the entries, else that of the same period.

    By its entries first, so that a plan whose assumed year an administrator has corrected is
    found again.
    """
    homes = [row.plan for row in own.values() if row.plan.zone.code == file.zone]
    if homes:
        return homes[0]
    if file.plan is None:
        return None
    period = (file.zone, file.plan.kind, file.plan.start_year, file.plan.end_year)
    return next(
        (p for p in plans if (p.zone.code, p.kind, p.start_year, p.end_year) == period), None
    )


def _strangers(file: RegisterFile, plan: Plan | None, own: dict[str, Target]) -> Iterable[Problem]:
    """Register numbers that another plan has already."""
    for number, row in own.items():
        if plan is None or row.plan_id != plan.pk:
            code = ProblemCode.ID_OF_ANOTHER_PLAN
            yield Problem(file.name, number, "id", number, code, {"plan": str(row.plan)})
