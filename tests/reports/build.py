"""Targets of every kind with figures, judged, as charts and reports meet them."""

from decimal import Decimal
from typing import Any

from tests import make
from tracker import flow
from tracker.models import PastFigure, Plan, Target
from tracker.standing import Standing, zone_standing
from tracker.terms import Attribute, Direction, TargetKind

AT_MOST = Direction.AT_MOST

# What a target is, and its figures by year: a value, or the fields of a report. Numbers as typed.
EXAMPLES: dict[str, tuple[dict[str, Any], dict[int, Any]]] = {
    "level": (
        {"base_value": "285", "target_value": "570", "attribute": Attribute.BINDING},
        {2021: "330", 2022: "350", 2023: "420.5", 2024: {"value": "448", "quality": "preliminary"}},
    ),
    "large": (
        {"name": "常住人口", "unit": "人", "base_value": "140000", "target_value": "200000"},
        {2021: "150000", 2022: "161000", 2023: "158000"},
    ),
    "falling": (
        {
            "name": "细颗粒物年均浓度",
            "unit": "微克/立方米",
            "direction": AT_MOST,
            "base_value": "42",
            "target_value": "35",
        },
        {2021: "41", 2022: "38", 2023: "37"},
    ),
    "ceiling": (
        {
            "name": "城镇登记失业率",
            "unit": "%",
            "is_share": True,
            "direction": AT_MOST,
            "base_value": "3.0",
            "target_value": "4.5",
            "decimals": 1,
        },
        {2021: "3.1", 2022: "3.4", 2023: "4.8"},
    ),
    "no base": (
        {"name": "研发经费", "base_value": None, "base_year": None, "target_value": "100"},
        {2022: "62", 2023: "66"},
    ),
    "no figure": (
        {"name": "规模以上企业数", "unit": "家", "base_value": "180", "target_value": "300"},
        {},
    ),
    "growth": (
        {
            "name": "固定资产投资",
            "unit": "%",
            "kind": TargetKind.GROWTH,
            "growth_percent": "10",
        },
        {2021: "11", 2022: "8.5", 2023: "9", 2024: "9.4"},
    ),
    "sum": (
        {
            "name": "新增学位",
            "unit": "个",
            "kind": TargetKind.CUMULATIVE_SUM,
            "target_value": "125",
        },
        {2021: "20", 2022: "31", 2024: {"value": "22", "quality": "flash"}},
    ),
    "change": (
        {
            "name": "单位地区生产总值能耗降低",
            "unit": "%",
            "kind": TargetKind.CUMULATIVE_CHANGE,
            "direction": AT_MOST,
            "target_value": "13.5",
            "decimals": 1,
        },
        {2021: "-3.1", 2022: "-2.9", 2023: "-1.5"},
    ),
    "increment": (
        {
            "name": "人均受教育年限",
            "unit": "年",
            "kind": TargetKind.INCREMENT,
            "base_value": "12.1",
            "target_value": "1.76",
            "decimals": 2,
        },
        {2021: "12.4", 2022: "12.9"},
    ),
    "each year": (
        {"name": "研发投入强度", "unit": "%", "kind": TargetKind.EACH_YEAR, "target_value": "7"},
        {2021: "8", 2022: "6.4", 2023: "7.2"},
    ),
    "maintain": (
        {"name": "饮用水达标率", "unit": "%", "kind": TargetKind.MAINTAIN, "target_value": "100"},
        {2021: "100", 2022: "100", 2023: "100"},
    ),
    "rank": (
        {
            "name": "全国高新区综合排名",
            "unit": "位",
            "kind": TargetKind.RANK,
            "base_value": "52",
            "target_value": "30",
        },
        {2021: "48", 2022: "41", 2023: "43"},
    ),
    "relative": (
        {
            "name": "居民人均可支配收入增速",
            "unit": "%",
            "kind": TargetKind.RELATIVE,
            "margin": "2",
            "compared_with": "全市平均增速",
            "relative_kind": "change",
        },
        {
            2021: {"value": "9.1", "parent_value": Decimal("8.0")},
            2022: {"value": "6.4", "parent_value": Decimal("5.2")},
        },
    ),
    "delegated": (
        {
            "name": "化学需氧量排放削减",
            "unit": "%",
            "kind": TargetKind.DELEGATED,
            "direction": AT_MOST,
            "assigned": {2021: "-3", 2022: "-2.8"},
        },
        {2021: "-3", 2022: "-2.5"},
    ),
    "milestone": (
        {"name": "老旧小区改造", "unit": "", "kind": TargetKind.MILESTONE},
        {2021: {"done": False, "steps_done": 1, "steps_total": 6}},
    ),
    "range": (
        {
            "name": "居民消费价格涨幅",
            "unit": "%",
            "kind": TargetKind.RANGE,
            "low": "3",
            "high": "6",
        },
        {2021: "3.4", 2022: "6.8", 2023: "5"},
    ),
    "undetermined": (
        {"name": "专利授权量", "unit": "件", "kind": TargetKind.UNDETERMINED},
        {2021: "5", 2022: "6"},
    ),
}

NUMBERS = ("base_value", "target_value", "growth_percent", "margin", "low", "high")


def judged(plan: Plan, figures: dict[int, Any] | None = None, **fields: Any) -> Target:
    """A target with figures and assigned values in force, judged."""
    assigned = fields.pop("assigned", {})
    for name in NUMBERS:
        if fields.get(name) is not None:
            fields[name] = Decimal(fields[name])
    row = make.target(plan, **fields)
    for year, value in assigned.items():
        make.assigned_value(row, year, value)
    for year, given in (figures or {}).items():
        report = given if isinstance(given, dict) else {"value": given}
        decimals = len(str(report.get("value", "")).partition(".")[2])
        make.figure(row, year, **{"decimals": decimals, **report})
    flow.reassess([row], by=flow.system_person())
    return row


def example(plan: Plan, name: str) -> Target:
    """One of ``EXAMPLES`` as a row."""
    fields, figures = EXAMPLES[name]
    return judged(plan, figures, **fields)


def past(target: Target, values: dict[int, str]) -> None:
    """Actuals of earlier years, as the plan document states them."""
    for year, value in values.items():
        PastFigure.objects.create(
            scope=target.scope,
            target=target,
            name=target.name,
            unit=target.unit,
            period=str(year),
            year=year,
            value=Decimal(value),
            same_caliber=True,
        )


def standing_of(target: Target, year: int = 2024) -> Standing:
    """Where a target stands among those of its plan."""
    zone = zone_standing(target.plan.zone, year, target.plan)
    return next(item for item in zone.items if item.target.pk == target.pk)
