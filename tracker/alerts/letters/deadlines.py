"""What is to be submitted, corrected and reviewed, by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from tracker.alerts.digests import Line
from tracker.alerts.letters import days
from tracker.alerts.letters.library import Library
from tracker.alerts.letters.shapes import (
    ACCENT,
    AMBER,
    MUTED,
    RED,
    SEAL,
    Group,
    Link,
    Row,
    Section,
    Word,
    shortened,
)
from tracker.alerts.queries import Outstanding
from tracker.models import ReportingCycle, Target
from tracker.models.wording import label
from tracker.terms import AlertRule, FigureState, Role

RULES = (
    AlertRule.DUE_TODAY,
    AlertRule.OVERDUE,
    AlertRule.DUE_SOON,
    AlertRule.RETURNED,
    AlertRule.REVIEW_WAITING,
)
# Where figures stand that are still to be submitted; None is "not begun".
STATES: dict[FigureState | None, Word] = {
    None: Word(_("Not begun"), "○"),
    FigureState.DRAFT: Word(label(FigureState.DRAFT), "○"),
    FigureState.RETURNED: Word(label(FigureState.RETURNED), "◆", AMBER),
}


@dataclass(frozen=True)
class Wording:
    """How a thing to do is asked for, said in a subject, and done by a button."""

    ask: Promise
    summary: Promise
    action: Promise
    lead: Promise | str = ""


_TO_SUBMIT = ngettext_lazy(
    "%(count)s figure not submitted yet, %(where)s",
    "%(count)s figures not submitted yet, %(where)s",
    "count",
)
# What whoever enters figures themselves is asked for.
OWN: dict[AlertRule, Wording] = {
    AlertRule.DUE_TODAY: Wording(
        ngettext_lazy(
            "Please submit %(count)s figure today: %(where)s",
            "Please submit %(count)s figures today: %(where)s",
            "count",
        ),
        _TO_SUBMIT,
        _("Enter figures"),
    ),
    AlertRule.OVERDUE: Wording(
        ngettext_lazy(
            "Please submit %(count)s overdue figure now: %(where)s",
            "Please submit %(count)s overdue figures now: %(where)s",
            "count",
        ),
        _TO_SUBMIT,
        _("Enter figures"),
    ),
    AlertRule.DUE_SOON: Wording(
        ngettext_lazy(
            "Please submit %(count)s figure by %(day)s: %(where)s",
            "Please submit %(count)s figures by %(day)s: %(where)s",
            "count",
        ),
        _TO_SUBMIT,
        _("Enter figures"),
    ),
    AlertRule.RETURNED: Wording(
        ngettext_lazy(
            "Please correct %(count)s returned figure and submit it again: %(where)s",
            "Please correct %(count)s returned figures and submit them again: %(where)s",
            "count",
        ),
        ngettext_lazy(
            "%(count)s returned figure to correct, %(where)s",
            "%(count)s returned figures to correct, %(where)s",
            "count",
        ),
        _("Correct the figures"),
    ),
    AlertRule.REVIEW_WAITING: Wording(
        ngettext_lazy(
            "Please review %(count)s submitted figure: %(where)s",
            "Please review %(count)s submitted figures: %(where)s",
            "count",
        ),
        ngettext_lazy(
            "%(count)s figure to review, %(where)s",
            "%(count)s figures to review, %(where)s",
            "count",
        ),
        _("Review the figures"),
    ),
}
# What the others are told.
_NOT_SUBMITTED = Wording(
    ngettext_lazy(
        "Please see to %(count)s figure that its department has not submitted: %(where)s",
        "Please see to %(count)s figures that their departments have not submitted: %(where)s",
        "count",
    ),
    _TO_SUBMIT,
    _("Remind officers"),
)
OTHERS: dict[AlertRule, Wording] = {
    AlertRule.DUE_TODAY: _NOT_SUBMITTED,
    AlertRule.OVERDUE: _NOT_SUBMITTED,
    AlertRule.DUE_SOON: _NOT_SUBMITTED,
    AlertRule.RETURNED: Wording(
        ngettext_lazy(
            "Please see to %(count)s returned figure that is not corrected: %(where)s",
            "Please see to %(count)s returned figures that are not corrected: %(where)s",
            "count",
        ),
        ngettext_lazy(
            "%(count)s returned figure not corrected, %(where)s",
            "%(count)s returned figures not corrected, %(where)s",
            "count",
        ),
        _("See the zone"),
    ),
    AlertRule.REVIEW_WAITING: Wording(
        ngettext_lazy(
            "Please see to %(count)s figure that waits for review: %(where)s",
            "Please see to %(count)s figures that wait for review: %(where)s",
            "count",
        ),
        ngettext_lazy(
            "%(count)s figure waits for review, %(where)s",
            "%(count)s figures wait for review, %(where)s",
            "count",
        ),
        _("See the zone"),
    ),
}
NO_OFFICER = Wording(
    ngettext_lazy(
        "Please name an officer for %(count)s figure: %(where)s",
        "Please name an officer for %(count)s figures: %(where)s",
        "count",
    ),
    ngettext_lazy(
        "%(count)s figure without a reporting officer, %(where)s",
        "%(count)s figures without a reporting officer, %(where)s",
        "count",
    ),
    _("See the zone"),
)


def groups(lines: Sequence[Line], books: Library) -> list[Group]:
    """One group for each rule, apart for what somebody does themselves and sees to with others."""
    places: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        if line.alert.rule in RULES:
            place = (RULES.index(AlertRule(line.alert.rule)), _part(line))
            places.setdefault(place, []).append(line)
    return [_group(places[place], books) for place in sorted(places)]


def _part(line: Line) -> int:
    """0 for what somebody does themselves, 1 where nobody else would, 2 for what others owe."""
    reviews = line.alert.rule == AlertRule.REVIEW_WAITING
    if line.role is (Role.REVIEWER if reviews else Role.OFFICER):
        return 0
    return 1 if line.stands_in and not reviews else 2


def _group(lines: Sequence[Line], books: Library) -> Group:
    rule, part = AlertRule(lines[0].alert.rule), _part(lines[0])
    wording = OWN[rule] if part == 0 else NO_OFFICER if part == 1 else OTHERS[rule]
    by_place: dict[tuple[date, int], list[Line]] = {}
    for line in lines:
        by_place.setdefault((_day(line), line.alert.cycle_id or 0), []).append(line)
    first = min(by_place)[0]
    cycles = [books.cycles[cycle] for _day_, cycle in sorted(by_place)]
    count = sum(line.alert.facts["outstanding"] for line in lines)
    facts = {"count": count, "where": where(cycles, books), "day": days.written(first)}
    sections, more = shortened(
        [_section(by_place[place], place[0], part, books) for place in sorted(by_place)]
    )
    return Group(
        ask=wording.ask % facts,
        lead=_lead(rule, first, books.today),
        action=wording.action,
        link=_link(rule, part, cycles, books),
        sections=sections,
        tag=_tag(rule, first, books.today),
        summary=wording.summary % facts,
        things=count,
        more=more,
        colour=_colour(rule),
    )


def _day(line: Line) -> date:
    """The due date, or since when it has waited."""
    facts = line.alert.facts
    return date.fromisoformat(facts.get("due_on") or facts["since"])


def where(cycles: Sequence[ReportingCycle], books: Library) -> str:
    """The zone and year of a reporting cycle, or how many cycles they are."""
    places = {cycle.pk: cycle for cycle in cycles}
    if len(places) == 1:
        return of_cycle(cycles[0], books)
    words = ngettext("%(count)s reporting cycle", "%(count)s reporting cycles", len(places))
    return words % {"count": len(places)}


def of_cycle(cycle: ReportingCycle, books: Library) -> str:
    """As "Jinan High-tech Zone, 2025"."""
    facts = {"zone": books.zones[cycle.plan.zone_id], "year": cycle.year}
    return gettext("%(zone)s, %(year)s") % facts


def _lead(rule: AlertRule, day: date, today: date) -> str:
    if rule is AlertRule.OVERDUE:
        return days.overdue(day, today)
    if rule in (AlertRule.RETURNED, AlertRule.REVIEW_WAITING):
        return days.waiting(day, today)
    return days.due(day, today)


def _tag(rule: AlertRule, day: date, today: date) -> str:
    if rule is AlertRule.OVERDUE:
        return days.late(day, today)
    if rule in (AlertRule.RETURNED, AlertRule.REVIEW_WAITING):
        return str(label(rule))
    return days.until(day, today)


def _colour(rule: AlertRule) -> str:
    if rule in (AlertRule.DUE_TODAY, AlertRule.OVERDUE):
        return RED
    return AMBER if rule is AlertRule.RETURNED else ACCENT


def _link(rule: AlertRule, part: int, cycles: Sequence[ReportingCycle], books: Library) -> Link:
    """Where it is done: in the grid of one cycle, the list of all, the review, with reminders, or
    on the page of the zone."""
    is_one = len({cycle.pk for cycle in cycles}) == 1
    if rule is AlertRule.REVIEW_WAITING and part == 0:
        return Link("review")
    if part == 0 and is_one and cycles[0].closed_on is None:
        rest = "?state=returned" if rule is AlertRule.RETURNED else ""
        return Link("grid", (cycles[0].pk,), rest)
    if part == 0:
        return Link("entry")
    if OTHERS[rule] is _NOT_SUBMITTED and part == 2:
        return Link("remind", (), f"?cycle={cycles[0].pk}" if is_one else "")
    zones = {cycle.plan.zone_id for cycle in cycles}
    return Link("zone", (books.zones[min(zones)].code,)) if len(zones) == 1 else Link("board")


def _section(lines: Sequence[Line], day: date, part: int, books: Library) -> Section:
    """What is owed in one cycle by one day: figures to whoever enters them, else departments."""
    cycle, rule = books.cycles[lines[0].alert.cycle_id or 0], AlertRule(lines[0].alert.rule)
    aside = _lead(rule, day, books.today)
    if rule is AlertRule.REVIEW_WAITING:
        return Section(of_cycle(cycle, books), aside)
    if part or rule is AlertRule.RETURNED:
        rows = [_department(line, rule, books) for line in lines]
    else:
        rows = list(_figures(lines, cycle, books))
    return Section(of_cycle(cycle, books), aside, rows)


def _figures(lines: Iterable[Line], cycle: ReportingCycle, books: Library) -> Iterable[Row]:
    for line in lines:
        final = line.alert.rule == AlertRule.DUE_TODAY
        for one in books.outstanding.get((cycle.pk, line.alert.department_id), ()):
            if final or not one.came_back:
                yield figure_row(one, cycle.year)


def figure_row(one: Outstanding, year: int) -> Row:
    """One figure that a cycle waits for."""
    target = one.target
    link, words = Link("figure", (target.pk, year)), [STATES[one.state]]
    return Row(target, link, words, asides_of(target), is_short=True)


def asides_of(target: Target) -> list[object]:
    """What tells a target from others of its name: its scope, and its unit."""
    scope = [] if target.scope.is_whole else [target.scope]
    return [*scope, target.unit] if target.unit else [*scope]


def _department(line: Line, rule: AlertRule, books: Library) -> Row:
    facts, department_id = line.alert.facts, line.alert.department_id
    name = books.departments[department_id] if department_id else _("No responsible department")
    count = {"outstanding": facts["outstanding"], "asked": facts.get("asked")}
    if rule is AlertRule.RETURNED:
        word = Word(gettext("%(outstanding)s returned") % count, "◆", AMBER)
        return Row(name, words=[word], is_short=True)
    text = gettext("%(outstanding)s of %(asked)s outstanding") % count
    late = rule is AlertRule.OVERDUE
    word = Word(text, "■" if late else "○", SEAL if late else MUTED)
    return Row(name, words=[word], is_short=True)
