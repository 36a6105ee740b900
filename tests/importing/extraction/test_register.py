"""Register files are read whole, or every problem in them is named."""

import json

import pytest

from tests.importing import build
from tracker.importing import shipped
from tracker.importing.extraction.problems import ProblemCode
from tracker.importing.extraction.register import read


def problems(*texts):
    """Where and why: (entry, field, code) of every problem."""
    found = read(texts).problems
    return [(problem.entry, problem.field, problem.code) for problem in found]


def wrong(**fields):
    """The problems of one entry that is otherwise in order."""
    return [(field, code) for _, field, code in problems(build.text(build.entry(**fields)))]


def test_the_shipped_files_have_no_problem_and_every_entry():
    reading = read(shipped.registers())
    assert reading.problems == ()
    counts = {file.zone: len(file.targets) for file in reading.files}
    assert counts == {
        "yantai-ht": 97,
        "weihai-torch": 127,
        "zibo-ht": 53,
        "jinan-ht": 92,
        "zhifu": 21,
    }


def test_digits_are_kept_as_typed():
    name, text = build.text(build.entry())
    draft = read([(name, text.replace("200,", "200.50,", 1))]).files[0].targets[0]
    assert str(draft.target_value) == "200.50"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "lavel"}, ("kind", ProblemCode.UNKNOWN_WORD)),
        ({"kind": None}, ("kind", ProblemCode.REQUIRED)),
        ({"kind": ["level"]}, ("kind", ProblemCode.UNKNOWN_WORD)),
        ({"op": "≥"}, ("op", ProblemCode.UNKNOWN_WORD)),
        ({"target_value": "200"}, ("target_value", ProblemCode.NOT_A_NUMBER)),
        ({"target_value": True}, ("target_value", ProblemCode.NOT_A_NUMBER)),
        ({"target_value": [200]}, ("target_value", ProblemCode.NOT_A_NUMBER)),
        ({"target_value": 123456789012}, ("target_value", ProblemCode.TOO_MANY_DIGITS)),
        ({"target_value": 0.00001}, ("target_value", ProblemCode.TOO_MANY_DIGITS)),
        ({"target_year": "2025"}, ("target_year", ProblemCode.NOT_A_YEAR)),
        ({"target_year": 2025.0}, ("target_year", ProblemCode.NOT_A_YEAR)),
        ({"target_year": 20250}, ("target_year", ProblemCode.NOT_A_YEAR)),
        ({"target_year_stated": "yes"}, ("target_year_stated", ProblemCode.NOT_TRUE_OR_FALSE)),
        ({"attribute": "约束"}, ("attribute", ProblemCode.UNKNOWN_WORD)),
        ({"category": "money"}, ("category", ProblemCode.UNKNOWN_WORD)),
        ({"confidence": None}, ("confidence", ProblemCode.REQUIRED)),
        ({"indicator": "  "}, ("indicator", ProblemCode.REQUIRED)),
        ({"indicator": 7}, ("indicator", ProblemCode.NOT_TEXT)),
        ({"indicator": "\ud800"}, ("indicator", ProblemCode.NOT_TEXT)),
        ({"indicator": "长" * 121}, ("indicator", ProblemCode.TOO_LONG)),
        ({"id": "Jinan 1"}, ("id", ProblemCode.NOT_A_CODE)),
        ({"id": None}, ("id", ProblemCode.REQUIRED)),
        ({"locator": "L7"}, ("locator", ProblemCode.NOT_AN_OBJECT)),
        ({"encode": {"kinds": "rank"}}, ("encode.kinds", ProblemCode.UNKNOWN_FIELD)),
        ({"encode": {"kind": "cumulative"}}, ("encode.kind", ProblemCode.UNKNOWN_WORD)),
        ({"encode": {"ratio": "1.5"}}, ("encode.ratio", ProblemCode.NOT_A_NUMBER)),
        ({"encode": {"yearly_figure": "much"}}, ("encode.yearly_figure", ProblemCode.UNKNOWN_WORD)),
        ({"targetvalue": 3}, ("targetvalue", ProblemCode.UNKNOWN_FIELD)),
        ({"restates": "jinan-ht-009"}, ("restates", ProblemCode.RESTATES_NOTHING)),
        ({"restates": "jinan-ht-001"}, ("restates", ProblemCode.RESTATES_NOTHING)),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_is_named_with_its_reason(fields, expected):
    assert wrong(**fields) == [expected]


def test_a_missing_field_is_named():
    row = build.entry()
    del row["target_text"]
    found = problems(build.text(row))
    assert found == [("jinan-ht-001", "target_text", ProblemCode.MISSING)]


def test_a_line_counts_from_one():
    locator = {"chapter": None, "section": None, "table": None, "line": 0}
    assert wrong(locator=locator) == [("locator.line", ProblemCode.NOT_A_LINE)]


