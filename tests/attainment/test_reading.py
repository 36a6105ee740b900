"""Reading a case: what counts as a figure, what is refused, and where (exact 1–8)."""

import json
from decimal import Decimal

import pytest

from tests.attainment.build import case, judge, level
from tracker.attainment.answering import answer_case
from tracker.attainment.reading import Unreadable, read_case
from tracker.terms import Attribute, Direction, Measure, Path, Quality, TargetKind

LEVEL = {"kind": "level", "base_year": 2020, "base_value": 80, "target_year": 2025}

NO_NUMBERS = [
    "",
    " ",
    True,
    False,
    "NaN",
    "Infinity",
    "-inf",
    "1,200",
    "45%",
    "3 亿元",
    [1],
    {},
    "1_000",
    "１２",
    "1e",
    "e5",
    "--1",
    "1.2.3",
    ".",
    "0x10",
    "1e99999999999999999999",
    float("nan"),
    float("inf"),
    Decimal("NaN"),
    Decimal("Infinity"),
    "1e2000000000",
]
BAD_TARGET_FIELDS = [
    ("kind", "levels"),
    ("kind", ["level"]),
    ("direction", "up"),
    ("direction", "AT_LEAST"),
    ("path", "curved"),
    ("attribute", "binding "),
    ("strict", "yes"),
    ("is_share", 1),
    ("approximate", "true"),
    ("every_year", 0),
    ("unit", 5),
    ("relative_kind", "rate"),
    ("assigned_kind", 3),
    ("assessment", "met_late"),
    ("base_value", "八十"),
    ("due", "soon"),
    ("base_level", "x"),
    ("limit_low", "x"),
    ("versions", {}),
    ("growth_percent", "5%"),
]
BAD_FIGURE_FIELDS = [
    ("quality", "estimate"),
    ("done", "yes"),
    ("break", 1),
    ("parent", "-"),
    ("level", "?"),
    ("assigned", ""),
    ("old_value", "x"),
    ("steps_done", "two"),
    ("steps_total", 0),
    ("steps_total", 2.5),
    ("field_size", 0),
    ("field_size", "1.5"),
    ("field_size", -3),
]


def raw(figure=None, **target):
    fields = LEVEL | {"target_value": 120} | target
    figures = [{"year": 2021, "value": 86} | (figure or {})]
    return {"target": fields, "figures": figures, "as_of": 2022}


def refusal(given):
    with pytest.raises(Unreadable) as caught:
        read_case(given)
    return caught.value.field, caught.value.value


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (5, "5"),
        (-5, "-5"),
        (2.5, "2.5"),
        (Decimal("10.00"), "10.00"),
        ("10.00", "10.00"),
        ("+3", "3"),
        (" 7.5 ", "7.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e3", "1E+3"),
        ("1.20E-2", "0.0120"),
        ("-0", "-0"),
    ],
)
def test_a_number_keeps_its_digits_as_typed(given, read):
    value = read_case(raw({"value": given})).figures[0].value
    assert str(value) == read


@pytest.mark.parametrize(
    "given",
    NO_NUMBERS,
)
def test_what_is_no_number_is_refused_with_its_field_and_value(given):
    field, value = refusal(raw({"value": given}))
    assert field == "figures[0].value"
    assert value is given


@pytest.mark.parametrize("year", [2021, "2021"])
def test_a_year_is_an_integer_or_four_digits(year):
    assert read_case(raw({"year": year})).figures[0].year == 2021


@pytest.mark.parametrize("year", [2021.0, "21", "2021年", "02021", "", True, [2021], 10**9])
def test_what_is_no_year_is_refused(year):
    assert refusal(raw({"year": year})) == ("figures[0].year", year)


def test_absent_and_null_fields_take_the_same_defaults():
    names = ["direction", "strict", "unit", "is_share", "path", "attribute", "approximate"]
    names += ["every_year", "assigned_kind", "relative_kind", "growth_percent", "versions"]
    absent = read_case(raw())
    assert read_case(raw(**dict.fromkeys(names))) == absent
    target = absent.target
    assert (target.direction, target.path) == (Direction.AT_LEAST, Path.AUTO)
    assert (target.attribute, target.assigned_kind) == (Attribute.ANTICIPATORY, Measure.LEVEL)
    assert (target.strict, target.is_share, target.approximate, target.every_year) == (False,) * 4
    assert (target.relative_kind, target.versions) == (Measure.LEVEL, ())
    assert absent.figures[0].quality is Quality.FINAL


def test_unknown_fields_are_ignored():
    given = raw({"colour": "red"}, mood="good") | {"extra": 1}
    assert read_case(given) == read_case(raw())


def test_figures_may_be_absent():
    given = {"target": LEVEL | {"target_value": 120}, "as_of": 2022}
    assert read_case(given).figures == ()


