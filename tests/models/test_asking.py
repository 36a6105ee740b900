"""Every form says which kind of figure it wants, and what is commonly typed instead."""

import pytest

from tracker.models.asking import asked_for, asked_help
from tracker.terms import Measure, TargetKind


@pytest.mark.parametrize("kind", TargetKind)
def test_every_kind_has_its_question(kind: TargetKind):
    assert str(asked_for(kind, 2025))
    assert str(asked_help(kind))


def test_an_assigned_change_is_asked_for_as_a_change_with_its_sign():
    assigned = (TargetKind.DELEGATED, 2025, Measure.CHANGE)
    assert asked_for(*assigned) == asked_for(TargetKind.CUMULATIVE_CHANGE, 2025)
    assert asked_for(*assigned) != asked_for(TargetKind.DELEGATED, 2025)
    help_text = asked_help(TargetKind.DELEGATED, Measure.CHANGE)
    assert help_text == asked_help(TargetKind.CUMULATIVE_CHANGE)
