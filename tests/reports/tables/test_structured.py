"""The JSON holds every number of the standing, whole, and nothing that was not known."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests import make
from tests.reports import build
from tracker.reports import queries
from tracker.reports.tables.structured import as_json
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"


@pytest.fixture
def plan():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return plan


def read(plan) -> dict:
    zone = zone_standing(plan.zone, 2024, plan)
    return json.loads(
        as_json(queries.zone_report(zone, ReportKind.MONITORING, made_on=date(2025, 4, 2)))
    )


def test_every_quantity_is_the_standings_to_the_last_digit(plan):
    found = {row["id"]: row for row in read(plan)["targets"]}
    for item in zone_standing(plan.zone, 2024, plan).items:
        row, answer = found[item.target.register_id], item.answer
        for name in ("attainment", "progress", "elapsed"):
            value = getattr(answer, name)
            assert row[name] == (None if value is None else f"{Decimal(repr(value)):f}")
        assert row["judgement"] == item.word
        assert [one["year"] for one in row["figures"]] == [f.year for f in item.figures]


def test_figures_are_texts_as_typed_and_missing_ones_are_null():
    plan = make.plan()
    build.judged(plan, {2023: "1.50", 2024: "0"}, name="零")
    build.judged(plan, {}, name="无")
    rows = {row["name"]: row for row in read(plan)["targets"]}
    assert [one["value"] for one in rows["零"]["figures"]] == ["1.50", "0"]
    assert (rows["零"]["actual"], rows["无"]["actual"]) == ("0", None)


def test_the_promised_fall_stands_there_with_its_sign(plan):
    row = next(row for row in read(plan)["targets"] if row["kind"] == "cumulative_change")
    assert (row["operator"], row["target"], row["over_period"]) == ("≤", "-13.5", True)


def test_every_name_is_documented(plan):
    known = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert names(read(plan)) - known == set()


def names(value) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(names, value))
    if isinstance(value, dict):
        return set(value).union(*map(names, value.values()))
    return set()
