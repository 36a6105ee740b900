"""Checks inside a plan, with the contradictions of real plans among them (methods §8)."""

from decimal import Decimal

import pytest

from tracker.attainment.consistency import adds_up, check_plan
from tracker.attainment.stated import FindingCode, Interval, ShareLink, Stated, SumLink
from tracker.terms import Attribute, Direction, Severity, TargetKind

NUMBERS = ("base_value", "target_value", "growth_percent", "period_change", "low", "high")


def stated(kind="level", name="a", indicator="地区生产总值", **fields):
    numbers = {key: Decimal(str(fields.pop(key))) for key in NUMBERS if key in fields}
    years = {"base_year": 2020, "target_year": 2025}
    given = {"scope": "全区", "unit": "亿元"} | years | fields | numbers
    return Stated(name, indicator, TargetKind(kind), **given)


def found(*targets, **links):
    return [
        (finding.code.value, finding.severity.value) for finding in check_plan(targets, **links)
    ]


@pytest.mark.parametrize(
    ("base", "growth", "goal"),
    [
        ("285", "15", "570"),
        ("701.3", "25.0", "2140"),
        ("130.2", "9.0", "200"),
        ("351.7", "8.0", "517"),
        ("1.77", "5.0", "2.26"),
        ("11.1", "1.6", "12"),
        ("15.6", "2.0", "17.2"),
        ("8.6", "11.0", "14.5"),
        ("12.7", "10", "20"),
    ],
)
def test_figures_of_real_plans_that_agree_are_left_alone(base, growth, goal):
    assert found(stated(base_value=base, growth_percent=growth, target_value=goal)) == []


@pytest.mark.parametrize(
    ("base", "growth", "goal", "implied_target", "implied_growth"),
    [
        ("1291.5", "10.0", "2000", "2080.0", "9.14"),
        ("330", "10", "500", "531.5", "8.67"),
        ("62.8", "10.5", "95", "103.5", "8.63"),
    ],
)
def test_figures_of_real_plans_that_contradict_each_other_are_told(
    base, growth, goal, implied_target, implied_growth
):
    target = stated(base_value=base, growth_percent=growth, target_value=goal)
    [finding] = check_plan([target])
    assert finding.code is FindingCode.GROWTH_MISMATCH
    assert finding.severity is Severity.WARNING
    assert str(finding.data["implied_target"]) == implied_target
    assert str(finding.data["implied_growth_percent"]) == implied_growth


def test_one_indicator_with_two_growth_rates_is_told():
    seven = stated("growth", "006", "社会消费品零售总额", growth_percent=7, unit="%")
    eight = stated("growth", "095", "社会消费品零售总额", growth_percent=8, unit="%")
    [finding] = check_plan([seven, eight])
    assert (finding.code, finding.target_id, finding.related_id) == ("stated_twice", "095", "006")
    assert finding.data == {"figure": Decimal(7), "other_figure": Decimal(8)}


@pytest.mark.parametrize(
    ("goal", "unit", "expected"),
    [
        ("171", "亿元", ("price_basis", "note")),
        ("171", "家", ("growth_mismatch", "warning")),
        ("180", "亿元", ("price_basis", "note")),
        ("200", "亿元", ("growth_mismatch", "warning")),
    ],
)
def test_prices_may_explain_up_to_four_percent_a_year(goal, unit, expected):
    target = stated(base_value=100, growth_percent="9.0", target_value=goal, unit=unit)
    assert found(target) == [expected]


@pytest.mark.parametrize(("goal", "years"), [("146.4", 4), ("177.2", 6)])
def test_a_year_more_or_less_is_tried_before_a_mismatch(goal, years):
    target = stated(base_value=100, growth_percent="10.00", target_value=goal, unit="家")
    [finding] = check_plan([target])
    assert (finding.code, finding.severity) == ("year_ambiguous", "note")
    assert finding.data["fitting_years"] == years


