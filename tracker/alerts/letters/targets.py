"""Targets that need an answer, an assigned value or a look: one row each, with all its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from tracker import findings
from tracker.alerts.digests import Line
from tracker.alerts.letters.deadlines import Wording, asides_of
from tracker.alerts.letters.figures import details
from tracker.alerts.letters.library import Library, ranked
from tracker.alerts.letters.shapes import (
    ACCENT,
    AMBER,
    MOST_ROWS,
    RED,
    SEAL,
    Group,
    Link,
    Row,
    Section,
    Word,
)
from tracker.models import Alert, Target
from tracker.models.wording import label
from tracker.terms import MARKS, AlertRule, Attribute, Status, Verdict, judged

COLOURS: Mapping[Status | Verdict, str] = {
    Status.ACHIEVED: ACCENT,
    Status.AHEAD: "#1B6E3C",
    Status.ON_TRACK: "#1B6E3C",
    Status.BEHIND: AMBER,
    Status.FAR_BEHIND: RED,
    Status.REVERSED: SEAL,
    Status.BREACHED: SEAL,
    Status.OVERDUE: SEAL,
    Verdict.MISSED: SEAL,
}
# What is not said by the class of the target itself.
WORDS: dict[AlertRule, Word] = {
    AlertRule.ASSIGNMENT_MISSING: Word(label(AlertRule.ASSIGNMENT_MISSING), "○"),
    AlertRule.FELL_BACK: Word(label(AlertRule.FELL_BACK), "◆", AMBER),
    AlertRule.ANNUAL_MISSED: Word(label(AlertRule.ANNUAL_MISSED), "◆", AMBER),
    AlertRule.PROJECTION_UNLIKELY: Word(label(AlertRule.PROJECTION_UNLIKELY), "◆", AMBER),
    AlertRule.DATA_STALE: Word(label(AlertRule.DATA_STALE), "○"),
}
# How far an alert has escalated, as its step ends.
STEPS: dict[str, Word] = {
    "promise-broken": Word(_("Promise not kept"), "■", SEAL),
    "unanswered-7": Word(_("Not answered for 7 days"), "■", SEAL),
    "unanswered-21": Word(_("Not answered for 21 days"), "■", SEAL),
}
ANSWER = Wording(
    ngettext_lazy(
        "Please see to %(count)s target that needs attention: %(where)s",
        "Please see to %(count)s targets that need attention: %(where)s",
        "count",
    ),
    ngettext_lazy(
        "%(count)s target with alerts, %(where)s",
        "%(count)s targets with alerts, %(where)s",
        "count",
    ),
    _("Answer the alerts"),
    _("Each needs cause, measure, responsible person and date."),
)
# The same for the line of a subject, where binding targets are among them.
BINDING = ngettext_lazy(
    "%(count)s target with alerts, %(where)s, %(binding)s of them binding",
    "%(count)s targets with alerts, %(where)s, %(binding)s of them binding",
    "count",
)
ASSIGN = Wording(
    ngettext_lazy(
        "Please enter %(count)s assigned value: %(where)s",
        "Please enter %(count)s assigned values: %(where)s",
        "count",
    ),
    ngettext_lazy(
        "%(count)s target cannot be assessed, %(where)s",
        "%(count)s targets cannot be assessed, %(where)s",
        "count",
    ),
    _("Enter the values"),
    _("Without the superior's value these targets cannot be assessed."),
)
CHANGED = Wording(
    ngettext_lazy(
        "A revision changed %(count)s judgement: %(where)s",
        "Revisions changed %(count)s judgements: %(where)s",
        "count",
    ),
    ngettext_lazy(
        "%(count)s judgement changed, %(where)s",
        "%(count)s judgements changed, %(where)s",
        "count",
    ),
    _("See the changed judgements"),
    _("Reports made before say what was judged then; new ones say what follows."),
)


def groups(lines: Sequence[Line], books: Library) -> list[Group]:
    """One group for what is to be answered, one for assigned values, one for changed judgements."""
    places: dict[int, list[Line]] = {}
    for line in lines:
        if line.alert.target_id is not None:
            places.setdefault(_place(line.alert), []).append(line)
    return [_group(places[place], WORDINGS[place], books) for place in sorted(places)]


WORDINGS = (ANSWER, ASSIGN, CHANGED)


def _place(alert: Alert) -> int:
    if alert.rule == AlertRule.ASSIGNMENT_MISSING:
        return 1
    return 2 if alert.rule == AlertRule.CLASS_CHANGED else 0


def _group(lines: Sequence[Line], wording: Wording, books: Library) -> Group:
    order = ranked(lines)
    by_target: dict[int, list[Alert]] = {pk: [] for pk in order}
    for line in lines:
        by_target[line.alert.target_id or 0].append(line.alert)
    shown = {pk: sorted(by_target[pk], key=_weight) for pk in order[:MOST_ROWS]}
    zones: dict[int, list[Row]] = {}
    for pk, alerts in shown.items():
        zones.setdefault(alerts[0].zone_id, []).append(_row(books.targets[pk], alerts, books))
    zone_ids = {line.alert.zone_id for line in lines}
    binding = sum(books.targets[pk].attribute == Attribute.BINDING for pk in shown)
    facts = {"count": len(order), "where": _where(zone_ids, books), "binding": binding}
    first, is_alerts = shown[order[0]], wording is ANSWER
    return Group(
        ask=wording.ask % facts,
        lead=_lead(binding) if is_alerts and binding else str(wording.lead),
        action=wording.action,
        link=_link(wording, zone_ids, by_target, books),
        sections=[Section(books.zones[pk], "", rows) for pk, rows in zones.items()],
        tag=_tag(wording, first, books),
        summary=(BINDING if is_alerts and binding else wording.summary) % facts,
        things=len(order),
        more=len(order) - len(shown),
        colour=_word(first[0], books.facts[first[0].pk]).colour if is_alerts else ACCENT,
        is_alerts=is_alerts,
    )


def _weight(alert: Alert) -> tuple[int, int]:
    """The class of a target speaks before what else was found about it."""
    return (list(AlertRule).index(AlertRule(alert.rule)), alert.pk)


def _where(zone_ids: Iterable[int], books: Library) -> str:
    places = sorted(zone_ids)
    if len(places) == 1:
        return str(books.zones[places[0]])
    return ngettext("%(count)s zone", "%(count)s zones", len(places)) % {"count": len(places)}


def _lead(binding: int) -> str:
    words = ngettext(
        "%(count)s of them is binding. Each needs cause, measure, responsible person and date.",
        "%(count)s of them are binding. Each needs cause, measure, responsible person and date.",
        binding,
    )
    return words % {"count": binding}


def _link(
    wording: Wording, zone_ids: set[int], by_target: Mapping[int, list[Alert]], books: Library
) -> Link:
    """The alert itself where it is one; else the list of them, or the page of the zone."""
    if wording is ANSWER:
        only = next(iter(by_target.values())) if len(by_target) == 1 else None
        return Link("alert", (only[0].pk,)) if only else Link("alerts")
    if len(zone_ids) != 1:
        return Link("board")
    code = books.zones[min(zone_ids)].code
    return (
        Link("planning-years", (code,)) if wording is ASSIGN else Link("zone", (code,), "#changes")
    )


def _tag(wording: Wording, first: Sequence[Alert], books: Library) -> str:
    if wording is not ANSWER:
        return str(label(AlertRule(first[0].rule)))
    word = str(_word(first[0], books.facts[first[0].pk]).text)
    # The second and third mail about one target say so in the line that is read first.
    step = next((STEPS[part].text for part in STEPS if part in first[0].step), None)
    return f"{word} · {step}" if step else word


def _row(target: Target, alerts: Sequence[Alert], books: Library) -> Row:
    words = [word for alert in alerts for word in words_of(alert, books.facts[alert.pk])]
    found = (books.facts[alert.pk] for alert in alerts)
    facts = next((one for one in found if one.get("value") is not None), None)
    row = target_row(target, alerts, words, facts)
    why = [*_reasons(alerts, books)]
    return replace(row, details=(*row.details, *why)) if why else row


def _reasons(alerts: Iterable[Alert], books: Library) -> Iterable[tuple[str, str]]:
    """What was revised, where a revision changed a judgement."""
    for alert in alerts:
        change = books.changes.get(books.facts[alert.pk].get("change", 0))
        if change is not None:
            yield gettext("Reason"), findings.of_change(change)


def target_row(
    target: Target,
    alerts: Sequence[Alert],
    words: Sequence[Word],
    facts: Mapping[str, Any] | None = None,
) -> Row:
    """One target with the words of its alerts, and below it what was found.

    The page of the first alert answers them all.
    """
    first = alerts[0]
    changed = first.rule == AlertRule.CLASS_CHANGED
    return Row(
        name=target,
        link=Link("target", (target.pk,)) if changed else Link("alert", (first.pk,)),
        words=list(dict.fromkeys(words)),
        asides=[*asides_of(target), str(first.year)],
        details=tuple(details(facts, target, first.year)) if facts else (),
        is_binding=target.attribute == Attribute.BINDING,
    )


def words_of(alert: Alert, facts: Mapping[str, Any]) -> Iterable[Word]:
    """What an alert says about its target, and how far it has escalated."""
    word = _word(alert, facts)
    before = label(_term(facts["before"])) if facts.get("before") else None
    if before and alert.rule == AlertRule.FELL_BACK:
        text = gettext("%(word)s, from %(before)s") % {"word": word.text, "before": before}
        yield Word(text, word.mark, word.colour)
    elif before and alert.rule == AlertRule.CLASS_CHANGED:
        yield Word(f"{before} → {word.mark} {word.text}", "", word.colour)
    else:
        yield word
    yield from (STEPS[part] for part in STEPS if part in alert.step)


def _word(alert: Alert, facts: Mapping[str, Any]) -> Word:
    """The class that was judged, or what else was found."""
    rule = AlertRule(alert.rule)
    if rule in WORDS:
        return WORDS[rule]
    if not facts.get("status") and not facts.get("verdict"):
        return Word(label(rule), "◆", AMBER)
    found = judged(facts.get("status"), facts.get("verdict"))
    return Word(label(found), MARKS[found], COLOURS.get(found, AMBER))


def _term(word: str) -> Status | Verdict:
    return Verdict(word) if word in list(Verdict) else Status(word)