@pytest.mark.parametrize("given", [None, 7, "case", [], True])
def test_a_case_that_is_no_object_is_refused_as_a_case(given):
    assert refusal(given) == ("case", given)


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"target": None}, "target", None),
        ({"target": [1]}, "target", [1]),
        ({"target": {}}, "target.kind", None),
        ({"as_of": None}, "as_of", None),
        ({"as_of": "now"}, "as_of", "now"),
        ({"figures": {}}, "figures", {}),
        ({"figures": [7]}, "figures[0]", 7),
        ({"figures": [None]}, "figures[0]", None),
        ({"figures": [{"value": 1}]}, "figures[0].year", None),
    ],
)
def test_a_part_of_the_wrong_shape_is_refused_by_its_path(change, field, value):
    assert refusal(raw() | change) == (field, value)


@pytest.mark.parametrize(
    ("name", "value"),
    BAD_TARGET_FIELDS,
)
def test_an_unreadable_target_field_is_refused_by_name(name, value):
    assert refusal(raw(**{name: value})) == (f"target.{name}", value)


@pytest.mark.parametrize(
    ("name", "value"),
    BAD_FIGURE_FIELDS,
)
def test_an_unreadable_figure_field_is_refused_by_name(name, value):
    assert refusal(raw({name: value})) == (f"figures[0].{name}", value)


def test_a_figure_after_as_of_is_read_too():
    given = raw()
    given["figures"].append({"year": 2024, "value": "优"})
    assert refusal(given) == ("figures[1].value", "优")


@pytest.mark.parametrize(
    ("versions", "field", "value"),
    [
        ([{"effective_year": 2023, "value": "a"}], "target.versions[0].value", "a"),
        ([{"effective_year": 2023}], "target.versions[0].value", None),
        ([{"value": 1}], "target.versions[0].effective_year", None),
        ([{"effective_year": 2023, "value": 1}, 4], "target.versions[1]", 4),
    ],
)
def test_an_unreadable_version_is_refused_by_its_place(versions, field, value):
    assert refusal(raw(versions=versions)) == (field, value)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("level", ["target_year", "target_value"]),
        ("cumulative_sum", ["target_year", "target_value", "base_year"]),
        ("cumulative_change", ["target_year", "target_value", "base_year"]),
        ("increment", ["target_year", "target_value"]),
        ("each_year", ["target_year", "target_value"]),
        ("maintain", ["target_year", "target_value"]),
        ("rank", ["target_year", "target_value"]),
        ("growth", ["target_year", "growth_percent", "base_year"]),
        ("range", ["target_year", "low", "high"]),
        ("relative", ["target_year"]),
        ("delegated", ["target_year"]),
        ("milestone", ["target_year"]),
        ("undetermined", []),
    ],
)
def test_every_kind_names_what_it_cannot_do_without(kind, missing):
    full = {"base_year": 2020, "target_year": 2025, "target_value": 9, "growth_percent": 5}
    full |= {"low": 1, "high": 2, "kind": kind}
    assert read_case({"target": full, "as_of": 2022}).target.kind is TargetKind(kind)
    for name in full:
        without = {"target": full | {name: None}, "as_of": 2022}
        if name in [*missing, "kind"]:
            assert refusal(without) == (f"target.{name}", None)
        else:
            read_case(without)


@pytest.mark.parametrize("kind", ["level", "increment", "rank"])
def test_a_base_value_needs_its_year(kind):
    given = {"kind": kind, "base_value": 5, "target_year": 2025, "target_value": 3}
    assert refusal({"target": given, "as_of": 2022}) == ("target.base_year", None)
    read_case({"target": given | {"base_value": None}, "as_of": 2022})


def test_a_milestone_may_give_its_due_year_alone():
    given = {"target": {"kind": "milestone", "due": 2023}, "as_of": 2022}
    assert read_case(given).target.due == 2023


@pytest.mark.parametrize("last", [2020, 2019])
def test_the_target_year_lies_after_the_base_year(last):
    assert refusal(raw(target_year=last)) == ("target.target_year", last)


@pytest.mark.parametrize(
    ("kind", "target", "name"),
    [
        ("cumulative_sum", {"target_value": 0}, "target_value"),
        ("cumulative_sum", {"target_value": -5}, "target_value"),
        ("cumulative_sum", {"target_value": 5, "direction": "at_most"}, "direction"),
        ("cumulative_change", {"target_value": 0}, "target_value"),
        ("cumulative_change", {"target_value": -3, "direction": "at_most"}, "target_value"),
        ("cumulative_change", {"target_value": 100, "direction": "at_most"}, "target_value"),
        ("growth", {"growth_percent": -100}, "growth_percent"),
        ("level", {"target_value": 5, "growth_percent": "-100.5"}, "growth_percent"),
        ("rank", {"target_value": 0}, "target_value"),
        ("rank", {"target_value": "2.5"}, "target_value"),
        ("rank", {"target_value": 3, "base_value": 0}, "base_value"),
        ("range", {"low": 6, "high": 3}, "low"),
        ("relative", {"margin": 2, "ratio": "1.5"}, "ratio"),
    ],
)
def test_a_target_that_cannot_be_meant_is_refused(kind, target, name):
    fields = {"kind": kind, "base_year": 2020, "target_year": 2025} | target
    assert refusal({"target": fields, "as_of": 2022}) == (f"target.{name}", target[name])


