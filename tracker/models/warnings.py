"""What looks odd about an entered figure, as a sentence with its figures (methods §9)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.notation import THIN_SPACE, number, percent, signed
from tracker.terms import WarningCode

SENTENCES: dict[WarningCode, Promise] = {
    WarningCode.SUDDEN_CHANGE: _(
        "%(value)s is %(change)s against %(last)s in %(last_year)s; the usual change from year to "
        "year is %(usual)s."
    ),
    WarningCode.UNLIKE_OTHER_ZONES: _(
        "%(value)s is %(change)s against %(last)s in %(last_year)s; in %(zones)s other zones the "
        "change is about %(usual)s."
    ),
    WarningCode.UNIT_SLIP: _(
        "Against %(last)s in %(last_year)s, %(value)s is off by about %(slip)s. Check the unit "
        "and the decimal point."
    ),
    WarningCode.SHARE_OUT_OF_BOUNDS: _("%(value)s lies outside 0 to 100, where a share stays."),
    WarningCode.SIGN_FLIP: _(
        "%(value)s has the opposite sign of %(last)s in %(last_year)s. Check the sign."
    ),
    WarningCode.GROWTH_DISAGREES: _(
        "From %(last_level)s in %(last_year)s to %(level)s is %(implied_percent)s; the growth "
        "reported is %(rate_percent)s."
    ),
    WarningCode.WHOLE_BELOW_PART: _(
        "The total (%(whole)s) is below its part %(part_name)s (%(part)s)."
    ),
    WarningCode.SAME_AS_LAST_YEAR: _(
        "%(value)s is exactly the figure of %(last_year)s. Check that it is this year's."
    ),
}

# As wide as the space between thousands, but a line of running text does not end there.
_UNBROKEN = "\u202f"

_FIGURES = frozenset({"value", "last", "last_level", "level", "whole", "part"})
_PERCENTS = frozenset({"rate_percent", "implied_percent"})
_CHANGES = frozenset({"change", "usual"})


def explain(code: str, data: Mapping[str, Any]) -> str:
    """The sentence for one warning, in the current language."""
    words = {name: _shown(name, data) for name in data}
    sentence = str(SENTENCES[WarningCode(code)]) % words
    return sentence.replace(THIN_SPACE, _UNBROKEN)


def _shown(name: str, data: Mapping[str, Any]) -> Any:
    value, unit = data[name], data.get("unit") or ""
    if name in _FIGURES:
        return _with_unit(number(value), unit)
    if name in _PERCENTS:
        return f"{number(value)}%"
    if name in _CHANGES:
        return _change(value, unit, in_proportion=data["in_proportion"])
    if name == "slip":
        return f"{'×' if data['is_up'] else '÷'}{THIN_SPACE}{number(Decimal(value))}"
    return value


def _change(value: Decimal, unit: str, *, in_proportion: bool) -> str:
    """A change as a signed percentage, or in the unit; percentages change by points."""
    if in_proportion:
        return ("+" if value > 0 else "") + percent(value)
    if unit in {"%", "％"}:
        return gettext("%(value)s percentage points") % {"value": signed(float(value))}
    return _with_unit(signed(float(value)), unit)


def _with_unit(text: str, unit: str) -> str:
    return f"{text}%" if unit in {"%", "％"} else f"{text} {unit}".rstrip()
