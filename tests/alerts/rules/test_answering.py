"""Who does not answer is told again, who promised is left alone until that day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.alerts.rules.answering import EVERYBODY, Life, Promise, as_of, escalate, is_silent
from tracker.terms import Role

RAISED = date(2026, 3, 2)
OFFICER_AND_REVIEWER = {Role.OFFICER, Role.REVIEWER}


def day(number: int) -> date:
    """So many days after the alert was raised."""
    return RAISED + timedelta(days=number)


def promise(answered: int, promised: int, level: int = 1) -> Promise:
    return Promise(day(answered), day(promised), level)


# The day, the level at gravity 1, the step, and who is told besides those of the rule.
UNANSWERED = [
    (0, 1, "", frozenset()),
    (6, 1, "", frozenset()),
    (7, 11, "-unanswered-7", OFFICER_AND_REVIEWER),
    (20, 11, "-unanswered-7", OFFICER_AND_REVIEWER),
    (21, 21, "-unanswered-21", EVERYBODY),
    (400, 21, "-unanswered-21", EVERYBODY),
]


@pytest.mark.parametrize(("number", "level", "suffix", "told"), UNANSWERED)
def test_what_nobody_answers_is_told_again_after_7_and_21_days(number, level, suffix, told):
    found = escalate(Life(RAISED), 1, day(number))
    assert (found.level, found.suffix, found.told) == (level, suffix, told)


def test_what_opens_today_has_its_gravity_for_a_level():
    found = escalate(None, 3, RAISED)
    assert (found.level, found.suffix, found.told, found.silent) == (3, "", frozenset(), False)


# Promises, the day, the level at gravity 1, whether it is silent, the step.
ANSWERED = [
    ([promise(3, 30)], 3, 1, True, ""),
    ([promise(3, 30)], 30, 1, True, ""),
    ([promise(3, 30)], 31, 101, False, "-promise-broken"),
    ([promise(3, 30)], 37, 111, False, "-promise-broken-unanswered-7"),
    ([promise(10, 30, 11)], 30, 11, True, "-unanswered-7"),
    ([promise(10, 30, 11)], 31, 101, False, "-promise-broken"),
    ([promise(3, 30), promise(20, 60)], 45, 1, True, ""),
    ([promise(3, 30), promise(20, 60)], 61, 101, False, "-promise-broken"),
    ([promise(3, 30), promise(40, 60)], 45, 111, True, "-promise-broken-unanswered-7"),
    ([promise(3, 30), promise(40, 60)], 61, 201, False, "-promise-broken"),
    ([promise(3, 30), promise(20, 25)], 35, 111, False, "-promise-broken-unanswered-7"),
]


@pytest.mark.parametrize(("promises", "number", "level", "silent", "suffix"), ANSWERED)
def test_an_answer_holds_until_its_day_and_a_broken_one_counts(
    promises, number, level, silent, suffix
):
    found = escalate(Life(RAISED, tuple(promises)), 1, day(number))
    assert (found.level, found.silent, found.suffix) == (level, silent, suffix)


def test_a_promise_that_passed_is_told_to_everybody():
    assert escalate(Life(RAISED, (promise(3, 30),)), 1, day(31)).told == EVERYBODY


def test_who_promised_is_told_when_it_became_graver_than_they_knew():
    life = Life(RAISED, (promise(10, 30, 12),))
    assert [escalate(life, gravity, day(20)).silent for gravity in (1, 2, 3)] == [True, True, False]
    assert escalate(life, 3, day(20)).level == 13
    assert is_silent(life, day(20))


def test_steps_stand_still_while_promises_run():
    life = Life(RAISED, (promise(3, 30), promise(20, 60)))
    assert [as_of(life, day(number)) for number in (2, 25, 60, 61)] == [
        day(2), day(3), day(3), day(61),
    ]  # fmt: skip


promises = st.lists(st.tuples(st.integers(0, 80), st.integers(0, 60), st.integers(1, 4)))


@given(promises)
def test_the_level_never_falls_and_silence_ends_with_the_promised_day(given_promises):
    given_promises.sort(key=lambda one: one[0])
    everything = [promise(on, on + days, level) for on, days, level in given_promises]
    levels = []
    for number in range(160):
        known = tuple(one for one in everything if one.answered_on <= day(number))
        found = escalate(Life(RAISED, known), 1, day(number))
        levels.append(found.level)
        assert found.silent == bool(known and known[-1].promised_on >= day(number))
        assert not (found.silent and found.told)
    assert levels == sorted(levels)
