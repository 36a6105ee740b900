"""The last column of the table of indicators: what stands behind the numbers of a row."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.models.wording import label
from tracker.notation import number, target_text
from tracker.reports.prose import amount
from tracker.standing import Standing
from tracker.terms import TargetKind


def remark(item: Standing, assigned: Decimal | None) -> str:
    """The last column of the table: what a reader must know to read the numbers of the row."""
    separator = pgettext("between remarks", "; ")
    return separator.join(text for text in _remarks(item, assigned) if text)


def _remarks(item: Standing, assigned: Decimal | None) -> Iterable[str]:
    target, answer, figure = item.target, item.answer, item.figure
    if target.restates_id:
        yield _("see %(name)s; not counted again") % {"name": target.restates}
    if answer.reason:
        yield str(label(answer.reason))
    if figure and figure.year != item.year:
        yield _("judged by the figure of %(year)s") % {"year": figure.year}
    yield _of_kind(item, assigned)
    if target.base_year and target.base_year != target.plan.base_year:
        yield _("base year %(year)s") % {"year": target.base_year}
    if target.target_year and target.target_year != target.plan.end_year:
        yield _("target year %(year)s") % {"year": target.target_year}
    elif not target.target_year_stated:
        yield _("target year assumed")
    if item.revised is not None:
        yield _("originally %(value)s") % {"value": target_text(target)}
    for flag in answer.flags:
        name, _colon, year = flag.partition(":")
        if name in _FLAGS:
            yield _FLAGS[name]() % {"year": year}


def _of_kind(item: Standing, assigned: Decimal | None) -> str:
    """What stands behind a figure that is not simply this year's value."""
    answer, figure, kind = item.answer, item.figure, item.target.kind
    if kind == TargetKind.GROWTH and answer.average_growth_percent is not None:
        return _("average %(value)s") % {
            "value": amount(item, answer.average_growth_percent, item.decimals)
        }
    if kind in (TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE) and figure:
        value = amount(item, figure.value, figure.decimals)
        return _("%(year)s: %(value)s") % {"year": figure.year, "value": value}
    if kind == TargetKind.RELATIVE and figure and figure.compared is not None:
        name = item.target.compared_with or _("compared series")
        return f"{name} {amount(item, figure.compared)}"
    if kind == TargetKind.DELEGATED and assigned is not None:
        return _("assigned %(value)s") % {"value": amount(item, assigned)}
    if kind == TargetKind.MILESTONE and figure and figure.steps_total:
        return _("%(done)s of %(all)s steps") % {
            "done": number(figure.steps_done, 0),
            "all": figure.steps_total,
        }
    return ""


_FLAGS: dict[str, Callable[[], str]] = {
    "base_derived": lambda: _("baseline derived from target and growth"),
    "base_substituted": lambda: _("first reported year taken as baseline"),
    "from_levels": lambda: _("average from levels"),
    "years_missing": lambda: _("years missing"),
    "lower_bound": lambda: _("years missing, at least"),
    "linked": lambda: _("linked over a break"),
    "target_revised": lambda: _("target revised"),
    "once_met": lambda: _("met before in %(year)s"),
    "gap_below_1pct": lambda: _("gap below 1%%"),
    "target_not_beyond_base": lambda: _("target not beyond the baseline"),
}
