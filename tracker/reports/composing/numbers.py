"""The numbers behind a row of the table of indicators, for files that one calculates with."""

from decimal import Decimal

from django.utils.translation import pgettext

from tracker.attainment import figures as pure
from tracker.models import Figure
from tracker.models.promise import known
from tracker.models.wording import label
from tracker.notation import number, operator
from tracker.reports.datasets import Basis, Exact, YearFigure
from tracker.reports.sentences import latest, total_so_far
from tracker.standing import Standing
from tracker.terms import Attribute, Direction, Path, Quality, TargetKind

# What a plan prints in corner brackets: a value over the whole period.
_OVER_PERIOD = frozenset(
    {TargetKind.CUMULATIVE_SUM, TargetKind.CUMULATIVE_CHANGE, TargetKind.INCREMENT}
)
# Their target is a word or two numbers; one alone would say something else.
_WITHOUT_NUMBER = frozenset(
    {
        TargetKind.RANGE,
        TargetKind.RELATIVE,
        TargetKind.DELEGATED,
        TargetKind.MILESTONE,
        TargetKind.UNDETERMINED,
    }
)


def done_or_not(figure: Figure) -> str:
    """A milestone's report of a year in a word."""
    return pgettext("milestone", "done") if figure.done else pgettext("milestone", "not done")


def exact(item: Standing) -> Exact:
    """What the texts of a row say, as numbers."""
    answer = item.answer
    return Exact(
        base=known(item.base),
        target=promised_value(item.promise),
        annual=known(item.annual),
        expected=_calculated(item.target.as_reported(answer.expected)),
        actual=_actual_value(item),
        attainment=_calculated(answer.attainment),
        progress=_calculated(answer.progress),
        elapsed=_calculated(answer.elapsed),
        decimals=item.decimals,
    )


def promised_value(promise: pure.Target) -> Decimal | None:
    """With the sign that is printed: what is to fall by 13.5 % stands there as −13.5."""
    if promise.kind in _WITHOUT_NUMBER:
        return None
    if promise.kind is TargetKind.GROWTH:
        return promise.growth_percent
    falls = promise.direction is Direction.AT_MOST
    if promise.kind is TargetKind.CUMULATIVE_CHANGE and falls and promise.target_value is not None:
        return promise.target_value.copy_negate()
    return promise.target_value


def _actual_value(item: Standing) -> Decimal | None:
    figure = item.reported
    if figure is None or item.target.kind == TargetKind.MILESTONE:
        return None
    if item.target.kind == TargetKind.CUMULATIVE_CHANGE:
        return _calculated(item.answer.cumulative_change_percent)
    if item.target.kind == TargetKind.CUMULATIVE_SUM:
        return known(total_so_far(item))
    return known(figure.value, figure.decimals)


def _calculated(value: float | None) -> Decimal | None:
    """A double with the digits that it needs to be itself."""
    return None if value is None else Decimal(repr(value))


def basis(item: Standing) -> Basis:
    """What a row is judged on."""
    promise, flags, figure = item.promise, item.answer.flags, latest(item)
    base_year = promise.base_year
    if "base_substituted" in flags:
        values = (f.year for f in item.figures if f.value is not None and f.year != base_year)
        base_year = min(values, default=base_year)
    ranked = promise.kind is TargetKind.RANK
    direction = Direction.AT_MOST if ranked else promise.direction
    path = item.answer.path
    return Basis(
        kind=promise.kind,
        attribute=Attribute(item.target.attribute) if item.target.attribute else None,
        direction=direction,
        operator=operator(direction, strict=promise.strict, approximate=promise.approximate),
        over_period=promise.kind in _OVER_PERIOD,
        path=None if path is None else Path(path),
        base_year=base_year,
        judged_year=None if figure is None else figure.year,
        target_year=promise.target_year,
        judgement=str(item.word),
    )


def year_figure(item: Standing, figure: Figure) -> YearFigure:
    """A figure in force as it stands among the other years."""
    value = known(figure.value, figure.decimals)
    is_milestone = item.target.kind == TargetKind.MILESTONE and figure.done is not None
    quality = Quality(figure.quality)
    return YearFigure(
        year=figure.year,
        value=value,
        text=done_or_not(figure) if is_milestone else number(figure.value, figure.decimals),
        quality=quality,
        quality_name=str(label(quality)),
    )
