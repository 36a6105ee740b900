"""Not reported for long, or never settled."""

from datetime import date

import pytest

from tests.alerts.rules.build import reported
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.data_stale import data_stale
from tracker.terms import AlertRule, Quality, Role, Severity

TODAY = date(2026, 3, 24)

# The last reported year, the first missing one, the plan's patience, the level.
MISSING = [
    (2025, 2026, 2, None),
    (2024, 2025, 2, None),
    (2023, 2024, 2, 2),
    (2022, 2023, 2, 3),
    (2020, 2021, 2, 5),
    (2024, 2025, 1, 1),
    (2025, 2026, 0, None),
]


@pytest.mark.parametrize(("last", "first", "patience", "level"), MISSING)
def test_after_the_patience_of_the_plan_a_target_counts_as_not_reported(
    last, first, patience, level
):
    found = data_stale(reported(last=last, year=first, stale_years=patience), TODAY)
    assert (found.level if found else None) == level


@pytest.mark.parametrize(
    ("approved_on", "told"),
    [
        (date(2025, 3, 23), True),
        (date(2025, 3, 24), False),
        (date(2024, 12, 31), True),
        (date(2025, 12, 1), False),
        (date(2024, 2, 29), True),
    ],
)
def test_a_preliminary_figure_is_to_be_followed_within_twelve_months(approved_on, told):
    view = reported(unsettled_year=2024, quality=Quality.PRELIMINARY, approved_on=approved_on)
    found = data_stale(view, TODAY)
    assert (found is not None) == told


def test_what_is_not_final_stands_under_its_own_year():
    lives = {(AlertRule.DATA_STALE, 2024): Life(TODAY, (Promise(TODAY, TODAY, 1),))}
    found = data_stale(
        reported(
            unsettled_year=2024, quality=Quality.FLASH, approved_on=date(2025, 1, 10), lives=lives
        ),
        TODAY,
    )
    assert (found.year, found.step, found.severity) == (2024, "not_final", Severity.NOTE)
    assert found.facts == {"value": None, "reported": 2025, "quality": "flash"}
    assert found.told == frozenset()


def test_officer_and_reviewer_hear_how_many_years_are_missing():
    found = data_stale(reported(last=2022, year=2023), TODAY)
    assert (found.told, found.severity) == ({Role.OFFICER, Role.REVIEWER}, Severity.WARNING)
    assert (found.year, found.facts["missing_years"]) == (2023, 3)
