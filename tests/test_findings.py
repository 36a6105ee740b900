"""The finding in one sentence: of zones, of a target, and why a light is as it is."""

import pytest
from django.utils import translation

from tests import make
from tracker import findings, standing
from tracker.flow import reassess, system_person
from tracker.models import Target, Zone
from tracker.terms import Category, TargetKind

pytestmark = pytest.mark.django_db


def judged_zone(*latest: float, binding: int = 0):
    """A zone with one target for each figure of 2024; the first ``binding`` are binding."""
    plan = make.plan(make.zone("z", name="济南高新区"))
    for place, value in enumerate(latest):
        attribute = "binding" if place < binding else "anticipatory"
        make.figure(make.target(plan, attribute=attribute), 2024, value)
    reassess(Target.objects.all(), by=system_person())
    return standing.zone_standing(plan.zone, 2024)


def test_a_zone_in_one_sentence(english):
    zone = judged_zone(120, 190, 190, binding=1)
    sentence = "济南高新区: 2 of 3 assessable targets are on pace, 1 binding target is behind."
    assert findings.of_zone(zone) == sentence


def test_a_field_of_work_in_one_sentence(english):
    assert findings.of_zone(judged_zone(190, 190, binding=2), Category.ECONOMY) == (
        "济南高新区 · Economy: 2 of 2 assessable targets are on pace, "
        "all assessable binding targets among them."
    )


def test_without_figures_the_sentence_claims_nothing(english):
    make.target(make.plan(make.zone("z", name="济南高新区")))
    zone = standing.zone_standing(Zone.objects.get(), 2024)
    assert findings.of_zone(zone) == "济南高新区: none of 1 targets can be assessed yet."
    assert findings.of_zones([zone]) == "1 zone: no target can be assessed yet."


def test_chinese_sentences_have_chinese_punctuation():
    with translation.override("zh-hans"):
        assert findings.of_zone(judged_zone(190)).endswith("。")


@pytest.mark.parametrize(
    ("latest", "binding", "reason"),
    [
        ((120, 190), 1, "1 binding target far behind, reversed or missed"),
        ((160, 190, 190), 1, "1 binding target behind"),
        ((120, 190), 0, "50.0% on pace, below 60%"),
        ((120, 190, 190), 0, "66.7% on pace, below 80%"),
        ((190, 190), 1, "100.0% on pace and no binding target behind"),
        ((), 0, "the plan has no published target"),
    ],
)
def test_a_light_gives_its_reason_with_numbers(english, latest, binding, reason):
    zone = judged_zone(*latest, binding=binding)
    assert findings.of_light(zone.rollup, zone.plan) == reason


@pytest.mark.parametrize(
    ("value", "year", "sentence"),
    [
        (
            171,
            2024,
            "171 亿元 in 2024, 77.4% of the way done, 80.0% of the period elapsed: On track.",
        ),
        (
            0,
            2024,
            "0 亿元 in 2024, −100.0% of the way done, 80.0% of the period elapsed: Reversed.",
        ),
        (202, 2025, "202 亿元 in 2025, attained to 101.0%: Exceeded."),
        (None, 2024, "Not assessable: No figure has been reported."),
        (None, 2025, "2025 is not reported: Not reported."),
    ],
)
def test_a_target_in_one_sentence(english, value, year, sentence):
    target = make.target()
    if value is not None:
        make.figure(target, year, value)
    reassess([target], by=system_person())
    assert findings.of_target(standing.target_standing(target, year)) == sentence


def test_a_milestone_is_done_or_not(english):
    target = make.target(kind=TargetKind.MILESTONE, unit="")
    make.figure(target, 2024, done=True)
    reassess([target], by=system_person())
    item = standing.target_standing(target, 2024)
    assert findings.of_target(item) == "2024: done: Achieved early."


def test_every_flag_of_the_arithmetic_has_a_sentence(english):
    assert findings.of_flag("once_met:2023") == "It was met in 2023 and fell back since."
    assert all(text.endswith(".") for text in findings.flags())


def test_at_the_end_of_a_plan_targets_are_met_or_missed(english):
    zone = judged_zone(120, 190)
    assert findings.of_light(zone.rollup, zone.plan, is_over=True) == "50.0% met, below 60%"
