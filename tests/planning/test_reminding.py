"""Days before the due date as people type them."""

import pytest

from tracker.errors import Incomplete
from tracker.planning.reminding import read_days

TYPED = [
    ("30, 7, 1", [30, 7, 1]),
    ("30，7，1", [30, 7, 1]),
    ("３０、７、１", [30, 7, 1]),
    ("30天、7天和1天", [30, 7, 1]),
    ("30 7 1", [30, 7, 1]),
    ("30 days, 7 days and 1 day", [30, 7, 1]),
    ("1; 7; 30; 7", [30, 7, 1]),
    (" 5 ", [5]),
    ("0", [0]),
    ("", []),
    ("、，", []),
]


@pytest.mark.parametrize(("text", "days"), TYPED)
def test_days_are_read_as_offices_type_them(text, days):
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "named"),
    [("30, 七, 1", "七"), ("30, -7", "-7"), ("7.5天", "7.5"), ("1周", "1周"), ("12345", "12345")],
)
def test_what_is_no_number_of_days_is_named(text, named):
    with pytest.raises(Incomplete) as refused:
        read_days(text)
    (problem,) = refused.value.problems
    assert (problem.field, problem.value) == ("reminder_days", named)
