"""A block pasted from a spreadsheet is read cell by cell, and says what it would change."""

from decimal import Decimal

import pytest

from tests import make
from tracker.planning.keeping import check_block
from tracker.planning.pasting import as_text
from tracker.planning.yearly import stored_values
from tracker.terms import TargetKind

pytestmark = pytest.mark.django_db

YEARS = range(2021, 2026)


@pytest.fixture
def targets():
    plan = make.plan()
    return [
        make.target(plan, register_id="z-001"),
        make.target(plan, register_id="z-002", name="税收"),
    ]


def read(text, targets):
    return check_block(text.replace("|", "\t"), targets, YEARS)[0]


def changed(block):
    return {(cell.target.register_id, cell.year): cell.after for cell in block.changed}


def refused(block):
    return [(one.label, one.year, one.problem.code) for one in block.refused]


def test_the_head_says_which_years_are_meant(targets):
    block = read("|||2024年|2022\nz-001|地区生产总值|亿元|174|1,132.5\n", targets)
    assert changed(block) == {("z-001", 2024): 174, ("z-001", 2022): Decimal("1132.5")}


def test_without_a_head_the_last_columns_are_the_years(targets):
    block = read("税收|1|2|3|4|5", targets)
    assert changed(block) == {("z-002", year): year - 2020 for year in YEARS}


def test_an_empty_cell_takes_its_value_away_and_a_missing_one_leaves_it(targets):
    for year in (2021, 2022):
        make.annual_target(targets[0], year, 100)
    block = read("|2021\nz-001|—\n", targets)
    assert changed(block) == {("z-001", 2021): None}


def test_what_stays_is_counted_only(targets):
    make.annual_target(targets[0], 2021, "115.50")
    block = read("|2021|2022\nz-001|115.5|\n", targets)
    assert (changed(block), block.unchanged) == ({}, 2)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("z-009|1", ("z-009", None, "unknown_target")),
        ("z-001|1\nz-001|2", ("地区生产总值", None, "twice")),
        ("|2021\nz-001|约100", ("地区生产总值", 2021, "has_words")),
        ("|2031\nz-001|100", ("地区生产总值", 2031, "outside_plan")),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_reason(targets, text, answer):
    assert answer in refused(read(text, targets))


def test_a_value_that_the_kind_cannot_have_is_refused(targets):
    rank = make.target(
        targets[0].plan, register_id="z-003", kind=TargetKind.RANK, target_value=Decimal(3)
    )
    block = read("|2021\nz-003|2.5", [*targets, rank])
    assert refused(block) == [("地区生产总值", 2021, "not_a_rank")]


def test_a_block_that_is_copied_and_pasted_back_changes_nothing(targets):
    make.annual_target(targets[0], 2021, "-1234.5")
    stored = stored_values(targets)
    values = {pk: {y: row.value for y, row in rows.items()} for pk, rows in stored.items()}
    text = as_text(targets, YEARS, values)
    assert changed(read(text, targets)) == {}
    assert "-1234.5" in text
