"""The year is put on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from tracker import access, standing
from tracker.errors import WrongState
from tracker.flow.common import require
from tracker.importing import queries as importing
from tracker.models import Person, Plan, Zone
from tracker.models.wording import label
from tracker.reports import queries as reports
from tracker.reports.datasets import Contradiction
from tracker.reports.documents import Document
from tracker.reports.rendering import rendered
from tracker.terms import PlanState, ReportFormat, ReportKind, Severity


@dataclass(frozen=True)
class Report:
    """A finished document; ``replaced`` are typed characters that no font could print."""

    filename: str
    content: bytes
    replaced: frozenset[str]


def make_report(
    zone: Zone,
    year: int,
    kind: ReportKind,
    *,
    language: str,
    by: Person,
    plan: Plan | None = None,
    format: ReportFormat = ReportFormat.PDF,
) -> Report:
    """Print where a zone stands in a year of a plan, by default the one in force, as a file.

    Reads only. Raises ``NotAllowed``, ``WrongState`` (``no_published_plan``, or
    ``year_outside_plan`` with the plan's years) and ``FontsMissing``.
    """
    require(access.may_see(by, zone) or access.may_run_jobs(by), "make_report")
    plan = plan or _plan_of(zone, year)
    _check_year(plan, year)
    with translation.override(language):
        document = _printed(zone, plan, year, format, at=timezone.localtime())
    name = f"{zone.code}-{year}-{kind}-{language}.{format}"
    return Report(name, document.content, document.replaced)


def _plan_of(zone: Zone, year: int) -> Plan:
    plan = standing.plan_in_force(zone.plans.filter(state=PlanState.PUBLISHED), year)
    if plan is None:
        raise WrongState("no_published_plan", zone=zone.code)
    return plan


def _check_year(plan: Plan, year: int) -> None:
    if not plan.start_year <= year <= plan.end_year:
        raise WrongState("year_outside_plan", year=year, first=plan.start_year, last=plan.end_year)


def _printed(zone: Zone, plan: Plan, year: int, format: ReportFormat, *, at: datetime) -> Document:
    stands = standing.zone_standing(zone, year, plan)
    assert stands is not None  # noqa: S101  there is a plan, so there is a standing
    report = reports.monitoring(stands, _contradictions(plan), made_on=at.date())
    return rendered(report, format, font_dirs=settings.REPORT_FONT_DIRS, made_at=at)


def _contradictions(plan: Plan) -> list[Contradiction]:
    """What the plan's checks found, in the words of the stage that checks."""
    return [
        Contradiction(
            severity=str(label(Severity(found.severity))),
            subject=str(found.target or ""),
            text=str(found.sentence),
        )
        for found in importing.findings(plan)
    ]
