"""Plan administrators and the people of their zones: what they may, what it leaves behind."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tests import make
from tracker import access, flow
from tracker.errors import Incomplete, NotAllowed, WrongState
from tracker.models import Membership, Person, TrailEntry
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db

ADMINISTRATOR, OFFICER, REVIEWER = Role.ADMINISTRATOR, Role.OFFICER, Role.REVIEWER


@pytest.fixture
def zone():
    return make.zone("jinan-ht", parent=make.zone("jinan"))


@pytest.fixture
def boss(zone):
    return make.member(ADMINISTRATOR, zone)


def add(zone, *, by, **fields) -> Person:
    details = {
        "username": "wangfang",
        "name": "王芳",
        "email": "wangfang@example.test",
        "language": "zh-hans",
        "role": OFFICER,
        "department": None,
    }
    return flow.add_person(zone, **details | fields, by=by)


def codes(refused) -> dict[str, str]:
    return {problem.field: problem.code for problem in refused.value.problems}


def test_a_new_account_has_its_role_and_no_password(zone, boss):
    department = make.department(zone)
    person = add(zone, department=department, by=boss)
    membership = person.memberships.get()
    assert (membership.role, membership.zone, membership.department) == (OFFICER, zone, department)
    assert not person.has_usable_password()
    entry = TrailEntry.objects.get(verb="add_person")
    assert (entry.by, entry.zone, entry.after["role"]) == (boss, zone, "officer")
    assert "password" not in entry.after


def test_every_field_that_is_wrong_is_named_at_once(zone, boss):
    with pytest.raises(Incomplete) as refused:
        add(zone, username="王 芳!", name=" ", email="wangfang", by=boss)
    assert codes(refused) == {
        "username": "not_a_username",
        "name": "empty",
        "email": "not_an_address",
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"username": "LiMing"}, {"username": "username_taken"}),
        ({"email": "LIMING@example.test"}, {"email": "email_taken"}),
        ({"role": REVIEWER, "department": True}, {"place": "only_officers_by_department"}),
    ],
)
def test_what_is_taken_or_does_not_go_together_makes_no_account(zone, boss, fields, told):
    make.person("liming")
    if "department" in fields:
        fields = fields | {"department": make.department(zone)}
    with pytest.raises(Incomplete) as refused:
        add(zone, **fields, by=boss)
    assert codes(refused) == told
    assert not Person.objects.filter(username="wangfang").exists()


def test_roles_are_granted_and_withdrawn_with_a_trace(zone, boss):
    person = make.person()
    membership = flow.grant_role(person, REVIEWER, zone, None, by=boss)
    with pytest.raises(Incomplete):
        flow.grant_role(person, REVIEWER, zone, None, by=boss)
    flow.withdraw_role(membership, by=boss)
    assert not person.memberships.exists()
    verbs = TrailEntry.objects.filter(noun="person", noun_id=person.pk).values_list("verb")
    assert {verb for (verb,) in verbs} == {"grant_role", "withdraw_role"}


def test_a_role_is_withdrawn_once(zone, boss):
    membership = flow.grant_role(make.person(), REVIEWER, zone, None, by=boss)
    again = Membership.objects.get(pk=membership.pk)
    flow.withdraw_role(membership, by=boss)
    with pytest.raises(WrongState):
        flow.withdraw_role(again, by=boss)


def test_who_loses_the_last_role_in_a_zone_stands_in_for_nobody_there(zone, boss):
    person = make.member(OFFICER, zone)
    viewer = Membership.objects.create(person=person, zone=zone, role=Role.VIEWER)
    delegation = make.delegation(make.member(REVIEWER, zone), person, zone)
    flow.withdraw_role(viewer, by=boss)
    delegation.refresh_from_db()
    assert delegation.ended_at is None
    flow.withdraw_role(person.memberships.get(), by=boss)
    delegation.refresh_from_db()
    assert delegation.ended_at is not None
    assert not access.reach(Person.objects.get(pk=person.pk)).roles(zone.pk)
    assert TrailEntry.objects.get(verb="end_delegation").noun_id == delegation.pk


def test_an_administrator_reaches_the_zones_below_and_none_above_or_beside(zone):
    city, beside = zone.parent, make.zone("zibo-ht")
    above, here = make.member(ADMINISTRATOR, city), make.member(ADMINISTRATOR, zone)
    flow.grant_role(make.person(), OFFICER, zone, None, by=above)
    for elsewhere in (city, beside):
        with pytest.raises(NotAllowed):
            flow.grant_role(make.person(), OFFICER, elsewhere, None, by=here)
    with pytest.raises(NotAllowed):
        flow.withdraw_role(above.memberships.get(), by=here)


def test_nobody_changes_their_own_roles(zone, boss):
    with pytest.raises(NotAllowed):
        flow.grant_role(boss, REVIEWER, zone, None, by=boss)
    with pytest.raises(NotAllowed):
        flow.withdraw_role(boss.memberships.get(), by=boss)
    with pytest.raises(NotAllowed):
        flow.deactivate_person(boss, zone, by=boss)


@pytest.mark.parametrize("flag", ["is_superuser", "is_staff"])
def test_system_administrators_are_changed_by_each_other_only(zone, boss, flag):
    keeper = make.member(Role.VIEWER, zone, **{flag: True})
    for verb in (flow.deactivate_person, flow.send_link_again, flow.release_sign_in):
        with pytest.raises(NotAllowed):
            verb(keeper, zone, by=boss)
    with pytest.raises(NotAllowed):
        flow.grant_role(keeper, REVIEWER, zone, None, by=boss)
    other = make.person(is_staff=True, is_superuser=True)
    assert not flow.deactivate_person(keeper, zone, by=other).is_active


def test_the_system_itself_gets_no_role(zone, boss):
    with pytest.raises(NotAllowed):
        flow.grant_role(flow.system_person(), ADMINISTRATOR, zone, None, by=boss)


def test_an_account_with_roles_elsewhere_is_not_closed_but_loses_its_role_here(zone, boss):
    person = make.member(OFFICER, zone)
    Membership.objects.create(person=person, zone=make.zone("zibo-ht"), role=OFFICER)
    with pytest.raises(NotAllowed):
        flow.deactivate_person(person, zone, by=boss)
    flow.withdraw_role(person.memberships.get(zone=zone), by=boss)
    assert person.memberships.count() == 1


def test_an_account_is_closed_and_opened_again(zone, boss):
    person = make.member(OFFICER, zone)
    assert not flow.deactivate_person(person, zone, by=boss).is_active
    with pytest.raises(WrongState):
        flow.deactivate_person(person, zone, by=boss)
    assert flow.reactivate_person(person, zone, by=boss).is_active


def test_an_account_is_corrected_until_its_person_has_signed_in(zone, boss):
    person, details = add(zone, by=boss), {"name": "王方", "language": "en"}
    flow.correct_person(person, zone, **details, email="wangfang2@example.test", by=boss)
    person.refresh_from_db()
    assert (person.name, person.email) == ("王方", "wangfang2@example.test")
    person.last_login = timezone.now()
    with pytest.raises(NotAllowed):
        flow.correct_person(person, zone, **details, email="x@example.test", by=boss)


# --- absence ------------------------------------------------------------------------------------


def lend(principal, substitute, zone, *, by, first=0, last=7, **fields):
    today = timezone.localdate()
    days = {"from_on": today + timedelta(days=first), "to_on": today + timedelta(days=last)}
    return flow.make_delegation(principal, substitute, zone, **days, reason="", by=by)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(3, 2, "before_first_day"), (-3, -1, "over"), (0, 184, "too_long_absence")],
)
def test_days_that_cannot_be_are_refused(zone, first, last, code):
    officer, colleague = make.member(OFFICER, zone), make.member(OFFICER, zone)
    with pytest.raises(Incomplete) as refused:
        lend(officer, colleague, zone, by=officer, first=first, last=last)
    assert codes(refused) == {"to_on": code}


def test_a_substitute_is_a_colleague_in_service(zone):
    officer, gone = make.member(OFFICER, zone), make.member(OFFICER, zone, is_active=False)
    for nobody in (officer, gone, make.person(), make.member(OFFICER, make.zone())):
        with pytest.raises(Incomplete) as refused:
            lend(officer, nobody, zone, by=officer)
        assert codes(refused) == {"substitute": "not_a_colleague"}


def test_a_substitute_lends_nothing_on(zone):
    officer, colleague = make.member(OFFICER, zone), make.member(Role.VIEWER, zone.parent)
    Membership.objects.create(person=colleague, zone=zone, role=Role.VIEWER)
    lend(officer, colleague, zone, by=officer)
    with pytest.raises(NotAllowed):
        lend(officer, make.member(OFFICER, zone), zone, by=colleague)


def test_no_administrator_makes_themself_a_substitute(zone, boss):
    reviewer = make.member(REVIEWER, zone)
    with pytest.raises(NotAllowed):
        lend(reviewer, boss, zone, by=boss)
    assert lend(reviewer, boss, zone, by=reviewer).made_by == reviewer


def test_a_delegation_is_ended_once_by_those_concerned_or_their_administrator(zone, boss):
    officer, colleague = make.member(OFFICER, zone), make.member(OFFICER, zone)
    for by in (officer, colleague, boss):
        delegation = lend(officer, colleague, zone, by=officer)
        assert flow.end_delegation(delegation, by=by).ended_at is not None
        with pytest.raises(WrongState):
            flow.end_delegation(delegation, by=by)
    with pytest.raises(NotAllowed):
        flow.end_delegation(
            lend(officer, colleague, zone, by=officer), by=make.member(OFFICER, zone)
        )


def test_what_a_substitute_does_is_theirs_and_says_in_whose_place(zone):
    target = make.target(make.plan(zone))
    make.cycle(target.plan)
    officer, colleague = make.member(OFFICER, zone, name="王芳"), make.member(Role.VIEWER, zone)
    lend(officer, colleague, zone, by=officer)
    report = {"value": Decimal(190), "quality": "final"}
    figure = flow.save_figure(target, 2025, report, version=None, by=colleague)
    entry = TrailEntry.objects.get(verb="save_figure")
    assert (figure.entered_by, entry.by) == (colleague, colleague)
    assert entry.after["in_place_of"] == "王芳"
    corrected = {"value": Decimal(191), "quality": "final"}
    flow.save_figure(target, 2025, corrected, version=figure.version, by=officer)
    assert (
        "in_place_of" not in TrailEntry.objects.filter(by=officer, verb="save_figure").get().after
    )


def test_no_figure_is_approved_by_who_stands_in_for_its_officer(zone):
    target = make.target(make.plan(zone))
    both, colleague = make.member(REVIEWER, zone), make.member(REVIEWER, zone)
    figure = make.draft(target, 2025, 190, state=FigureState.SUBMITTED, entered_by=both)
    delegation = lend(both, colleague, zone, by=both)
    with pytest.raises(NotAllowed):
        flow.approve_figure(figure, version=figure.version, by=colleague)
    flow.end_delegation(delegation, by=both)
    again = Person.objects.get(pk=colleague.pk)
    assert flow.approve_figure(figure, version=figure.version, by=again).in_force