def test_a_rise_of_a_hundred_percent_can_be_meant():
    judge("cumulative_change", {2021: 12}, target_value=100)


@pytest.mark.parametrize(
    ("kind", "value"), [("cumulative_sum", 0), ("cumulative_change", -1), ("rank", "1.5")]
)
def test_a_version_obeys_the_rules_of_its_kind(kind, value):
    versions = [{"effective_year": 2023, "value": value}]
    fields = {"kind": kind, "base_year": 2020, "target_year": 2025, "target_value": 9}
    given = {"target": fields | {"versions": versions}, "as_of": 2022}
    assert refusal(given) == ("target.versions[0].value", value)


def test_a_revised_growth_is_a_rate():
    versions = [{"effective_year": 2023, "value": "-100"}]
    fields = {"kind": "growth", "base_year": 2020, "target_year": 2025, "growth_percent": 9}
    given = {"target": fields | {"versions": versions}, "as_of": 2022}
    assert refusal(given) == ("target.versions[0].value", "-100")


@pytest.mark.parametrize(
    ("kind", "figure", "name"),
    [
        ("growth", {"value": -100}, "value"),
        ("cumulative_change", {"value": "-120"}, "value"),
        ("rank", {"value": 0}, "value"),
        ("rank", {"value": "3.5"}, "value"),
        ("rank", {"value": 9, "field_size": 8}, "value"),
        ("milestone", {"done": False, "steps_done": 6, "steps_total": 5}, "steps_done"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(kind, figure, name):
    fields = {"kind": kind, "base_year": 2020, "target_year": 2025, "target_value": 9}
    given = {"target": fields | {"growth_percent": 5}, "as_of": 2022}
    figures = [{"year": 2021, "value": 1, "done": True}, {"year": 2022} | figure]
    assert refusal(given | {"figures": figures}) == (f"figures[1].{name}", figure[name])


@pytest.mark.parametrize("name", ["value", "parent"])
def test_relative_changes_are_rates_and_relative_levels_are_not(name):
    fields = {"kind": "relative", "base_year": 2020, "target_year": 2025}
    figure = {"year": 2021, "value": 5, "parent": 4, name: -100}
    given = {"target": fields, "figures": [figure], "as_of": 2022}
    read_case(given)
    fields["relative_kind"] = "change"
    assert refusal(given) == (f"figures[0].{name}", -100)


def test_a_whole_number_may_be_typed_with_decimals():
    assert case("rank", {2021: {"value": "4.0", "field_size": "9.0"}}, target_value="3.00")


def test_a_rank_is_at_most_whatever_is_given():
    rank = {"base_value": 58, "target_value": 30}
    given = [judge("rank", {2022: 41}, direction=d, **rank) for d in ("at_least", "at_most")]
    assert given[0] == given[1]
    assert given[0].margin == -11


def test_an_error_answer_holds_id_and_error_only():
    answer = answer_case(raw({"value": "优"}) | {"id": "V1"})
    assert answer["id"] == "V1"
    assert answer["error"]["field"] == "figures[0].value"
    assert answer["error"]["value"] == "优"
    assert answer["error"]["reason"]
    assert set(answer) == {"id", "error"}


def test_an_answer_has_every_field_and_echoes_the_id():
    answer = answer_case(raw() | {"id": {"a": [1]}})
    assert answer["id"] == {"a": [1]}
    assert answer_case(raw())["id"] is None
    assert len(answer) == 31
    assert {"years_met", "percentile", "excess_rate", "gap", "worst_margin"} <= set(answer)
    json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize("value", ["1e400", "1e999999", "-1e999999", "1e-999999", "9" * 5000])
@pytest.mark.parametrize("kind", [kind for kind in TargetKind if kind != "rank"])
def test_a_number_beyond_a_double_is_null_and_never_an_error(kind, value):
    target = {"target_value": "50", "growth_percent": "5", "low": value, "high": value}
    figure = {"value": value.lstrip("-"), "parent": "1e-5", "assigned": value, "level": value}
    answer = judge(kind, {2021: 5, 2023: figure}, base_value="3", base_level="2", **target)
    json.dumps([getattr(answer, name) for name in answer.__slots__], allow_nan=False)


def test_ratios_of_figures_beyond_a_double_are_still_known():
    answer = level({2022: "1.5e400"}, base_value="1e400", target_value="2e400")
    assert (answer.attainment, answer.progress, answer.expected) == (0.75, 0.5, None)
