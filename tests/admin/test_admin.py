"""The administrators' door: everything opens, verbs' rows are read-only, nothing goes untraced."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.test import TestCase
from django.urls import reverse

from tests import make
from tracker import flow, queue
from tracker.models import Assessment, Figure, Person, Plan, TrailEntry
from tracker.models.verbs import VERBS
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db

MODELS = [model for model in admin.site._registry if model._meta.app_label == "tracker"]


@pytest.fixture
def boss(client):
    person = make.person("boss", is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def judged():
    """A target on track in 2024, with everything around it that has a list in the admin."""
    target = make.target()
    make.figure(target, 2024, 190)
    make.cycle(target.plan)
    flow.reassess([target], by=flow.system_person())
    return target


@pytest.mark.parametrize("name", ["index", "tracker_zone_changelist"])
def test_every_page_wears_the_colours_of_the_product(client, boss, name):
    assert "tracker/admin" in client.get(reverse(f"admin:{name}")).content.decode()


def test_its_own_sign_in_page_is_closed_for_there_is_one_that_counts_failures(client):
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/login/?next=/admin/"
    typed = {"username": "boss", "password": "correct horse", "next": "/admin/"}
    assert client.post("/admin/login/", typed).status_code == 405


def test_staff_who_are_no_system_administrators_find_nothing_there(client, judged):
    client.force_login(make.person(is_staff=True))
    assert client.get(reverse("admin:index")).context["app_list"] == []
    codes = {client.get(list_of(model)).status_code for model in MODELS}
    assert codes == {403}


def test_the_trail_says_in_words_what_was_done(client, boss, judged):
    said = f'<td class="field-done">{VERBS["assess"]}</td>'
    assert said in client.get(list_of(TrailEntry), {"verb": "assess"}).content.decode()
    assert said not in client.get(list_of(TrailEntry), {"verb": "add"}).content.decode()


def list_of(model) -> str:
    return reverse(f"admin:tracker_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_list_and_row_opens(client, boss, judged, model):
    assert client.get(list_of(model)).status_code == 200
    row = model.objects.exclude(pk=flow.system_person().pk).first()
    if row is not None:
        change = reverse(f"admin:tracker_{model._meta.model_name}_change", args=[row.pk])
        assert client.get(change).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR, Role.OFFICER])
def test_officials_do_not_enter(client, judged, model, role):
    if role:
        client.force_login(make.member(role, judged.plan.zone))
    assert client.get(list_of(model)).status_code == 302


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("year=2024", True),
        ("year=2024&word=on_pace", True),
        ("year=2024&word=ahead", True),
        ("year=2024&word=far_behind", False),
        ("year=2021&word=on_pace", False),
        ("year=2024&plan__zone__id__exact={zone}", True),
        ("year=2024&attribute__exact=binding", False),
        ("year=2024&indicator__category__exact=economy", True),
        ("year=nonsense&word=on_pace", True),
    ],
)
def test_which_targets_are_on_track_is_answered_here_too(client, boss, judged, query, shown):
    query = query.format(zone=judged.plan.zone_id)
    page = client.get(f"{list_of(type(judged))}?{query}")
    assert (judged in page.context["cl"].queryset) is shown


def test_lists_cost_the_same_for_few_and_for_many(client, boss, django_assert_max_num_queries):
    plan = make.plan()
    for number in range(30):
        make.target(plan, name=f"指标{number}")
    client.get(list_of(Plan))
    with django_assert_max_num_queries(24):
        client.get(list_of(make.Target))


def test_other_cuts_judge_the_plan_anew_and_leave_a_trace(boss, judged):
    plan = Plan.objects.get(pk=judged.plan_id)
    plan.cut_ahead = "2.0"
    flow.keep(plan, by=boss)
    assert Assessment.objects.get(target=judged, year=2024, is_latest=True).status == "on_track"
    entry = TrailEntry.objects.get(verb="change")
    assert (entry.by, entry.after["cut_ahead"]) == (boss, "2.0")


def test_a_zone_can_be_removed_and_its_trace_stays(boss):
    zone = make.zone()
    number = zone.pk
    flow.remove(zone, by=boss)
    assert TrailEntry.objects.get(verb="remove", noun="zone").noun_id == number


@pytest.mark.parametrize("field", ["goal", "pace", "baseline"])
def test_the_list_prints_what_pages_print(client, boss, judged, field):
    judged.verified_base_value = Decimal(101)
    flow.keep(judged, by=boss)
    Assessment.objects.filter(target=judged, year=2024).update(answer={"pace": 1.0498})
    page = client.get(list_of(type(judged)) + "?year=2024").content.decode()
    said = {"goal": "≥ 200", "pace": "1.0498", "baseline": ">101<"}
    assert said[field] in page


@pytest.mark.parametrize(("decimals", "said"), [(0, ">190<"), (2, ">190.00<")])
def test_the_list_of_figures_prints_them_as_typed(client, boss, judged, decimals, said):
    Figure.objects.update(decimals=decimals)
    page = client.get(list_of(Figure)).content.decode()
    assert said in page
    assert "190.0000" not in page


def test_a_password_never_reaches_the_trail(client, boss):
    person = make.person("someone")
    person.set_password("another secret")
    person.name = "张三"
    flow.keep(person, by=boss)
    assert "password" not in TrailEntry.objects.get(noun="person", verb="change").after


def test_a_system_administrator_cannot_approve(client, boss, judged):
    figure = make.draft(judged, 2025, 200, state=FigureState.SUBMITTED)
    form = {"action": "approve", "_selected_action": [figure.pk]}
    page = client.post(list_of(type(figure)), form, follow=True)
    figure.refresh_from_db()
    assert figure.state == FigureState.SUBMITTED
    assert [str(message.level_tag) for message in page.context["messages"]] == ["error"]


def test_a_password_chosen_here_must_be_changed_at_the_next_sign_in(client, boss):
    person = make.person("officer")
    address = reverse("admin:auth_user_password_change", args=[person.pk])
    typed = {"password1": "battery staple 9", "password2": "battery staple 9"}
    client.post(address, typed | {"usable_password": "true"})
    person.refresh_from_db()
    assert person.must_change_password
    assert person.check_password("battery staple 9")
    assert TrailEntry.objects.get(verb="change_password").by == boss


@pytest.mark.parametrize("usable", ["true", "false"])
def test_a_person_added_here_changes_the_password_or_gets_a_link(client, boss, usable, monkeypatch):
    asked = []
    monkeypatch.setattr(queue, "send", lambda *job: asked.append(job))
    secret = {"password1": "battery staple 9", "password2": "battery staple 9"}
    account = {"username": "officer", "name": "王芳", "email": "a@b.test", "language": "en"}
    nothing = {f"memberships-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    data = account | nothing | {"usable_password": usable} | (secret if usable == "true" else {})
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("admin:tracker_person_add"), data)
    person = Person.objects.get(username="officer")
    assert person.must_change_password == person.has_usable_password() == (usable == "true")
    assert asked == ([] if usable == "true" else [(queue.SEND_LINKS, "officer")])


def test_nobody_changes_or_deletes_the_trail_here(client, boss, judged):
    entry = TrailEntry.objects.order_by("id").first()
    change = reverse("admin:tracker_trailentry_change", args=[entry.pk])
    assert client.post(change, {"reason": "另一个原因"}).status_code == 403
    delete = reverse("admin:tracker_trailentry_delete", args=[entry.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    everything = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    client.post(list_of(TrailEntry), everything)
    assert TrailEntry.objects.filter(pk=entry.pk, reason=entry.reason).exists()
    assert client.get(reverse("admin:tracker_trailentry_add")).status_code == 403
