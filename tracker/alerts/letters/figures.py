"""The figures behind a judgement, as a mail names them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.models import Target
from tracker.models.promise import printed_decimals, promise_in
from tracker.notation import number, percent, quantity, target_text
from tracker.terms import TargetKind


def details(facts: Mapping[str, Any], target: Target, year: int) -> Iterable[tuple[Promise, str]]:
    """The figure, what it should have been, and progress beside elapsed share, where known."""
    compared = target.compared_with or gettext("compared series")
    promised = promise_in(target, year)
    decimals = printed_decimals(promised, target)
    promise = target_text(promised, decimals=decimals, compared=compared)
    value = None if facts.get("value") is None else Decimal(facts["value"])
    typed = 0 if value is None else -int(value.as_tuple().exponent)
    decimals, ended = max(1, target.decimals, typed), facts.get("verdict") is not None
    total = _total(facts, decimals)
    if total:
        yield _("Total so far"), quantity(total, target.unit)
    elif value is not None:
        yield _("Actual value"), quantity(number(value, typed), target.unit)
    if target.kind == TargetKind.GROWTH and facts.get("average_growth_percent") is not None:
        average = number(facts["average_growth_percent"], decimals)
        yield _("Average yearly growth so far"), f"{average}%"
    if facts.get("annual") is not None:
        yield _("Annual target"), quantity(number(Decimal(facts["annual"])), target.unit)
    elif facts.get("expected") is not None and not ended:
        expected = number(target.as_reported(facts["expected"]), decimals)
        yield _("Expected value"), quantity(expected, target.unit)
    elif promise:
        yield _("Target value"), quantity(promise, target.unit)
    if facts.get("progress") is not None:
        yield _("Progress"), percent(facts["progress"])
    if facts.get("elapsed") is not None and not ended:
        yield _("Elapsed share"), percent(facts["elapsed"])


def _total(facts: Mapping[str, Any], decimals: int) -> str:
    """The sum or the chained change so far, which is what the expected value is about."""
    total, change = facts.get("cumulative"), facts.get("cumulative_change_percent")
    if total is not None:
        return number(Decimal(repr(total)))
    return "" if change is None else number(change, decimals)
