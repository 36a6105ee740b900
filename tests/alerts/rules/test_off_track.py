"""Every word of a judgement, and whether it needs someone."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import judged, words
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.off_track import GRAVITY, off_track
from tracker.terms import AlertRule, Attribute, Role, Severity, Status, Urgency, Verdict

TODAY = date(2026, 3, 24)
CONCERNED = {Role.OFFICER, Role.REVIEWER}
EVERYBODY = {Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}

# Word, level, severity when anticipatory, severity when binding.
NEEDING = [
    (Status.BEHIND, 1, Severity.NOTE, Severity.WARNING),
    (Status.FAR_BEHIND, 2, Severity.WARNING, Severity.ERROR),
    (Status.REVERSED, 3, Severity.WARNING, Severity.ERROR),
    (Verdict.MISSED, 4, Severity.WARNING, Severity.ERROR),
]


@pytest.mark.parametrize(("word", "level", "anticipatory", "binding"), NEEDING)
def test_what_is_off_track_needs_someone(word, level, anticipatory, binding):
    for attribute, severity in (
        (None, anticipatory),
        (Attribute.ANTICIPATORY, anticipatory),
        (Attribute.BINDING, binding),
    ):
        found = off_track(judged(word=word, attribute=attribute), TODAY)
        assert (found.level, found.step, found.severity) == (level, word.value, severity)


@pytest.mark.parametrize("word", [word for word in words() if word not in GRAVITY])
def test_nothing_else_does(word):
    assert off_track(judged(word=word, attribute=Attribute.BINDING), TODAY) is None


def test_a_limit_that_was_breached_is_another_finding():
    assert off_track(judged(word=Status.REVERSED, figures={"pace": None}), TODAY) is None


# Word, attribute, who is told when it opens, and how soon.
OPENING = [
    (Status.BEHIND, None, CONCERNED, Urgency.ROUTINE),
    (Status.BEHIND, Attribute.BINDING, CONCERNED, Urgency.ROUTINE),
    (Verdict.MISSED, None, CONCERNED, Urgency.ROUTINE),
    (Status.FAR_BEHIND, Attribute.BINDING, EVERYBODY, Urgency.URGENT),
    (Verdict.MISSED, Attribute.BINDING, EVERYBODY, Urgency.URGENT),
]


@pytest.mark.parametrize(("word", "attribute", "told", "urgency"), OPENING)
def test_a_binding_target_in_red_is_told_at_once_and_to_everybody(word, attribute, told, urgency):
    found = off_track(judged(word=word, attribute=attribute), TODAY)
    assert (found.told, found.urgency) == (told, urgency)


def alive(*promises: Promise, days: int = 30):
    key = (AlertRule.OFF_TRACK, 2024)
    return judged(lives={key: Life(TODAY - timedelta(days=days), promises)})


def test_who_does_not_answer_is_told_again_then_everybody():
    found = [off_track(alive(days=days), TODAY) for days in (6, 7, 21)]
    assert [one.level for one in found] == [1, 11, 21]
    assert [one.told for one in found] == [CONCERNED, CONCERNED, EVERYBODY]
    assert found[1].step == "behind-unanswered-7"


def test_a_promise_silences_and_everybody_hears_that_it_passed():
    promise = Promise(TODAY - timedelta(days=29), TODAY, 1)
    silent, after = (off_track(alive(promise), day) for day in (TODAY, TODAY + timedelta(days=1)))
    assert (silent.level, silent.told) == (1, frozenset())
    assert (after.level, after.step, after.told) == (101, "behind-promise-broken", EVERYBODY)


def test_the_figures_stand_in_the_facts():
    found = off_track(judged(figures={"value": "80", "expected": 95.5, "pace": 0.7}), TODAY)
    assert found.facts == {
        "status": "behind", "verdict": None, "value": "80", "expected": 95.5, "pace": 0.7,
    }  # fmt: skip
    assert found.subject == (AlertRule.OFF_TRACK, 9, 2024, None)