def test_a_rate_in_another_line_is_compared_too():
    level = stated(base_value=330, target_value=500)
    rate = stated("growth", "b", growth_percent=10, unit="%")
    [finding] = check_plan([level, rate])
    assert (finding.target_id, finding.related_id) == ("a", "b")
    assert found(level, stated("growth", "b", growth_percent=10, unit="%", scope="核心区")) == []


@pytest.mark.parametrize(
    "fields", [{"base_value": None}, {"base_year": None}, {"target_year": None}]
)
def test_what_is_not_stated_is_not_compared(fields):
    given = {"base_value": 100, "growth_percent": 9, "target_value": 900} | fields
    absent = {name for name, value in given.items() if value is None}
    numbers = {name: value for name, value in given.items() if name not in absent}
    years = {name: None for name in absent if name.endswith("year")}
    assert found(stated(**numbers | years)) == []


@pytest.mark.parametrize("base", [0, -5])
def test_growth_of_nothing_is_not_compared(base):
    assert found(stated(base_value=base, growth_percent=9, target_value=900)) == []


@pytest.mark.parametrize(
    ("base", "change", "goal", "codes"),
    [
        ("91.24", "1.76", "93", []),
        ("78.42", "0.76", "79.18", []),
        ("34", "10", "44", []),
        ("34", "10", "45", [("change_mismatch", "warning")]),
        ("34.4", "10", "44", []),
        ("34.6", "10", "44", [("change_mismatch", "warning")]),
    ],
)
def test_base_and_change_come_to_the_target(base, change, goal, codes):
    target = stated(base_value=base, period_change=change, target_value=goal, unit="%")
    assert found(target) == codes


@pytest.mark.parametrize(("floor", "codes"), [(20, []), (25, []), (26, ["sum_below_floors"])])
def test_yearly_floors_do_not_add_up_to_more_than_the_sum(floor, codes):
    total = stated("cumulative_sum", target_value=125, unit="个")
    yearly = stated("each_year", "b", target_value=floor, unit="个")
    assert [code for code, _ in found(total, yearly)] == codes


@pytest.mark.parametrize(
    ("rate", "codes"), [("-3.5", []), ("-3.4", []), ("-2.0", ["yearly_rate_mismatch"])]
)
def test_a_cut_agrees_with_its_yearly_rate(rate, codes):
    cut = stated("cumulative_change", target_value=16, direction=Direction.AT_MOST, unit="%")
    yearly = stated("growth", "b", growth_percent=rate, direction=Direction.AT_MOST, unit="%")
    assert [code for code, _ in found(cut, yearly)] == codes


@pytest.mark.parametrize("unit", ["亿元", "家"])
def test_a_part_does_not_exceed_its_whole(unit):
    whole = stated(target_value=100, unit=unit, adds_up=True)
    part = stated(name="b", target_value=120, unit=unit, scope="核心区", is_part=True)
    [finding] = check_plan([whole, part])
    assert (finding.code, finding.target_id, finding.related_id) == ("part_exceeds_whole", "b", "a")
    small = stated(name="b", target_value=100, unit=unit, scope="核心区", is_part=True)
    assert found(whole, small) == []


def test_a_share_of_the_core_may_exceed_the_share_of_the_zone():
    whole = stated(target_value=36, unit="%", is_share=True)
    part = stated(name="b", target_value=55, unit="%", scope="核心区", is_part=True, is_share=True)
    assert found(whole, part) == []


def test_parts_together_do_not_exceed_their_whole():
    whole = stated(target_value=100, base_value=10, adds_up=True)
    parts = [
        stated(name=scope, target_value=60, base_value=2, scope=scope, is_part=True)
        for scope in ("东区", "西区")
    ]
    assert found(whole, *parts) == [("parts_exceed_whole", "warning")]


