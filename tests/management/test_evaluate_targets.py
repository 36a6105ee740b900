"""The command that judges cases: exit status, messages, and no database."""

import io
import json
import sys

import pytest
from django.core.management import call_command

GOOD = {
    "id": "a",
    "target": {"kind": "maintain", "target_year": 2025, "target_value": "100"},
    "figures": [{"year": 2021, "value": "100"}],
    "as_of": 2022,
}


@pytest.fixture
def run(monkeypatch, capsys):
    """Feeds a text to the command; gives its exit status, its output and its messages."""

    def feed(text: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        status = 0
        try:
            call_command("evaluate_targets")
        except SystemExit as stop:
            status = stop.code
        return status, *capsys.readouterr()

    return feed


def test_cases_are_answered_in_order(run):
    status, out, err = run(json.dumps([GOOD, GOOD | {"id": "b"}]))
    answers = json.loads(out)
    assert (status, err) == (0, "")
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert answers[0]["status"] == "on_track"


def test_a_refused_case_sets_the_exit_status_and_the_others_still_run(run):
    status, out, _ = run(json.dumps([{"id": "x"}, GOOD]))
    refused, answered = json.loads(out)
    assert status == 1
    assert refused == {
        "id": "x",
        "error": {"field": "target", "value": None, "reason": "must be an object"},
    }
    assert answered["id"] == "a"


@pytest.mark.parametrize("text", ["", "{}", "no json", "3"])
def test_input_that_is_no_list_is_told_on_stderr(run, text):
    status, out, err = run(text)
    assert (status, out) == (2, "")
    assert "JSON" in err


def test_text_of_any_script_passes(run):
    status, out, _ = run(json.dumps([GOOD | {"id": "淄博"}], ensure_ascii=False))
    assert (status, json.loads(out)[0]["id"]) == (0, "淄博")
    assert out.isascii()
