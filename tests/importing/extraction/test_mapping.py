"""Entries become targets of the method; the odd ones are told one by one."""

import json
from dataclasses import asdict
from decimal import Decimal

import pytest

from tests.importing import build
from tracker.attainment.answering import answer_case
from tracker.importing import shipped
from tracker.importing.extraction.fitness import promise, unfit
from tracker.importing.extraction.mapping import map_target, measure
from tracker.importing.extraction.register import read
from tracker.terms import TargetState


def mapped(row, plan=None):
    """One entry as a target, with its draft and its plan."""
    fields = {"plan": plan} if plan else {}
    reading = read([build.text(row, **fields)])
    assert reading.problems == ()
    file = reading.files[0]
    draft = file.targets[0]
    entry = shipped.indicators().find(measure(draft), name_en=None, category=draft.category)
    return map_target(draft, file.plan, entry), draft, file.plan


def fields_of(row, names, plan=None):
    values = asdict(mapped(row, plan)[0])
    return {name: values[name] for name in names}


def as_json(case):
    """A case as it is written on the command line."""
    return json.loads(json.dumps(case, default=str))


CHANGE_EACH_YEAR = {
    "kind": "each_year", "direction": "at_most", "strict": True, "target_value": 0, "unit": "%",
}  # fmt: skip
KEPT_AT_ZERO = {"kind": "maintain", "direction": "at_most", "target_value": 0, "unit": "户"}
IN_STEP = {
    "kind": "relative", "relative_kind": "change", "unit": "%", "margin": None, "ratio": None,
    "direction": "at_least",
}  # fmt: skip
RANK_UNKNOWN = {
    "kind": "rank", "direction": "at_most", "target_value": None, "unit": "位",
    "state": "to_be_confirmed",
}  # fmt: skip


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("yantai-ht-001", RANK_UNKNOWN | {"confirm": "the rank to reach and the base rank"}),
        ("yantai-ht-054", RANK_UNKNOWN | {"target_year": 2035}),
        ("weihai-torch-008", RANK_UNKNOWN | {"base_value": 28}),
        ("weihai-torch-009", RANK_UNKNOWN | {"base_value": 10}),
        ("weihai-torch-001", {"kind": "level", "target_value": Decimal("2210.8"), "decimals": 1}),
        ("weihai-torch-002", {"kind": "level", "target_value": Decimal("870.6")}),
        ("weihai-torch-025", IN_STEP | {"compared_with": "地区生产总值增速 (全区)"}),
        ("weihai-torch-026", IN_STEP | {"compared_with": "全员劳动生产率增速 (全区)"}),
        ("weihai-torch-112", KEPT_AT_ZERO),
        ("weihai-torch-113", KEPT_AT_ZERO),
        ("zibo-ht-004", {"kind": "cumulative_change", "direction": "at_least", "target_value": 100,
                         "unit": "%"}),
        ("zibo-ht-049", IN_STEP | {"strict": True}),
        ("zibo-ht-052", CHANGE_EACH_YEAR),
        ("zibo-ht-053", CHANGE_EACH_YEAR),
        ("jinan-ht-032", IN_STEP | {"approximate": True}),
        ("jinan-ht-033", IN_STEP | {"ratio": Decimal("1.5"), "target_value": None, "decimals": 1}),
        ("jinan-ht-056", {"kind": "cumulative_change", "direction": "at_least",
                          "target_value": 50}),
        ("jinan-ht-062", CHANGE_EACH_YEAR),
        ("jinan-ht-063", {"kind": "each_year", "direction": "at_most", "target_value": 0,
                          "unit": "起", "state": "to_be_confirmed"}),
        ("jinan-ht-088", {"kind": "relative", "relative_kind": "level", "strict": True,
                          "direction": "at_least"}),
    ],
)  # fmt: skip
def test_an_entry_without_a_plain_figure_is_encoded(number, expected):
    assert fields_of(build.shipped_entry(number), expected) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        # One of three shares that add up to 100: the way from the baseline says what is good.
        ("weihai-torch-010", {"direction": "at_least", "is_share": True}),
        ("weihai-torch-011", {"direction": "at_most"}),
        ("weihai-torch-012", {"direction": "at_least"}),
        # A growth target printed with the level that grows, and one with the base year's rate.
        ("jinan-ht-034", {"unit": "%", "base_value": None, "base_level": Decimal("700.6"),
                          "growth_percent": Decimal("10.0"), "target_value": None}),
        ("jinan-ht-002", {"unit": "%", "base_value": Decimal("22.4"), "base_level": None}),
        # A level keeps the growth printed beside it: it is checked, and derives a baseline.
        ("jinan-ht-001", {"kind": "level", "target_value": 2000, "growth_percent": 10}),
        ("yantai-ht-031", {"kind": "each_year", "target_value": 25, "growth_percent": None}),
        ("zibo-ht-008", {"period_change": Decimal("1.76"), "is_share": True}),
        # 左右 stands in the wording only.
        ("jinan-ht-038", {"kind": "cumulative_sum", "approximate": True}),
        ("jinan-ht-054", {"kind": "level", "approximate": True}),
        ("yantai-ht-058", {"approximate": False}),
        ("jinan-ht-078", {"kind": "cumulative_sum", "target_value": 2}),
        ("jinan-ht-037", {"base_year": 2018, "target_year": 2035, "target_value": 5}),
        ("jinan-ht-007", {"decimals": 1}),
        # Which way is good, where no sign is printed.
        ("jinan-ht-029", {"kind": "delegated", "direction": "at_least", "assigned_kind": "level"}),
        ("jinan-ht-030", {"kind": "delegated", "direction": "at_most", "assigned_kind": "level"}),
        ("zibo-ht-021", {"kind": "delegated", "direction": "at_most", "assigned_kind": "change",
                         "is_share": False}),
        ("weihai-torch-028", {"direction": "at_most", "is_share": True}),
        ("yantai-ht-009", {"strict": True, "direction": "at_least"}),
        ("zibo-ht-007", {"kind": "growth", "growth_percent": 15, "is_share": False}),
        ("zibo-ht-009", {"kind": "undetermined", "state": "published"}),
    ],
)  # fmt: skip
def test_an_entry_becomes_what_its_wording_means(number, expected):
    plan = build.plan()
    assert fields_of(build.shipped_entry(number), expected, plan) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "cumulative", "unit": "%", "indicator": "单位GDP能耗降低", "target_value": 13.5},
         {"kind": "cumulative_change", "direction": "at_most"}),
        ({"kind": "cumulative", "unit": "%", "indicator": "企业累计增长", "target_value": 50},
         {"kind": "cumulative_change", "direction": "at_least"}),
        ({"kind": "cumulative", "unit": "家"}, {"kind": "cumulative_sum"}),
        ({"target_value": 3, "target_value_max": 6}, {"kind": "range", "low": 3, "high": 6}),
        ({"target_text": "约200亿元"}, {"approximate": True}),
        ({"target_text": "约束性指标200"}, {"approximate": False}),
        ({"op": "<"}, {"direction": "at_most", "strict": True}),
        ({"baseline_year": None}, {"base_year": 2020}),
    ],
)  # fmt: skip
def test_the_mapping_follows_the_table(fields, expected):
    assert fields_of(build.entry(**fields), expected) == expected


