"""The JSON door: numbers as typed on the way in, a list of answers on the way out."""

import json

import pytest

from tracker.attainment.answering import NoCases, answer_case, dump_answers, load_cases


@pytest.mark.parametrize("text", ["", "{}", "7", '"cases"', "null", "[1", "[" * 100_000, b"\xff"])
def test_input_that_is_no_json_list_is_refused(text):
    with pytest.raises(NoCases):
        load_cases(text)


def test_an_empty_list_has_no_answers():
    assert load_cases("[]") == []
    assert json.loads(dump_answers([])) == []


def test_the_decimals_of_a_number_are_read_as_typed():
    [[number, whole, text]] = load_cases('[[10.00, 3, "1.50"]]')
    assert (str(number), whole, text) == ("10.00", 3, "1.50")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e99999999999999999999"])
def test_json_numbers_that_are_none_are_refused_at_their_field(value):
    text = f'[{{"target": {{"kind": "level", "base_value": {value}}}, "as_of": 2022}}]'
    answer = answer_case(load_cases(text)[0])
    assert answer["error"]["field"] == "target.base_value"
    assert json.loads(dump_answers([answer]))[0]["error"]["value"] == value


def test_an_integer_of_any_length_is_read():
    long = "9" * 10_000
    text = f'[{{"target": {{"kind": "level", "base_year": {long}}}, "as_of": 2022}}]'
    answer = answer_case(load_cases(text)[0])
    assert answer["error"]["field"] == "target.base_year"
    assert json.loads(dump_answers([answer]))[0]["error"]["value"] == long


def test_an_id_is_echoed_as_it_was():
    for text in ("1.5", "12345678901234567890123", '"甲"', "null", "[1, 2.25]", '{"a": true}'):
        answer = answer_case(load_cases(f'[{{"id": {text}}}]')[0])
        assert json.loads(dump_answers([answer]))[0]["id"] == json.loads(text)


def test_the_last_of_two_equal_keys_counts():
    [case] = load_cases('[{"id": 1, "id": 2}]')
    assert answer_case(case)["id"] == 2


def test_other_cases_are_answered_beside_a_refused_one():
    good = {"target": {"kind": "undetermined"}, "as_of": 2022}
    answers = [answer_case(case) for case in load_cases(json.dumps([good, 5, good]))]
    assert ["error" in answer for answer in answers] == [False, True, False]


def test_what_json_cannot_hold_has_no_place_in_an_answer():
    with pytest.raises(TypeError):
        dump_answers([{"id": object()}])
