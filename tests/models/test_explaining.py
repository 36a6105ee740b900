"""Every refusal is said with its remedy, and never as a code."""

from datetime import UTC, datetime

import pytest

from tracker.errors import Change, FieldProblem, Incomplete, NotAllowed, Refused, Stale, WrongState
from tracker.models.asking import asked_for, asked_help, field_help, field_label
from tracker.models.explaining import NOT_ALLOWED, PROBLEMS, STATES, explain, explain_problem
from tracker.terms import Measure, TargetKind

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_of_a_field_names_what_to_do(code):
    sentences = explain_problem(FieldProblem("value", "12x", code))
    assert sentences.count(".") >= 2
    assert "%(" not in sentences


@pytest.mark.parametrize("code", STATES)
def test_every_wrong_state_is_told(code):
    data = {"year": 2025, "closed_on": "2026-04-01", "actual": "open", "expected": "x"}
    data |= {"until": "14:05", "years": "2025", "cleared_on": "2026-04-01"}
    data |= {"host": "a.cn:443", "person": "李明"}
    data |= {"zone": "jinan-ht", "first": 2021, "last": 2025, "kind": "x", "format": "x"}
    data |= {"fitting": "x", "number": "3号", "by": "李明"}
    (sentence,) = explain(WrongState(code, **data))
    assert sentence == str(STATES[code]) % data


def test_a_figure_that_moved_on_says_where_it_is_now():
    (sentence,) = explain(WrongState(expected="submitted", actual="approved"))
    assert sentence.startswith("The figure is now “Approved”.")


def test_all_fields_are_told_at_once_with_their_names():
    error = Incomplete(
        FieldProblem("value", None, "required"), FieldProblem("steps_done", 7, "more_than_total")
    )
    assert [sentence.split(":")[0] for sentence in explain(error)] == ["Figure", "Steps done"]


def test_who_was_faster_is_named():
    change = Change("王芳", datetime(2026, 3, 1, 2, 0, tzinfo=UTC))
    assert explain(Stale(change=change))[0].startswith("王芳 changed this at ")
    assert explain(Stale(change=None))[0].startswith("Somebody else")


@pytest.mark.parametrize("verb", [*NOT_ALLOWED, "unheard_of"])
def test_what_is_not_allowed_says_who_may(verb):
    assert explain(NotAllowed(verb=verb))[0].endswith(".")


def test_an_unknown_refusal_still_says_that_nothing_changed():
    assert explain(Refused("odd")) == ["This was refused, and nothing was changed."]


@pytest.mark.parametrize("kind", TargetKind)
def test_every_kind_says_which_figure_it_wants(kind):
    assert "2025" in asked_for(kind, 2025)
    assert str(asked_help(kind))


def test_a_relative_target_of_rates_asks_for_the_rate():
    assert "%" in asked_for(TargetKind.RELATIVE, 2025, Measure.CHANGE)
    assert "%" not in asked_for(TargetKind.RELATIVE, 2025)


def test_fields_without_a_text_of_their_own_have_a_plain_one():
    assert (field_label("value"), field_help("value")) == ("Figure", "")
