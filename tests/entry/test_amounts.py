"""What people type as a figure, and what it is in the unit of its target."""

from decimal import Decimal

import pytest

from tracker import notation
from tracker.entry.amounts import read_amount

# (typed, unit, figure): taken at once, since nothing was converted.
PLAIN = [
    ("3000", "人", "3000"),
    ("３０００", "人", "3000"),
    ("1,234.5", "亿元", "1234.5"),
    ("１，２３４．５０", "亿元", "1234.50"),
    ("0", "个", "0"),
    ("-3.2", "%", "-3.2"),
    ("12.5%", "%", "12.5"),
    ("１２．５％", "%", "12.5"),
    ("12.5％", "％", "12.5"),
    ("3.2个百分点", "个百分点", "3.2"),
    ("3.2 百分点", "百分点", "3.2"),
    ("500亿元", "亿元", "500"),
    ("500 亿元", "亿元", "500"),
    ("12.5万人", "万人", "12.5"),
    ("120人", "人", "120"),
    ("30万吨/日", "万吨/日", "30"),
]
# Converted: shown first, and taken once it was seen.
CONVERTED = [
    ("12.5万", "人", "125000"),
    ("12.5 万", "人", "125000"),
    ("１２．５万", "人", "125000"),
    ("12.5万人", "人", "125000"),
    ("12.5万", "万人", "12.5"),
    ("12.5万", "", "125000"),
    ("1.2亿", "亿元", "1.2"),
    ("1.2亿", "元", "120000000"),
    ("1.2亿", "万元", "12000"),
    ("12000万", "亿元", "1.2"),
    ("12000万元", "亿元", "1.2"),
    ("12345万", "亿元", "1.2345"),
    ("1,200万", "亿元", "0.12"),
    ("3000元", "万元", "0.3"),
    ("1.5万亿", "亿元", "15000"),
    ("-3.2万", "人", "-32000"),
    ("0万", "人", "0"),
    ("3千", "家", "3000"),
    ("3百万", "家", "3000000"),
    ("50万千瓦", "千瓦", "500000"),
    ("3公顷", "千公顷", "0.003"),
    ("120万美元", "亿美元", "0.012"),
]
REFUSED = [
    ("12.5%", "人", "percent_for_figure"),
    ("12.5%", "百分点", "percent_for_figure"),
    ("12.5万", "%", "has_words"),
    ("12.5万", "个百分点", "has_words"),
    ("1万2", "人", "has_words"),
    ("1万2千", "人", "has_words"),
    ("约12万", "人", "has_words"),
    ("1,2万", "人", "ambiguous"),
    ("1.2.3万", "人", "ambiguous"),
    ("万", "人", "not_a_number"),
    ("亿元", "亿元", "not_a_number"),
    ("12000美元", "万元", "other_unit"),
    ("3.2亿美元", "亿元", "other_unit"),
    ("30万吨", "万吨/日", "other_unit"),
    ("12w", "人", "other_unit"),
    ("5元", "亿元", "too_fine"),
    ("12345.6万", "亿元", "too_fine"),
    ("9999万亿", "元", "too_large"),
    ("1,96", "亿元", "ambiguous"),
]


def percent(unit: str) -> bool:
    return unit in ("%", "％")


@pytest.mark.parametrize(("typed", "unit", "figure"), PLAIN)
def test_a_plain_figure_is_taken_as_it_was_typed(typed, unit, figure):
    read = read_amount(typed, unit=unit, percent=percent(unit))
    assert (str(read.value), read.is_converted) == (figure, False)


@pytest.mark.parametrize(("typed", "unit", "figure"), CONVERTED)
def test_ten_thousands_and_other_units_are_converted_and_said(typed, unit, figure):
    read = read_amount(typed, unit=unit, percent=percent(unit))
    assert (read.value, read.is_converted) == (Decimal(figure), True)


@pytest.mark.parametrize(("typed", "unit", "code"), REFUSED)
def test_what_could_be_meant_in_two_ways_is_refused(typed, unit, code):
    with pytest.raises(notation.Unreadable) as refused:
        read_amount(typed, unit=unit, percent=percent(unit))
    assert refused.value.code == code


@pytest.mark.parametrize("typed", ["", "  ", "\u3000", "—", "——", "－", "-"])
def test_nothing_and_a_dash_are_not_known(typed):
    assert read_amount(typed, unit="人", percent=False).value is None


@pytest.mark.parametrize(("unit", "figure"), [("万人", "12.50"), ("人", "125000")])
def test_typed_decimals_stay_where_they_are_still_decimals(unit, figure):
    assert str(read_amount("12.50万", unit=unit, percent=False).value) == figure
