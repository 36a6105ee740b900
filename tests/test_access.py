"""Who may do what where: denied unless a membership grants it."""

import pytest

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
