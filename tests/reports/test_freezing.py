"""A frozen dataset thaws to an equal one, and equal datasets freeze to equal bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.datasets import (
    Brief,
    Comparison,
    DepartmentSheet,
    Exact,
    FinalReport,
    Line,
    MidtermReport,
    MonitoringReport,
)
from tracker.reports.freezing import freeze, thaw
from tracker.reports.shapes import Goal, PathChart
from tracker.standing import zone_standing
from tracker.terms import ReportKind

PLAIN = {
    str: st.text(max_size=6),
    int: st.integers(),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    NoneType: st.none(),
}


def any_of(kind: Any) -> st.SearchStrategy:
    """Values of what a field of a dataset declares."""
    parts = get_args(kind)
    if get_origin(kind) is UnionType:
        return st.one_of(*map(any_of, parts))
    if get_origin(kind) is tuple and parts[-1] is ...:
        return st.lists(any_of(parts[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*map(any_of, parts))
    if get_origin(kind) is Mapping:
        return st.dictionaries(any_of(parts[0]), any_of(parts[1]), max_size=2)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{f.name: any_of(hints[f.name]) for f in fields(kind)})
    return st.sampled_from(kind) if issubclass(kind, Enum) else PLAIN[kind]


KINDS = (MonitoringReport, MidtermReport, FinalReport, DepartmentSheet, Brief, Comparison)


@pytest.mark.parametrize("kind", [*KINDS, Line, PathChart, Exact])
def test_any_dataset_thaws_to_an_equal_one(kind):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_of(kind))
    def holds(dataset):
        frozen = freeze(dataset)
        assert thaw(frozen, kind) == dataset
        assert freeze(thaw(frozen, kind)) == frozen

    holds()


@pytest.mark.django_db
def test_a_whole_report_comes_back_as_it_was():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    made = queries.zone_report(
        zone_standing(plan.zone, 2024, plan), ReportKind.MONITORING, made_on=date(2025, 4, 2)
    )
    assert thaw(freeze(made), MonitoringReport) == made


def test_decimals_keep_the_zeros_that_were_typed():
    exact = Exact(*[Decimal("1.50")] * 8, decimals=2)
    assert b'"1.50"' in freeze(exact)
    assert str(thaw(freeze(exact), Exact).base) == "1.50"


def test_a_whole_number_among_doubles_freezes_as_the_double_that_it_equals():
    assert freeze(Goal(5, "5")) == freeze(Goal(5.0, "5"))


def test_what_was_frozen_before_a_field_came_still_thaws():
    @dataclass(frozen=True)
    class Before:
        value: float
        text: str

    assert thaw(freeze(Before(5.0, "5")), Goal) == Goal(5.0, "5")


@pytest.mark.parametrize(
    "content", [b"{}", b"[1]", b'{"value": "5", "text": "5"}', b'{"more": 1}', b"not JSON"]
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError):
        thaw(content, Goal)


def test_a_changed_figure_changes_the_bytes():
    exact = Exact(*[Decimal("1.5")] * 8, decimals=2)
    assert freeze(exact) != freeze(replace(exact, base=Decimal("1.50")))
