"""The brief (领导简报): what a leader must know of a zone, on one page."""

from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker import findings
from tracker.attainment.numbers import ahead_by
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, fraction, percent
from tracker.reports.composing.fields import fields_of_work
from tracker.reports.composing.material import Material
from tracker.reports.composing.overview import cover, joined, light
from tracker.reports.composing.table import line, word
from tracker.reports.composing.unreported import name_of
from tracker.reports.composing.written import gravity, is_binding
from tracker.reports.datasets import Behind, Brief, Number
from tracker.reports.pledged import in_short
from tracker.reports.sentences import fact, needed, years_kept
from tracker.reports.words import document_words
from tracker.standing import Standing, ZoneStanding
from tracker.terms import OFF_TRACK, Attribute, Direction, ReportKind, TargetKind

# What one page has room for, whatever is typed.
MOST_ROWS, MOST_CHARTS, MOST_LETTERS = 7, 2, 60
# Kinds of which a value for one year says nothing that can be missed.
_NOT_YEARLY = frozenset(
    {TargetKind.RANGE, TargetKind.MILESTONE, TargetKind.DELEGATED, TargetKind.UNDETERMINED}
)


def brief(material: Material) -> Brief:
    """Everything that the brief on a zone says, in the active language."""
    zone = material.zone
    off = most_pressing(zone)
    rest = len(off) - MOST_ROWS
    is_over = zone.year >= zone.plan.end_year
    title = _("Brief on plan targets %(year)s") % {"year": zone.year}
    more = ngettext(
        "%(count)s more target falls short; the monitoring report writes it out.",
        "%(count)s more targets fall short; the monitoring report writes them out.",
        max(rest, 0),
    )
    return Brief(
        kind=ReportKind.BRIEF,
        language=get_language() or "zh-hans",
        cover=cover(zone, title),
        words=document_words(is_over=is_over, rollup=zone.rollup),
        summary=(findings.of_zone(zone),),
        light=light(zone),
        light_reason=findings.of_light(zone.rollup, zone.plan, is_over=is_over),
        numbers=tuple(_numbers(zone)),
        fields_of_work=tuple(fields_of_work(zone)),
        behind=tuple(_row(item, material, index) for index, item in enumerate(off[:MOST_ROWS])),
        more=more % {"count": rest} if rest > 0 else "",
        zone_code=zone.zone.code,
        year=zone.year,
    )


def most_pressing(zone: ZoneStanding) -> list[Standing]:
    """The targets off their track: binding ones first, then the worst."""
    off = (item for item in zone.counted if item.word in OFF_TRACK)
    return sorted(off, key=lambda item: (not is_binding(item), gravity(item)))


def _numbers(zone: ZoneStanding) -> Iterable[Number]:
    """How many are on pace, how much time is gone, how many met what this year asked."""
    plan, sums = zone.plan, zone.rollup.all
    years, gone = plan.end_year - plan.start_year + 1, zone.year - plan.start_year + 1
    yield Number(
        _("Met of assessable") if years == gone else _("On pace of assessable"),
        fraction(sums.on_pace, sums.assessable),
        percent(sums.share),
        part=sums.on_pace,
        whole=sums.assessable,
    )
    yield Number(
        _("Elapsed share"),
        percent(gone / years, 0),
        _("year %(gone)s of %(years)s") % {"gone": gone, "years": years},
        part=gone,
        whole=years,
    )
    tested = [is_met for is_met in map(_year_is_met, zone.counted) if is_met is not None]
    with_annual = sum(item.annual is not None for item in zone.counted)
    note = _("%(count)s with an annual target") % {"count": with_annual}
    yield Number(
        _("Annual targets met of those reported"),
        fraction(sum(tested), len(tested)),
        note if with_annual else _("no annual targets are set"),
        part=sum(tested),
        whole=len(tested),
    )


def _year_is_met(item: Standing) -> bool | None:
    """Whether the year's figure meets the annual target; None where there is nothing to test."""
    figure, kind = item.reported, TargetKind(item.target.kind)
    if item.annual is None or figure is None or figure.value is None or kind in _NOT_YEARLY:
        return None
    least = item.target.direction == Direction.AT_LEAST and kind is not TargetKind.RANK
    return ahead_by(1 if least else -1, figure.value, item.annual) >= 0


def _row(item: Standing, material: Material, index: int) -> Behind:
    attribute = item.target.attribute
    return Behind(
        title=clipped(name_of(item)),
        judged=word(item),
        attribute=str(label(Attribute(attribute))) if attribute else "",
        fact=joined(fact(item), years_kept(item), needed(item)),
        promise=clipped(in_short(material.pledges.get(item.target.pk)) or NOT_KNOWN, 110),
        chart=material.charts.get(item.target.pk) if index < MOST_CHARTS else None,
        row=line(item, str(index + 1), material.assigned.get(item.target.pk)),
    )


def clipped(text: str, most: int = MOST_LETTERS) -> str:
    """A text no wider than so many Chinese characters, with an ellipsis where some is left out."""
    line, width = " ".join(text.splitlines()), 0.0
    for index, letter in enumerate(line):
        width += 1 if letter > "\u2e80" else 0.5
        if width > most:
            return line[:index].rstrip() + "…"
    return line
