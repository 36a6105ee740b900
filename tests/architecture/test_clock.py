"""The clock is read by doors and verbs; arithmetic, rules and queries are told the date."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, name, python_files, tree

READS_THE_CLOCK = {
    *("now", "utcnow", "today", "localdate", "localtime"),
    *("time", "time_ns", "monotonic", "perf_counter", "ctime", "gmtime"),
}
TIMELESS = [
    *("tracker/terms", "tracker/errors", "tracker/notation", "tracker/standing"),
    *("tracker/attainment", "tracker/entry/checks", "tracker/entry/warnings"),
    "tracker/alerts/rules",
    *(f"tracker/entry/sheet/{name}" for name in ("files", "cells", "reading", "comparing")),
    *(
        "tracker/importing/extraction",
        "tracker/importing/readers",
        "tracker/importing/illustration",
    ),
    *("tracker/reports/datasets", "tracker/reports/charts", "tracker/reports/freezing"),
    "tracker/reports/differences",
    *("tracker/reports/tables", "tracker/reports/workbook", "tracker/reports/occurrences"),
    *(name(file).removesuffix(".py") for file in (ROOT / "tracker").glob("*/queries.py")),
]


def clock_readings(file: Path) -> list[str]:
    return [
        f"{name(file)}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READS_THE_CLOCK
    ]


@pytest.mark.parametrize("part", TIMELESS)
def test_part_is_told_the_date(part: str):
    assert [reading for file in python_files(part) for reading in clock_readings(file)] == []
