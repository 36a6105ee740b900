"""Where there is nothing, a document says so, and does not praise what nobody knows."""

from datetime import date

import pytest

from tests import make
from tests.reports import build
from tracker import flow
from tracker.reports import queries
from tracker.standing import zone_standing, zone_standings
from tracker.terms import Attribute, Quality, ReportKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MADE_ON = date(2025, 4, 2)


def report(plan, kind=ReportKind.MONITORING, year=2024):
    return queries.zone_report(zone_standing(plan.zone, year, plan), kind, made_on=MADE_ON)


@pytest.mark.parametrize("kind", [ReportKind.MONITORING, ReportKind.MIDTERM])
def test_of_a_plan_without_targets_nothing_is_said_to_be_well(kind):
    made = report(make.plan(), kind)
    assert made.light_reason == "the plan has no published target"
    assert made.summary[0].endswith(": the plan has no published target.")
    for name in ("no_binding", "no_behind", "no_unassessed", "no_unreported"):
        assert made.words[name] == "The plan has no published target."


def test_where_nothing_could_be_assessed_nothing_is_said_to_be_on_pace():
    plan = make.plan()
    flow.reassess([make.target(plan)], by=flow.system_person())
    assert report(plan).words["no_behind"] == "No target could be assessed."


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        (Attribute.BINDING, "No other assessable target falls short."),
        (None, "No assessable target falls short."),
    ],
)
def test_others_are_spoken_of_only_beside_binding_targets(attribute, words):
    plan = make.plan()
    build.judged(plan, {2024: "190"}, attribute=attribute)
    assert report(plan).words["no_behind"] == words


def test_a_zone_without_targets_is_not_measured_in_a_comparison():
    build.judged(make.plan(), {2024: "190"})
    make.plan()
    zones = zone_standings(make.Zone.objects.all(), 2024, with_figures=True)
    made = queries.comparison(zones, 2024, made_on=MADE_ON)
    assert (made.ranking[-1].coverage, made.ranking[-1].place) == ("—", "—")
    assert made.ranking[-1].reason == "the plan has no published target"


def test_how_many_figures_are_not_settled_is_counted():
    plan = make.plan()
    for place, quality in enumerate((Quality.FLASH, Quality.FINAL, Quality.FINAL)):
        build.judged(plan, {2024: {"value": "190", "quality": quality}}, name=f"指标{place}")
    made = report(plan)
    counts = "Flash 1, Final 2"
    assert f"3 figures of 2024 are approved: {counts}." in made.summary
    assert dict(made.cover.facts)["Status of the figures"].endswith(f"(2024: {counts})")


def test_sources_name_who_reported_what_was_revised_and_what_it_rests_on():
    plan = make.plan()
    ours, silent = (make.department(plan.zone, name) for name in ("统计局", "教育局"))
    build.judged(plan, {2024: {"value": "190", "evidence": "统计公报"}}, department=ours)
    make.figure(make.target(plan, name="税收", department=ours), 2024, 5, vintage=2)
    make.target(plan, name="学位", department=silent)
    first, second = report(plan).data_sources
    assert (first.department, first.asked, first.approved, first.revised) == (
        "统计局",
        2,
        2,
        1,
    )
    assert (first.qualities, first.evidence) == ("Final 2", ("统计公报",))
    assert (second.approved, second.qualities, second.latest) == (0, "—", "—")
