"""Values and promises as running text has them: with their units, and in words instead of signs.

Tables print ``≥ 500``; a sentence says "at least 500 亿元". In the active language.
"""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.attainment.figures import Target as Promise
from tracker.notation import number, operator, target_text
from tracker.standing import Standing
from tracker.terms import Direction, TargetKind


def amount(item: Standing, value: Decimal | float | None, decimals: int | None = None) -> str:
    """A value of the target with its unit; percent signs stand close."""
    if isinstance(value, float) and decimals is None:
        decimals = item.decimals
    text = number(value, decimals)
    return text if value is None else with_unit(text, item.target.unit)


def with_unit(text: str, unit: str) -> str:
    """Neither sign nor unit is parted from its number at the end of a line."""
    if unit in ("%", "％", "‰"):
        text += unit
    elif unit:
        text = _("%(value)s %(unit)s") % {"value": text, "unit": unit}
    return text.replace(" ", "\u00a0")


def level(item: Standing, value: Decimal | float | None, decimals: int | None = None) -> str:
    """Where the target stands: as ``amount``, and for ranks as the place that it is."""
    if item.target.kind != TargetKind.RANK or value is None:
        return amount(item, value, decimals)
    text = number(
        value, item.decimals if isinstance(value, float) and decimals is None else decimals
    )
    return _place(text, item.target.unit)


def _place(text: str, unit: str) -> str:
    place = pgettext("rank", "%(value)s %(unit)s") % {"value": text, "unit": unit}
    return place.replace(" ", "\u00a0")


def changed(item: Standing, value: Decimal | float | None, decimals: int | None = None) -> str:
    """A change with its sign, or with the word that a language has for it."""
    if value is None or value >= 0:
        return pgettext("change", "%(value)s") % {"value": amount(item, value, decimals)}
    size = abs(value) if isinstance(value, Decimal) else abs(float(value))
    return pgettext("falling change", "−%(value)s") % {"value": amount(item, size, decimals)}


def promise(item: Standing) -> str:
    """The target as the plan has it, with its unit where it is a figure."""
    target, given = item.target, item.promise
    compared = target.compared_with or pgettext("compared series", "P")
    text = target_text(given, compared=compared)
    if not text:
        return target.target_text or _("as planned")
    if given.kind is TargetKind.RANGE:
        return with_unit(text, target.unit)
    sign = operator(_direction(given), strict=given.strict, approximate=given.approximate)
    value = text.removeprefix(sign).strip(" 〔〕")
    if given.kind is TargetKind.CUMULATIVE_CHANGE and given.direction is Direction.AT_MOST:
        # A fall of 13.5 % is promised; the sign belongs to the rate.
        sign, value = _TURNED.get(sign, sign), value.removeprefix("−")
    if given.kind is TargetKind.RELATIVE:
        if given.margin and target.unit in ("%", "％"):
            value = _("%(value)s percentage points") % {"value": value}
        return _NOT_LESS_THAN[sign]() % {"value": value.replace(" ", "\u00a0")}
    rank = given.kind is TargetKind.RANK
    whole = _place(value, target.unit) if rank else with_unit(value, target.unit)
    bounded = (_RANKED if rank else _BOUNDED)[sign]() % {"value": whole}
    return _over_period(given) % {"value": bounded}


def _direction(given: Promise) -> Direction:
    return Direction.AT_MOST if given.kind is TargetKind.RANK else given.direction


def _over_period(given: Promise) -> str:
    """What a sum, a chain of changes or an increase is beside its number."""
    if given.kind is TargetKind.CUMULATIVE_SUM:
        return _("%(value)s in all")
    if given.kind is TargetKind.INCREMENT:
        return _("%(value)s more than in the base year")
    if given.kind is TargetKind.CUMULATIVE_CHANGE:
        falls = given.direction is Direction.AT_MOST
        return _("a fall of %(value)s") if falls else _("a growth of %(value)s")
    return "%(value)s"


_TURNED = {"≤": "≥", "<": ">"}
_BOUNDED = {
    "≥": lambda: _("at least %(value)s"),
    ">": lambda: _("more than %(value)s"),
    "≤": lambda: _("at most %(value)s"),
    "<": lambda: _("less than %(value)s"),
    "≈": lambda: _("about %(value)s"),
}
_RANKED = {
    "≤": lambda: pgettext("rank", "%(value)s or better"),
    "<": lambda: pgettext("rank", "better than %(value)s"),
    "≈": lambda: _("about %(value)s"),
}
# A series named in words is not followed by a bound.
_NOT_LESS_THAN = {
    "≥": lambda: pgettext("series", "at least %(value)s"),
    ">": lambda: pgettext("series", "more than %(value)s"),
    "≤": lambda: pgettext("series", "at most %(value)s"),
    "<": lambda: pgettext("series", "less than %(value)s"),
    "≈": lambda: pgettext("series", "about %(value)s"),
}
