"""Every refusal says what to do about it."""

import inspect
import json

import pytest
from django.utils import translation

from tracker.attainment import faults
from tracker.importing import shipped
from tracker.importing.extraction.problems import Problem, ProblemCode
from tracker.importing.wording import METHOD_REASONS, REASONS, TO_CONFIRM, describe

DATA = {
    "longest": 20, "line": 3, "column": 4, "known": ["a", "b"], "allowed": ["a", "b"],
    "whole": 11, "decimals": 4, "first": 1949, "last": 2100, "file": "a.json", "multiple": 2,
    "kind": "rank", "reason": "required", "plan": "规划",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_has_a_reason_and_a_remedy(code):
    line = describe(Problem("a.json", "jinan-ht-001", "unit", "x", code, DATA))
    place, reason = line.split(" — ")
    assert place == "a.json · jinan-ht-001 · unit: “x”"
    assert "%(" not in reason
    assert ";" in reason
    assert code in REASONS


def test_the_reasons_of_the_method_are_those_it_gives():
    source = inspect.getsource(faults)
    assert all(f'"{reason}"' in source for reason in METHOD_REASONS)
    assert describe(
        Problem("a.json", "x-1", "target_value", None, ProblemCode.NOT_JUDGEABLE, DATA)
    ).startswith("a.json · x-1 · target_value — a target of the kind “Rank” cannot be judged so: ")


def test_a_long_value_is_cut():
    line = describe(Problem("a.json", None, "note", "长" * 100, ProblemCode.TOO_LONG, DATA))
    assert "…" in line
    assert len(line) < 120


def test_what_shipped_files_ask_to_be_confirmed_can_be_translated():
    asked = {
        row["encode"]["confirm"]
        for _, text in shipped.registers()
        for row in json.loads(text)["targets"]
        if "confirm" in row.get("encode", {})
    }
    assert asked == set(TO_CONFIRM)
