"""Whether a mapped entry can be judged at all: the rules are those of the method (exact 2, 3)."""

from collections.abc import Iterable

from tracker.attainment.faults import REQUIRED, Fault, faults
from tracker.attainment.figures import Case, Target
from tracker.importing.extraction.drafts import DraftPlan, DraftTarget
from tracker.importing.extraction.mapping import Mapped
from tracker.importing.extraction.problems import Problem, ProblemCode
from tracker.terms import Attribute, TargetState

# Where a person finds in the register file what the method calls otherwise.
_PRINTED_AS = {
    "growth_percent": "growth_pct",
    "base_value": "baseline_value",
    "base_year": "baseline_year",
    "low": "target_value",
    "high": "target_value_max",
    "margin": "encode.margin",
    "ratio": "encode.ratio",
    "direction": "op",
}


def promise(draft: DraftTarget, mapped: Mapped) -> Target:
    """The target as the arithmetic reads it."""
    return Target(
        kind=mapped.kind,
        direction=mapped.direction,
        strict=mapped.strict,
        unit=mapped.unit,
        is_share=mapped.is_share,
        base_year=mapped.base_year,
        base_value=mapped.base_value,
        base_level=mapped.base_level,
        target_year=mapped.target_year,
        target_value=mapped.target_value,
        growth_percent=mapped.growth_percent,
        attribute=draft.attribute or Attribute.ANTICIPATORY,
        approximate=mapped.approximate,
        margin=mapped.margin,
        ratio=mapped.ratio,
        relative_kind=mapped.relative_kind,
        assigned_kind=mapped.assigned_kind,
        low=mapped.low,
        high=mapped.high,
    )


def unfit(draft: DraftTarget, mapped: Mapped, plan: DraftPlan, *, file: str) -> Iterable[Problem]:
    """What keeps an entry from being judged; what is to be confirmed may still lack its figure."""
    if draft.encode.multiple is not None and draft.baseline_value is None:
        multiple = draft.encode.multiple
        yield Problem(file, draft.id, "baseline_value", None, ProblemCode.NO_BASELINE,
                      {"multiple": multiple})  # fmt: skip
        return
    case = Case(promise(draft, mapped), (), plan.end_year)
    for fault in faults(case):
        if fault.reason == REQUIRED and mapped.state == TargetState.TO_BE_CONFIRMED:
            continue
        yield _problem(fault, draft, mapped, file)


def _problem(fault: Fault, draft: DraftTarget, mapped: Mapped, file: str) -> Problem:
    name = str(fault.trail[-1])
    data = {"kind": mapped.kind.value, "reason": fault.reason}
    return Problem(
        file,
        draft.id,
        _PRINTED_AS.get(name, name),
        getattr(mapped, name),
        ProblemCode.NOT_JUDGEABLE,
        data,
    )
