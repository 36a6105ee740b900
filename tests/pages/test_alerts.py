"""Open alerts, of the zones that a person may see."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import Person, Target, Zone
from tracker.pages import alerts
from tracker.terms import Attribute, Quality, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def fallen(zone: Zone, name: str, **fields) -> Target:
    """A target of the zone that is far behind."""
    plan = zone.plans.first() or make.plan(zone)
    target = make.target(plan, name=name, **fields)
    make.figure(target, 2022, 101)
    return target


def watch() -> None:
    by = flow.system_person()
    flow.reassess(Target.objects.all(), by=by)
    flow.run_alerts(today=date(2026, 3, 24), by=by, at=timezone.now())


def shown(client, person: Person, **query: str) -> str:
    person.language = "en"
    person.save()
    client.force_login(person)
    answer = client.get(reverse("alerts"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_person_sees_the_alerts_of_their_zones_and_no_others(client):
    ours, theirs = make.zone(), make.zone()
    fallen(ours, "我区指标")
    fallen(theirs, "他区指标")
    watch()
    body = shown(client, make.member(Role.VIEWER, ours))
    assert "我区指标" in body
    assert "他区指标" not in body
    body = shown(client, make.member(Role.VIEWER, ours), zone=theirs.code)
    assert "他区指标" not in body


def test_the_gravest_come_first(client):
    zone = make.zone()
    fallen(zone, "预期性指标")
    fallen(zone, "约束性指标", attribute=Attribute.BINDING)
    watch()
    body = shown(client, make.member(Role.REVIEWER, zone))
    assert body.index("约束性指标") < body.index("预期性指标")
    assert "Far behind" in body


def test_what_departments_owe_is_counted(client):
    plan = make.plan()
    make.cycle(plan)
    department = make.department(plan.zone)
    for _ in range(3):
        make.target(plan, department=department)
    watch()
    body = shown(client, make.member(Role.REVIEWER, plan.zone))
    for words in ("3 of 3 figures outstanding", "due March 31, 2026", "经济发展部"):
        assert words in body


def test_a_rule_narrows_them(client):
    zone = make.zone()
    target = fallen(zone, "落后指标")
    make.cycle(target.plan)
    watch()
    reviewer = make.member(Role.REVIEWER, zone)
    assert "落后指标" not in shown(client, reviewer, rule="due_soon")
    assert "落后指标" in shown(client, reviewer, rule="off_track")
    assert "落后指标" in shown(client, reviewer, rule="unheard of")


def test_invented_figures_are_named(client):
    plan = make.plan()
    make.figure(make.target(plan), 2022, 101, quality=Quality.ILLUSTRATIVE)
    watch()
    body = shown(client, make.member(Role.VIEWER, plan.zone))
    assert "演示数据" in body


def test_where_nothing_is_open_the_page_says_so(client):
    body = shown(client, make.member(Role.VIEWER, make.zone()))
    assert "Nothing needs anybody" in body


def test_a_long_list_says_how_to_see_the_others(client, monkeypatch):
    monkeypatch.setattr(alerts, "MOST", 1)
    zone = make.zone()
    for name in ("甲指标", "乙指标"):
        fallen(zone, name)
    watch()
    body = shown(client, make.member(Role.VIEWER, zone))
    assert "2 open alerts" in body
    assert "The first 1 are shown" in body


def test_nobody_sees_them_without_signing_in(client):
    answer = client.get(reverse("alerts"))
    assert (answer.status_code, answer.url) == (302, f"{reverse('login')}?next={reverse('alerts')}")


@pytest.mark.parametrize("many", [1, 12])
def test_the_page_asks_as_much_for_many_as_for_one(client, django_assert_num_queries, many):
    zone = make.zone()
    for number in range(many):
        fallen(zone, f"指标{number}")
    watch()
    person = make.member(Role.VIEWER, zone, language="en")
    client.force_login(person)
    with django_assert_num_queries(8):
        client.get(reverse("alerts"))
