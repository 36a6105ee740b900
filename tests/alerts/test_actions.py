"""Alerts are opened, kept and cleared so that there is one for each finding."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tracker.alerts.actions import reconcile
from tracker.alerts.rules.findings import Finding
from tracker.models import Alert
from tracker.terms import AlertRule, AlertState, Role, Severity

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 24)
TOMORROW = date(2026, 3, 25)


def finding(target=None, cycle=None, **fields) -> Finding:
    about = target or cycle
    defaults = {
        "rule": AlertRule.OFF_TRACK if target else AlertRule.DUE_SOON,
        "zone_id": about.plan.zone_id,
        "department_id": None,
        "year": 2025,
        "severity": Severity.NOTE,
        "level": 1,
        "step": "behind",
        "told": frozenset({Role.OFFICER}),
        "facts": {"word": "behind"},
        "target_id": target.pk if target else None,
        "cycle_id": cycle.pk if cycle else None,
    }
    return Finding(**{**defaults, **fields})


def test_a_finding_opens_one_alert_and_keeps_it():
    found = finding(make.target())
    assert len(reconcile([found], today=TODAY).opened) == 1
    second = reconcile([found], today=TOMORROW)
    assert (second.opened, second.escalated, second.cleared) == ((), (), ())
    assert second.kept == {AlertRule.OFF_TRACK: 1}
    alert = Alert.objects.get()
    assert (alert.raised_on, alert.state) == (TODAY, AlertState.OPEN)
    assert (alert.step, alert.level, alert.facts) == ("behind", 1, {"word": "behind"})


def test_a_kept_alert_says_what_was_found_last():
    found = finding(make.target())
    reconcile([found], today=TODAY)
    worse = replace(found, step="far_behind", level=2, severity=Severity.WARNING)
    second = reconcile([worse], today=TOMORROW)
    alert = Alert.objects.get()
    assert (alert.severity, alert.step) == (Severity.WARNING, "far_behind")
    assert (list(second.escalated), second.kept, alert.escalated_on) == ([alert], {}, TOMORROW)
    assert alert.raised_on == TODAY


def test_an_alert_that_is_less_urgent_now_is_kept_and_says_so():
    found = finding(make.target(), level=12, step="far_behind-unanswered-7")
    reconcile([found], today=TODAY)
    reconcile([replace(found, level=22)], today=TODAY)
    better = reconcile([replace(found, level=1, step="behind", told=frozenset())], today=TOMORROW)
    assert (better.kept, better.escalated) == ({AlertRule.OFF_TRACK: 1}, ())
    alert = Alert.objects.get()
    assert (alert.level, alert.step, alert.told, alert.escalated_on) == (1, "behind", [], TODAY)


@pytest.mark.parametrize(
    "facts",
    [{"value": "1.50", "expected": 1e20, "gap": -3e-7}, {"pace": 1.0, "progress": None}, {}],
)
def test_what_is_the_same_is_not_written_again(facts, read_only):
    found = finding(make.target(), facts=facts)
    reconcile([found], today=TODAY)
    with read_only():
        assert reconcile([found], today=TOMORROW).kept == {AlertRule.OFF_TRACK: 1}


def test_other_facts_are_taken_over_without_escalating():
    found = finding(make.target(), facts={"value": "1"})
    reconcile([found], today=TODAY)
    assert not reconcile([replace(found, facts={"value": "2"})], today=TODAY).escalated
    assert Alert.objects.get().facts == {"value": "2"}


def test_one_zone_is_reconciled_apart_from_the_others():
    here, elsewhere = make.target(), make.target()
    reconcile([finding(here), finding(elsewhere)], today=TODAY)
    done = reconcile([], today=TODAY, zones=[here.plan.zone_id])
    assert [alert.target_id for alert in done.cleared] == [here.pk]
    assert Alert.objects.get(state=AlertState.OPEN).target_id == elsewhere.pk


def test_answers_stay_with_an_alert_that_is_cleared():
    found = finding(make.target())
    reconcile([found], today=TODAY)
    answer = make.handling(Alert.objects.get())
    reconcile([], today=TODAY)
    assert list(answer.alerts.values_list("state", flat=True)) == [AlertState.CLEARED]


def test_whatever_is_found_day_by_day_is_what_stands_open():
    targets, chance = [make.target() for _ in range(8)], Random(5)  # noqa: S311
    for day in range(1, 20):
        wanted = [
            finding(one, level=chance.randint(1, 3)) for one in targets if chance.random() < 0.6
        ]
        for _ in range(2):
            reconcile(wanted, today=date(2026, 3, day))
        rows = Alert.objects.filter(state=AlertState.OPEN).values_list("target_id", "level")
        assert sorted(rows) == sorted((one.target_id, one.level) for one in wanted)


def test_what_is_found_no_more_is_cleared_and_found_again_is_another_alert():
    found = finding(make.target())
    reconcile([found], today=TODAY)
    assert len(reconcile([], today=TOMORROW).cleared) == 1
    assert Alert.objects.get().cleared_on == TOMORROW
    reconcile([found], today=TOMORROW)
    assert list(Alert.objects.order_by("id").values_list("state", flat=True)) == [
        AlertState.CLEARED,
        AlertState.OPEN,
    ]


def test_departments_of_one_cycle_have_an_alert_each_and_nobody_has_one_too():
    cycle = make.cycle(make.plan())
    department = make.department(cycle.plan.zone)
    wanted = [finding(cycle=cycle), finding(cycle=cycle, department_id=department.pk)]
    reconcile(wanted, today=TODAY)
    again = reconcile(wanted, today=TODAY)
    assert (len(again.opened), sum(again.kept.values()), Alert.objects.count()) == (0, 2, 2)


@pytest.mark.parametrize("many", [1, 20])
def test_the_number_of_queries_does_not_grow_with_the_targets(many):
    plan = make.plan()
    findings = [finding(make.target(plan)) for _ in range(many)]
    with CaptureQueriesContext(
        connection,
    ) as opening:
        reconcile(findings, today=TODAY)
    with CaptureQueriesContext(connection) as keeping:
        reconcile(findings, today=TODAY)
    with CaptureQueriesContext(connection) as clearing:
        reconcile([], today=TODAY)
    assert (len(opening), len(keeping), len(clearing)) == (2, 1, 4)
