"""The published vectors of the method, by the function and through the JSON door."""

import json
from pathlib import Path
from typing import Any

import pytest

from tracker.attainment.answering import answer_case, answer_fields, dump_answers, load_cases
from tracker.attainment.evaluate import evaluate
from tracker.attainment.reading import Unreadable, read_case

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
IDS = [vector["id"] for vector in VECTORS]


def assert_answers(vector: dict[str, Any], answer: dict[str, Any]) -> None:
    """Every field that the vector expects, numbers within its relative tolerance."""
    tolerance = vector.get("tolerance") or 1e-6
    for name, expected in vector["expected"].items():
        got = answer[name]
        if name == "flags":
            assert sorted(got) == sorted(expected)
        elif name == "error":
            assert got["field"] == expected["field"]
        elif isinstance(expected, float) and got is not None:
            assert got == pytest.approx(expected, rel=tolerance), name
        else:
            assert got == expected, name


@pytest.mark.parametrize("vector", VECTORS, ids=IDS)
def test_a_vector_is_answered_as_published(vector):
    try:
        answer = answer_fields(evaluate(read_case(vector["case"])))
    except Unreadable as fault:
        answer = {"error": {"field": fault.field}}
    assert_answers(vector, answer)


@pytest.mark.parametrize("vector", VECTORS, ids=IDS)
def test_a_vector_passes_through_the_json_door(vector):
    [case] = load_cases(json.dumps([vector["case"]]))
    [answer] = json.loads(dump_answers([answer_case(case)]))
    assert answer["id"] == vector["case"]["id"]
    assert_answers(vector, answer)
