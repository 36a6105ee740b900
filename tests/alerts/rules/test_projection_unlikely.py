"""On pace, and all the same unlikely to be reached."""

from datetime import date, timedelta

import pytest

from tests.alerts.rules.build import judged
from tracker.alerts.rules.answering import Life
from tracker.alerts.rules.projection_unlikely import projection_unlikely
from tracker.terms import AlertRule, Status, Verdict

TODAY = date(2026, 3, 24)

CASES = [
    (Status.ON_TRACK, "unlikely", True),
    (Status.AHEAD, "unlikely", True),
    (Status.ACHIEVED, "unlikely", True),
    (Status.ON_TRACK, "uncertain", False),
    (Status.ON_TRACK, None, False),
    (Status.BEHIND, "unlikely", False),
    (Verdict.MISSED, "unlikely", False),
    (Status.NOT_ASSESSABLE, "unlikely", False),
]


@pytest.mark.parametrize(("word", "likelihood", "told"), CASES)
def test_what_is_on_pace_and_unlikely_is_told(word, likelihood, told):
    found = projection_unlikely(judged(word=word, likelihood=likelihood), TODAY)
    assert (found is not None) == told


def test_it_is_told_once_and_wants_no_answer():
    lives = {(AlertRule.PROJECTION_UNLIKELY, 2024): Life(TODAY - timedelta(days=60))}
    view = judged(word=Status.ON_TRACK, likelihood="unlikely", lives=lives)
    found = projection_unlikely(view, TODAY)
    assert (found.level, found.step, found.facts["likelihood"]) == (1, "unlikely", "unlikely")
