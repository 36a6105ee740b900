"""The fields of work of a zone, one by one: light, share on pace, and who stands out."""

from collections.abc import Iterable

from tracker import findings
from tracker.attainment.rollup import Rollup, Tally
from tracker.models.wording import label
from tracker.notation import fraction
from tracker.reports.composing.unreported import name_of
from tracker.reports.datasets import FieldOfWork, Sums, Word
from tracker.standing import Standing, ZoneStanding
from tracker.terms import LIGHT_MARKS, LIGHTS, OFF_TRACK, Category, Light, Status, Verdict

_AHEAD = frozenset({Status.ACHIEVED, Status.AHEAD, Verdict.EXCEEDED, Verdict.MET})


def fields_of_work(zone: ZoneStanding) -> Iterable[FieldOfWork]:
    """Every field of work that the plan has, in the order of boards."""
    for category, rollup in zone.by_category.items():
        items = [i for i in zone.counted if i.target.indicator.category == category]
        yield FieldOfWork(
            name=str(label(category)),
            light=light_of(rollup),
            share=fraction(rollup.all.on_pace, rollup.all.assessable),
            finding=_sentence(zone, category),
            ahead=_named(item for item in items if item.word in _AHEAD),
            behind=_named(item for item in items if item.word in OFF_TRACK),
            unassessed=_named(item for item in items if LIGHTS[item.word] is Light.GREY),
            sums=sums_of(rollup.all),
        )


def light_of(rollup: Rollup) -> Word:
    """A light as it is printed."""
    return Word(LIGHT_MARKS[rollup.light], str(label(rollup.light)), rollup.light)


def sums_of(tally: Tally) -> Sums:
    """How many there are, can be assessed and are on pace."""
    return Sums(tally.total, tally.assessable, tally.on_pace)


def _sentence(zone: ZoneStanding, category: Category) -> str:
    return findings.of_zone(zone, category)


def _named(items: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(name_of(item) for item in items)
