"""The year is put on paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone, translation

from tracker import access, standing
from tracker.errors import WrongState
from tracker.flow.common import one_moment, require
from tracker.importing import queries as importing
from tracker.models import Department, Person, Plan, Zone
from tracker.models.wording import label
from tracker.reports import datasets
from tracker.reports import queries as reports
from tracker.reports.composing import Issue
from tracker.reports.datasets import Contradiction
from tracker.reports.kinds import kinds_of_year
from tracker.reports.rendering import rendered
from tracker.terms import MakingStep, PlanState, ReportFormat, ReportKind, Severity

Progress = Callable[[MakingStep], None]


@dataclass(frozen=True)
class Report:
    """A finished document; ``replaced`` are typed characters that no font could print, ``removed``
    those that no file of its format can hold."""

    filename: str
    content: bytes
    replaced: frozenset[str]
    removed: frozenset[str]


@dataclass(frozen=True)
class Wish:
    """One file that is wanted: which document, in which language and format.

    Of ``plan``, by default the one in force. ``department`` is whose sheet it is, ``beside`` the
    zones that a comparison holds the zone against.
    """

    zone: Zone
    year: int
    kind: ReportKind
    language: str
    format: ReportFormat = ReportFormat.PDF
    plan: Plan | None = None
    department: Department | None = None
    beside: tuple[Zone, ...] = ()

    @property
    def zones(self) -> tuple[Zone, ...]:
        """All zones whose figures it holds."""
        return (self.zone, *self.beside)

    @property
    def filename(self) -> str:
        """As ``jinan-ht-2024-monitoring-en.pdf``; a comparison is named without zones."""
        place = "" if self.kind is ReportKind.COMPARISON else f"{self.zone.code}-"
        part = f"-{self.department.pk}" if self.department else ""
        return f"{place}{self.year}-{self.kind}{part}-{self.language}.{self.format}"


def _quietly(_step: MakingStep) -> None:
    """Nobody watches."""


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
    progress: Progress = _quietly,
) -> Report:
    """Print where a zone stands in a year of a plan, by default the one in force, as a file.

    ``department`` is whose sheet is wanted, ``beside`` the zones that a comparison holds the zone
    against; all must be visible. ``progress`` is told each step before it begins. Reads only.
    Raises ``NotAllowed``, ``FontsMissing`` and what ``plan_for`` does.
    """
    wish = Wish(zone, year, kind, language, format, plan, department, tuple(beside))
    require(may_have(by, wish), "make_report")
    progress(MakingStep.READING)
    plan = plan_for(wish, plans_of(wish.zones))
    at = timezone.localtime()
    with translation.override(language):
        dataset = composed(wish, plan, at.date())
        progress(MakingStep.WRITING)
        document = rendered(
            dataset,
            format,
            font_dirs=settings.REPORT_FONT_DIRS,
            families=settings.REPORT_FONTS,
            made_at=at,
        )
    return Report(wish.filename, document.content, document.replaced, document.removed)


def may_have(by: Person, wish: Wish) -> bool:
    """Whether every zone of a document may be seen."""
    return access.may_run_jobs(by) or all(access.may_see(by, zone) for zone in wish.zones)


def plans_of(zones: Iterable[Zone]) -> dict[int, list[Plan]]:
    """The published plans of zones, by the number of the zone. One query."""
    found: dict[int, list[Plan]] = {zone.pk: [] for zone in zones}
    for plan in Plan.objects.filter(zone__in=found, state=PlanState.PUBLISHED):
        found[plan.zone_id].append(plan)
    return found


def _zones_planning(wish: Wish, plans: Mapping[int, Sequence[Plan]]) -> list[Zone]:
    """Those of a comparison's zones whose plans hold its year."""
    return [
        zone
        for zone in dict.fromkeys(wish.zones)
        if any(one.start_year <= wish.year <= one.end_year for one in plans[zone.pk])
    ]


def plan_for(wish: Wish, plans: Mapping[int, Sequence[Plan]]) -> Plan | None:
    """The plan of the document, among ``plans_of`` its zones; a comparison has none.

    Raises ``WrongState`` for what cannot be made: ``no_published_plan``; ``year_outside_plan``
    with the plan's years; ``kind_outside_year`` with the kinds that fit; ``no_department``;
    ``nothing_to_compare``, where the year lies in the plans of fewer than two zones. A kind that
    does not fit the year would say what nobody can know yet, or no longer.
    """
    if wish.kind is ReportKind.COMPARISON:
        able = _zones_planning(wish, plans)
        if len(able) < 2:
            codes = [zone.code for zone in able]
            raise WrongState("nothing_to_compare", zones=codes, year=wish.year)
        return None
    own = plans[wish.zone.pk]
    plan = wish.plan if wish.plan in own else None
    plan = plan or (None if wish.plan else standing.plan_in_force(own, wish.year))
    if plan is None:
        raise WrongState("no_published_plan", zone=wish.zone.code)
    first, last, department = plan.start_year, plan.end_year, wish.department
    if not first <= wish.year <= last:
        raise WrongState("year_outside_plan", year=wish.year, first=first, last=last)
    fitting = kinds_of_year(first, last, wish.year)
    if wish.kind not in fitting:
        raise WrongState("kind_outside_year", kind=wish.kind, year=wish.year, fitting=fitting)
    is_theirs = department is not None and department.zone_id == wish.zone.pk
    if (wish.kind is ReportKind.DEPARTMENT) != is_theirs:
        raise WrongState("no_department", zone=wish.zone.code)
    return plan


def composed(
    wish: Wish, plan: Plan | None, made_on: date, issue: Issue | None = None
) -> datasets.Report:
    """What the document says, in the active language: a draft, unless it is issued.

    ``plan`` is that of ``plan_for``. All of it is as of one moment, whatever is approved meanwhile.
    """
    with one_moment():
        if plan is None:
            chosen = Zone.objects.filter(pk__in=[zone.pk for zone in wish.zones])
            found = standing.zone_standings(chosen, wish.year, with_figures=True)
            return reports.comparison(found, wish.year, made_on=made_on, issue=issue)
        stands = standing.zone_standing(wish.zone, wish.year, plan)
        assert stands is not None  # noqa: S101  there is a plan, so there is a standing
        return reports.zone_report(
            stands,
            wish.kind,
            _contradictions(plan),
            made_on=made_on,
            department=wish.department,
            issue=issue,
        )


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
