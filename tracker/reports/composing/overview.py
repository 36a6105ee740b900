"""The head of a document: its cover, its summary in sentences, the counts, the fields of work."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from tracker import findings
from tracker.attainment.rollup import Rollup, Tally
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, fraction, percent
from tracker.reports.composing.unreported import is_reported
from tracker.reports.datasets import Count, Cover, Sums, Word
from tracker.reports.shapes import FieldBar, FieldChart, Segment
from tracker.standing import Standing, ZoneStanding
from tracker.terms import LIGHT_MARKS, LIGHTS, Attribute, Light, Quality, Status, Verdict

_FLASHES = frozenset({Quality.FLASH, Quality.PRELIMINARY})


def cover(zone: ZoneStanding, title: str) -> Cover:
    """The title page of a document on one zone; who made it, and when, is said at the end."""
    plan = zone.plan
    facts = [
        (pgettext("cover", "Plan"), plan.title or _("title not known")),
        (_("Number of the plan"), plan.doc_number or ""),
        (_("Plan issued by"), plan.issuer or ""),
        (_("Period"), _period(zone)),
        (_("Reporting year"), str(zone.year)),
        (_("Status of the figures"), status_of_figures(zone.counted, zone.year)),
    ]
    return Cover(
        title=title,
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


def status_of_figures(items: Iterable[Standing], year: int) -> str:
    """How settled the figures are that a document rests on, and how many of the year are how."""
    known = list(items)
    figures = [figure for item in known for figure in item.figures]
    status = _status({quality for figure in figures for quality in figure.qualities})
    counts = qualities_of(known)
    if not counts:
        return status
    facts = {"status": status, "year": year, "qualities": counts}
    return _("%(status)s (%(year)s: %(qualities)s)") % facts


def qualities_of(items: Iterable[Standing]) -> str:
    """How many figures of the year there are of each quality, the least settled first."""
    figures = (item.reported for item in items if is_reported(item))
    found = Counter(Quality(figure.quality) for figure in figures if figure)
    return listed(_counted(quality, found[quality]) for quality in Quality if found[quality])


def _counted(word: Status | Verdict | Quality, count: int) -> str:
    return pgettext("count", "%(word)s %(count)s") % {"word": label(word), "count": count}


def _status(qualities: Collection[str]) -> str:
    if not qualities:
        return _("no figures have been reported")
    if Quality.ILLUSTRATIVE in qualities:
        return _("contains invented demonstration data; not for any use")
    if not _FLASHES.isdisjoint(qualities):
        return _("contains flash or preliminary figures; they may still change")
    return _("all figures are final or revised ones")


def summary(zone: ZoneStanding, *, name: str = "") -> tuple[str, ...]:
    """The finding, the counts behind it, and what was left out of them; ``name`` is of whom."""
    words = zone.rollup.words
    counted = listed(
        _counted(word, count) for word, count in in_order(words) if LIGHTS[word] is not Light.GREY
    )
    left = zone.rollup.all.total - zone.rollup.all.assessable
    restating = len(zone.items) - len(zone.counted)
    texts = [findings.of_zone(zone, name=name)]
    if counted:
        texts.append(_("Of those assessed: %(counts)s.") % {"counts": counted})
    if settled := qualities_of(zone.counted):
        facts = {"year": zone.year, "qualities": settled}
        facts["count"] = sum(is_reported(item) for item in zone.counted)
        texts.append(_("%(count)s figures of %(year)s are approved: %(qualities)s.") % facts)
    if left:
        text = ngettext(
            "%(count)s target could not be assessed; it is named below with the reason.",
            "%(count)s targets could not be assessed; they are named below with the reasons.",
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


def in_order(words: Mapping[Status | Verdict, int]) -> Iterable[tuple[Status | Verdict, int]]:
    """Words with their counts, in the order in which pages list them."""
    for word in (*Status, *Verdict):
        if words.get(word):
            yield word, words[word]


def listed(texts: Iterable[str]) -> str:
    """Texts in a row, with the punctuation of the language."""
    return ("、" if (get_language() or "").startswith("zh") else ", ").join(texts)


def joined(*sentences: str) -> str:
    """Sentences in a row: in Chinese no blank stands between them."""
    gap = "" if (get_language() or "").startswith("zh") else " "
    return gap.join(sentence for sentence in sentences if sentence)


def light(zone: ZoneStanding) -> Word:
    """The light of a zone as it is printed."""
    light = zone.rollup.light
    return Word(LIGHT_MARKS[light], str(label(light)), light)


def counts(zone: ZoneStanding) -> Iterable[Count]:
    """Binding and anticipatory apart where the plan tells them apart, then all together."""
    rollup = zone.rollup
    if rollup.binding.total:
        yield _count(str(label(Attribute.BINDING)), rollup.binding)
        yield _count(str(label(Attribute.ANTICIPATORY)), rollup.anticipatory)
    yield _count(_("All targets"), rollup.all, is_sum=True)


def field_counts(zone: ZoneStanding) -> Iterable[Count]:
    """The fields of work that the plan has, in the order of boards."""
    for category, rollup in zone.by_category.items():
        yield _count(str(label(category)), rollup.all)


def _count(name: str, sums: Tally, *, is_sum: bool = False) -> Count:
    return Count(
        name,
        str(sums.total),
        str(sums.assessable),
        str(sums.on_pace) if sums.assessable else NOT_KNOWN,
        percent(sums.share),
        Sums(sums.total, sums.assessable, sums.on_pace),
        is_sum,
    )


def fields(zone: ZoneStanding) -> FieldChart:
    """The fields of work of a zone as bars."""
    bars = tuple(bar(str(label(category)), rollup) for category, rollup in zone.by_category.items())
    alt = "; ".join(f"{each.name} {each.share}" for each in bars)
    return FieldChart(bars, bars_key(bars, [zone.rollup.words]), alt)


def fields_caption(*, is_over: bool) -> str:
    """What the chart of the fields of work shows."""
    if is_over:
        return _("Targets by field of work and outcome; at the end, met / assessable")
    return _("Targets by field of work and status; at the end, on pace / assessable")


def bar(name: str, rollup: Rollup) -> FieldBar:
    """Targets as one bar by their lights, the share on pace at its end."""
    by_light = dict.fromkeys(Light, 0)
    for word, times in rollup.words.items():
        by_light[LIGHTS[word]] += times
    segments = (
        Segment(count, light, LIGHT_MARKS[light]) for light, count in by_light.items() if count
    )
    return FieldBar(name, tuple(segments), fraction(rollup.all.on_pace, rollup.all.assessable))


def bars_key(
    bars: Sequence[FieldBar], counted: Iterable[Mapping[Status | Verdict, int]]
) -> tuple[tuple[Light, str], ...]:
    """The lights that occur in bars, each with its statuses and verdicts."""
    present = {segment.light for each in bars for segment in each.segments}
    known = {word: 1 for words in counted for word in words}
    return tuple((light, _light_words(known, light)) for light in Light if light in present)


def _light_words(known: Mapping[Status | Verdict, int], light: Light) -> str:
    words = (word for word, _count in in_order(known) if LIGHTS[word] is light)
    return f"{LIGHT_MARKS[light]} {listed(str(label(word)) for word in words)}"
