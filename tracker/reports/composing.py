"""Turns a zone's standing into the tables and sentences of its monitoring report.

Numbers are the standing's own, written by ``notation``; texts are in the active language.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tracker import findings
from tracker.attainment.rollup import Tally, tally
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, fraction, number, percent, target_text
from tracker.reports import methodology
from tracker.reports.datasets import (
    Contradiction,
    Count,
    Cover,
    Finding,
    Line,
    LineGroup,
    MonitoringReport,
    Unassessed,
    Word,
)
from tracker.reports.pledged import printed
from tracker.reports.remarks import remark
from tracker.reports.sentences import sentences, total_so_far
from tracker.reports.shapes import FieldBar, FieldChart, PathChart, Segment
from tracker.reports.words import document_words
from tracker.standing import Standing, ZoneStanding
from tracker.standing.pledges import Pledge
from tracker.terms import (
    LIGHT_MARKS,
    LIGHTS,
    OFF_TRACK,
    Attribute,
    Light,
    Quality,
    Status,
    TargetKind,
    Verdict,
    judged,
)

_FLASHES = frozenset({Quality.FLASH, Quality.PRELIMINARY})


def monitoring_report(
    zone: ZoneStanding,
    charts: Mapping[int, PathChart],
    assigned: Mapping[int, Decimal],
    contradictions: Sequence[Contradiction],
    *,
    pledges: Mapping[int, Pledge],
    made_on: date,
) -> MonitoringReport:
    """Everything that the annual monitoring report of a zone says.

    ``charts``, ``assigned`` (this year's assigned values) and ``pledges`` (the latest answers to
    alerts) are by the key of their target.
    """
    written = [item for item in zone.counted if is_written_out(item)]
    binding = [item for item in written if _is_binding(item)]
    behind = [item for item in written if not _is_binding(item)]
    return MonitoringReport(
        language=get_language() or "zh-hans",
        cover=_cover(zone, made_on),
        words=document_words(is_over=zone.year >= zone.plan.end_year),
        summary=_summary(zone),
        light=_light(zone),
        light_reason=findings.of_light(zone.rollup, zone.plan),
        counts=tuple(_counts(zone)),
        fields=_fields(zone),
        fields_caption=_("Targets by field of work and status; at the end, on pace / assessable"),
        groups=tuple(_groups(zone, assigned)),
        has_annual=any(item.annual is not None for item in zone.items),
        has_attributes=any(item.target.attribute for item in zone.items),
        binding=tuple(_finding(item, charts, pledges) for item in binding),
        behind=tuple(_finding(item, charts, pledges) for item in sorted(behind, key=_gravity)),
        unassessed=tuple(_unassessed(zone)),
        contradictions=tuple(contradictions),
        rules=methodology.rules(zone),
        sources=methodology.sources(),
    )


def is_written_out(item: Standing) -> bool:
    """Whether a target gets its own sentences and chart: binding ones, and those off track."""
    return _is_binding(item) or item.word in OFF_TRACK


def _is_binding(item: Standing) -> bool:
    return item.target.attribute == Attribute.BINDING


def _cover(zone: ZoneStanding, made_on: date) -> Cover:
    plan = zone.plan
    facts = [
        (pgettext("cover", "Plan"), plan.title or _("title not known")),
        (_("Document number"), plan.doc_number or ""),
        (_("Issued by"), plan.issuer or ""),
        (_("Period"), _period(zone)),
        (_("Reporting year"), str(zone.year)),
        (pgettext("cover", "Data"), data_statement(zone)),
        (_("Made on"), date_format(made_on, pgettext("format of dates", "j F Y"))),
    ]
    return Cover(
        title=_("Annual monitoring report %(year)s") % {"year": zone.year},
        zone=str(zone.zone),
        plan=str(plan),
        facts=tuple((name, value) for name, value in facts if value),
        stamp=_("Demonstration data") if zone.illustrative else "",
    )


def _period(zone: ZoneStanding) -> str:
    plan = zone.plan
    years = f"{plan.start_year}–{plan.end_year}"
    if plan.start_year == plan.end_year:
        years = str(plan.start_year)
    return _("%(years)s, base year %(base)s") % {"years": years, "base": plan.base_year}


def data_statement(zone: ZoneStanding) -> str:
    """How settled the figures are that the report rests on."""
    qualities = {f.quality for item in zone.counted for f in item.figures}
    if not qualities:
        return _("no figures have been reported")
    if Quality.ILLUSTRATIVE in qualities:
        return _("contains invented demonstration data; not for any use")
    if qualities & _FLASHES:
        return _("contains flash or preliminary figures; they may still change")
    return _("all figures are final or revised ones")


def _summary(zone: ZoneStanding) -> tuple[str, ...]:
    """The finding, the counts behind it, and what was left out of them."""
    words = zone.rollup.words
    counted = _list(
        f"{label(word)} {count}"
        for word, count in _in_order(words)
        if LIGHTS[word] is not Light.GREY
    )
    left = zone.rollup.all.total - zone.rollup.all.assessable
    restating = len(zone.items) - len(zone.counted)
    texts = [findings.of_zone(zone)]
    if counted:
        texts.append(_("Of those assessed: %(counts)s.") % {"counts": counted})
    if left:
        text = ngettext(
            "%(count)s target could not be assessed; section 4 names it with the reason.",
            "%(count)s targets could not be assessed; section 4 names them with the reasons.",
            left,
        )
        texts.append(text % {"count": left})
    if restating:
        text = ngettext(
            "%(count)s entry restates another target and is not counted.",
            "%(count)s entries restate other targets and are not counted.",
            restating,
        )
        texts.append(text % {"count": restating})
    return tuple(texts)


def _in_order(words: Mapping[Status | Verdict, int]) -> Iterable[tuple[Status | Verdict, int]]:
    for word in (*Status, *Verdict):
        if words.get(word):
            yield word, words[word]


def _list(texts: Iterable[str]) -> str:
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(texts)


def _light(zone: ZoneStanding) -> Word:
    light = zone.rollup.light
    return Word(LIGHT_MARKS[light], str(label(light)), light)


def _counts(zone: ZoneStanding) -> Iterable[Count]:
    """Binding and anticipatory apart where the plan tells them apart, then all together."""
    rollup = zone.rollup
    if rollup.binding.total:
        yield _count(str(label(Attribute.BINDING)), rollup.binding)
        yield _count(str(label(Attribute.ANTICIPATORY)), rollup.anticipatory)
    yield _count(_("All targets"), rollup.all, is_sum=True)


def _count(name: str, sums: Tally, *, is_sum: bool = False) -> Count:
    return Count(
        name,
        str(sums.total),
        str(sums.assessable),
        str(sums.on_pace) if sums.assessable else NOT_KNOWN,
        percent(sums.share),
        is_sum,
    )


def _fields(zone: ZoneStanding) -> FieldChart:
    bars = []
    for category, rollup in zone.by_category.items():
        by_light = dict.fromkeys(Light, 0)
        for word, times in rollup.words.items():
            by_light[LIGHTS[word]] += times
        segments = (
            Segment(count, light, LIGHT_MARKS[light]) for light, count in by_light.items() if count
        )
        share = fraction(rollup.all.on_pace, rollup.all.assessable)
        bars.append(FieldBar(str(label(category)), tuple(segments), share))
    present = {segment.light for bar in bars for segment in bar.segments}
    key = tuple((light, _light_words(zone, light)) for light in Light if light in present)
    alt = "; ".join(f"{bar.name} {bar.share}" for bar in bars)
    return FieldChart(tuple(bars), key, alt)


def _light_words(zone: ZoneStanding, light: Light) -> str:
    """The statuses and verdicts of one light that occur in this zone."""
    words = (word for word, _count in _in_order(zone.rollup.words) if LIGHTS[word] is light)
    return f"{LIGHT_MARKS[light]} {_list(str(label(word)) for word in words)}"


def _groups(zone: ZoneStanding, assigned: Mapping[int, Decimal]) -> Iterable[LineGroup]:
    """Binding targets first and apart, the others by field of work; numbered throughout."""
    places = count(1)
    for title, share, items in _sections(zone):
        lines = (_line(item, str(next(places)), assigned.get(item.target.pk)) for item in items)
        yield LineGroup(title, share, tuple(lines))


def _sections(zone: ZoneStanding) -> Iterable[tuple[str, str, list[Standing]]]:
    """(title, share on pace in words, entries) of each part of the table that has any."""
    rest = list(zone.items)
    if binding := [item for item in rest if item.target.attribute == Attribute.BINDING]:
        rest = [item for item in rest if item not in binding]
        yield _("Binding targets"), _share(zone.rollup.binding), binding
    for category in zone.by_category:
        if items := [item for item in rest if item.target.indicator.category == category]:
            group = tally(item.member for item in items if item.counted)
            yield str(label(category)), _share(group), items


def _share(sums: Tally) -> str:
    if not sums.assessable:
        return ""
    return _("on pace %(on_pace)s of %(assessable)s assessable") % {
        "on_pace": sums.on_pace,
        "assessable": sums.assessable,
    }


def _line(item: Standing, place: str, assigned: Decimal | None) -> Line:
    target, answer = item.target, item.answer
    part = "" if target.scope.is_whole else str(target.scope)
    return Line(
        number=place,
        name=str(target),
        scope=" · ".join(text for text in (part, target.measured_as) if text),
        unit=target.unit,
        attribute=str(label(Attribute(target.attribute))) if target.attribute else NOT_KNOWN,
        base=number(item.base),
        target=_promised(item),
        annual=number(item.annual),
        expected=number(target.as_reported(answer.expected), item.decimals),
        actual=_actual(item),
        attainment=percent(answer.attainment),
        progress=percent(answer.progress),
        elapsed=percent(answer.elapsed),
        judged=_word(item),
        remark=remark(item, assigned),
    )


def _word(item: Standing) -> Word:
    return Word(item.mark, str(label(item.word)), item.light)


def _promised(item: Standing) -> str:
    target = item.target
    text = target_text(item.promise, compared=_("compared"))
    return text or target.target_text or NOT_KNOWN


def _actual(item: Standing) -> str:
    """This year's value; sums and chains as they stand by now, milestones in a word."""
    figure, answer = item.reported, item.answer
    if figure is None:
        return NOT_KNOWN
    if item.target.kind == TargetKind.MILESTONE:
        done, open_ = pgettext("milestone", "done"), pgettext("milestone", "not done")
        return done if figure.done else open_
    if item.target.kind == TargetKind.CUMULATIVE_SUM:
        return number(total_so_far(item))
    if item.target.kind == TargetKind.CUMULATIVE_CHANGE:
        return number(answer.cumulative_change_percent, item.decimals)
    return number(figure.value, figure.decimals)


