"""The CSV says what the report prints, in one table that spreadsheets open without harm."""

import csv
import io
from datetime import date

import pytest

from tests import make
from tests.reports import build
from tracker.notation import ungrouped
from tracker.reports import queries
from tracker.reports.tables.separated import COLUMNS, as_csv
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

AS_PRINTED = ("expected", "attainment", "progress", "elapsed", "unit", "remark")


def report(plan):
    return queries.zone_report(
        zone_standing(plan.zone, 2024, plan), ReportKind.MONITORING, made_on=date(2025, 4, 2)
    )


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def by_name(content: bytes) -> dict[str, dict[str, str]]:
    return {row[3]: dict(zip(COLUMNS, row, strict=True)) for row in table(content)[1:]}


@pytest.fixture
def full():
    plan = make.plan()
    for name in build.EXAMPLES:
        build.example(plan, name)
    return report(plan)


def test_every_cell_is_what_the_report_prints(full):
    found = by_name(as_csv(full))
    for line in (line for group in full.groups for line in group.lines):
        for name in AS_PRINTED:
            assert found[line.name][name] == ungrouped(getattr(line, name)).replace("—", "")
        assert found[line.name]["status"] == line.judged.text
        assert found[line.name]["id"] == line.key


def test_numbers_are_plain_and_keep_the_decimals_as_typed():
    plan = make.plan()
    build.judged(plan, {2024: "1234567.50"}, name="产值", base_value="-10.5")
    row = by_name(as_csv(report(plan)))["产值"]
    assert (row["actual"], row["base"], row["operator"]) == ("1234567.50", "-10.5", "≥")


def test_zero_is_zero_and_what_is_missing_is_empty():
    plan = make.plan()
    build.judged(plan, {2024: "0"}, name="零")
    build.judged(plan, {}, name="无")
    rows = by_name(as_csv(report(plan)))
    assert (rows["零"]["actual"], rows["无"]["actual"]) == ("0", "")


def test_a_text_that_would_be_a_formula_is_a_text(full):
    plan = full and make.plan(make.zone("x"))
    typed = ("=1+1", "+1", "-1", "@sum", "\t=1", "  =1", "＝1+1", "＋1", "－1", "＠sum")
    for name in typed:
        build.judged(plan, {2024: "110"}, name=name)
    names = [row[3] for row in table(as_csv(report(plan)))[1:]]
    assert sorted(names) == sorted(f"'{name}" for name in typed)


def test_it_begins_with_the_mark_that_spreadsheets_look_for_and_is_the_same_every_time(full):
    assert as_csv(full).startswith(b"\xef\xbb\xbfRegister number,")
    assert as_csv(full) == as_csv(full)
