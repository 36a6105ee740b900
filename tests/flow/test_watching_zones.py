"""What a verb judges is looked at right after it, in its own zones."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from tests import make
from tests.reports import build
from tracker import flow, queue, tasks
from tracker.alerts import finding
from tracker.alerts.rules.off_track import off_track
from tracker.alerts.views.targets import TargetViews
from tracker.flow.common import MANY_ZONES
from tracker.models import Alert, Target
from tracker.terms import AlertRule, FigureState, Role

pytestmark = pytest.mark.django_db


def asked_for(callbacks) -> list[tuple[str, tuple[str, ...]]]:
    """The jobs that wait for the transaction's end."""
    return [(one.name, one.arguments) for one in callbacks]


def reassess(*targets) -> None:
    rows = Target.objects.filter(pk__in=[target.pk for target in targets])
    flow.reassess(rows.select_related("plan"), by=flow.system_person())


def test_an_approval_has_its_zone_looked_at(django_capture_on_commit_callbacks):
    target, year = make.target(), timezone.localdate().year - 1
    figure = make.draft(target, year, 101, state=FigureState.SUBMITTED)
    reviewer = make.member(Role.REVIEWER, target.plan.zone)
    with django_capture_on_commit_callbacks() as callbacks:
        flow.approve_figure(figure, version=figure.version, by=reviewer)
    assert asked_for(callbacks) == [(queue.WATCH_ZONE, (str(target.plan.zone_id),))]


def test_each_zone_is_asked_for_once_in_a_transaction(django_capture_on_commit_callbacks):
    one, other = make.target(), make.target()
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        for _ in range(3):
            reassess(one, other)
    zones = sorted((one.plan.zone_id, other.plan.zone_id))
    assert asked_for(callbacks) == [(queue.WATCH_ZONE, (str(zone),)) for zone in zones]


def test_what_was_rolled_back_asks_for_nothing(django_capture_on_commit_callbacks):
    target = make.target()
    with django_capture_on_commit_callbacks() as callbacks:
        with transaction.atomic():
            reassess(target)
            transaction.set_rollback(True)
        assert asked_for(transaction.get_connection().run_on_commit) == []
        reassess(target)
    assert len(callbacks) == 1


def test_many_zones_at_once_are_left_to_one_run(django_capture_on_commit_callbacks):
    targets = [make.target() for _ in range(MANY_ZONES + 1)]
    with django_capture_on_commit_callbacks() as callbacks:
        reassess(*targets)
    assert asked_for(callbacks) == [(queue.RUN_ALERTS, ())]


def test_the_job_raises_the_alerts_of_its_zone_alone():
    here, elsewhere = make.target(), make.target()
    year = timezone.localdate().year - 1
    for target in (here, elsewhere):
        plan = target.plan
        plan.base_year, plan.start_year, plan.end_year = year - 1, year, year + 4
        plan.save()
        target.base_year, target.target_year = year - 1, year + 4
        target.save()
        make.figure(target, year, 101)
    reassess(here, elsewhere)
    tasks.watch_zone(str(here.plan.zone_id))
    alert = Alert.objects.get()
    assert (alert.target_id, alert.rule) == (here.pk, AlertRule.OFF_TRACK)


# --- a zone that fails ----------------------------------------------------------------------------


@pytest.fixture
def one_fails(monkeypatch):
    """Two zones with a target that is behind; looking at the first one's ends in an error."""
    bad, good = (build.judged(make.plan(), {2024: "110"}) for _ in range(2))

    def of_what_nobody_thought(view, today):
        if view.target_id == bad.pk:
            raise KeyError("status")
        return off_track(view, today)

    views = ((TargetViews.judged, (of_what_nobody_thought,)),)
    monkeypatch.setattr(finding, "OF_TARGETS", views)
    return bad, good


def test_a_zone_that_fails_is_named_and_the_others_go_on(one_fails, caplog):
    bad, good = one_fails
    at = timezone.now()
    result = flow.run_alerts(today=date(2025, 6, 2), by=flow.system_person(), at=at)
    assert [alert.target for alert in result.opened] == [good]
    assert result.failed == (bad.plan.zone.code,)
    assert result.facts["failed_zones"] == bad.plan.zone.code
    assert f"alerts of {bad.plan.zone.code} could not be found" in caplog.text
