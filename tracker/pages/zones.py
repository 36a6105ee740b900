"""One zone: its plan, its roll-up, its targets by field of work, what was odd in the plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker import access, findings, standing
from tracker.alerts.inbox import counts_of
from tracker.attainment.rollup import Rollup
from tracker.importing import queries as importing
from tracker.models import Department, Plan
from tracker.models.wording import label
from tracker.pages.changes import changes_of
from tracker.pages.common import Crumb, SignedIn, asked_year, open_zone, page, this_year, years_of
from tracker.pages.reports import offer, offered
from tracker.pages.rows import Row, row
from tracker.standing import Standing, ZoneStanding
from tracker.terms import Attribute, Category, PlanState, ReportKind, Status, Verdict

# From what needs someone to what is well; how a column of judgements is sorted.
GRAVITY: tuple[Status | Verdict, ...] = (
    Verdict.MISSED,
    Status.BREACHED,
    Status.OVERDUE,
    Status.REVERSED,
    Status.FAR_BEHIND,
    Status.BEHIND,
    Verdict.BASICALLY_MET,
    Verdict.INCOMPLETE,
    Verdict.NOT_REPORTED,
    Status.NOT_ASSESSABLE,
    Status.PENDING,
    Status.ON_TRACK,
    Status.AHEAD,
    Verdict.MET_LATE,
    Verdict.MET_WITHIN_TOLERANCE,
    Verdict.MET_BY_ROUNDING,
    Verdict.MET,
    Verdict.EXCEEDED,
    Status.ACHIEVED,
)

SORTS = {
    "": _("order of the plan"),
    "status": _("what needs attention first"),
    "progress": _("least done first"),
    "pace": _("slowest first"),
}

UNLABELLED = "none"


@dataclass(frozen=True)
class Filters:
    """What the table is narrowed to; empty texts leave everything in."""

    word: str = ""
    attribute: str = ""
    category: str = ""
    text: str = ""
    sort: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """As the address says; an unknown order is the order of the plan."""
        asked = request.GET
        sort = asked.get("sort", "")
        return cls(
            word=asked.get("status", ""),
            attribute=asked.get("attribute", ""),
            category=asked.get("category", ""),
            text=asked.get("q", "").strip(),
            sort=sort if sort in SORTS else "",
        )

    @property
    def narrows(self) -> bool:
        return any((self.word, self.attribute, self.category, self.text))

    def keeps(self, item: Standing) -> bool:
        """Whether a target stays in the table."""
        target = item.target
        attribute = target.attribute or UNLABELLED
        return (
            (not self.word or item.word == self.word)
            and (not self.attribute or attribute == self.attribute)
            and (not self.category or target.indicator.category == self.category)
            and (not self.text or mentions(item, self.text))
        )


@dataclass(frozen=True)
class Group:
    """Targets under one head; ``rollup`` is None where the table is sorted across fields."""

    category: Category | None
    rollup: Rollup | None
    rows: tuple[Row, ...]


def _departments(stands: ZoneStanding) -> list[Department]:
    """Who is responsible for a target of this plan, in the order of their entry. No query."""
    found = {item.target.department for item in stands.counted}
    return sorted((each for each in found if each), key=lambda each: each.pk)


def mentions(item: Standing, text: str) -> bool:
    """Whether a target's names hold a text, in either language."""
    target = item.target
    names = (
        target.name,
        target.name_en,
        target.indicator.name,
        target.indicator.name_en,
        target.scope.name,
        target.register_id,
    )
    return any(text.casefold() in name.casefold() for name in names if name)


@login_required
@require_safe
def zone(request: SignedIn, code: str) -> HttpResponse:
    """The zone under the plan in force in the year, or under the plan of ``?plan=``."""
    found = open_zone(request, code)
    plans = list(found.plans.filter(state=PlanState.PUBLISHED))
    crumbs = (Crumb(str(found)),)
    chosen = _chosen_plan(request, plans)
    year = asked_year(request, years_of([chosen] if chosen else plans) or [this_year()])
    stands = standing.zone_standing(found, year, chosen)
    if stands is None:
        return page(request, "zone/empty.html", {"zone": found, "title": found}, crumbs=crumbs)
    context = _context(request, stands) | {"plans": plans, "chosen": chosen}
    return page(request, "zone/zone.html", context, plan=stands.plan, crumbs=crumbs)


def _chosen_plan(request: HttpRequest, plans: Iterable[Plan]) -> Plan | None:
    return next((plan for plan in plans if str(plan.pk) == request.GET.get("plan")), None)


def _context(request: SignedIn, stands: ZoneStanding) -> dict[str, Any]:
    filters = Filters.of(request)
    kept = [item for item in stands.items if filters.keeps(item)]
    return {
        "title": str(stands.zone),
        "zone": stands.zone,
        "plan": stands.plan,
        "year": stands.year,
        "years": years_of([stands.plan]),
        "documents": offered(stands.plan, stands.year),
        "departments": _departments(stands),
        "sheet_formats": offer(ReportKind.DEPARTMENT).formats,
        "rollup": stands.rollup,
        "entries": len(stands.items),
        "finding": findings.of_zone(stands),
        "light_reason": findings.of_light(
            stands.rollup, stands.plan, is_over=stands.year >= stands.plan.end_year
        ),
        "illustrative": stands.illustrative,
        "filters": filters,
        "options": _options(stands),
        "sorts": [(key, text, _sort_address(request, key)) for key, text in SORTS.items()],
        "groups": _groups(stands, kept, filters.sort),
        "shown": len(kept),
        "administers": access.may_administer(request.user, stands.zone),
        "traces": access.may_trace_zone(request.user, stands.zone),
        "manages": access.reach(request.user).manages(stands.zone.pk),
        "oddities": list(importing.findings(stands.plan)),
        "changes": changes_of(request, stands.plan),
        "alerts": counts_of(stands.zone, timezone.localdate()),
    }


def _options(stands: ZoneStanding) -> dict[str, list[tuple[str, Promise]]]:
    """What can be chosen in the filters: only what this zone has."""
    words = {item.word for item in stands.items}
    attributes = {item.target.attribute for item in stands.items}
    labelled = [(a.value, label(a)) for a in Attribute if a in attributes]
    if None in attributes and labelled:
        labelled.append((UNLABELLED, _("without label")))
    return {
        "status": [(word.value, label(word)) for word in GRAVITY if word in words],
        "attribute": labelled,
        "category": [(category.value, label(category)) for category in stands.by_category],
    }


def _groups(stands: ZoneStanding, kept: list[Standing], sort: str) -> list[Group]:
    """Under the fields of work in the order of the plan, or all together when sorted."""
    if sort:
        ordered = sorted(kept, key=_ORDERS[sort])
        return [Group(None, None, tuple(row(item) for item in ordered))] if kept else []
    return [
        Group(category, stands.by_category.get(category), rows)
        for category in Category
        if (rows := tuple(row(i) for i in kept if i.target.indicator.category == category))
    ]


def _unknown_last(name: str):
    """A sort key by one quantity of the answer; targets that lack it come last."""
    get = attrgetter(f"answer.{name}")
    return lambda item: (get(item) is None, get(item) or 0)


_ORDERS = {
    "status": lambda item: GRAVITY.index(item.word),
    "progress": _unknown_last("progress"),
    "pace": _unknown_last("pace"),
}


def _sort_address(request: HttpRequest, sort: str) -> str:
    asked = {key: value for key, value in request.GET.items() if key != "sort" and value}
    return "?" + urlencode(asked | ({"sort": sort} if sort else {}))
