"""Runs the checks of methods §8 on a stored plan and keeps what they find."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tracker.attainment.consistency import adds_up, check_plan
from tracker.attainment.stated import Finding, Stated
from tracker.importing import shipped
from tracker.importing.extraction.catalogue import RATE_WORDS
from tracker.importing.extraction.fields import decimals_of
from tracker.importing.merging import remembered
from tracker.importing.results import FileResult
from tracker.models import Plan, PlanFinding, Target
from tracker.terms import Attribute, Direction, TargetKind, TargetState


def store_findings(result: FileResult) -> None:
    """Check a loaded plan, and count what was found."""
    found = recheck(result.plan)
    tally = result.counts["finding"]
    tally.created, tally.removed = found.created, found.settled
    tally.unchanged = len(found.severities) - found.created
    result.findings.update(found.severities)


@dataclass(frozen=True)
class Checked:
    """What a check came to: findings that are new, those that are settled, all that stand."""

    created: int
    settled: int
    severities: tuple[str, ...]


def recheck(plan: Plan) -> Checked:
    """Make a plan's findings those of its targets as they stand now; three queries and writes."""
    targets = list(
        plan.targets.filter(restates=None)
        .exclude(state=TargetState.RETIRED)
        .select_related("indicator", "scope")
    )
    rows = {target.register_id: target for target in targets}
    found = check_plan([stated(target) for target in targets], sums=_sums(rows))
    wanted = {_key(row): row for row in (_row(finding, rows, plan) for finding in found)}
    known = {_key(row): row for row in plan.findings.all()}
    new = [row for key, row in wanted.items() if key not in known]
    settled = [row.pk for key, row in known.items() if key not in wanted]
    PlanFinding.objects.bulk_create(new)
    if settled:
        PlanFinding.objects.filter(pk__in=settled).delete()
    return Checked(len(new), len(settled), tuple(row.severity for row in wanted.values()))


def stated(row: Target) -> Stated:
    """A target as its plan prints it. A rate is grouped with the level that it is the rate of."""
    name = row.indicator.name
    for word in RATE_WORDS:
        name = name.removesuffix(word)
    return Stated(
        id=row.register_id,
        indicator=name,
        kind=TargetKind(row.kind),
        scope=row.scope.name,
        is_part=not row.scope.is_whole,
        unit=row.unit,
        direction=Direction(row.direction),
        attribute=Attribute(row.attribute) if row.attribute else None,
        is_share=row.is_share,
        adds_up=adds_up(name, row.unit),
        base_year=row.base_year,
        base_value=_printed(row.base_value),
        target_year=row.target_year,
        target_value=_printed(row.target_value, row.decimals),
        growth_percent=_printed(row.growth_percent),
        period_change=_printed(row.period_change),
        low=_printed(row.low),
        high=_printed(row.high),
    )


def _sums(rows: dict[str, Target]) -> Iterable[Any]:
    """The sums that the plan's own wording states, of targets that are there."""
    return [link for link in shipped.sums() if {link.whole, *link.parts} <= set(rows)]


def _printed(value: Decimal | None, decimals: int = 0) -> Decimal | None:
    """A stored figure without the zeros that the database pads it with."""
    if value is None:
        return None
    plain = value.normalize()
    return plain.quantize(Decimal(1).scaleb(-max(decimals, decimals_of(plain))))


def _row(finding: Finding, rows: dict[str, Target], plan: Plan) -> PlanFinding:
    target = rows[finding.target_id]
    data = {"unit": target.unit, "base_value": target.base_value, **finding.data}
    return PlanFinding(
        plan=plan,
        target=target,
        related=rows[finding.related_id] if finding.related_id else None,
        code=finding.code,
        severity=finding.severity,
        data={name: remembered(value) for name, value in data.items()},
    )


def _key(row: PlanFinding) -> tuple[Any, ...]:
    return row.code, row.severity, row.target_id, row.related_id, tuple(sorted(row.data.items()))
