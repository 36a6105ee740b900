"""Of the rules about classes, one at most speaks for a judgement."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.alerts.rules.build import judged, words
from tracker.alerts.rules.fell_back import fell_back
from tracker.alerts.rules.floor_breached import floor_breached
from tracker.alerts.rules.off_track import off_track
from tracker.alerts.rules.projection_unlikely import projection_unlikely
from tracker.terms import OFF_TRACK, Status

TODAY = date(2026, 3, 24)

views = st.builds(
    judged,
    word=st.sampled_from(words()),
    before=st.none() | st.sampled_from(words()),
    likelihood=st.sampled_from([None, "likely", "uncertain", "unlikely"]),
    figures=st.fixed_dictionaries({"pace": st.none() | st.floats(-2, 2)}),
)


@given(views)
def test_one_rule_speaks_for_what_is_off_track_and_one_at_most_for_the_rest(view):
    found = [rule(view, TODAY) for rule in (off_track, floor_breached, fell_back)]
    speaking = [one for one in found if one is not None]
    # Overdue is a class of milestones, which have a rule of their own.
    needs = view.word in OFF_TRACK - {Status.OVERDUE}
    assert len(speaking) == 1 if needs else len(speaking) <= 1
    assert not (needs and projection_unlikely(view, TODAY))
    assert all(0 < one.level < 10 and len(one.step) <= 40 for one in speaking)
