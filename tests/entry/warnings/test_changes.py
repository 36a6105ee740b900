"""Changes beyond four robust deviations, of the own history and of other zones (methods §9)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.entry.warnings.build import YEAR, codes, comparison
from tracker.entry.warnings import warnings_about
from tracker.entry.warnings.comparison import Reported
from tracker.terms import Severity, TargetKind

SUDDEN, UNLIKE, SAME = ["sudden_change"], ["unlike_other_zones"], ["same_as_last_year"]


@pytest.mark.parametrize(
    ("now", "earlier", "told"),
    [
        ("161", ("100", "110", "121", "133", "146"), []),
        ("150", ("100", "110", "121", "133", "146"), []),
        ("200", ("100", "110", "121", "133", "146"), SUDDEN),
        ("120", ("100", "110", "121", "133", "146"), SUDDEN),
        ("0", ("100", "110", "121", "133", "146"), SUDDEN),
        ("200", ("100", "140", "90", "150"), []),
        ("300", ("133", "146"), []),
        ("300", ("121", "133", "146"), []),
        ("300", ("110", "121", "133", "146"), SUDDEN),
        ("300", ("110", None, "121", "133", "146"), []),
        ("300", ("100", "110", "121", "133", None), []),
        (None, ("100", "110", "121", "133", "146"), []),
        ("11", ("10", "10", "10", "10"), []),
        ("15", ("10", "10", "10", "10"), SUDDEN),
        ("1", ("0", "0", "0", "0"), []),
        ("9", ("0", "0", "0", "0"), SUDDEN),
        ("0", ("0", "0", "0", "0"), []),
        ("-2", ("-5", "-4", "-4", "-3"), []),
        ("40", ("-3", "-1", "0", "1"), SUDDEN),
    ],
)
def test_a_change_unlike_the_own_history(now, earlier, told):
    assert codes(comparison(now, *earlier)) == told


@pytest.mark.parametrize(
    ("kind", "now", "earlier", "told"),
    [
        (TargetKind.GROWTH, "9.5", ("8", "8.2", "8.1", "8.3"), []),
        (TargetKind.GROWTH, "14", ("8", "8.2", "8.1", "8.3"), SUDDEN),
        (TargetKind.RANK, "29", ("40", "38", "36", "33"), []),
        (TargetKind.RANK, "12", ("40", "38", "36", "33"), SUDDEN),
        (TargetKind.MAINTAIN, "100", ("100", "100", "100", "100"), []),
        (TargetKind.MAINTAIN, "90", ("100", "100", "100", "100"), SUDDEN),
        (TargetKind.MILESTONE, "90", ("1", "1", "1", "1"), []),
    ],
)
def test_percentages_and_ranks_change_by_steps(kind, now, earlier, told):
    assert codes(comparison(now, *earlier, kind=kind, unit="%")) == told


@pytest.mark.parametrize(
    ("now", "grown", "told"),
    [
        ("110", (8, 9, 10, 11), []),
        ("130", (8, 9, 10, 11), UNLIKE),
        ("90", (8, 9, 10, 11), UNLIKE),
        ("130", (8, 9, 10), []),
        ("130", (-20, 5, 30, 50), []),
        ("0", (8, 9, 10, 11), UNLIKE),
    ],
)
def test_a_change_unlike_that_of_other_zones(now, grown, told):
    elsewhere = tuple((Decimal(1000), Decimal(1000 + 10 * percent)) for percent in grown)
    assert codes(comparison(now, "100", elsewhere=elsewhere)) == told


def test_the_change_and_the_usual_one_are_told():
    (warning,) = warnings_about(comparison("200", "100", "110", "121", "133.1", "146.41"))
    assert warning.data["usual"] == Decimal("0.1")
    assert (warning.data["last"], warning.data["last_year"]) == (Decimal("146.41"), YEAR - 1)


@pytest.mark.parametrize(("old_value", "told"), [("160", []), (None, []), ("210", SUDDEN)])
def test_across_a_break_the_old_caliber_is_compared(old_value, told):
    old = None if old_value is None else Decimal(old_value)
    now = Reported(YEAR, Decimal(900), is_break=True, old_value=old)
    steady = comparison(None, "100", "110", "121", "133", "146")
    assert codes(replace(steady, now=now)) == told


@pytest.mark.parametrize(
    ("more", "last", "told"),
    [
        ({}, "146", SAME),
        ({}, "146.0", SAME),
        ({}, "0", []),
        ({"is_share": True, "unit": "%"}, "100", []),
        ({"kind": TargetKind.RANGE}, "5", []),
        ({"kind": TargetKind.RANK}, "5", []),
        ({"kind": TargetKind.GROWTH}, "8.5", SAME),
    ],
)
def test_last_years_figure_again_is_a_note(more, last, told):
    found = warnings_about(comparison(last, last, **more))
    assert [warning.code for warning in found] == told
    assert {warning.severity for warning in found} <= {Severity.NOTE}
