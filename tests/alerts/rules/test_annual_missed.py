"""The year's own target, beside the pace of the period."""

from datetime import date

import pytest

from tests.alerts.rules.build import annual
from tracker.alerts.rules.annual_missed import annual_missed
from tracker.terms import Attribute, Direction, Severity, TargetKind

TODAY = date(2026, 3, 24)
AT_MOST = {"direction": Direction.AT_MOST}

# The figure, the annual target, its shape, whether it was missed.
CASES = [
    ("99.9", "100", {}, True),
    ("100.0", "100", {}, False),
    ("101", "100", {}, False),
    ("0", "5", {}, True),
    ("5", "0", {}, False),
    ("31", "30", AT_MOST, True),
    ("30", "30", AT_MOST, False),
    ("0", "30", AT_MOST, False),
    ("-2.5", "-2.86", {"kind": TargetKind.CUMULATIVE_CHANGE, **AT_MOST}, True),
    ("-3", "-2.86", {"kind": TargetKind.CUMULATIVE_CHANGE, **AT_MOST}, False),
    ("35", "30", {"kind": TargetKind.RANK}, True),
    ("29", "30", {"kind": TargetKind.RANK}, False),
]


@pytest.mark.parametrize(("value", "asked", "shape", "missed"), CASES)
def test_a_year_is_missed_in_the_direction_of_its_target(value, asked, shape, missed):
    assert (annual_missed(annual(value, asked, **shape), TODAY) is not None) == missed


@pytest.mark.parametrize(
    ("value", "asked", "shape", "rate"),
    [
        ("90", "100", {}, 0.9),
        ("40", "30", AT_MOST, 0.75),
        ("-1", "2", {}, None),
        ("40", "30", {"kind": TargetKind.RANK}, None),
        ("2", "3", {"kind": TargetKind.CUMULATIVE_CHANGE}, None),
    ],
)
def test_the_rate_is_given_between_two_positive_figures(value, asked, shape, rate):
    found = annual_missed(annual(value, asked, **shape), TODAY)
    assert found.facts == {"value": value, "annual": asked, "attainment": rate}


def test_a_binding_target_weighs_more():
    found = [
        annual_missed(annual("1", "2", attribute=attribute), TODAY)
        for attribute in (None, Attribute.BINDING)
    ]
    assert [one.severity for one in found] == [Severity.NOTE, Severity.WARNING]
