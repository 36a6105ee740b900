"""Bars in tables: all targets in three parts."""

import re

import pytest

from tracker.templatetags import sparklines


@pytest.mark.parametrize(
    ("counts", "widths"),
    [((7, 9, 12), ["60", "45.00", "35.00"]), ((0, 0, 3), ["60", "0.00", "0.00"])],
)
def test_a_bar_is_all_targets_in_three_parts(counts, widths):
    drawn = re.findall(r'<rect class="[\w-]+" width="([\d.]+)"', sparklines.bar(*counts))
    assert drawn == widths


def test_no_targets_are_no_bar():
    assert sparklines.bar(0, 0, 0) == ""
