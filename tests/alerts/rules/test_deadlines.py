"""What holds of every deadline, whatever its dates and however many runs are missed."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerts.rules.build import owing, pending
from tracker import working_days
from tracker.alerts.rules.answering import Life, Promise
from tracker.alerts.rules.calendar import RULES, calendar
from tracker.alerts.rules.due_soon import due_soon, starts_on
from tracker.alerts.rules.returned import returned
from tracker.terms import Role, Urgency

DAY = timedelta(days=1)
due_dates = st.dates(date(2025, 2, 1), date(2027, 6, 30))
steps = st.sets(st.integers(1, 90), min_size=1, max_size=6).map(
    lambda days: tuple(sorted(days, reverse=True))
)
cycles = st.builds(
    lambda due_on, days, open_for: owing(
        due_on=due_on, reminder_days=days, opens_on=due_on - open_for * DAY
    ),
    due_dates,
    steps,
    st.integers(0, 120),
)


def days_of(view):
    return [view.due_on + number * DAY for number in range(-120, 60)]


@settings(max_examples=40)
@given(cycles)
def test_at_most_one_notice_holds_on_a_day_and_none_gets_less_urgent(view):
    last = (-1, 0)
    for day in days_of(view):
        found = [(place, one.level) for place, rule in enumerate(RULES) if (one := rule(view, day))]
        assert len(found) <= 1
        assert [last, *found] == sorted([last, *found])
        last = found[0] if found else last


@settings(max_examples=40)
@given(cycles)
def test_whoever_owes_on_the_due_date_has_a_final_notice(view):
    (found,) = filter(None, (rule(view, view.due_on) for rule in RULES))
    assert found.urgency is Urgency.LAST_CHANCE
    assert Role.OFFICER in found.told


@settings(max_examples=40)
@given(cycles, st.sets(st.integers(-120, 0)))
def test_a_run_after_missed_days_finds_the_step_that_was_reached(view, missed):
    for number in set(range(-120, 0)) - missed:
        day = view.due_on + number * DAY
        reached = [step for step in view.reminder_days if starts_on(view.due_on, step) <= day]
        found = due_soon(view, day)
        if reached and day >= view.opens_on:
            assert found.step == f"step-{min(reached)}"
        else:
            assert found is None


@settings(max_examples=40)
@given(cycles)
def test_each_step_can_be_told_on_a_working_day_or_is_a_last_chance(view):
    for notice in calendar(view):
        last_chance = notice.finding.urgency is Urgency.LAST_CHANCE
        assert last_chance or working_days.is_working_day(notice.on)


promises = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=4)


@settings(max_examples=40)
@given(promises, st.integers(0, 10))
def test_levels_never_fall_however_often_something_is_promised(given_promises, days):
    view, levels = pending(days=days), []
    first = working_days.after(view.since, days)
    everything = [
        Promise(first + on * DAY, first + (on + runs) * DAY, 1)
        for on, runs in sorted(given_promises)
    ]
    for number in range(120):
        today = first + number * DAY
        known = tuple(one for one in everything if one.answered_on <= today)
        found = returned(pending(days=days, life=Life(first, known)), today)
        levels.append(found.level)
        runs = any(one.promised_on >= today for one in known[-1:])
        assert (found.told == frozenset()) is runs
    assert levels == sorted(levels)
