"""Who is told about a finding."""

from datetime import date

import pytest

from tests import make
from tracker.alerts.audience import audience
from tracker.models import Alert, Membership
from tracker.terms import Role

pytestmark = pytest.mark.django_db

OFFICER, REVIEWER, ADMINISTRATOR = Role.OFFICER, Role.REVIEWER, Role.ADMINISTRATOR
TODAY = date(2026, 3, 20)
ALL = frozenset({OFFICER, REVIEWER, ADMINISTRATOR})


def told(target, roles=frozenset({OFFICER})):
    zone_id, department_id = target.plan.zone_id, target.department_id
    alert = Alert(zone_id=zone_id, department_id=department_id, told=sorted(roles))
    return audience(TODAY).of(alert)


def test_officers_are_told_of_their_department_or_of_all_where_they_have_all():
    plan = make.plan()
    ours, theirs = (make.department(plan.zone, name) for name in ("经济发展部", "科技创新部"))
    mine = make.member(OFFICER, plan.zone, department=ours)
    make.member(OFFICER, plan.zone, department=theirs)
    everybodys = make.member(OFFICER, plan.zone)
    make.member(OFFICER, make.zone())
    assert told(make.target(plan, department=ours)) == {mine: OFFICER, everybodys: OFFICER}
    assert told(make.target(plan)) == {everybodys: OFFICER}


def test_where_no_officer_covers_it_the_reviewer_stands_in_else_the_administrator():
    plan = make.plan()
    target = make.target(plan)
    assert told(target) == {}
    administrator = make.member(ADMINISTRATOR, plan.zone)
    assert told(target) == {administrator: ADMINISTRATOR}
    reviewer = make.member(REVIEWER, plan.zone)
    assert told(target) == {reviewer: REVIEWER}


def test_the_nearest_zone_above_steps_in_for_reviewers_but_never_for_officers():
    city = make.zone()
    plan = make.plan(make.zone(parent=city))
    make.member(OFFICER, city)
    superior = make.member(REVIEWER, city)
    target = make.target(plan)
    assert told(target, ALL) == {superior: REVIEWER}
    own = make.member(REVIEWER, plan.zone)
    assert told(target, ALL) == {own: REVIEWER}


def test_whoever_has_two_roles_is_told_once_in_the_first():
    plan = make.plan()
    someone = make.member(OFFICER, plan.zone)
    Membership.objects.create(person=someone, zone=plan.zone, role=ADMINISTRATOR)
    assert told(make.target(plan), ALL) == {someone: OFFICER}


def test_viewers_and_people_who_cannot_sign_in_are_not_told():
    plan = make.plan()
    make.member(Role.VIEWER, plan.zone)
    make.member(OFFICER, plan.zone, is_active=False)
    assert told(make.target(plan), ALL) == {}


@pytest.mark.parametrize(
    ("days", "is_told"),
    [
        ((20, 20), True),
        ((1, 20), True),
        ((20, 31), True),
        ((21, 31), False),
        ((1, 19), False),
    ],
)
def test_a_substitute_is_told_as_well_on_the_days_of_the_delegation(days, is_told):
    plan = make.plan()
    officer, substitute = make.member(OFFICER, plan.zone), make.person()
    first, last = (date(2026, 3, day) for day in days)
    make.delegation(officer, substitute, plan.zone, from_on=first, to_on=last)
    assert told(make.target(plan)) == {officer: OFFICER} | (
        {substitute: OFFICER} if is_told else {}
    )


def test_a_substitute_is_told_of_the_delegated_zone_only():
    plan, beside = make.plan(), make.plan()
    officer, substitute = make.member(OFFICER, plan.zone), make.person()
    Membership.objects.create(person=officer, zone=beside.zone, role=OFFICER)
    make.delegation(officer, substitute, plan.zone, from_on=TODAY, to_on=TODAY)
    assert substitute not in told(make.target(beside))


def test_three_queries_whatever_the_number_of_people(django_assert_num_queries):
    plan = make.plan()
    target = make.target(plan)
    for _ in range(10):
        officer, substitute = make.member(OFFICER, plan.zone), make.person()
        make.delegation(officer, substitute, plan.zone, from_on=TODAY, to_on=TODAY)
    with django_assert_num_queries(3):
        assert len(told(target, ALL)) == 20
