"""One figure of 2025 with the years before it, as the rules see it."""

from decimal import Decimal
from typing import Any

from tracker.entry.warnings import Comparison, warnings_about
from tracker.entry.warnings.comparison import Reported
from tracker.terms import TargetKind

YEAR = 2025


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def comparison(
    now: Any, *earlier: Any, kind: TargetKind = TargetKind.LEVEL, **more: Any
) -> Comparison:
    """``earlier`` are the figures of the years up to 2024, the oldest first."""
    years = range(YEAR - len(earlier), YEAR)
    reported = tuple(Reported(year, number(v)) for year, v in zip(years, earlier, strict=True))
    more = {"unit": "亿元", "earlier": reported} | more
    return Comparison(kind=kind, now=Reported(YEAR, number(now)), **more)


def codes(entry: Comparison) -> list[str]:
    """What is told, in the order in which it is told."""
    return [warning.code.value for warning in warnings_about(entry)]
