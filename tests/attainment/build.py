"""Builders for cases: what a test does not name is as in the commonest plan, 2020 to 2025."""

from decimal import Decimal
from typing import Any

from tracker.attainment.evaluate import evaluate
from tracker.attainment.figures import Answer, Case
from tracker.attainment.reading import read_case

Years = dict[int, Any]


def case(kind: str, years: Years, as_of: int | None = None, **target: Any) -> Case:
    """A case as the door reads it: ``years`` maps a year to a value, or to a figure's fields.

    A list stands for several entries of one year, in the order in which they were reported.
    """
    figures = [_figure(year, entry) for year, given in years.items() for entry in _entries(given)]
    fields = {"base_year": 2020, "target_year": 2025, **target}
    last = max(years, default=2022) if as_of is None else as_of
    return read_case({"target": {"kind": kind, **fields}, "figures": figures, "as_of": last})


def judge(kind: str, years: Years, as_of: int | None = None, **target: Any) -> Answer:
    return evaluate(case(kind, years, as_of, **target))


def level(years: Years, as_of: int | None = None, **target: Any) -> Answer:
    """A level in 亿元 from 100 to 150 on the straight path, unless told otherwise."""
    fields = {"base_value": "100", "target_value": "150", "unit": "亿元", "path": "linear"}
    return judge("level", years, as_of, **fields | target)


def word(answer: Answer) -> str:
    return str(answer.verdict or answer.status)


def _entries(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _figure(year: int, entry: Any) -> dict[str, Any]:
    fields = entry if isinstance(entry, dict) else {"value": entry}
    return {"year": year} | {
        name: str(value) if isinstance(value, Decimal) else value for name, value in fields.items()
    }
