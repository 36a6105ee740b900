"""Rate and levels, whole and part: figures that cannot all be right (methods §9)."""

from decimal import Decimal

import pytest

from tests.entry.warnings.build import codes, comparison
from tracker.entry.warnings import warnings_about
from tracker.entry.warnings.comparison import Growth, Nested

GROWTH, PART = ["growth_disagrees"], ["whole_below_part"]


@pytest.mark.parametrize(
    ("rate", "last", "now", "prices_between", "told"),
    [
        ("10.0", "100", "110", False, []),
        ("10", "100", "110.6", False, []),
        ("8", "100", "115", False, GROWTH),
        ("8", "100", "92", False, GROWTH),
        ("8", "1000", "1110", True, []),
        ("8", "1000", "1110", False, GROWTH),
        ("8", "1000", "1060", True, GROWTH),
        ("0", "1000", "1000", False, []),
        ("-3.2", "1000", "968", False, []),
        ("3.2", "1000", "968", False, GROWTH),
        ("8", "0", "5", False, []),
        ("8", "3", "3", False, []),
        ("8", "100", "0", False, []),
    ],
)
def test_a_rate_beside_its_levels(rate, last, now, prices_between, told):
    growth = Growth(Decimal(rate), Decimal(last), Decimal(now), "亿元", prices_between)
    assert codes(comparison(now, growths=(growth,))) == told


def test_the_growth_that_the_levels_imply_is_told():
    growth = Growth(Decimal(8), Decimal(100), Decimal(115), "亿元")
    (warning,) = warnings_about(comparison("8", growths=(growth,)))
    assert (warning.data["rate_percent"], warning.data["implied_percent"]) == (8, 15)


@pytest.mark.parametrize(
    ("whole", "part", "told"),
    [
        ("100", "90", []),
        ("100", "100", []),
        ("100", "120", PART),
        ("12.0", "12.04", []),
        ("0", "5", PART),
        ("0", "0", []),
    ],
)
def test_a_total_is_not_below_its_part(whole, part, told):
    nested = (Nested(Decimal(whole), Decimal(part), "核心区"),)
    assert codes(comparison(whole, nested=nested)) == told


def test_the_part_with_the_largest_excess_is_named():
    pairs = [("甲园", 120), ("乙园", 150), ("丙园", 80)]
    nested = tuple(Nested(Decimal(100), Decimal(part), name) for name, part in pairs)
    (warning,) = warnings_about(comparison("100", nested=nested))
    assert warning.data["part_name"] == "乙园"


def test_a_figure_that_is_not_known_is_never_odd():
    assert codes(comparison(None, nested=(Nested(Decimal(1), Decimal(2)),))) == []
