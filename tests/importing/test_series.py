"""Relative targets of a register are compared with a series, made where it is new."""

import pytest

from tests import make
from tracker import flow
from tracker.importing import queries as importing
from tracker.importing.series import link_series
from tracker.models import ComparedSeries, Target
from tracker.terms import Measure, TargetKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make.plan(make.zone(parent=make.zone("jinan", name="济南市")))


def relative(plan, text, **fields):
    return make.target(plan, kind=TargetKind.RELATIVE, compared_with=text, **fields)


@pytest.mark.parametrize(
    ("text", "whose"),
    [("全市平均", "jinan"), ("济南市 同一指标", "jinan"), ("全省", None), ("增速 (全区)", "own")],
)
def test_the_words_tell_whose_figures_they_are(plan, text, whose):
    target = relative(plan, text)
    (linked,) = link_series([plan])
    zone = linked.compared_series.zone
    assert linked == target
    assert (zone == plan.zone) if whose == "own" else (zone and zone.code) == whose


def test_the_same_indicator_of_the_city_is_a_series_for_each_indicator(plan):
    relative(plan, "济南市 同一指标")
    relative(plan, "济南市 同一指标", name="税收")
    link_series([plan])
    assert ComparedSeries.objects.count() == 2


def test_two_targets_with_one_series_share_it(plan):
    relative(plan, "全省", relative_kind=Measure.CHANGE)
    relative(plan, "全省", relative_kind=Measure.CHANGE, name="税收")
    link_series([plan])
    series = ComparedSeries.objects.get()
    assert (series.targets.count(), series.unit) == (2, "%")


def test_what_an_administrator_has_chosen_since_stays(plan):
    target = relative(plan, "全省")
    link_series([plan])
    Target.objects.filter(pk=target.pk).update(compared_series=None)
    assert link_series([plan]) == []


def test_the_relative_targets_of_the_shipped_registers_are_linked():
    flow.load_register(importing.registers(), by=flow.system_person())
    linked = Target.objects.exclude(compared_series=None)
    named = Target.objects.filter(kind=TargetKind.RELATIVE, restates=None)
    assert set(linked) == set(named.exclude(compared_with=None))
    assert ComparedSeries.objects.filter(zone__code="jinan").count() == 2