@pytest.mark.parametrize(
    ("whole", "is_complete", "codes"),
    [
        ("2800", True, []),
        ("2801", True, []),
        ("2210.8", True, ["parts_exceed_whole"]),
        ("3000", True, ["parts_mismatch"]),
        ("3000", False, []),
    ],
)
def test_named_parts_make_up_their_whole(whole, is_complete, codes):
    values = {"b": 1000, "c": 1000, "d": 500, "e": 200, "f": 100}
    parts = [stated(name=n, indicator=n, target_value=v) for n, v in values.items()]
    link = SumLink("a", tuple(values), is_complete)
    given = [stated(target_value=whole), *parts]
    assert [code for code, _ in found(*given, sums=[link])] == codes


@pytest.mark.parametrize(("share", "codes"), [("30", []), ("30.0", []), ("32", ["share_mismatch"])])
def test_a_share_is_its_part_of_the_whole(share, codes):
    values = {"s": share, "p": "30", "w": "100"}
    targets = [stated(name=n, indicator=n, target_value=v) for n, v in values.items()]
    links = [ShareLink("s", "p", "w")]
    assert [code for code, _ in found(*targets, shares=links)] == codes


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"base_value": "96.9", "target_value": 96}, ["not_beyond_base"]),
        ({"base_value": 5, "target_value": 5}, ["not_beyond_base"]),
        ({"base_value": "1.87", "target_value": "4.5", "direction": Direction.AT_MOST}, []),
        ({"kind": "rank", "base_value": 28, "target_value": 30}, ["not_beyond_base"]),
        ({"kind": "rank", "base_value": 43, "target_value": 30}, []),
        ({"kind": "increment", "base_value": 9, "target_value": -1}, ["not_beyond_base"]),
    ],
)
def test_a_target_lies_beyond_its_base(fields, codes):
    assert [code for code, _ in found(stated(**fields))] == codes


def test_a_share_stays_within_its_bounds():
    given = {"is_share": True, "unit": "%"}
    assert found(stated(target_value=101, **given)) == [("bound_exceeded", "error")]
    assert found(stated(base_value=-1, target_value=5, **given)) == [("bound_exceeded", "error")]
    assert found(stated(target_value=100, **given)) == []


def test_two_levels_for_one_year_are_told_and_two_years_are_not():
    first = stated(target_value="14.5")
    assert found(first, stated(name="b", target_value=14)) == [("stated_twice", "warning")]
    assert found(first, stated(name="b", target_value=20, target_year=2035)) == []
    assert found(first, stated(name="b", target_value="14.50")) == []
    assert found(first, stated(name="b", target_value=9, scope="核心区")) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [("undetermined", True), ("level", True), ("delegated", False), ("milestone", False)],
)
def test_a_binding_target_needs_a_figure(kind, told):
    target = stated(kind, attribute=Attribute.BINDING)
    assert [code for code, _ in found(target)] == ["binding_without_figure"] * told
    assert found(stated(kind, attribute=Attribute.ANTICIPATORY)) == []


def test_one_indicator_has_one_unit():
    core = stated(name="b", target_value=9, unit="万元", scope="核心区")
    assert found(stated(target_value=10), core) == [("units_differ", "warning")]
    rate = stated("growth", "b", growth_percent=9, unit="%")
    assert found(stated(target_value=10), rate) == []


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("地区生产总值", "亿元", True),
        ("高新技术企业数", "家", True),
        ("常住人口城镇化率", "%", False),
        ("亩均税收", "万元/亩", False),
        ("每万名人口拥有有效发明专利数", "件", False),
        ("万元增加值综合能耗", "吨标准煤", False),
        ("国家级高新区综合排名", "位", False),
    ],
)
def test_amounts_and_counts_add_up_and_ratios_do_not(name, unit, expected):
    assert adds_up(name, unit) is expected


def test_a_printed_figure_stands_for_all_that_rounds_to_it():
    assert Interval.printed(Decimal("15")) == Interval(Decimal("14.5"), Decimal("15.5"))
    assert Interval.printed(Decimal("10.0")) == Interval(Decimal("9.95"), Decimal("10.05"))
