"""Officers are told what was returned to them: one mail for all of a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from tracker import findings
from tracker.alerts.audience import Audience, audience
from tracker.alerts.joining import join
from tracker.alerts.letters import MOST_ROWS
from tracker.models import Figure, Person, ReportingCycle, Zone
from tracker.terms import FigureState, Quality

TOPIC = "returned"
WAIT = timedelta(minutes=10)


@dataclass(frozen=True)
class Item:
    """One returned figure, and what was reported, in words."""

    figure: Figure
    value: str


@dataclass(frozen=True)
class Reason:
    """What one reviewer wrote, and the figures that it is about: returned, or reopened."""

    text: str | None
    by: Person | None
    zone: Zone
    reopens: bool
    items: list[Item] = field(default_factory=list)


def write(figure: Figure, *, at: datetime) -> None:
    """Write to the officers concerned that a figure came back to them; needs a transaction.

    ``figure`` is as it was returned or reopened, with its target, plan and zone.
    """
    people = concerned(figure, audience(timezone.localdate(at)))
    subject = f"{TOPIC}:figure-{figure.pk}:version-{figure.version}"
    told = {person: [subject] for person in people}
    join(TOPIC, told, wait=WAIT, at=at, words=words)


def concerned(figure: Figure, everybody: Audience) -> list[Person]:
    """Who entered or submitted it, as far as they still do, with who stands in for them today;
    else who does so now.

    Where nobody does, the plan's administrators: somebody is told wherever anybody can be.
    """
    target = figure.target
    zone_id = target.plan.zone_id
    officers = list(dict.fromkeys(everybody.officers(zone_id, target.department_id)))
    authors = {pk for pk in (figure.entered_by_id, figure.submitted_by_id) if pk}
    for author in tuple(authors):
        authors |= {one.pk for one in everybody.substitutes.get((author, zone_id), ())}
    return [one for one in officers if one.pk in authors] or officers or _others(zone_id, everybody)


def _others(zone_id: int, everybody: Audience) -> list[Person]:
    return list(dict.fromkeys(everybody.administrators(zone_id)))


def words(person: Person, subjects: Sequence[str]) -> dict[str, Any]:
    """The context of the templates ``emails/returned``: what of the subjects is still returned.

    Three queries.
    """
    pks = {int(subject.split(":")[1].removeprefix("figure-")) for subject in subjects}
    rows = Figure.objects.filter(pk__in=pks, state=FigureState.RETURNED).select_related(
        "target__plan__zone", "target__scope", "returned_by"
    )
    figures = list(rows.order_by("target__plan", "year", "target__position", "target"))
    return {
        "person": person,
        "site": settings.SITE_URL,
        "count": len(figures),
        "more": max(0, len(figures) - MOST_ROWS),
        "reasons": _by_reason(figures[:MOST_ROWS]),
        "reopened": sum(figure.is_reopened for figure in figures),
        "cycle": _one_cycle(figures),
        "illustrative": any(figure.quality == Quality.ILLUSTRATIVE for figure in figures),
    }


def _by_reason(figures: Iterable[Figure]) -> list[Reason]:
    """Under one head what came back for one reason, from one reviewer, in one zone, one way."""
    found: dict[tuple[str | None, int | None, int, bool], Reason] = {}
    for figure in figures:
        zone, text = figure.target.plan.zone, figure.return_reason
        reopens = figure.is_reopened
        place = (text, figure.returned_by_id, zone.pk, reopens)
        reason = found.setdefault(place, Reason(text, figure.returned_by, zone, reopens))
        reason.items.append(Item(figure, findings.of_figure(figure)))
    return list(found.values())


def _one_cycle(figures: Sequence[Figure]) -> ReportingCycle | None:
    """The cycle whose grid holds them all, where it is one."""
    places = {(figure.target.plan_id, figure.year) for figure in figures}
    if len(places) != 1:
        return None
    ((plan_id, year),) = places
    return ReportingCycle.objects.filter(plan=plan_id, year=year).first()
