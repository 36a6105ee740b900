"""The year is put on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from tracker import access, standing
from tracker.errors import WrongState
from tracker.flow.common import require
from tracker.importing import queries as importing
from tracker.models import Department, Person, Plan, Zone
from tracker.models.wording import label
from tracker.reports import datasets
from tracker.reports import queries as reports
from tracker.reports.datasets import Contradiction
from tracker.reports.kinds import formats_of, kinds_of_year
from tracker.reports.rendering import rendered
from tracker.terms import PlanState, ReportFormat, ReportKind, Severity


@dataclass(frozen=True)
class Report:
    """A finished document; ``replaced`` are typed characters that no font could print, ``removed``
    those that no file of its format can hold."""

    filename: str
    content: bytes
    replaced: frozenset[str]
    removed: frozenset[str]


@dataclass(frozen=True)
class _Asked:
    """Which document is wanted: of which zones, plan, year and department."""

    zones: tuple[Zone, ...]
    year: int
    kind: ReportKind
    plan: Plan | None
    department: Department | None

    @property
    def filename(self) -> str:
        """As ``jinan-ht-2024-monitoring``; a comparison is named without zones."""
        place = "" if self.kind is ReportKind.COMPARISON else f"{self.zones[0].code}-"
        part = f"-{self.department.pk}" if self.department else ""
        return f"{place}{self.year}-{self.kind}{part}"


def make_report(
    zone: Zone,
    year: int,
    kind: ReportKind,
    *,
    language: str,
    by: Person,
    plan: Plan | None = None,
    format: ReportFormat = ReportFormat.PDF,
    department: Department | None = None,
    beside: Sequence[Zone] = (),
) -> Report:
    """Print where a zone stands in a year of a plan, by default the one in force, as a file.

    ``department`` is whose sheet is wanted, ``beside`` the zones that a comparison holds the zone
    against; all must be visible. Reads only. Raises ``NotAllowed``, ``FontsMissing`` and
    ``WrongState`` (``no_published_plan``; ``year_outside_plan`` with the plan's years;
    ``kind_outside_year`` with the kinds that fit; ``format_outside_kind``; ``no_department``;
    ``nothing_to_compare``).
    """
    zones = (zone, *beside)
    may = access.may_run_jobs(by) or all(access.may_see(by, each) for each in zones)
    require(may, "make_report")
    asked = _Asked(zones, year, kind, plan, department)
    if format not in formats_of(kind):
        raise WrongState("format_outside_kind", kind=kind, format=format)
    at = timezone.localtime()
    with translation.override(language):
        dataset = _dataset(asked, at.date())
        document = rendered(
            dataset,
            format,
            font_dirs=settings.REPORT_FONT_DIRS,
            families=settings.REPORT_FONTS,
            made_at=at,
        )
    name = f"{asked.filename}-{language}.{format}"
    return Report(name, document.content, document.replaced, document.removed)


def _dataset(asked: _Asked, made_on: date) -> datasets.Report:
    """What the document says, in the active language."""
    if asked.kind is ReportKind.COMPARISON:
        return _comparison(asked, made_on)
    plan = asked.plan or _plan_of(asked.zones[0], asked.year)
    _check(asked, plan)
    stands = standing.zone_standing(asked.zones[0], asked.year, plan)
    assert stands is not None  # noqa: S101  there is a plan, so there is a standing
    return reports.zone_report(
        stands, asked.kind, _contradictions(plan), made_on=made_on, department=asked.department
    )


def _comparison(asked: _Asked, made_on: date) -> datasets.Report:
    chosen = Zone.objects.filter(pk__in=[zone.pk for zone in asked.zones])
    found = standing.zone_standings(chosen, asked.year, with_figures=True)
    if len(found) < 2:
        raise WrongState("nothing_to_compare", zones=[zone.zone.code for zone in found])
    return reports.comparison(found, asked.year, made_on=made_on)


def _plan_of(zone: Zone, year: int) -> Plan:
    plan = standing.plan_in_force(zone.plans.filter(state=PlanState.PUBLISHED), year)
    if plan is None:
        raise WrongState("no_published_plan", zone=zone.code)
    return plan


def _check(asked: _Asked, plan: Plan) -> None:
    """A kind that does not fit the year would say what nobody can know yet, or no longer."""
    first, last, department = plan.start_year, plan.end_year, asked.department
    if not first <= asked.year <= last:
        raise WrongState("year_outside_plan", year=asked.year, first=first, last=last)
    fitting = kinds_of_year(first, last, asked.year)
    if asked.kind not in fitting:
        raise WrongState("kind_outside_year", kind=asked.kind, year=asked.year, fitting=fitting)
    is_theirs = department is not None and department.zone_id == asked.zones[0].pk
    if (asked.kind is ReportKind.DEPARTMENT) != is_theirs:
        raise WrongState("no_department", zone=asked.zones[0].code)


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
