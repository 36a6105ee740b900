"""Every warning at entry has a sentence that its figures complete."""

from decimal import Decimal

import pytest
from django.utils import translation

from tracker.models.warnings import SENTENCES, explain
from tracker.terms import WarningCode

UNBROKEN = "\u202f"

DATA = {
    "unit": "亿元", "value": Decimal("1960000"), "last": Decimal("187"), "last_year": 2024,
    "change": Decimal("0.352"), "usual": Decimal("-0.04"), "in_proportion": True, "zones": 4,
    "slip": 10_000, "is_up": True, "rate_percent": Decimal("8"), "implied_percent": Decimal("15"),
    "last_level": Decimal("100"), "level": Decimal("115"), "whole": Decimal("90"),
    "part": Decimal("100"), "part_name": "核心区",
}  # fmt: skip


@pytest.mark.parametrize("code", WarningCode)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_warning_has_words(code, language):
    with translation.override(language):
        assert "%(" not in explain(code, DATA)
    assert code in SENTENCES


def test_figures_stand_with_unit_and_changes_with_sign(english):
    said = explain("unit_slip", DATA).replace(UNBROKEN, " ")
    assert "Against 187 亿元 in 2024, 1 960 000 亿元 is off by about × 10 000." in said
    assert "÷" in explain("unit_slip", DATA | {"is_up": False})
    told = explain("sudden_change", DATA)
    assert "+35.2%" in told
    assert "\u22124.0%" in told


def test_percentages_change_by_points_and_counts_in_their_unit(english):
    by_steps = {"in_proportion": False, "change": Decimal(5), "usual": Decimal("0.5")}
    assert "+5 percentage points" in explain("sudden_change", DATA | by_steps | {"unit": "%"})
    assert "+5 个" in explain("sudden_change", DATA | by_steps | {"unit": "个"})
    share = explain("share_out_of_bounds", DATA | {"unit": "%", "value": Decimal("100.5")})
    assert "100.5% lies outside" in share
