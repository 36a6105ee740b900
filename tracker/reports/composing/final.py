"""The final evaluation (总结评估报告): how every target ended, and where the next plan starts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models.promise import known
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, number, percent
from tracker.reports.composing.material import Material
from tracker.reports.composing.monitoring import zone_parts
from tracker.reports.composing.overview import joined
from tracker.reports.composing.table import actual, promised, word
from tracker.reports.composing.unreported import name_of
from tracker.reports.composing.written import gravity, is_binding, note_of
from tracker.reports.datasets import (
    Baseline,
    Ended,
    FinalReport,
    Finding,
    Outcome,
    VerdictGroup,
    Word,
)
from tracker.reports.sentences import total_so_far
from tracker.standing import Standing, ZoneStanding
from tracker.terms import (
    LIGHTS,
    MARKS,
    OFF_TRACK,
    Light,
    Quality,
    ReportKind,
    Status,
    TargetKind,
    TargetState,
    Verdict,
)

_MET = frozenset(
    {
        Verdict.MET,
        Verdict.MET_BY_ROUNDING,
        Verdict.MET_WITHIN_TOLERANCE,
        Verdict.MET_LATE,
        Status.ACHIEVED,
        Status.AHEAD,
        Status.ON_TRACK,
    }
)
# Yearly rates and amounts: the next plan counts them anew.
_COUNTED_ANEW = frozenset(
    {TargetKind.GROWTH, TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE}
)
_NO_FIGURES = frozenset({TargetKind.MILESTONE, TargetKind.DELEGATED, TargetKind.RELATIVE})


def final_report(material: Material) -> FinalReport:
    """Everything that the final evaluation of a zone says, in the active language."""
    zone = material.zone
    years = {"first": zone.plan.start_year, "last": zone.plan.end_year}
    title = _("Final evaluation report %(first)s–%(last)s") % years
    if years["first"] == years["last"]:
        title = _("Final evaluation report %(last)s") % years
    parts = zone_parts(material, ReportKind.FINAL, title)
    for name in ("binding", "behind"):
        parts[name] = tuple(map(_with_cause, parts[name]))
    return FinalReport(
        **parts,
        outcomes=tuple(_outcomes(zone)),
        reached=tuple(_reached(material)),
        baselines=tuple(_baselines(material)),
        has_next=bool(material.following),
        missed=tuple(_missed(material)),
    )


def _with_cause(found: Finding) -> Finding:
    """A miss that nobody explained says so."""
    if found.judged.light is not Light.RED or found.pledge or found.note:
        return found
    return replace(found, sentences=(*found.sentences, _("No cause has been recorded.")))


def _outcomes(zone: ZoneStanding) -> Iterable[Outcome]:
    """How many ended with each verdict, binding ones apart; shares are of all targets."""
    total = len(zone.counted)
    counted = zone.rollup.words
    for each in (one for one in (*Verdict, *Status) if counted.get(one)):
        times = counted[each]
        bound = sum(item.word is each and is_binding(item) for item in zone.counted)
        yield Outcome(
            judged=Word(MARKS[each], str(label(each)), LIGHTS[each]),
            binding=str(bound) if bound else NOT_KNOWN,
            anticipatory=str(times - bound) if times > bound else NOT_KNOWN,
            total=str(times),
            share=percent(times / total),
            count=times,
            bound=bound,
        )


def _reached(material: Material) -> Iterable[VerdictGroup]:
    """Exceeded, met, basically met; numbered throughout."""
    places = count(1)
    groups: tuple[tuple[str, Callable[[Standing], bool]], ...] = (
        (_("Exceeded"), lambda item: item.word is Verdict.EXCEEDED),
        (_("Met"), lambda item: item.word in _MET),
        (_("Basically met"), lambda item: item.word is Verdict.BASICALLY_MET),
    )
    for title, belongs in groups:
        items = [item for item in material.zone.counted if belongs(item)]
        rows = tuple(_ended(item, str(next(places)), material) for item in items)
        if rows:
            yield VerdictGroup(title, _number_of(items), rows)


def _missed(material: Material) -> Iterable[Ended]:
    """What was not reached, binding targets first, then the worst."""
    items = (item for item in material.zone.counted if item.word in OFF_TRACK)
    order = sorted(items, key=lambda item: (not is_binding(item), gravity(item)))
    for place, item in enumerate(order, start=1):
        yield _ended(item, str(place), material)


def _number_of(items: Sequence[Standing]) -> str:
    text = ngettext("%(count)s target", "%(count)s targets", len(items))
    return text % {"count": len(items)}


def _ended(item: Standing, place: str, material: Material) -> Ended:
    return Ended(
        number=place,
        name=name_of(item),
        unit=item.target.unit,
        target=promised(item),
        actual=actual(item),
        attainment=percent(item.answer.attainment),
        judged=word(item),
        reason=_reason(item, material),
        key=item.target.register_id,
    )


def _reason(item: Standing, material: Material) -> str:
    """Why it ended so: what the officer wrote beside the figure, or else the latest answer."""
    if note := note_of(item):
        return note
    pledge = material.pledges.get(item.target.pk)
    return joined(pledge.handling.explanation, pledge.handling.measure) if pledge else ""


def _baselines(material: Material) -> Iterable[Baseline]:
    """What is reported of the last year, for the next plan to start from; its own print beside."""
    places = count(1)
    for item in material.zone.counted:
        kind = TargetKind(item.target.kind)
        if kind in _NO_FIGURES or item.target.state != TargetState.PUBLISHED:
            continue
        figure = item.reported
        is_known = figure is not None and figure.value is not None
        target = item.target
        following = material.following.get((target.indicator_id, target.scope_id))
        yield Baseline(
            number=str(next(places)),
            name=name_of(item),
            unit=target.unit,
            value=number(figure.value, figure.decimals) if figure and is_known else NOT_KNOWN,
            quality=str(label(Quality(figure.quality))) if figure and is_known else NOT_KNOWN,
            following=number(following),
            remark=_remark(item, kind, is_known=is_known),
            key=target.register_id,
            exact_value=known(figure.value, figure.decimals) if figure and is_known else None,
            exact_following=following,
        )


def _remark(item: Standing, kind: TargetKind, *, is_known: bool) -> str:
    if not is_known:
        return _("not reported; to be supplied")
    if kind is TargetKind.CUMULATIVE_SUM:
        return _("of one year; %(total)s over the period") % {"total": number(total_so_far(item))}
    if kind in _COUNTED_ANEW:
        return _("change of one year; counted anew")
    if item.figure and item.figure.quality in (Quality.FLASH, Quality.PRELIMINARY):
        return _("not final yet")
    return item.target.caliber or ""
