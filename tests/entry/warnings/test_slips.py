"""A unit slip is a power of ten between this year and last year (methods §9)."""

import pytest

from tests.entry.warnings.build import codes, comparison
from tracker.entry.warnings import warnings_about
from tracker.terms import Measure, TargetKind

UNIT = ["unit_slip"]


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        ("187", "1870", UNIT),
        ("187", "2050", UNIT),
        ("187", "18700", UNIT),
        ("187", "1960000", UNIT),
        ("187", "18.9", UNIT),
        ("187", "1.96", UNIT),
        ("187", "0.0196", UNIT),
        ("100", "1400", UNIT),
        ("100", "700", UNIT),
        ("100", "1410", []),
        ("100", "690", []),
        ("100", "200", []),
        ("100", "100000", []),
        ("0", "1870", []),
        ("187", "0", []),
        ("-3", "-30", UNIT),
        ("-3", "30", ["sign_flip"]),
        (None, "1870", []),
        ("187", None, []),
    ],
)
def test_powers_of_ten(last, now, told):
    assert codes(comparison(now, last)) == told


@pytest.mark.parametrize(
    ("kind", "last", "now", "told"),
    [
        (TargetKind.GROWTH, "8", "0.08", UNIT),
        (TargetKind.GROWTH, "1.2", "12", []),
        (TargetKind.GROWTH, "12", "1.1", []),
        (TargetKind.CUMULATIVE_CHANGE, "-3.2", "-0.032", UNIT),
        (TargetKind.RANK, "30", "3", []),
        (TargetKind.MILESTONE, "1", "10", []),
        (TargetKind.UNDETERMINED, "1", "10", UNIT),
    ],
)
def test_a_rate_slips_by_a_hundred_only_and_a_rank_not_at_all(kind, last, now, told):
    assert codes(comparison(now, last, kind=kind, unit="%")) == told


def test_an_assigned_change_is_a_rate():
    assigned = {"kind": TargetKind.DELEGATED, "unit": "%"}
    assert codes(comparison("30", "3", measure=Measure.CHANGE, **assigned)) == []
    assert codes(comparison("30", "3", measure=Measure.LEVEL, **assigned)) == UNIT


def test_the_slip_says_which_way_and_explains_the_change():
    steady = comparison("1.5", "10000", "11000", "12100", "13300", "14600")
    (warning,) = warnings_about(steady)
    assert (warning.data["slip"], warning.data["is_up"]) == (10_000, False)
    assert warning.asks_for_note
