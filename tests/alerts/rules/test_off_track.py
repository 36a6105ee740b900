"""Every word of a judgement, and whether it needs someone."""

from itertools import chain

import pytest

from tests.alerts.rules.build import judged
from tracker.alerts.rules.off_track import GRAVITY, off_track
from tracker.terms import (
    OFF_TRACK,
    AlertRule,
    Attribute,
    Role,
    Severity,
    Status,
    Verdict,
)

# Word, level, severity when anticipatory, severity when binding.
NEEDING = [
    (Status.BEHIND, 1, Severity.NOTE, Severity.WARNING),
    (Status.FAR_BEHIND, 2, Severity.WARNING, Severity.ERROR),
    (Status.OVERDUE, 2, Severity.WARNING, Severity.ERROR),
    (Status.REVERSED, 3, Severity.WARNING, Severity.ERROR),
    (Status.BREACHED, 3, Severity.WARNING, Severity.ERROR),
    (Verdict.MISSED, 4, Severity.WARNING, Severity.ERROR),
]


@pytest.mark.parametrize(("word", "level", "anticipatory", "binding"), NEEDING)
def test_what_is_off_track_needs_someone(word, level, anticipatory, binding):
    for attribute, severity in (
        (None, anticipatory),
        (Attribute.ANTICIPATORY, anticipatory),
        (Attribute.BINDING, binding),
    ):
        found = off_track(judged(word=word, attribute=attribute))
        assert (found.level, found.step, found.severity) == (level, word.value, severity)


@pytest.mark.parametrize("word", [word for word in chain(Status, Verdict) if word not in OFF_TRACK])
def test_nothing_else_does(word):
    assert off_track(judged(word=word, attribute=Attribute.BINDING)) is None


def test_every_class_that_is_off_track_has_its_gravity():
    assert set(GRAVITY) == OFF_TRACK


def test_department_reviewer_and_administrator_are_told_with_the_figures():
    found = off_track(judged(figures={"value": "80", "expected": 95.5}))
    assert found.told == {Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR}
    assert found.facts == {
        "status": "behind",
        "verdict": None,
        "value": "80",
        "expected": 95.5,
    }
    assert found.subject == (AlertRule.OFF_TRACK, 9, 2024, None)
