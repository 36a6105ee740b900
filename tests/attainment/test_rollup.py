"""Many targets: shares, coverage, and the light of a zone (methods §7, exact 26)."""

from decimal import Decimal

import pytest

from tracker.attainment.rollup import LightReason, LightRule, Member, composite, roll_up
from tracker.terms import NOT_ASSESSED, ON_PACE, VETO, Attribute, Light, Status, Verdict

GOOD, MIDDLING, BAD = Status.ON_TRACK, Status.BEHIND, Status.FAR_BEHIND
UNKNOWN = Status.NOT_ASSESSABLE


def members(*words, binding=()):
    bound = [Member(word, Attribute.BINDING) for word in binding]
    return [Member(word, Attribute.ANTICIPATORY) for word in words] + bound


def light(*words, binding=(), rule=None):
    rolled = roll_up(members(*words, binding=binding), rule)
    return rolled.light, rolled.reason


def test_the_share_on_pace_is_of_the_assessable():
    rolled = roll_up(members(GOOD, GOOD, MIDDLING, UNKNOWN, binding=[GOOD, UNKNOWN]))
    assert (rolled.all.total, rolled.all.assessable, rolled.all.on_pace) == (6, 4, 3)
    assert (rolled.all.share, rolled.all.coverage) == (0.75, pytest.approx(4 / 6))
    assert (rolled.binding.total, rolled.binding.assessable, rolled.binding.on_pace) == (2, 1, 1)
    assert (rolled.anticipatory.total, rolled.anticipatory.on_pace) == (4, 2)


def test_no_data_is_a_gap_and_never_zero():
    assert roll_up([]).all.share is None
    assert roll_up([]).all.coverage is None
    nothing = roll_up(members(UNKNOWN, UNKNOWN))
    assert (nothing.all.share, nothing.light) == (None, Light.GREY)


@pytest.mark.parametrize("word", [*Status, *Verdict])
def test_every_word_is_counted_once(word):
    rolled = roll_up(members(word))
    assert rolled.words == {word: 1}
    assert rolled.all.assessable == (word not in NOT_ASSESSED)
    assert rolled.all.on_pace == (word in ON_PACE)
    assert not ON_PACE & NOT_ASSESSED


def test_green_needs_four_fifths_and_every_binding_target():
    assert light(*[GOOD] * 4, MIDDLING) == (Light.GREEN, LightReason.ALL_WELL)
    assert light(*[GOOD] * 4, BAD, binding=[GOOD]) == (Light.GREEN, LightReason.ALL_WELL)
    assert light(*[GOOD] * 7, *[MIDDLING] * 2) == (Light.YELLOW, LightReason.SHARE_MIDDLING)
    many = light(*[GOOD] * 9, binding=[MIDDLING])
    assert many == (Light.YELLOW, LightReason.BINDING_BEHIND)


@pytest.mark.parametrize("word", sorted(VETO))
def test_one_binding_failure_turns_a_zone_red(word):
    assert light(*[GOOD] * 99, binding=[word]) == (Light.RED, LightReason.BINDING_VETO)
    assert light(*[GOOD] * 99, word)[0] is Light.GREEN


def test_what_is_behind_or_basically_met_is_no_veto():
    assert light(GOOD, binding=[Verdict.BASICALLY_MET])[0] is Light.GREEN
    assert light(*[GOOD] * 4, binding=[MIDDLING])[0] is Light.YELLOW


def test_red_below_three_fifths():
    assert light(*[GOOD] * 3, *[MIDDLING] * 2)[0] is Light.YELLOW
    assert light(*[GOOD] * 5, *[MIDDLING] * 4) == (Light.RED, LightReason.SHARE_LOW)


def test_grey_below_half_of_the_targets():
    assert light(GOOD, UNKNOWN)[0] is Light.GREEN
    assert light(GOOD, UNKNOWN, UNKNOWN) == (Light.GREY, LightReason.LOW_COVERAGE)
    assert light(UNKNOWN, UNKNOWN, binding=[BAD]) == (Light.GREY, LightReason.LOW_COVERAGE)


def test_a_binding_target_that_cannot_be_assessed_does_not_stop_green():
    assert light(*[GOOD] * 4, binding=[UNKNOWN])[0] is Light.GREEN


def test_a_plan_may_set_its_own_thresholds():
    strict = LightRule(Decimal("0.9"), Decimal("0.85"), Decimal("1"))
    assert light(*[GOOD] * 4, MIDDLING, rule=strict) == (Light.RED, LightReason.SHARE_LOW)
    assert light(*[GOOD] * 4, UNKNOWN, rule=strict)[0] is Light.GREY


def test_a_composite_needs_weights_and_caps_attainment_at_one():
    assert composite([]) is None
    assert composite([(Decimal(1), Decimal(0))]) is None
    scores = [(Decimal("1.5"), Decimal(1)), (Decimal("0.5"), Decimal(3))]
    assert composite(scores) == Decimal("0.625")
