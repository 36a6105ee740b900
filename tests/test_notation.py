"""Figures are written one way: grouped, with a true minus, and never a zero for the unknown."""

from decimal import Decimal

import pytest

from tracker.attainment.figures import Target
from tracker.notation import (
    Unreadable,
    fraction,
    number,
    operator,
    pace,
    percent,
    signed,
    target_text,
    typed,
    ungrouped,
)
from tracker.terms import Direction, TargetKind


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, None, "—"),
        (0, None, "0"),
        (Decimal("0.0000"), None, "0"),
        (Decimal("0.00"), 2, "0.00"),
        (-0.0, None, "0"),
        (-0.001, 2, "0.00"),
        (Decimal("500.0000"), None, "500"),
        (Decimal("500.1000"), 2, "500.10"),
        (Decimal("1291.5"), None, "1\u2009291.5"),
        (Decimal(-12345678), None, "\u221212\u2009345\u2009678"),
        (1234.5678, None, "1\u2009234.57"),
        (2.675, 2, "2.68"),
        (Decimal("2.665"), 2, "2.66"),
        (Decimal("1E+3"), None, "1\u2009000"),
        (1e-7, None, "0"),
    ],
)
def test_a_number_is_written_for_people(value, decimals, text):
    assert number(value, decimals) == text


def test_another_separator_serves_fonts_without_a_thin_space():
    assert number(Decimal(1000), separator=",") == "1,000"


@pytest.mark.parametrize(
    ("value", "text"), [(1.2, "+1.2"), (-1.2, "\u22121.2"), (0, "0"), (None, "—")]
)
def test_a_change_shows_its_sign(value, text):
    assert signed(value) == text


def test_a_change_that_rounds_to_nothing_has_no_sign():
    assert signed(0.001) == "0"


@pytest.mark.parametrize(
    ("ratio", "digits", "text"),
    [
        (None, 1, "—"),
        (0, 1, "0.0%"),
        (0.7512, 1, "75.1%"),
        (-0.032, 1, "\u22123.2%"),
        (1, 0, "100%"),
    ],
)
def test_a_ratio_becomes_a_percentage(ratio, digits, text):
    assert percent(ratio, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (1.049, "1.049"),
        (1.0498, "1.0498"),
        (0.59999999, "0.59999999"),
        (1.05, "1.05"),
        (0.9512, "0.951"),
        (0.42, "0.42"),
        (1.101, "1.10"),
    ],
)
def test_a_pace_is_never_rounded_onto_a_cut(value, text):
    assert pace(value) == text


def test_no_targets_are_a_dash_and_none_on_pace_is_a_zero():
    assert (fraction(0, 0), fraction(0, 9)) == ("—", "0/9")


@pytest.mark.parametrize(
    ("direction", "strict", "sign"),
    [
        ("at_least", False, "≥"),
        ("at_least", True, ">"),
        ("at_most", False, "≤"),
        ("at_most", True, "<"),
    ],
)
def test_the_operator_follows_direction_and_strictness(direction, strict, sign):
    assert operator(direction, strict=strict) == sign


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"kind": TargetKind.LEVEL, "target_value": Decimal("500.0000")}, "≥ 500"),
        ({"kind": TargetKind.LEVEL, "target_value": Decimal(20), "approximate": True}, "≈ 20"),
        ({"kind": TargetKind.GROWTH, "growth_percent": Decimal(10)}, "≥ 10"),
        ({"kind": TargetKind.CUMULATIVE_SUM, "target_value": Decimal(125)}, "≥〔125〕"),
        (
            {
                "kind": TargetKind.CUMULATIVE_CHANGE,
                "direction": Direction.AT_MOST,
                "target_value": Decimal("13.5"),
            },
            "≤〔\u221213.5〕",
        ),
        ({"kind": TargetKind.RANK, "target_value": Decimal(30)}, "≤ 30"),
        ({"kind": TargetKind.RANGE, "low": Decimal(3), "high": Decimal(6)}, "3–6"),
        ({"kind": TargetKind.RELATIVE, "margin": Decimal(2)}, "≥ P + 2"),
        ({"kind": TargetKind.RELATIVE, "margin": Decimal(-2)}, "≥ P \u2212 2"),
        ({"kind": TargetKind.RELATIVE, "ratio": Decimal("1.5")}, "≥ 1.5 × P"),
        ({"kind": TargetKind.RELATIVE}, "≥ P"),
        ({"kind": TargetKind.MILESTONE}, ""),
        ({"kind": TargetKind.LEVEL}, ""),
    ],
)
def test_a_target_is_written_with_its_operator(fields, text):
    assert target_text(Target(**fields)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("  ", None),
        ("0", "0"),
        ("1234.50", "1234.50"),
        ("1,234.5", "1234.5"),
        ("1\u2009234 567", "1234567"),
        ("１，２３４．５", "1234.5"),
        ("\u22123.2", "-3.2"),
        ("－3.2", "-3.2"),
        ("+.5", "0.5"),
        ("0012", "12"),
    ],
)
def test_a_figure_is_read_as_people_type_it(text, value):
    found = typed(text)
    assert found == (None if value is None else Decimal(value))
    assert value is None or found.as_tuple().exponent == Decimal(value).as_tuple().exponent


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("—", "not_a_number"),
        ("无", "not_a_number"),
        ("NaN", "not_a_number"),
        ("12亿元", "has_words"),
        ("3.2%", "has_words"),
        ("1e3", "has_words"),
        ("1,96", "ambiguous"),
        ("1.234.567", "ambiguous"),
        ("12,34,567", "ambiguous"),
        ("--5", "ambiguous"),
        ("1.23456", "too_precise"),
        ("123456789012", "too_large"),
    ],
)
def test_what_is_no_figure_or_could_be_two_is_refused(text, code):
    with pytest.raises(Unreadable) as refused:
        typed(text)
    assert refused.value.code == code


@pytest.mark.parametrize("value", ["1234567.25", "-0.5", "0", "99999999999.9999"])
def test_what_is_written_is_read_back(value):
    assert typed(number(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1\u2009997", "1997"),
        ("−12\u2009345.50", "-12345.50"),
        ("−0.3%", "-0.3%"),
        ("1 997", "1 997"),
        ("共 1\u2009997 户", "共 1\u2009997 户"),
        ("—", "—"),
        ("", ""),
    ],
)
def test_programs_read_figures_without_groups(written, plain):
    assert ungrouped(written) == plain