def _gravity(item: Standing) -> tuple[int, float]:
    """The worst first; among the same, the slowest."""
    order = (
        Verdict.MISSED,
        Status.BREACHED,
        Status.OVERDUE,
        Status.REVERSED,
        Status.FAR_BEHIND,
        Status.BEHIND,
    )
    pace = item.answer.pace
    return order.index(item.word), pace if pace is not None else 0.0


def _finding(
    item: Standing, charts: Mapping[int, PathChart], pledges: Mapping[int, Pledge]
) -> Finding:
    target = item.target
    title = str(target) if target.scope.is_whole else f"{target} · {target.scope}"
    chart = charts.get(target.pk)
    caption = title
    if chart and chart.unit:
        caption = _("{name} ({unit})").format(name=title, unit=chart.unit)
    pledge = printed(pledges.get(target.pk))
    return Finding(title, _word(item), sentences(item), chart, caption, pledge)


def _unassessed(zone: ZoneStanding) -> Iterable[Unassessed]:
    """By reason: what is missing first, then what waits, then what the plan leaves open."""
    groups: dict[str, list[str]] = {}
    for item in zone.counted:
        if LIGHTS[item.word] is not Light.GREY:
            continue
        reason = str(label(item.answer.reason or judged(item.answer.status, item.answer.verdict)))
        name = str(item.target)
        if not item.target.scope.is_whole:
            name = _("%(name)s (%(scope)s)") % {"name": name, "scope": item.target.scope}
        groups.setdefault(reason, []).append(name)
    for reason, names in groups.items():
        yield Unassessed(reason, tuple(names))