def test_all_problems_of_all_files_are_named_together():
    bad = [build.entry(1, kind="lavel", target_value="many"), build.entry(2), build.entry(2)]
    other = build.text(build.entry(2), name="b.json", zone="zibo-ht")
    assert problems(build.text(*bad), other) == [
        ("jinan-ht-001", "kind", ProblemCode.UNKNOWN_WORD),
        ("jinan-ht-001", "target_value", ProblemCode.NOT_A_NUMBER),
        ("jinan-ht-002", "id", ProblemCode.DUPLICATE_ID),
        ("jinan-ht-002", "id", ProblemCode.DUPLICATE_ID),
    ]


def test_one_plan_is_loaded_from_one_file_at_a_time():
    found = problems(build.text(build.entry(1)), build.text(build.entry(2), name="b.json"))
    assert found == [("plan", None, ProblemCode.DUPLICATE_PLAN)]


def test_a_reference_does_not_lead_to_a_reference():
    rows = [
        build.entry(1),
        build.entry(2, restates="jinan-ht-001"),
        build.entry(3, restates="jinan-ht-002"),
    ]
    found = problems(build.text(*rows))
    assert found == [("jinan-ht-003", "restates", ProblemCode.RESTATES_A_REFERENCE)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": "2020-2016"}, ("year", ProblemCode.YEARS_OUT_OF_ORDER)),
        ({"year": "十三五"}, ("year", ProblemCode.YEARS_OUT_OF_ORDER)),
        ({"value": None}, ("value", ProblemCode.REQUIRED)),
        ({"match": "near"}, ("match", ProblemCode.UNKNOWN_WORD)),
        ({"target": "jinan-ht-404"}, ("target", ProblemCode.UNKNOWN_TARGET)),
    ],
)
def test_an_actual_that_cannot_be_taken_is_named(fields, expected):
    found = problems(build.text(build.entry(), history=[build.past(**fields)]))
    assert [(field, code) for _, field, code in found] == [expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"schema": 2}, ("schema", ProblemCode.UNKNOWN_SCHEMA)),
        ({"schema": True}, ("schema", ProblemCode.UNKNOWN_SCHEMA)),
        ({"zone": "济南"}, ("zone", ProblemCode.NOT_A_CODE)),
        ({"targets": {}}, ("targets", ProblemCode.NOT_A_LIST)),
        ({"targets": ["x"]}, (None, ProblemCode.NOT_AN_OBJECT)),
        ({"history": None}, ("history", ProblemCode.REQUIRED)),
        ({"plan": []}, ("plan", ProblemCode.NOT_AN_OBJECT)),
        ({"plan": build.plan(kind="decade")}, ("plan.kind", ProblemCode.UNKNOWN_WORD)),
        ({"plan": build.plan(end_year=2020)}, ("plan.end_year", ProblemCode.YEARS_OUT_OF_ORDER)),
        ({"plan": build.plan(issued="2021年")}, ("plan.issued", ProblemCode.NOT_A_DATE)),
        ({"comment": ""}, ("comment", ProblemCode.UNKNOWN_FIELD)),
    ],
)
def test_what_is_wrong_with_a_file_as_a_whole_is_named(fields, expected):
    assert [(field, code) for _, field, code in problems(build.text(**fields))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ProblemCode.NOT_JSON),
        ("规划", ProblemCode.NOT_JSON),
        ('{"schema": 1,}', ProblemCode.NOT_JSON),
        ("[]", ProblemCode.NOT_AN_OBJECT),
        ("null", ProblemCode.NOT_AN_OBJECT),
        ("NaN", ProblemCode.NOT_AN_OBJECT),
        ("[" * 100_000, ProblemCode.TOO_DEEP),
        (" " * 10_000_001, ProblemCode.TOO_LARGE),
    ],
)
def test_a_text_that_is_no_register_is_refused_at_once(text, expected):
    assert [code for _, _, code in problems(("a.json", text))] == [expected]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("NaN", ProblemCode.NOT_FINITE),
        ("-Infinity", ProblemCode.NOT_FINITE),
        ("1e99999999999999999999", ProblemCode.NOT_FINITE),
        ("1e400", ProblemCode.TOO_MANY_DIGITS),
        ("9" * 5000, ProblemCode.TOO_MANY_DIGITS),
    ],
)
def test_a_number_beyond_all_bounds_is_refused(number, expected):
    name, text = build.text(build.entry(target_value=4711))
    assert [code for _, _, code in problems((name, text.replace("4711", number)))] == [expected]


def test_a_field_given_twice_is_named():
    name, text = build.text(build.entry())
    found = problems((name, text.replace('"schema": 1', '"schema": 1, "schema": 1')))
    assert found == [(None, "schema", ProblemCode.REPEATED_FIELD)]


def test_a_byte_order_mark_is_no_problem():
    name, text = build.text(build.entry())
    assert problems((name, "\ufeff" + text)) == []


def test_a_period_of_years_has_no_year_of_its_own():
    text = json.dumps(build.register(history=[build.past(year="2016-2020"), build.past(year=None)]))
    history = read([("a.json", text)]).files[0].history
    assert [(row.period, row.year) for row in history] == [("2016-2020", None), (None, None)]
