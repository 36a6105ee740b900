"""Every kind of report as CSV and JSON: its own tables, with the numbers behind them."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests import make
from tests.reports import build
from tests.reports.tables.test_structured import names
from tracker.models import Zone
from tracker.reports import queries
from tracker.reports.datasets import Report
from tracker.reports.tables.separated import BEHIND, SHARED, as_csv
from tracker.reports.tables.structured import as_json
from tracker.standing import zone_standing, zone_standings
from tracker.terms import ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
DOCUMENT = Path(__file__).parents[3] / "docs" / "exports.md"
YEARS = {ReportKind.MIDTERM: 2023, ReportKind.FINAL: 2025}


def report(plan, kind: ReportKind, **options) -> Report:
    zone = zone_standing(plan.zone, YEARS.get(kind, 2024), plan)
    return queries.zone_report(zone, kind, made_on=date(2025, 4, 2), **options)


def compared() -> Report:
    zones = zone_standings(Zone.objects.all(), 2024, with_figures=True)
    return queries.comparison(zones, 2024, made_on=date(2025, 4, 2))


def two_zones() -> list:
    """Two plans that share one indicator and have another each."""
    shared = make.indicator()
    plans = [make.plan(make.zone(code)) for code in ("east", "west")]
    for plan, value in zip(plans, ("190", "120.50"), strict=True):
        build.judged(plan, {2024: value}, indicator=shared)
        build.judged(plan, {2024: "90"}, name=f"各自{plan.zone.code}")
    return plans


def read(made: Report) -> dict:
    return json.loads(as_json(made))


def table(made: Report, columns: tuple[str, ...]) -> list[dict[str, str]]:
    rows = list(csv.reader(io.StringIO(as_csv(made).decode("utf-8-sig"))))
    return [dict(zip(columns, row, strict=True)) for row in rows[1:]]


def everything() -> list[Report]:
    plan = two_zones()[0]
    ours = make.department(plan.zone, "甲局")
    for name in ("level", "milestone", "sum"):
        build.example(plan, name)
    make.revision(build.judged(plan, {2024: "1"}, name="调", department=ours), 2023, 90)
    kinds = (ReportKind.MONITORING, ReportKind.MIDTERM, ReportKind.FINAL, ReportKind.BRIEF)
    sheet = report(plan, ReportKind.DEPARTMENT, department=ours)
    return [*(report(plan, kind) for kind in kinds), sheet, compared()]


def test_every_name_of_every_kind_is_documented():
    known = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    for made in everything():
        assert names(read(made)) - known == set(), made.kind


def test_every_kind_says_which_year_it_is_of_and_is_the_same_every_time():
    for made in everything():
        assert read(made)["year"] == YEARS.get(made.kind, 2024)
        assert (as_json(made), as_csv(made)) == (as_json(made), as_csv(made))


def test_rows_of_single_kinds_refer_to_targets_that_are_there():
    for made in everything():
        whole = read(made)
        ids = {row["id"] for row in whole.get("targets", ())}
        for name in ("findings", "adjusted", "proposals", "reached", "missed", "baselines"):
            assert {row["id"] for row in whole.get(name, ())} <= ids


def test_the_revised_value_is_a_number_beside_the_printed_one():
    plan = make.plan()
    make.revision(build.judged(plan, {2023: "150"}, target_value="200.5"), 2023, 180)
    row = read(report(plan, ReportKind.MIDTERM))["adjusted"][0]
    assert (row["printed"], row["revised"], row["printed_text"]) == ("200.5", "180", "≥ 200.5")


def test_baselines_and_misses_of_the_final_evaluation():
    plan = make.plan()
    build.judged(plan, {2025: {"value": "150.0", "note": "停产"}}, name="差")
    build.judged(plan, {}, name="无")
    whole = read(report(plan, ReportKind.FINAL))
    assert [row["value"] for row in whole["baselines"]] == ["150.0", None]
    assert [row["reason"] for row in whole["missed"]] == ["停产"]
    assert [(row["targets"], row["binding"]) for row in whole["outcomes"]] == [(1, 0), (1, 0)]


def test_a_comparison_has_its_shared_indicators_as_rows():
    two_zones()
    rows = table(compared(), SHARED)
    assert [(row["zone"][:4], row["actual"]) for row in rows] == [
        ("east", "190"),
        ("west", "120.50"),
    ]


def test_a_comparison_ranks_counts_and_names_zones_by_their_code():
    two_zones()
    whole = read(compared())
    assert [(r["zone"]["code"], r["on_pace"], r["place"]) for r in whole["ranking"]] == [
        ("east", 1, 1),
        ("west", 0, 2),
    ]
    assert whole["matrix"][0]["fields"][0]["targets"] == 2
    assert whole["shared"][0]["targets"][1]["actual"] == "120.50"


def test_a_brief_has_what_falls_short_as_rows_with_what_was_promised():
    plan = two_zones()[0]
    target = build.judged(plan, {2024: "95"}, name="欠")
    make.handling(make.alert(target, year=2024), measure="=补足")
    rows = {row["indicator"]: row for row in table(report(plan, ReportKind.BRIEF), BEHIND)}
    assert rows["欠"]["actual"] == "95" and "补足" in rows["欠"]["promised_short"]
    numbers = read(report(plan, ReportKind.BRIEF))["numbers"]
    assert [(one["part"], one["whole"]) for one in numbers] == [(1, 3), (4, 5), (0, 0)]
