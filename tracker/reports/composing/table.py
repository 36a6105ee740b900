"""The official table of indicators (指标完成情况表)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count

from django.utils.translation import gettext as _

from tracker.attainment.rollup import Tally, tally
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN, number, percent, target_text
from tracker.reports.composing.numbers import basis, done_or_not, exact, year_figure
from tracker.reports.datasets import Line, LineGroup, Word
from tracker.reports.remarks import remark
from tracker.reports.sentences import total_so_far
from tracker.standing import Standing, ZoneStanding
from tracker.terms import Attribute, TargetKind


def groups(zone: ZoneStanding, assigned: Mapping[int, Decimal]) -> Iterable[LineGroup]:
    """Binding targets first and apart, the others by field of work; numbered throughout."""
    places = count(1)
    for title, share, items in _sections(zone):
        lines = (line(item, str(next(places)), assigned.get(item.target.pk)) for item in items)
        yield LineGroup(title, share, tuple(lines))


def _sections(zone: ZoneStanding) -> Iterable[tuple[str, str, list[Standing]]]:
    """(title, share on pace in words, entries) of each part of the table that has any."""
    rest, is_over = list(zone.items), zone.year >= zone.plan.end_year
    if binding := [item for item in rest if item.target.attribute == Attribute.BINDING]:
        rest = [item for item in rest if item not in binding]
        yield _("Binding targets"), _share(zone.rollup.binding, is_over=is_over), binding
    for category in zone.by_category:
        if items := [item for item in rest if item.target.indicator.category == category]:
            group = tally(item.member for item in items if item.counted)
            yield str(label(category)), _share(group, is_over=is_over), items


def _share(sums: Tally, *, is_over: bool) -> str:
    if not sums.assessable:
        return ""
    facts = {"on_pace": sums.on_pace, "assessable": sums.assessable}
    if is_over:
        return _("met %(on_pace)s of %(assessable)s assessable") % facts
    return _("on pace %(on_pace)s of %(assessable)s assessable") % facts


def line(item: Standing, place: str, assigned: Decimal | None) -> Line:
    """The row of an entry; ``assigned`` is this year's assigned value."""
    target, answer = item.target, item.answer
    part = "" if target.scope.is_whole else str(target.scope)
    return Line(
        key=target.register_id,
        number=place,
        name=str(target),
        scope=" · ".join(text for text in (part, target.measured_as) if text),
        unit=target.unit,
        attribute=str(label(Attribute(target.attribute))) if target.attribute else NOT_KNOWN,
        base=number(item.base),
        target=promised(item),
        annual=number(item.annual),
        expected=number(target.as_reported(answer.expected), item.decimals),
        actual=actual(item),
        attainment=percent(answer.attainment),
        progress=percent(answer.progress),
        elapsed=percent(answer.elapsed),
        judged=word(item),
        remark=remark(item, assigned),
        exact=exact(item),
        basis=basis(item),
        years=tuple(year_figure(item, figure) for figure in item.figures),
    )


def word(item: Standing) -> Word:
    """The judgement of a target as it is printed."""
    return Word(item.mark, str(label(item.word)), item.light)


def promised(item: Standing) -> str:
    """The target as the plan prints it, in the version that the year is judged by."""
    target = item.target
    text = target_text(item.promise, compared=_("compared"))
    return text or target.target_text or NOT_KNOWN


def actual(item: Standing) -> str:
    """This year's value; sums and chains as they stand by now, milestones in a word."""
    figure, answer = item.reported, item.answer
    if figure is None:
        return NOT_KNOWN
    if item.target.kind == TargetKind.MILESTONE:
        return done_or_not(figure)
    if item.target.kind == TargetKind.CUMULATIVE_SUM:
        return number(total_so_far(item))
    if item.target.kind == TargetKind.CUMULATIVE_CHANGE:
        return number(answer.cumulative_change_percent, item.decimals)
    return number(figure.value, figure.decimals)
