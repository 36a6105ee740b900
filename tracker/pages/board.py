"""The board: zones × fields of work, and the zone light with its reason."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import access, findings, standing
from tracker.attainment.rollup import Rollup, Tally
from tracker.models import Plan, Zone
from tracker.pages.common import asked_year, page, years_of
from tracker.pages.reports import Offered, offer
from tracker.standing import ZoneStanding
from tracker.terms import Category, PlanState, ReportKind

# A comparison of more zones takes seconds: it is asked for and made in the background.
QUICK_ZONES = 12


@dataclass(frozen=True)
class Cell:
    """One zone's field of work; ``rollup`` is None where its plan has no target there."""

    category: Category
    rollup: Rollup | None
    is_thin: bool


@dataclass(frozen=True)
class Row:
    """One zone on the board."""

    standing: ZoneStanding
    cells: tuple[Cell, ...]
    light_reason: str


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Where every zone stands that this person may read; all of them where the board is public."""
    zones = _zones(request)
    if zones is None:
        return redirect_to_login(request.get_full_path())
    years = years_of(Plan.objects.filter(zone__in=zones, state=PlanState.PUBLISHED))
    if not years:
        return page(request, "board/empty.html", {})
    year = asked_year(request, years)
    found = standing.zone_standings(zones, year)
    columns = [c for c in Category if any(c in zone.by_category for zone in found)]
    context = {
        "year": year,
        "years": years,
        "columns": columns,
        "rows": [_row(zone, columns) for zone in found],
        "all": _added([zone.rollup.all for zone in found]),
        "binding": _added([zone.rollup.binding for zone in found]),
        "finding": findings.of_zones(found),
        "illustrative": any(zone.illustrative for zone in found),
        "comparison": _comparison(found, year),
        "quick_zones": QUICK_ZONES,
        "title": _("Progress of plan targets"),
    }
    return page(request, "board/board.html", context)


def _zones(request: HttpRequest) -> QuerySet[Zone] | None:
    """The zones to show; None where the visitor has to sign in first."""
    if request.user.is_authenticated:
        return access.visible_zones(request.user)
    return Zone.objects.all() if settings.PUBLIC_BOARD else None


def _comparison(found: list[ZoneStanding], year: int) -> Offered | None:
    """The comparison of the zones; None where fewer than two have the year in their plans."""
    holding = [zone for zone in found if zone.year == year]
    return offer(ReportKind.COMPARISON) if len(holding) > 1 else None


def _row(zone: ZoneStanding, columns: list[Category]) -> Row:
    cells = tuple(_cell(zone, category) for category in columns)
    is_over = zone.year >= zone.plan.end_year
    return Row(zone, cells, findings.of_light(zone.rollup, zone.plan, is_over=is_over))


def _cell(zone: ZoneStanding, category: Category) -> Cell:
    rollup = zone.by_category.get(category)
    coverage = rollup.all.coverage if rollup else None
    is_thin = coverage is not None and coverage < zone.plan.coverage_floor
    return Cell(category, rollup, is_thin)


def _added(tallies: list[Tally]) -> Tally:
    """Counts of several zones together."""
    return Tally(
        sum(tally.total for tally in tallies),
        sum(tally.assessable for tally in tallies),
        sum(tally.on_pace for tally in tallies),
    )
