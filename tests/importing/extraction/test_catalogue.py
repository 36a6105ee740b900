"""Printed indicators meet in one catalogue where they are the same, and nowhere else."""

from collections import defaultdict

import pytest

from tracker.importing import shipped
from tracker.importing.extraction.catalogue import RATE_WORDS, Catalogue
from tracker.importing.extraction.mapping import Measured, measure
from tracker.importing.extraction.register import read
from tracker.terms import Category, TargetKind


def find(name, unit, *, kind=TargetKind.LEVEL, catalogue=None):
    measured = Measured(kind, name, unit, is_rate=kind is TargetKind.GROWTH)
    catalogue = catalogue or shipped.indicators()
    return catalogue.find(measured, name_en="New", category=Category.ECONOMY)


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("地区生产总值", "亿元", "地区生产总值"),
        ("外贸进出口总额", "亿元", "进出口总额"),
        ("高新技术企业数量", "家", "高新技术企业数"),
        ("“四新”经济占GDP比重", "%", "“四新”经济增加值占地区生产总值比重"),
        ("四新经济占ＧＤＰ比重", "%", "“四新”经济增加值占地区生产总值比重"),
        ("每千户籍人口执业(助理)医师数", "人", "每千户籍人口执业(助理)医师数"),
        ("每千人拥有执业（助理）医师数", "人", "每千人口执业(助理)医师数"),
    ],
)
def test_other_words_for_one_thing_lead_to_one_indicator(name, unit, expected):
    assert find(name, unit).name == expected


def test_another_unit_is_another_indicator():
    assert find("实际利用外资", "亿元").key != find("实际利用外资总额", "亿美元").key


def test_a_growth_rate_printed_under_the_name_of_a_level_is_no_level():
    rate = find("一般公共预算收入", "%", kind=TargetKind.GROWTH)
    assert rate.key == ("一般公共预算收入增速", "%")
    unknown = find("海鲜产量", "%", kind=TargetKind.GROWTH)
    assert unknown.key == ("海鲜产量增速", "%")
    assert not unknown.share


def test_an_unknown_percentage_is_a_share_by_its_name_only():
    assert find("公厕达标率", "%").share
    assert not find("投资增长率", "%").share
    assert not find("公厕达标率", "‰").share


def test_what_people_decided_goes_before_the_table():
    decided = Catalogue(
        shipped.indicators().entries, {("外贸进出口总额", "亿元"): ("外贸进出口总额", "亿元")}
    )
    assert find("外贸进出口总额", "亿元", catalogue=decided).name == "外贸进出口总额"


def test_no_alias_leads_to_two_indicators_and_each_says_why():
    entries = shipped.indicators().entries
    assert len({entry.key for entry in entries}) == len(entries)
    aliases = [(alias.name, alias.unit) for entry in entries for alias in entry.aliases]
    assert len(set(aliases)) == len(aliases)
    assert all(alias.why for entry in entries for alias in entry.aliases)


def test_only_percentages_are_shares_and_no_rate_of_growth_is():
    for entry in shipped.indicators().entries:
        assert not entry.share or entry.unit == "%"
        assert not (entry.share and entry.name.endswith(RATE_WORDS))


def test_the_table_has_every_shipped_indicator_and_no_other():
    known = {entry.key for entry in shipped.indicators().entries}
    used = defaultdict(set)
    for file in read(shipped.registers()).files:
        for draft in file.targets:
            if draft.restates is None:
                entry = shipped.indicators().find(
                    measure(draft), name_en=None, category=draft.category
                )
                used[entry.key].add(file.zone)
    assert set(used) <= known
    assert used[("地区生产总值", "亿元")] == {"jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch"}
