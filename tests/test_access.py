"""Who may do what where: denied unless a membership grants it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import access
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    zone = make.zone("jinan-ht", parent=make.zone("jinan"))
    plan = make.plan(zone)
    return make.target(plan, department=make.department(zone))


def may(person, target):
    """(see, see work, enter, review, administer) as letters, a dot for each denial."""
    zone = target.plan.zone
    someone = make.person()
    figure = make.draft(target, 2025, 1, state=FigureState.SUBMITTED, entered_by=someone)
    granted = (
        access.may_see(person, zone),
        access.reach(person).sees_work(target),
        access.may_enter(person, target),
        access.may_review(person, figure),
        access.may_administer(person, zone),
    )
    figure.delete()
    return "".join(letter if yes else "." for letter, yes in zip("swera", granted, strict=True))


@pytest.mark.parametrize(
    ("role", "own_department", "granted"),
    [
        (Role.OFFICER, None, "swe.."),
        (Role.OFFICER, True, "swe.."),
        (Role.OFFICER, False, "s...."),
        (Role.REVIEWER, None, "sw.r."),
        (Role.ADMINISTRATOR, None, "sw..a"),
        (Role.VIEWER, None, "s...."),
    ],
)
def test_roles_in_the_zone_itself(target, role, own_department, granted):
    zone = target.plan.zone
    departments = {None: None, True: target.department, False: make.department(zone, "其他部门")}
    person = make.member(role, zone, department=departments[own_department])
    assert may(person, target) == granted


@pytest.mark.parametrize("role", Role)
def test_a_role_in_another_zone_grants_nothing(target, role):
    assert may(make.member(role, make.zone("zibo-ht")), target) == "....."


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (Role.OFFICER, "....."),
        (Role.REVIEWER, "sw.r."),
        (Role.ADMINISTRATOR, "sw..a"),
        (Role.VIEWER, "s...."),
    ],
)
def test_a_role_in_the_city_reaches_its_zones_but_not_for_entry(target, role, granted):
    assert may(make.member(role, target.plan.zone.parent), target) == granted


def test_who_entered_or_submitted_a_figure_cannot_review_it(target):
    person = make.member(Role.REVIEWER, target.plan.zone)
    entered = make.draft(target, 2024, 1, state=FigureState.SUBMITTED, entered_by=person)
    assert not access.may_review(person, entered)
    entered.entered_by, entered.submitted_by = make.person(), person
    assert not access.may_review(person, entered)


def test_a_system_administrator_oversees_all_but_neither_enters_nor_approves(target):
    boss = make.person(is_superuser=True, is_staff=True)
    assert may(boss, target) == "s...a"


def test_a_person_without_membership_or_out_of_service_sees_nothing(target):
    assert may(make.person(), target) == "....."
    gone = make.member(Role.REVIEWER, target.plan.zone, is_active=False)
    assert may(gone, target) == "....."


def test_visible_zones_are_those_of_the_memberships_and_below(target):
    zone = target.plan.zone
    viewer = make.member(Role.VIEWER, zone.parent)
    make.zone("zibo-ht")
    assert {z.code for z in access.visible_zones(viewer)} == {"jinan", "jinan-ht"}


@pytest.mark.parametrize(
    ("role", "granted"),
    [
        (Role.OFFICER, "swe.."),
        (Role.REVIEWER, "sw.r."),
        (Role.ADMINISTRATOR, "sw..a"),
        (Role.VIEWER, "s...."),
    ],
)
def test_a_substitute_has_the_roles_of_the_absent_in_that_zone(target, role, granted):
    zone, substitute = target.plan.zone, make.person()
    make.delegation(make.member(role, zone), substitute, zone)
    assert may(substitute, target) == granted


@pytest.mark.parametrize(("first", "last"), [(1, 2), (-2, -1)])
def test_a_delegation_grants_nothing_before_and_after_its_days(target, first, last):
    zone, substitute, today = target.plan.zone, make.person(), timezone.localdate()
    days = {
        "from_on": today + timedelta(days=first),
        "to_on": today + timedelta(days=last),
    }
    make.delegation(make.member(Role.REVIEWER, zone), substitute, zone, **days)
    assert may(substitute, target) == "....."


def test_days_are_those_of_the_office(target, time_machine):
    time_machine.move_to("2026-03-31T16:30Z", tick=False)  # 1 April in Shanghai
    zone, substitute = target.plan.zone, make.person()
    delegation = make.delegation(make.member(Role.VIEWER, zone), substitute, zone)
    assert delegation.from_on.isoformat() == "2026-04-01"
    assert access.may_see(substitute, zone)


def test_a_delegation_that_ended_or_of_somebody_out_of_service_grants_nothing(target):
    zone, ended, idle = target.plan.zone, make.person(), make.person()
    make.delegation(make.member(Role.REVIEWER, zone), ended, zone, ended_at=timezone.now())
    make.delegation(make.member(Role.REVIEWER, zone, is_active=False), idle, zone)
    assert (may(ended, target), may(idle, target)) == (".....", ".....")


def test_a_delegation_lends_the_roles_of_its_zone_only(target):
    principal = make.member(Role.REVIEWER, target.plan.zone)
    substitute, beside = make.person(), make.zone("zibo-ht")
    make.delegation(principal, substitute, beside)
    assert may(substitute, target) == "....."


def test_what_was_lent_is_not_lent_on(target):
    zone, first, second = target.plan.zone, make.person(), make.person()
    make.delegation(make.member(Role.REVIEWER, zone), first, zone)
    make.delegation(first, second, zone)
    assert may(second, target) == "....."


def test_a_substitute_reviews_neither_their_own_figures_nor_those_of_the_absent(target):
    zone, substitute = target.plan.zone, make.person()
    principal = make.member(Role.REVIEWER, zone)
    make.delegation(principal, substitute, zone)
    for entered_by in (principal, substitute):
        figure = make.draft(target, 2024, 1, state=FigureState.SUBMITTED, entered_by=entered_by)
        assert not access.may_review(substitute, figure)
        figure.delete()


def test_in_whose_place_somebody_acts(target):
    zone, substitute = target.plan.zone, make.member(Role.OFFICER, target.plan.zone)
    principal = make.member(Role.REVIEWER, zone.parent)
    make.delegation(principal, substitute, zone.parent)
    reach = access.reach(substitute)
    assert reach.acts_for({Role.REVIEWER}, zone.pk) == [principal]
    assert reach.acts_for({Role.OFFICER}, zone.pk) == []


def test_people_are_managed_by_administrators_themselves_and_not_by_their_substitutes(target):
    zone, substitute = target.plan.zone, make.person()
    administrator = make.member(Role.ADMINISTRATOR, zone)
    make.delegation(administrator, substitute, zone)
    above = make.member(Role.ADMINISTRATOR, zone.parent)
    manage = {
        each: access.reach(each).manages(zone.pk) for each in (administrator, substitute, above)
    }
    assert manage == {administrator: True, substitute: False, above: True}
    assert access.reach(above).managed(zone.parent_id) == {zone.pk, zone.parent_id}
    assert access.reach(administrator).managed(zone.parent_id) == {zone.pk}


def test_two_queries_for_all_roles_lent_ones_included(target, django_assert_num_queries):
    zone, substitute = target.plan.zone, make.member(Role.OFFICER, target.plan.zone)
    for _ in range(3):
        make.delegation(make.member(Role.REVIEWER, zone), substitute, zone)
    with django_assert_num_queries(2):
        reach = access.reach(substitute)
        assert reach.roles(zone.pk) == {"officer", "reviewer"}
        assert len({str(member.person) for member in reach.lent}) == 3
