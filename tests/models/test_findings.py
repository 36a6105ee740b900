"""Every kind of finding has a sentence that its figures complete."""

import pytest
from django.utils import translation

from tracker.attainment.stated import FindingCode
from tracker.models.findings import SENTENCES, explain

DATA = {
    "unit": "亿元", "other_unit": "万元", "field": "target_value", "years": 5, "fitting_years": 4,
    "base_value": "100", "target_value": "200", "implied_target": "190.5", "growth_percent": "10",
    "implied_growth_percent": "9.14", "price_percent": "1.2", "period_change": "3",
    "yearly_floor": "7", "floors_sum": "35", "whole": "10", "part": "12", "sum": "14",
    "share": "46", "implied_share": "44.1", "value": "120", "figure": "7", "other_figure": "8",
}  # fmt: skip


@pytest.mark.parametrize("code", FindingCode)
def test_every_finding_has_words(code):
    with translation.override("en"):
        assert "%(" not in explain(code, DATA)
    assert code in SENTENCES


def test_units_and_percents_stand_where_they_belong():
    with translation.override("en"):
        assert "(12 亿元)" in explain("part_exceeds_whole", DATA)
        assert "44.1%" in explain("share_mismatch", DATA)
        assert "(12%)" in explain("part_exceeds_whole", {**DATA, "unit": "%"})


def test_what_is_not_known_is_a_dash_and_never_zero():
    with translation.override("en"):
        sentence = explain("not_beyond_base", {"base_value": None, "target_value": "0"})
    assert "(—)" in sentence
    assert "(0)" in sentence
