"""Whether what an answer promised was kept: by its dates alone, and from the rows."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker.models import Alert, CycleExtension, TargetRetirement
from tracker.standing.pledges import (
    Outcome,
    Span,
    pledges_of_alert,
    pledges_of_targets,
    promise_outcome,
    settled_on,
)
from tracker.terms import AlertRule, AlertState

DAY = date(2026, 9, 30)
OFF = AlertRule.OFF_TRACK


def days(number):
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("settled", "today", "replaced", "outcome"),
    [
        (None, DAY - days(15), None, Outcome.RUNNING),
        (None, DAY - days(14), None, Outcome.NEAR),
        (None, DAY, None, Outcome.NEAR),
        (None, DAY + days(1), None, Outcome.BROKEN),
        (DAY, DAY + days(90), None, Outcome.KEPT),
        (DAY + days(1), DAY + days(1), None, Outcome.KEPT_LATE),
        (None, DAY + days(1), DAY, Outcome.REPLACED),
        (None, DAY + days(9), DAY + days(1), Outcome.BROKEN),
        (DAY + days(5), DAY + days(9), DAY - days(1), Outcome.REPLACED),
        (DAY - days(1), DAY + days(9), DAY - days(5), Outcome.KEPT),
    ],
)
def test_a_promise_is_what_its_dates_say(settled, today, replaced, outcome):
    assert promise_outcome(DAY, settled, today, replaced_on=replaced) is outcome


@pytest.mark.parametrize(
    ("dropped_on", "replaced", "outcome"),
    [
        (DAY, None, Outcome.RETIRED),
        (DAY + days(1), None, Outcome.BROKEN),
        (DAY, DAY - days(5), Outcome.REPLACED),
    ],
)
def test_a_promise_whose_target_was_retired_was_not_kept(dropped_on, replaced, outcome):
    found = promise_outcome(
        DAY, dropped_on, DAY + days(9), replaced_on=replaced, dropped=Outcome.RETIRED
    )
    assert found is outcome


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_word(outcome):
    assert str(outcome.word)


@pytest.mark.parametrize(
    ("answered", "others", "ended"),
    [
        ([Span(OFF, DAY, None)], [], None),
        ([Span(OFF, DAY, DAY + days(9))], [], DAY + days(9)),
        # The next year's figure clears the alert of one year and opens that of the next.
        ([Span(OFF, DAY, DAY + days(9))], [Span(OFF, DAY + days(9), None)], None),
        (
            [Span(OFF, DAY, DAY + days(9))],
            [Span(AlertRule.FLOOR_BREACHED, DAY + days(9), DAY + days(20))],
            DAY + days(20),
        ),
        # Fell again later: what was promised first had been kept.
        ([Span(OFF, DAY, DAY + days(9))], [Span(OFF, DAY + days(10), None)], DAY + days(9)),
        # Another matter of the same target does not count.
        (
            [Span(OFF, DAY, DAY + days(9))],
            [Span(AlertRule.DATA_STALE, DAY, None)],
            DAY + days(9),
        ),
        (
            [Span(OFF, DAY, DAY + days(9)), Span(AlertRule.ANNUAL_MISSED, DAY, None)],
            [],
            None,
        ),
        # Still on pace after all: it did not fall any further.
        (
            [Span(OFF, DAY, DAY + days(9))],
            [Span(AlertRule.FELL_BACK, DAY + days(9), None)],
            DAY + days(9),
        ),
        ([Span(AlertRule.FELL_BACK, DAY, DAY + days(9))], [Span(OFF, DAY + days(9), None)], None),
        (
            [Span(AlertRule.DUE_SOON, DAY, DAY + days(9))],
            [Span(AlertRule.OVERDUE, DAY + days(9), DAY + days(12))],
            DAY + days(12),
        ),
    ],
)
def test_a_trouble_ends_when_nothing_of_its_kind_is_open_any_more(answered, others, ended):
    assert settled_on(answered, [*answered, *others]) == ended


def at(day):
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())


def cleared(day):
    return {"state": AlertState.CLEARED, "cleared_on": day}


@pytest.mark.django_db
def test_the_newest_promise_of_a_target_comes_first():
    alert = make.alert(make.target())
    first = make.handling(alert, promised_on=DAY, handled_at=at(DAY - days(90)))
    second = make.handling(alert, promised_on=DAY + days(60), handled_at=at(DAY - days(5)))
    found = pledges_of_targets([alert.target_id], DAY)[alert.target_id]
    assert [(each.handling, each.outcome) for each in found] == [
        (second, Outcome.RUNNING),
        (first, Outcome.REPLACED),
    ]


@pytest.mark.django_db
def test_a_promise_is_open_while_the_next_year_is_no_better():
    target = make.target()
    old = make.alert(target, raised_on=DAY - days(90), **cleared(DAY))
    make.alert(target, year=2025, raised_on=DAY)
    make.handling(old, promised_on=DAY + days(30), handled_at=at(DAY - days(80)))
    (pledge,) = pledges_of_alert(old, DAY + days(31))
    assert (pledge.year, pledge.outcome) == (2024, Outcome.BROKEN)


@pytest.mark.django_db
def test_a_promise_is_not_kept_by_a_plan_that_nobody_looks_at_any_more():
    target = make.target(make.plan(start_year=2021, end_year=2025))
    new_year = date(2027, 1, 1)
    alert = make.alert(target, state=AlertState.CLEARED, cleared_on=new_year)
    make.handling(alert, promised_on=date(2026, 12, 31))
    (pledge,) = pledges_of_targets([target.pk], new_year)[target.pk]
    assert (pledge.outcome, pledge.settled_on) == (Outcome.BROKEN, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("retired", "outcome"), [(-5, Outcome.RETIRED), (0, Outcome.RETIRED), (1, Outcome.KEPT)]
)
def test_a_promise_of_a_retired_target_says_so_unless_it_was_kept_before(retired, outcome):
    target, by = make.target(), make.person()
    alert = make.alert(target, raised_on=DAY - days(90), **cleared(DAY - days(1)))
    make.handling(alert, promised_on=DAY, handled_at=at(DAY - days(80)))
    TargetRetirement.objects.create(
        target=target, retired_by=by, retired_at=at(DAY - days(1) + days(retired)),
        state_before="published", document="批复", reason="口径取消",
    )  # fmt: skip
    (pledge,) = pledges_of_alert(alert, DAY + days(9))
    assert (pledge.outcome, pledge.settled_on) == (outcome, DAY - days(1))


@pytest.mark.django_db
@pytest.mark.parametrize("longer", [False, True])
def test_a_promise_to_report_says_that_the_cycle_was_closed(longer):
    plan = make.plan()
    department = make.department(plan.zone)
    cycle = make.cycle(plan, 2025, closed_on=DAY - days(2))
    if longer:
        CycleExtension.objects.create(
            cycle=cycle,
            department=department,
            due_on=DAY,
            reason="普查",
            extended_by=make.person(),
            extended_at=at(DAY),
        )
    facts = {"rule": AlertRule.OVERDUE, "target": None, "cycle": cycle, "department": department}
    alert = make.alert(make.target(plan), **cleared(DAY - days(1)))
    Alert.objects.filter(pk=alert.pk).update(**facts, year=2025)
    alert = Alert.objects.get(pk=alert.pk)
    make.handling(alert, promised_on=DAY, handled_at=at(DAY - days(80)))
    (pledge,) = pledges_of_alert(alert, DAY + days(9))
    assert pledge.outcome is (Outcome.KEPT if longer else Outcome.CLOSED)


@pytest.mark.django_db
def test_only_earlier_years_are_asked_for():
    target = make.target()
    make.handling(make.alert(target, year=2025))
    assert pledges_of_targets([target.pk], DAY, before=2025) == {}
    assert pledges_of_targets([target.pk], DAY, before=2026)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 7])
def test_two_queries_do_for_any_number(many, django_assert_num_queries):
    plan = make.plan()
    targets = [make.target(plan) for _number in range(many)]
    for target in targets:
        make.handling(make.alert(target, raised_on=DAY, **cleared(DAY + days(1))))
    with django_assert_num_queries(2):
        assert len(pledges_of_targets([target.pk for target in targets], DAY)) == many
