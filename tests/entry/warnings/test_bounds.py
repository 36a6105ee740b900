"""Shares stay within 0 and 100, and signs do not turn unremarked (methods §9)."""

import pytest

from tests.entry.warnings.build import codes, comparison
from tracker.terms import TargetKind

OUT, FLIP = ["share_out_of_bounds"], ["sign_flip"]


@pytest.mark.parametrize(
    ("now", "told"),
    [("100.1", OUT), ("-0.1", OUT), ("100", []), ("0", []), ("55.5", []), (None, [])],
)
def test_a_share_outside_of_its_bounds(now, told):
    assert codes(comparison(now, unit="%", is_share=True)) == told


@pytest.mark.parametrize(
    ("more", "now"),
    [
        ({"is_share": False, "unit": "%"}, "120"),
        ({"is_share": True, "unit": "%", "kind": TargetKind.CUMULATIVE_CHANGE}, "-3"),
    ],
)
def test_what_is_no_share_has_no_such_bounds(more, now):
    assert codes(comparison(now, **more)) == []


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        ("5", "-4", FLIP),
        ("-5", "4", FLIP),
        ("5", "0", []),
        ("0", "-5", []),
        ("-5", "-6", []),
        (None, "-6", []),
        ("5", None, []),
    ],
)
def test_a_sign_that_turned(last, now, told):
    assert codes(comparison(now, last)) == told


def test_a_rise_entered_for_a_fall_is_told():
    fall = {"kind": TargetKind.CUMULATIVE_CHANGE, "unit": "%"}
    assert codes(comparison("3.1", "-3.2", "-2.9", "-3", "-3.1", **fall)) == FLIP
