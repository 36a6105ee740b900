"""Targets as their administrator keeps them: the list, values by year, compared series."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from tracker import notation
from tracker.errors import FieldProblem
from tracker.models import ComparedSeries, Plan, Target, TargetRetirement, Zone
from tracker.models.promise import printed_decimals, promise, promise_in
from tracker.planning.comparing import line
from tracker.planning.faults import yearly_problem
from tracker.planning.pasting import Block, Refusal, read_block
from tracker.planning.revising import last_year_of
from tracker.planning.yearly import Stored, stored_values, takes_years
from tracker.terms import TargetState


@dataclass(frozen=True)
class Listed:
    """One target as its administrator keeps it; ``printed`` is set where a revision holds."""

    target: Target
    text: str
    printed: str
    years: int

    @property
    def is_unconfirmed(self) -> bool:
        return self.target.state == TargetState.TO_BE_CONFIRMED


def plan_targets(plan: Plan) -> QuerySet[Target]:
    """The targets that a plan's administrator keeps, in the order of the plan."""
    return (
        plan.targets.exclude(state=TargetState.RETIRED)
        .filter(restates=None)
        .select_related("plan__zone", "scope", "indicator", "department", "compared_series")
    )


def retired_targets(plan: Plan) -> QuerySet[Target]:
    """The targets that a plan gave up, in its order, with how that came; the latest time last."""
    rows = TargetRetirement.objects.filter(restored_at=None).select_related("retired_by")
    return (
        plan.targets.filter(state=TargetState.RETIRED, restates=None)
        .select_related("scope")
        .prefetch_related(Prefetch("retirements", rows))
    )


def users_of(series: ComparedSeries) -> QuerySet[Target]:
    """The targets that are compared with a series, retired ones left out."""
    return series.targets.exclude(state=TargetState.RETIRED)


def listed(plan: Plan) -> list[Listed]:
    """The same with what they promise now and in print, and how many years are set. Two queries."""
    rows = plan_targets(plan).prefetch_related("revisions")
    counted = rows.annotate(
        annual=Count("annual_targets", distinct=True),
        assigned=Count("assigned_values", distinct=True),
        step_count=Count("steps", distinct=True),
    )
    return [_listed(row) for row in counted]


def _listed(row: Target) -> Listed:
    now, before = promise_in(row, last_year_of(row)), promise(row)
    is_revised = any(revision.withdrawn_at is None for revision in row.revisions.all())
    years: int = max(getattr(row, "annual", 0), getattr(row, "assigned", 0))
    return Listed(
        target=row,
        text=notation.target_text(now, decimals=printed_decimals(now, row)),
        printed=notation.target_text(before, decimals=row.decimals) if is_revised else "",
        years=years,
    )


def with_years(plan: Plan) -> list[Target]:
    """The targets of a plan that are broken down by year."""
    return [target for target in plan_targets(plan) if takes_years(target)]


def check_block(text: str, targets: Sequence[Target], years: Sequence[int]) -> tuple[Block, Stored]:
    """What a pasted block would change and what of it cannot be taken, and what is stored."""
    stored = stored_values(targets)
    block = read_block(text, targets, years, stored)
    taken = []
    for cell in block.changed:
        value = cell.after
        problem = None if value is None else yearly_problem(cell.target, cell.year, value)
        if problem is None and value is not None:
            problem = _outside(cell.target, cell.year)
        if problem is None:
            taken.append(cell)
        else:
            block.refused.append(Refusal(cell.line, str(cell.target), cell.year, problem))
    block.changed = taken
    return block, stored


def _outside(target: Target, year: int) -> FieldProblem | None:
    if target.plan.start_year <= year <= last_year_of(target):
        return None
    return FieldProblem("year", year, "outside_plan")


def series_of(zone: Zone) -> QuerySet[ComparedSeries]:
    """The series that are about a zone or one above it, or that its targets are compared with."""
    mine = Q(zone__in=line(zone)) | Q(targets__plan__zone=zone)
    rows = ComparedSeries.objects.filter(mine).distinct()
    return rows.select_related("zone", "indicator").order_by("zone__position", "name", "id")
