"""Loading stores all or nothing, twice is once, and an administrator's changes stay."""

import json
from decimal import Decimal

import pytest
from django.db import transaction

from tests import make
from tests.importing import build
from tracker.errors import RegisterRefused
from tracker.importing import actions, shipped
from tracker.importing.extraction.problems import ProblemCode
from tracker.models import Indicator, IndicatorAlias, PastFigure, Plan, Scope, Target, Zone
from tracker.terms import TargetState

pytestmark = pytest.mark.django_db


def load(*texts):
    with transaction.atomic():
        return actions.load(texts)


def one(**fields):
    """Load one entry; answer with what that did."""
    return load(build.text(build.entry(**fields))).files[0]


def row(number=1):
    return Target.objects.get(register_id=f"jinan-ht-{number:03}")


def refused(*texts):
    with pytest.raises(RegisterRefused) as caught:
        load(*texts)
    return [(problem.entry, problem.field, problem.code) for problem in caught.value.problems]


@pytest.fixture
def everything():
    return load(*shipped.registers())


def test_every_entry_of_the_five_plans_is_loaded(everything):
    counts = {plan.zone.code: plan.targets.count() for plan in Plan.objects.all()}
    assert counts == {
        "yantai-ht": 97, "weihai-torch": 127, "zibo-ht": 53, "jinan-ht": 92, "zhifu": 21,
    }  # fmt: skip
    assert Target.objects.filter(restates__plan__zone__code="weihai-torch").count() == 5
    assert Target.objects.exclude(restates=None).count() == 5


def test_binding_targets_and_those_to_be_confirmed_are_as_many_as_the_documents_say(everything):
    binding = Target.objects.filter(attribute="binding")
    assert binding.filter(plan__zone__code="jinan-ht").count() == 3
    assert binding.filter(plan__zone__code="zibo-ht").count() == 8
    assert binding.count() == 11
    assert Target.objects.filter(state=TargetState.TO_BE_CONFIRMED).count() == 38


def test_every_target_leads_back_to_its_line_and_wording(everything):
    for _, text in shipped.registers():
        for entry in json.loads(text)["targets"]:
            target = Target.objects.get(register_id=entry["id"])
            assert target.locator == entry["locator"]
            assert target.locator["line"]
            kept = (target.name, target.target_text, target.note, target.caliber)
            assert kept == tuple(
                entry[name] for name in ("indicator", "target_text", "note", "caliber")
            )


def test_four_zones_share_the_gdp_indicator(everything):
    gdp = Indicator.objects.get(name="地区生产总值", unit="亿元")
    zones = set(gdp.targets.values_list("plan__zone__code", flat=True))
    assert zones == {"jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch"}


def test_a_zone_comes_with_the_city_above_it_and_a_part_with_its_own_scope(everything):
    assert Zone.objects.get(code="zhifu").parent.name == "烟台市"
    assert Zone.objects.get(code="yantai-ht").parent.name == "烟台市"
    core = Scope.objects.get(zone__code="yantai-ht", name="核心区")
    assert (core.is_whole, core.name_en, core.targets.count()) == (False, "Core area", 19)
    assert Scope.objects.filter(is_whole=True).count() == 5


def test_a_second_load_changes_nothing_and_says_so(everything):
    assert everything.touched > 390
    before = list(Target.objects.order_by("pk").values())
    again = load(*shipped.registers())
    assert again.touched == 0
    assert [file.counts["target"].unchanged for file in again.files] == [92, 53, 97, 127, 21]
    assert list(Target.objects.order_by("pk").values()) == before


def test_loading_takes_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(135):
        load(*shipped.registers())
    with django_assert_max_num_queries(60):
        load(*shipped.registers())


def test_actuals_serve_as_history_only_on_the_same_caliber(everything):
    gdp = Target.objects.get(register_id="jinan-ht-001").past_figures.order_by("year")
    assert [(past.year, past.value, past.same_caliber) for past in gdp] == [
        (2015, Decimal("596.3"), True),
        (2020, Decimal("1291.5"), True),
    ]
    days = PastFigure.objects.get(name="空气质量优良天数", unit="天")
    assert not days.same_caliber
    points = PastFigure.objects.get(unit="个百分点", target__register_id="zibo-ht-003")
    assert not points.same_caliber


def test_an_inferred_scope_is_the_scope_itself(everything):
    past = PastFigure.objects.get(name="固定资产投资五年累计")
    assert (past.scope.name, past.period, past.year) == ("核心区", "2016-2020", None)


def test_a_changed_file_changes_what_it_changed_and_lists_it():
    one()
    result = one(target_value=250, target_text="达到250亿元")
    assert [(c.object, c.field, c.old, c.new) for c in result.changes] == [
        ("jinan-ht-001", "target_value", "200", "250"),
        ("jinan-ht-001", "target_text", "达到200亿元", "达到250亿元"),
    ]
    assert result.counts["target"].changed == 1
    assert row().target_value == 250


