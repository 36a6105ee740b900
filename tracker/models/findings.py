"""What was found odd in a plan, as a sentence with its figures (methods §8)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.attainment.stated import FindingCode
from tracker.notation import number

SENTENCES: dict[FindingCode, Promise] = {
    FindingCode.GROWTH_MISMATCH: _(
        "From %(base_value)s at %(growth_percent)s a year, %(years)s years give "
        "%(implied_target)s; the plan says %(target_value)s, which is %(implied_growth_percent)s a "
        "year."
    ),
    FindingCode.PRICE_BASIS: _(
        "From %(base_value)s at %(growth_percent)s a year, %(years)s years give "
        "%(implied_target)s; the plan says %(target_value)s, %(implied_growth_percent)s a year. "
        "Price changes of %(price_percent)s a year would explain it: the rate may be in "
        "comparable prices and the level in current ones."
    ),
    FindingCode.YEAR_AMBIGUOUS: _(
        "From %(base_value)s at %(growth_percent)s a year, %(years)s years give "
        "%(implied_target)s; the plan says %(target_value)s, which fits %(fitting_years)s years: "
        "the base year or the target year may be another."
    ),
    FindingCode.CHANGE_MISMATCH: _(
        "%(base_value)s and a change of %(period_change)s do not give %(target_value)s."
    ),
    FindingCode.SUM_BELOW_FLOORS: _(
        "At least %(yearly_floor)s every year is %(floors_sum)s over the period already, more "
        "than the %(target_value)s promised for it."
    ),
    FindingCode.YEARLY_RATE_MISMATCH: _(
        "%(target_value)s over %(years)s years is %(implied_growth_percent)s a year; the plan "
        "says %(growth_percent)s."
    ),
    FindingCode.PART_EXCEEDS_WHOLE: _("The part (%(part)s) exceeds the whole (%(whole)s)."),
    FindingCode.PARTS_EXCEED_WHOLE: _(
        "The parts together (%(sum)s) exceed the whole (%(whole)s)."
    ),
    FindingCode.PARTS_MISMATCH: _(
        "The parts together (%(sum)s) are not the whole (%(whole)s)."
    ),
    FindingCode.SHARE_MISMATCH: _(
        "Part and whole give a share of %(implied_share)s; the plan says %(share)s."
    ),
    FindingCode.NOT_BEYOND_BASE: _(
        "The baseline (%(base_value)s) has reached the target (%(target_value)s) already: it can "
        "only be kept."
    ),
    FindingCode.BOUND_EXCEEDED: _("%(value)s lies outside 0 to 100, where a share stays."),
    FindingCode.STATED_TWICE: _(
        "The plan states this twice with different figures: %(other_figure)s here, %(figure)s "
        "there."
    ),
    FindingCode.BINDING_WITHOUT_FIGURE: _(
        "The target is binding, but the plan states no figure for it."
    ),
    FindingCode.UNITS_DIFFER: _(
        "The same indicator stands in two units, %(other_unit)s here and %(unit)s there."
    ),
}  # fmt: skip

# Data in per cent whatever the unit of the target, and data that are no figures at all.
_PERCENTS = frozenset(
    {"growth_percent", "implied_growth_percent", "price_percent", "share", "implied_share"}
)
_PLAIN = frozenset({"years", "fitting_years", "unit", "other_unit", "field"})


def explain(code: str, data: Mapping[str, Any], related: str | None = None) -> str:
    """The sentence for one finding; ``related`` names the other target, where there is one."""
    unit = data.get("unit") or ""
    words = {name: _shown(name, value, unit) for name, value in data.items()}
    sentence = str(SENTENCES[FindingCode(code)]) % words
    if related is None:
        return sentence
    return gettext("%(sentence)s Compare %(related)s.") % {
        "sentence": sentence,
        "related": related,
    }


def _shown(name: str, value: Any, unit: str) -> Any:
    if name in _PLAIN:
        return value
    figure = number(None if value is None else Decimal(value))
    if name in _PERCENTS:
        return f"{figure}%"
    return figure + unit if unit == "%" else f"{figure} {unit}".rstrip()
