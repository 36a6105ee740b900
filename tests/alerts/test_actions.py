"""Alerts are opened, kept and cleared so that there is one for each finding."""

from dataclasses import replace
from datetime import date

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
    assert (len(second.opened), len(second.kept), len(second.cleared)) == (0, 1, 0)
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
    assert (list(second.escalated), second.kept, alert.escalated_on) == ([alert], (), TOMORROW)


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
    assert (len(again.opened), len(again.kept), Alert.objects.count()) == (0, 2, 2)


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
    assert (len(opening), len(keeping), len(clearing)) == (2, 1, 2)
