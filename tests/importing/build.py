"""Builders of register texts: what a test does not name is as in the commonest plan."""

import json
from typing import Any

from tracker.importing import shipped


def entry(number: int = 1, **fields: Any) -> dict[str, Any]:
    """One entry: a GDP of 200 亿元 in 2025, from 100 in 2020."""
    return {
        "id": f"jinan-ht-{number:03}",
        "indicator": "地区生产总值",
        "indicator_en": "GDP",
        "category": "economy",
        "scope": "全区",
        "unit": "亿元",
        "kind": "level",
        "op": ">=",
        "target_value": 200,
        "target_value_max": None,
        "target_text": "达到200亿元",
        "target_year": 2025,
        "target_year_stated": True,
        "growth_pct": None,
        "growth_op": None,
        "baseline_value": 100,
        "baseline_year": 2020,
        "cumulative_value": None,
        "attribute": "预期性",
        "caliber": None,
        "locator": {"chapter": None, "section": "目标", "table": None, "line": 7},
        "confidence": "high",
        "note": None,
        **fields,
    }


def past(**fields: Any) -> dict[str, Any]:
    """One actual: the GDP of 2019."""
    return {
        "indicator": "地区生产总值",
        "scope": "全区",
        "unit": "亿元",
        "year": 2019,
        "value": 95.5,
        "line": 3,
        **fields,
    }


def plan(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "five_year",
        "title": "第十四个五年规划",
        "doc_number": None,
        "issuer": None,
        "issued": "2021-06-30",
        "base_year": 2020,
        "start_year": 2021,
        "end_year": 2025,
        **fields,
    }


def register(*entries: Any, **fields: Any) -> dict[str, Any]:
    """A register of 济南高新区."""
    return {
        "schema": 1,
        "zone": "jinan-ht",
        "zone_name": "济南高新区",
        "zone_name_en": "Jinan High-tech Zone",
        "parent": "济南市",
        "plan": plan(),
        "targets": list(entries),
        "history": [],
        **fields,
    }


def text(*entries: Any, name: str = "a.json", **fields: Any) -> tuple[str, str]:
    """A register file as (name, text)."""
    return name, json.dumps(register(*entries, **fields), ensure_ascii=False)


def shipped_entry(number: str) -> dict[str, Any]:
    """An entry of a shipped file, by its register number."""
    rows = (row for _, text in shipped.registers() for row in json.loads(text)["targets"])
    return next(row for row in rows if row["id"] == number)