def test_links_of_an_entry_follow_the_file():
    load(build.text(build.entry(1), build.entry(2)))
    second = build.entry(2, scope="核心区", indicator="进出口总额", restates="jinan-ht-001")
    load(build.text(build.entry(1), second))
    target = row(2)
    assert (target.scope.name, target.indicator.name) == ("核心区", "进出口总额")
    assert target.restates == row(1)
    load(build.text(build.entry(1), build.entry(2)))
    assert row(2).restates is None


def test_what_an_administrator_entered_stays():
    one(confidence="low", target_value=None, kind="rank", baseline_value=None)
    department = make.department(Zone.objects.get(code="jinan-ht"))
    Target.objects.update(
        target_value=30, state=TargetState.PUBLISHED, department=department,
        verified_base_value=41, path="linear",
    )  # fmt: skip
    before = Target.objects.values().get()
    result = one(confidence="low", target_value=None, kind="rank", baseline_value=None)
    assert result.touched == 0
    assert Target.objects.values().get() == before


def test_where_the_file_and_an_administrator_both_changed_the_administrator_stands():
    one()
    Target.objects.update(target_value=220)
    result = one(target_value=250)
    assert row().target_value == 220
    assert [(c.field, c.old, c.new) for c in result.kept] == [("target_value", "220", "250")]
    assert one(target_value=250).kept == []


def test_a_plan_whose_assumed_year_was_corrected_is_found_again():
    one()
    Plan.objects.update(start_year=2022, end_year=2026, base_year=2021, title="更正")
    one(target_value=250)
    plan = Plan.objects.get()
    assert (plan.start_year, plan.title) == (2022, "更正")
    assert row().target_value == 250


def test_an_entry_that_the_file_no_longer_has_is_kept_and_named():
    load(build.text(build.entry(1), build.entry(2)))
    result = load(build.text(build.entry(1)))
    assert result.files[0].gone == ["jinan-ht-002"]
    assert Target.objects.count() == 2


def test_actuals_follow_the_file():
    load(build.text(build.entry(), history=[build.past(), build.past(year=2018)]))
    kept = PastFigure.objects.get(year=2019)
    result = load(build.text(build.entry(), history=[build.past(value=96), build.past(year=2017)]))
    tally = result.files[0].counts["past_figure"]
    assert (tally.created, tally.changed, tally.removed) == (1, 1, 1)
    kept.refresh_from_db()
    assert kept.value == 96
    assert set(PastFigure.objects.values_list("year", flat=True)) == {2019, 2017}


def test_an_alias_that_people_decided_is_followed():
    load(build.text(build.entry(indicator="外贸进出口总额")))
    alias = IndicatorAlias.objects.get(name="外贸进出口总额")
    assert row().indicator.name == "进出口总额"
    alias.indicator = make.indicator("外贸进出口总额", "亿元")
    alias.save()
    load(build.text(build.entry(indicator="外贸进出口总额")))
    assert row().indicator.name == "外贸进出口总额"
    assert IndicatorAlias.objects.get(name="外贸进出口总额").indicator == alias.indicator


def test_four_bad_entries_are_all_named_and_nothing_is_stored():
    bad = build.text(
        build.entry(1, kind="lavel"),
        build.entry(2, target_value="200亿元"),
        build.entry(3),
        build.entry(3),
        zone="atlantis",
    )
    good = build.text(build.entry(9), name="good.json")
    assert refused(good, bad) == [
        ("jinan-ht-001", "kind", ProblemCode.UNKNOWN_WORD),
        ("jinan-ht-002", "target_value", ProblemCode.NOT_A_NUMBER),
        ("jinan-ht-003", "id", ProblemCode.DUPLICATE_ID),
        (None, "zone", ProblemCode.UNKNOWN_ZONE),
    ]
    assert not Target.objects.exists()
    assert not Zone.objects.exists()


def test_a_misspelt_zone_is_one_problem_even_when_its_entries_are_known():
    one()
    assert refused(build.text(build.entry(), zone="jinan-hi")) == [
        (None, "zone", ProblemCode.UNKNOWN_ZONE)
    ]


def test_a_zone_that_was_created_here_is_known():
    make.zone("atlantis")
    load(build.text(build.entry(), zone="atlantis"))
    assert Plan.objects.get().zone.code == "atlantis"


def test_a_number_of_another_plan_is_refused():
    one()
    other = build.text(build.entry(), zone="zibo-ht")
    assert refused(other) == [("jinan-ht-001", "id", ProblemCode.ID_OF_ANOTHER_PLAN)]


def test_an_entry_that_repeats_another_is_encoded_as_that_one(everything):
    target = Target.objects.get(register_id="weihai-torch-114")
    assert target.relative_kind == "change"
    assert target.indicator == target.restates.indicator
