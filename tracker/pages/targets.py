"""One target: its chart, its years, and why it is judged as it is; and the search for targets."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from tracker import access, findings, notation, standing, trail
from tracker.alerts.inbox import open_about
from tracker.attainment.figures import Answer
from tracker.models import Assessment, Figure, MilestoneStep, ParentFigure, Target
from tracker.models.promise import promise
from tracker.pages.common import (
    Crumb,
    SignedIn,
    asked_year,
    open_target,
    page,
    this_year,
    to_retired,
    years_of,
)
from tracker.pages.rows import Row, row
from tracker.pages.why import why
from tracker.pages.zones import mentions
from tracker.recounting import tell
from tracker.reports.queries import path_svg
from tracker.terms import FigureState, Quality, Status, TargetKind, TargetState, Verdict, judged

MOST_FOUND = 100
# So many entries of the trail stand on the page itself; the others have one of their own.
LATEST = 5


@dataclass(frozen=True)
class Year:
    """One line of the table of years: the figure in force, the judgement, the annual target."""

    year: int
    figure: Figure | None
    answer: Answer | None
    annual: Decimal | None
    assigned: Decimal | None
    working: Figure | None

    @property
    def expected(self) -> float | None:
        """What the path asks of the reported year, with the sign of what is reported."""
        if self.answer is None or self.figure is None:
            return None
        return self.figure.target.as_reported(self.answer.expected)

    @property
    def link_factor(self) -> Decimal | None:
        """New over old where the caliber changed; None where nothing links the two (exact 45)."""
        figure = self.figure
        if figure is None or figure.target.kind == TargetKind.RANK:
            return None
        new, old = figure.value, figure.old_value
        if new is None or old is None or new <= 0 or old <= 0:
            return None
        return round(new / old, 4)

    @property
    def word(self) -> Status | Verdict | None:
        return judged(self.answer.status, self.answer.verdict) if self.answer else None

    @property
    def total(self) -> float | None:
        """What the yearly amounts or changes come to so far."""
        if self.answer is None or self.figure is None:
            return None
        total, change = self.answer.cumulative, self.answer.cumulative_change_percent
        return change if total is None else total


@dataclass(frozen=True)
class Past:
    """One word that was found for one year; another one replaced it, or it still stands."""

    judgement: Assessment
    is_replaced: bool

    @property
    def word(self) -> Status | Verdict:
        return judged(self.judgement.status, self.judgement.verdict)


@login_required
@require_safe
def target(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that is known about one target, as of one year."""
    found = open_target(request, pk, retired=True)
    if found.state == TargetState.RETIRED:
        return to_retired(found)
    plan = found.plan
    year = asked_year(request, years_of([plan]))
    item = standing.target_standing(found, year)
    origin = found.restates or found
    origin.plan = plan
    svg = path_svg(item)
    sees_work = access.reach(request.user).sees_work(found)
    traces = access.may_trace(request.user, found)
    context = {
        "title": str(found),
        "target": found,
        "origin": origin,
        "plan": plan,
        "item": item,
        "row": row(item),
        "year": year,
        "years": years_of([plan]),
        "finding": findings.of_target(item),
        "chart": mark_safe(svg) if svg else "",  # noqa: S308  drawn here, its texts escaped
        "table": _years(origin, sees_work=sees_work),
        "why": why(origin, item),
        "revisions": list(origin.revisions.select_related("revised_by", "withdrawn_by")),
        "original": notation.target_text(promise(origin), decimals=origin.decimals),
        "steps": _steps(origin),
        "administers": access.may_administer(request.user, plan.zone),
        "past": list(origin.past_figures.all()),
        "judgements": judgements_of(origin),
        "alerts": open_about(origin),
        "told": tell(trail.of_target(origin)[:LATEST]) if traces else None,
        "illustrative": any(f.quality == Quality.ILLUSTRATIVE for f in item.figures),
    }
    crumbs = (
        Crumb(str(plan.zone), reverse("zone", args=[plan.zone.code]) + f"?year={year}"),
        Crumb(str(found)),
    )
    return page(request, "target/target.html", context, plan=plan, crumbs=crumbs)


def _steps(target: Target) -> list[tuple[MilestoneStep, int | None]]:
    """The steps of a milestone with the year they were first reported done; None where not yet.

    Two queries, for milestones only.
    """
    if target.kind != TargetKind.MILESTONE:
        return []
    done: dict[int, int] = {}
    for figure in target.figures.filter(in_force=True).order_by("year"):
        for pk in figure.ticked:
            done.setdefault(pk, figure.year)
    return [(step, done.get(step.pk)) for step in target.steps.all()]


def _years(target: Target, *, sees_work: bool) -> list[Year]:
    """All years of the plan. Five queries at most."""
    plan = target.plan
    figures: dict[int, Figure] = {}
    working: dict[int, Figure] = {}
    for figure in target.figures.filter(Q(in_force=True) | ~Q(state=FigureState.APPROVED)):
        (figures if figure.in_force else working)[figure.year] = figure
    rows = target.assessments.filter(is_latest=True)
    answers = {row.year: row.judgement for row in rows}
    annual = dict(target.annual_targets.values_list("year", "value"))
    assigned = dict(target.assigned_values.values_list("year", "value"))
    if target.compared_series_id is not None:
        for given in ParentFigure.objects.filter(series=target.compared_series_id, in_force=True):
            if given.year in figures:
                figures[given.year].given = given.value
    return [
        Year(
            year,
            figures.get(year),
            answers.get(year),
            annual.get(year),
            assigned.get(year),
            working.get(year) if sees_work else None,
        )
        for year in years_of([plan])
    ]


def judgements_of(target: Target) -> list[Past]:
    """Years whose word has changed, the latest change first; changes of mere numbers left out."""
    changed: list[Assessment] = []
    before: dict[int, str] = {}
    for judgement in target.assessments.order_by("assessed_at", "id"):
        word = judgement.verdict or judgement.status or ""
        if before.get(judgement.year) != word:
            changed.append(judgement)
        before[judgement.year] = word
    last = {judgement.year: judgement.pk for judgement in changed}
    often = Counter(judgement.year for judgement in changed)
    return [
        Past(each, is_replaced=last[each.year] != each.pk)
        for each in reversed(changed)
        if often[each.year] > 1
    ]


@login_required
@require_safe
def chart(request: SignedIn, pk: int) -> HttpResponse:
    """The chart of a target as a file of its own, for documents and slides."""
    found = open_target(request, pk)
    item = standing.target_standing(found, asked_year(request, years_of([found.plan])))
    svg = path_svg(item)
    if svg is None:
        raise Http404
    tag = f'"{sha256(svg.encode()).hexdigest()[:32]}"'
    return _unless_known(svg, tag)(request)


def _unless_known(svg: str, tag: str):
    """Answers 304 to a browser that has this very picture already."""

    @condition(etag_func=lambda request: tag)
    def answer(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(svg, content_type="image/svg+xml")
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


@login_required
@require_safe
def search(request: SignedIn) -> HttpResponse:
    """Targets by name in all zones that this person may read."""
    text = request.GET.get("q", "").strip()
    found: list[Row] = []
    year = standing.usual_year(this_year())
    if text:
        zones = standing.zone_standings(access.visible_zones(request.user), year)
        items = (item for zone in zones for item in zone.items)
        found = [row(item) for item in items if mentions(item, text)]
    context: dict[str, Any] = {
        "title": _("Search for targets"),
        "text": text,
        "found": found[:MOST_FOUND],
        "count": len(found),
        "year": year,
    }
    return page(request, "target/search.html", context, crumbs=(Crumb(_("Search")),))
