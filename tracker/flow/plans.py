"""A plan is loaded and published, its departments asked for figures."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from tracker import access
from tracker.assessment import actions as assessment
from tracker.flow.common import record, require
from tracker.importing import actions as importing
from tracker.models import CycleExtension, Department, Person, Plan, ReportingCycle, Target
from tracker.planning import actions as planning


def load_register(
    texts: Sequence[tuple[str, str]], *, by: Person, dry_run: bool = False
) -> importing.LoadResult:
    """Load register files, given as (file name, text); all of them or none.

    Plans that are new are published and judged at once. A dry run does everything and keeps
    nothing. Raises ``importing.RegisterRefused`` with every problem in every file.
    """
    require(access.may_run_jobs(by), "load_register")
    with transaction.atomic():
        result = importing.load(texts)
        now = timezone.now()
        for plan in result.plans:
            planning.publish(plan, at=now)
            if counts := result.counts_of(plan):
                record("load_register", plan, by=by, zone=plan.zone, after=counts)
        chosen = Target.objects.filter(plan__in=result.plans).select_related("plan")
        assessment.assess(chosen, at=now)
        transaction.set_rollback(dry_run)
    return result


def open_cycle(
    plan: Plan, year: int, *, opens_on: date, due_on: date, by: Person
) -> ReportingCycle:
    """Ask a plan's departments for one year's figures."""
    require(access.may_administer(by, plan.zone), "open_cycle")
    with transaction.atomic():
        cycle = planning.open_cycle(plan, year, opens_on=opens_on, due_on=due_on)
        after = {"year": year, "opens_on": str(opens_on), "due_on": str(due_on)}
        record("open_cycle", cycle, by=by, zone=plan.zone, after=after)
    return cycle


def set_reminders(plan: Plan, settings: Mapping[str, Any], *, by: Person) -> Plan:
    """Choose when a plan's people are reminded; what is the same as before leaves no trace."""
    require(access.may_administer(by, plan.zone), "set_reminders")
    with transaction.atomic():
        before, after = planning.set_reminders(plan, settings)
        if after:
            record("set_reminders", plan, by=by, zone=plan.zone, before=before, after=after)
    return plan


def extend_cycle(
    cycle: ReportingCycle,
    department: Department | None = None,
    *,
    due_on: date,
    reason: str,
    by: Person,
) -> CycleExtension:
    """Give one department longer, or without one the whole zone; a later date replaces it."""
    zone = cycle.plan.zone
    require(access.may_administer(by, zone), "extend_cycle")
    with transaction.atomic():
        given, before = planning.extend_cycle(
            cycle, department, due_on=due_on, reason=reason, by=by, at=timezone.now()
        )
        was = {"year": cycle.year, "due_on": str(before)}
        now = {"year": cycle.year, "department": str(department or zone), "due_on": str(due_on)}
        record("extend_cycle", cycle, by=by, zone=zone, before=was, after=now, reason=given.reason)
    return given


def close_cycle(cycle: ReportingCycle, *, on: date, by: Person) -> ReportingCycle:
    """End the entry of a year's figures; who was given longer still has their time."""
    zone = cycle.plan.zone
    require(access.may_administer(by, zone), "close_cycle")
    with transaction.atomic():
        closed = planning.close_cycle(cycle, on=on)
        after = {"year": cycle.year, "closed_on": str(on)}
        record("close_cycle", closed, by=by, zone=zone, before={"year": cycle.year}, after=after)
    return closed


def reopen_cycle(cycle: ReportingCycle, *, reason: str, by: Person) -> ReportingCycle:
    """Let the figures of a closed cycle be entered again."""
    zone = cycle.plan.zone
    require(access.may_administer(by, zone), "reopen_cycle")
    with transaction.atomic():
        closed_on = planning.reopen_cycle(cycle, reason=reason)
        before = {"year": cycle.year, "closed_on": str(closed_on)}
        record(
            "reopen_cycle", cycle, by=by, zone=zone, reason=reason.strip(),
            before=before, after={"year": cycle.year},
        )  # fmt: skip
    return cycle
