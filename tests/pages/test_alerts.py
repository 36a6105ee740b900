"""Open alerts, of the zones that a person may see."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import Alert, Membership, Person, Target, Zone
from tracker.pages import alert_list
from tracker.terms import AlertState, Attribute, Quality, Role, Severity

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
    body = shown(client, make.member(Role.REVIEWER, plan.zone), who="all")
    for words in ("3 of 3 figures outstanding", "due March 31, 2026", "经济发展部"):
        assert words in body


def test_a_rule_narrows_them(client):
    zone = make.zone()
    target = fallen(zone, "落后指标")
    make.cycle(target.plan)
    watch()
    reviewer = make.member(Role.REVIEWER, zone)
    assert "落后指标" not in (body := shown(client, reviewer, rule="due_soon"))
    assert "No alert fits these filters" in body and "Nothing waits" not in body
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


def test_a_long_list_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(alert_list, "PER_PAGE", 1)
    plan = make.plan()
    for name in ("甲指标", "乙指标"):
        make.alert(make.target(plan, name=name))
    body = shown(client, make.member(Role.VIEWER, plan.zone), page="2")
    assert "2 open alerts" in body
    assert "2–2 of 2" in body


def test_nobody_sees_them_without_signing_in(client):
    answer = client.get(reverse("alerts"))
    assert (answer.status_code, answer.url) == (302, f"{reverse('login')}?next={reverse('alerts')}")


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize(("role", "queries"), [(Role.VIEWER, 10), (Role.REVIEWER, 12)])
def test_the_page_asks_as_much_for_many_as_for_one(
    client, django_assert_num_queries, many, role, queries
):
    zone = make.zone()
    plan = make.plan(zone)
    for _number in range(many):
        alert = make.alert(make.target(plan, department=make.department(zone)))
        make.handling(alert)
    person = make.member(role, zone, language="en")
    client.force_login(person)
    with django_assert_num_queries(queries):
        assert b"promised by" in client.get(reverse("alerts")).content


# --- whose they are -----------------------------------------------------------------------------


@pytest.fixture
def office():
    """A target of one department that is behind, and what another department owes."""
    plan = make.plan()
    own, other = make.department(plan.zone, "经济发展部"), make.department(plan.zone, "科技部")
    make.alert(make.target(plan, name="本部门指标", department=own))
    make.owed_alert(make.cycle(plan), other)
    return plan.zone


def officer(zone, department: str, **fields) -> Person:
    place = make.department(zone, department)
    return make.member(Role.OFFICER, zone, department=place, **fields)


def test_an_officer_sees_what_the_own_department_is_to_act_on_first(client, office):
    person = officer(office, "经济发展部")
    assert "1 open alert" in shown(client, person)
    assert "2 open alerts" in shown(client, person, who="all")


def test_a_reviewer_looks_at_one_officers_alerts(client, office):
    someone = officer(office, "科技部", name="王芳")
    reviewer = make.member(Role.REVIEWER, office)
    body = shown(client, reviewer, who=str(someone.pk))
    assert "本部门指标" not in body
    assert "2 of 3 figures outstanding" in body


def test_an_officer_cannot_choose_another_one(client, office):
    someone, person = officer(office, "科技部", name="王芳"), officer(office, "经济发展部")
    body = shown(client, person, who=str(someone.pk))
    assert "王芳" not in body
    assert "本部门指标" in body


def test_what_rests_under_a_promise_stays_with_its_officer_and_comes_last(client, office):
    resting = Alert.objects.get(target__name="本部门指标")
    make.handling(resting)
    Alert.objects.filter(pk=resting.pk).update(told=[])
    make.alert(make.target(resting.target.plan, name="新指标", department=resting.department))
    body = shown(client, officer(office, "经济发展部"))
    assert body.index("新指标") < body.index("本部门指标")


def test_alerts_of_zones_below_reach_the_nearest_administrator_alone(client):
    city = make.zone("city")
    below = make.zone("below", parent=city)
    make.alert(make.target(make.plan(below)), told=["administrator"])
    above = make.member(Role.ADMINISTRATOR, city)
    assert "1 open alert" in shown(client, above)
    make.member(Role.ADMINISTRATOR, below)
    assert "0 open alerts" in shown(client, Person.objects.get(pk=above.pk))
    assert "1 open alert" in shown(client, Person.objects.get(pk=above.pk), who="all")


# --- what narrows them --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "days", "stays"),
    [
        ("today", 0, True),
        ("today", 1, False),
        ("week", 7, True),
        ("week", 8, False),
        ("month", 30, True),
        ("month", 31, False),
        ("older", 30, False),
        ("older", 31, True),
    ],
)
def test_their_age_narrows_them(client, age, days, stays):
    target = make.target()
    make.alert(target, raised_on=timezone.localdate() - timedelta(days=days))
    body = shown(client, make.member(Role.VIEWER, target.plan.zone), age=age)
    assert (f"{1 if stays else 0} open alert" in body) is True


@pytest.mark.parametrize(
    ("answered", "days", "stays"),
    [
        ("none", None, True),
        ("none", 1, False),
        ("running", 0, True),
        ("running", -1, False),
        ("broken", -1, True),
        ("broken", 0, False),
    ],
)
def test_how_their_answer_stands_narrows_them(client, answered, days, stays):
    alert = make.alert(make.target())
    if days is not None:
        make.handling(alert, promised_on=timezone.localdate() + timedelta(days=days))
    body = shown(client, make.member(Role.VIEWER, alert.zone), answered=answered)
    assert (f"{1 if stays else 0} open alert" in body) is True


def test_severity_and_zone_narrow_them(client):
    zone, other = make.zone("a"), make.zone("b")
    make.alert(make.target(make.plan(zone)), severity=Severity.ERROR)
    make.alert(make.target(make.plan(other)))
    person = make.member(Role.VIEWER, zone)
    Membership.objects.create(person=person, zone=other, role=Role.VIEWER)
    assert "2 open alerts, Grave 1, Serious 1, not answered 2." in shown(client, person)
    assert "1 open alert, Grave 1" in shown(client, person, severity="error")
    assert "1 open alert, Serious 1" in shown(client, person, zone="b")


def test_cleared_ones_are_listed_for_ninety_days(client):
    target = make.target()
    today = timezone.localdate()
    for days in (90, 91):
        day = today - timedelta(days=days)
        make.alert(target, state=AlertState.CLEARED, raised_on=day, cleared_on=day)
    body = shown(client, make.member(Role.VIEWER, target.plan.zone), state="cleared")
    assert "1 alert cleared in the last 90 days" in body


# --- the count in the top bar -------------------------------------------------------------------


def counted(client, person: Person) -> str:
    person.language = "en"
    person.save()
    client.force_login(person)
    body = client.get(reverse("method")).content.decode()
    found = re.search(r'count-of">(\d+)', body)
    return found[1] if found else ""


def test_the_top_bar_counts_what_waits_for_an_answer(client, office):
    person = officer(office, "经济发展部")
    assert counted(client, person) == "1"
    make.handling(Alert.objects.get(target__name="本部门指标"))
    assert counted(client, Person.objects.get(pk=person.pk)) == ""


def test_what_got_worse_since_it_was_answered_counts_again(client, office):
    alert = Alert.objects.get(target__name="本部门指标")
    make.handling(alert, level=1)
    Alert.objects.filter(pk=alert.pk).update(level=3)
    assert counted(client, officer(office, "经济发展部")) == "1"


def test_nothing_is_counted_for_a_viewer(client, office):
    assert counted(client, make.member(Role.VIEWER, office)) == ""
