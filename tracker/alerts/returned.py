"""Officers are told what was returned to them: one mail for all of a while."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker import findings, working_days
from tracker.alerts.audience import Audience, audience
from tracker.alerts.joining import join
from tracker.alerts.letters import days
from tracker.alerts.letters.letter import contents
from tracker.alerts.letters.shapes import AMBER, INK, Group, Link, Row, Section, Word, shortened
from tracker.alerts.messages import is_address
from tracker.models import Figure, Person, ReportingCycle
from tracker.terms import FigureState, MessageKind, Quality

TOPIC = MessageKind.RETURNED
WAIT = timedelta(minutes=10)


def write(figure: Figure, *, at: datetime) -> None:
    """Write to the officers concerned that a figure came back to them; needs a transaction.

    ``figure`` is as it was returned or reopened, with its target, plan and zone.
    """
    people = concerned(figure, audience(timezone.localdate(at)))
    subject = f"{TOPIC}:figure-{figure.pk}:version-{figure.version}"
    due_on = _due_on(figure)
    told = {person: [subject] for person in people}
    join(TOPIC, told, when=lambda person: when(person, at, due_on), at=at, words=words)


def when(person: Person, at: datetime, due_on: date | None) -> datetime:
    """From when such a mail goes out: after a while, and not on a day off.

    There it waits for the person's hour of the next working day, unless it is due before.
    """
    soon = timezone.localtime(at + WAIT)
    day = working_days.on_or_after(soon.date())
    comes_first = due_on is not None and soon.date() <= due_on < day
    if day == soon.date() or comes_first:
        return soon
    return timezone.make_aware(datetime.combine(day, time(person.mail_hour)))


def _due_on(figure: Figure) -> date | None:
    target = figure.target
    cycles = ReportingCycle.objects.filter(plan=target.plan_id, year=figure.year)
    cycle = cycles.prefetch_related("extensions").first()
    return cycle.due_for(target.department_id) if cycle else None


def concerned(figure: Figure, everybody: Audience) -> list[Person]:
    """Who entered or submitted it, as far as they still do, with who stands in for them today;
    else who does so now.

    Where nobody does, or no address of theirs takes mail, the plan's administrators: somebody is
    told wherever anybody can be. Else a mail that fails shows that nobody was.
    """
    target = figure.target
    zone_id = target.plan.zone_id
    covering = dict.fromkeys(everybody.officers(zone_id, target.department_id))
    officers = [one for one in covering if one.mail_refused_at is None and is_address(one.email)]
    authors = {pk for pk in (figure.entered_by_id, figure.submitted_by_id) if pk}
    for author in tuple(authors):
        authors |= {one.pk for one in everybody.substitutes.get((author, zone_id), ())}
    concerned = [one for one in officers if one.pk in authors] or officers
    return concerned or _others(zone_id, everybody) or list(covering)


def _others(zone_id: int, everybody: Audience) -> list[Person]:
    return list(dict.fromkeys(everybody.administrators(zone_id)))


def words(person: Person, subjects: Sequence[str]) -> dict[str, Any]:
    """What the templates ``emails/letter`` are given: what of the subjects is still returned.

    ``count`` says how many figures that are; without any there is nothing else. Three queries.
    """
    pks = {int(subject.split(":")[1].removeprefix("figure-")) for subject in subjects}
    rows = Figure.objects.filter(pk__in=pks, state=FigureState.RETURNED).select_related(
        "target__plan__zone", "target__scope", "returned_by"
    )
    figures = list(rows.order_by("target__plan", "year", "target__position", "target"))
    if not figures:
        return {"count": 0}
    why = _(
        "Sent to %(person)s, who entered or submitted these figures or is responsible for them."
    )
    return {
        **contents(
            person,
            [_group(figures)],
            why=why % {"person": person},
            illustrative=any(figure.quality == Quality.ILLUSTRATIVE for figure in figures),
        ),
        "count": len(figures),
    }


def _group(figures: Sequence[Figure]) -> Group:
    reopened = sum(figure.is_reopened for figure in figures)
    facts = {"count": len(figures), "where": _where(figures)}
    if reopened == len(figures):
        tag = pgettext("figures", "Reopened")
        ask = ngettext(
            "Please correct %(count)s reopened figure and submit it again: %(where)s",
            "Please correct %(count)s reopened figures and submit them again: %(where)s",
            len(figures),
        )
    else:
        tag = _("Returned or reopened") if reopened else pgettext("figures", "Returned")
        ask = ngettext(
            "Please correct %(count)s returned figure and submit it again: %(where)s",
            "Please correct %(count)s returned figures and submit them again: %(where)s",
            len(figures),
        )
    summary = ngettext(
        "%(count)s figure to correct, %(where)s",
        "%(count)s figures to correct, %(where)s",
        len(figures),
    )
    sections, more = shortened(_sections(figures))
    cycle = _one_cycle(figures)
    return Group(
        ask=ask % facts,
        lead=_("To be corrected by %(day)s") % {"day": days.written(_until(figures))},
        action=_("Correct the figures"),
        link=Link("grid", (cycle.pk,), "?state=returned") if cycle else Link("entry"),
        sections=sections,
        tag=tag,
        summary=summary % facts,
        things=len(figures),
        more=more,
        colour=AMBER,
    )


def _until(figures: Iterable[Figure]) -> date:
    """The last day that the plan gives to correct what came back first."""
    return min(
        working_days.after(
            timezone.localdate(one.returned_at or one.entered_at),
            one.target.plan.correction_days - 1,
        )
        for one in figures
    )


def _sections(figures: Iterable[Figure]) -> list[Section]:
    """Under one head what came back for one reason, from one reviewer, in one zone, one way."""
    found: dict[tuple[str, int | None, int, bool], list[Figure]] = {}
    for figure in figures:
        text, reopens = figure.return_reason or "", figure.is_reopened
        place = (text, figure.returned_by_id, figure.target.plan.zone_id, reopens)
        found.setdefault(place, []).append(figure)
    return [_section(text, same) for (text, *_place), same in found.items()]


def _section(reason: str, figures: Sequence[Figure]) -> Section:
    first = figures[0]
    by = {"by": first.returned_by}
    aside = _("reopened by %(by)s") % by if first.is_reopened else _("returned by %(by)s") % by
    return Section(first.target.plan.zone, aside, [_row(one) for one in figures], reason)


def _row(figure: Figure) -> Row:
    target = figure.target
    return Row(
        target,
        Link("figure", (target.pk, figure.year)),
        words=[Word(findings.of_figure(figure), colour=INK)],
        asides=[*([] if target.scope.is_whole else [target.scope]), str(figure.year)],
        is_short=True,
    )


def _where(figures: Sequence[Figure]) -> str:
    """The zone and year of all, or how many cycles they are of."""
    places = {(one.target.plan_id, one.year) for one in figures}
    if len(places) > 1:
        words = ngettext("%(count)s reporting cycle", "%(count)s reporting cycles", len(places))
        return words % {"count": len(places)}
    facts = {"zone": figures[0].target.plan.zone, "year": figures[0].year}
    return _("%(zone)s, %(year)s") % facts


def _one_cycle(figures: Sequence[Figure]) -> ReportingCycle | None:
    """The cycle whose grid holds them all, where it is one that is open."""
    places = {(figure.target.plan_id, figure.year) for figure in figures}
    if len(places) != 1:
        return None
    ((plan_id, year),) = places
    return ReportingCycle.objects.filter(plan=plan_id, year=year, closed_on=None).first()