def test_low_confidence_waits_for_the_administrator():
    assert mapped(build.entry(confidence="low"))[0].state == TargetState.TO_BE_CONFIRMED
    assert mapped(build.entry(confidence="medium"))[0].state == TargetState.PUBLISHED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "rank", "target_value": None}, "target_value"),
        ({"kind": "rank", "target_value": 2.5}, "target_value"),
        ({"kind": "per_year", "target_value": None}, "target_value"),
        ({"kind": "growth"}, "growth_pct"),
        ({"kind": "cumulative", "target_value": 0}, "target_value"),
        ({"kind": "cumulative", "op": "<="}, "op"),
        ({"target_year": 2020}, "target_year"),
        ({"target_year": None}, "target_year"),
        ({"encode": {"ratio": 1.5, "margin": 2}, "kind": "ratio_to_parent"}, "encode.ratio"),
        ({"encode": {"multiple": 2}, "baseline_value": None}, "baseline_value"),
    ],
)
def test_what_the_method_cannot_judge_is_a_problem(fields, field):
    target, draft, plan = mapped(build.entry(**fields))
    assert [p.field for p in unfit(draft, target, plan, file="a.json")] == [field]


def test_what_is_to_be_confirmed_may_lack_its_figure_but_not_be_impossible():
    target, draft, plan = mapped(build.entry(kind="rank", target_value=None, confidence="low"))
    assert list(unfit(draft, target, plan, file="a.json")) == []
    target, draft, plan = mapped(build.entry(target_year=2019, confidence="low"))
    assert [p.field for p in unfit(draft, target, plan, file="a.json")] == ["target_year"]


def test_every_shipped_entry_can_be_judged_by_the_method():
    judged, unconfirmed = 0, 0
    for file in read(shipped.registers()).files:
        for draft in file.targets:
            entry = shipped.indicators().find(measure(draft), name_en=None, category=draft.category)
            target = map_target(draft, file.plan, entry)
            case = as_json({"target": asdict(promise(draft, target)), "as_of": 2025})
            if target.state == TargetState.TO_BE_CONFIRMED:
                unconfirmed += 1
                continue
            assert "error" not in answer_case(case), draft.id
            judged += 1
    assert (judged, unconfirmed) == (352, 38)
