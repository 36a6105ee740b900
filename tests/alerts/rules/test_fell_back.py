"""Worse than the year before, and still on pace."""

from datetime import date

import pytest

from tests.alerts.rules.build import judged
from tracker.alerts.rules.fell_back import fell_back
from tracker.terms import Attribute, Role, Severity, Status, Urgency, Verdict

TODAY = date(2026, 3, 24)

# The year before, now, and how many classes lie between them; None where nothing is told.
CASES = [
    (Status.ACHIEVED, Status.AHEAD, 1),
    (Status.ACHIEVED, Status.ON_TRACK, 2),
    (Status.ACHIEVED, Verdict.BASICALLY_MET, 3),
    (Status.AHEAD, Status.ON_TRACK, 1),
    (Status.AHEAD, Verdict.BASICALLY_MET, 2),
    (Status.ON_TRACK, Verdict.BASICALLY_MET, 1),
    (Status.ON_TRACK, Status.ON_TRACK, None),
    (Status.ON_TRACK, Status.AHEAD, None),
    (Status.ACHIEVED, Verdict.MET, None),
    (Status.AHEAD, Verdict.EXCEEDED, None),
    (Status.AHEAD, Status.BEHIND, None),
    (Status.BEHIND, Status.ON_TRACK, None),
    (Status.NOT_ASSESSABLE, Status.ON_TRACK, None),
    (None, Status.ON_TRACK, None),
]


@pytest.mark.parametrize(("before", "now", "classes"), CASES)
def test_a_worse_class_on_pace_is_told(before, now, classes):
    found = fell_back(judged(word=now, before=before), TODAY)
    assert (found.level if found else None) == classes


def test_department_and_reviewer_hear_from_which_class_it_fell():
    view = judged(word=Status.ON_TRACK, before=Status.AHEAD, attribute=Attribute.BINDING)
    found = fell_back(view, TODAY)
    assert (found.told, found.severity) == ({Role.OFFICER, Role.REVIEWER}, Severity.WARNING)
    assert (found.step, found.urgency) == ("on_track", Urgency.ROUTINE)
    assert found.facts == {"status": "on_track", "verdict": None, "before": "ahead", "pace": 0.7}
