"""Rows of the permission table about people, accounts and signing in."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests import make
from tests.pages.rows import (
    ADMINISTRATORS,
    EVERYBODY,
    NOT_THERE,
    SIGNED_IN,
    Facts,
    Form,
    Page,
    Verb,
    going_on,
    only,
)
from tests.pages.scene import ROLES, Scene
from tracker import flow
from tracker.alerts.unsubscribing import token
from tracker.models import Delegation, Membership, Person, TrailEntry
from tracker.terms import Role

PASSWORD, NEW = "correct horse", "battery staple 9"
PEOPLE = "/zones/jinan-ht/people/"
ONE, ADD = PEOPLE + "{person}/", PEOPLE + "add/"
JOBS, MANAGERS = frozenset({"keeper", "system"}), frozenset({"administrator", "keeper"})


def somebody(scene: Scene) -> Facts:
    """An officer with one role here, and a colleague who could stand in."""
    owner, colleague = scene.owner, scene.people["colleague"]
    return {
        "person": owner.pk,
        "membership": owner.memberships.get().pk,
        "colleague": f"{scene.zone.pk}-{colleague.pk}",
        "zone": scene.zone.pk,
        "today": str(timezone.localdate()),
    }


def never_signed_in(scene: Scene) -> Facts:
    """The same before the first sign-in."""
    Person.objects.filter(pk=scene.owner.pk).update(last_login=None)
    return somebody(scene)


def refused(scene: Scene) -> Facts:
    """The mail server refused the officer's address."""
    Person.objects.filter(pk=scene.owner.pk).update(
        mail_refused_at=timezone.now(), mail_refusal="550 5.1.1 no such mailbox"
    )
    return somebody(scene)


def lent(scene: Scene) -> Facts:
    """The officer is away, and the colleague stands in."""
    delegation = make.delegation(scene.owner, scene.people["deskmate"], scene.zone)
    return {**somebody(scene), "delegation": delegation, "delegation_pk": delegation.pk}


def linked(scene: Scene) -> Facts:
    """The officer has got a link to set a password."""
    token = default_token_generator.make_token(scene.owner)
    return {"uid": urlsafe_base64_encode(force_bytes(scene.owner.pk)), "token": token}


def mailed(scene: Scene) -> Facts:
    """The officer has got a mail with a link to get fewer."""
    return {"token": token(scene.owner)}


def fields(prefix: str, **values: Any) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in values.items()}


WHO = {"name": "李明", "email": "liming@example.test", "language": "en"}
ROLE = {"role": "viewer", "place": "zone-{zone}"}
DAYS = {"substitute": "{colleague}", "from_on": "{today}", "to_on": "{today}"}

PAGES = (
    Page("people", PEOPLE, ADMINISTRATORS),
    Page("people-add", ADD, ADMINISTRATORS),
    Page("person", ONE, ADMINISTRATORS, given=somebody),
    Page("person", PEOPLE + "0/", only("administrator", "keeper", gets=404)),
    Page("people", "/zones/nowhere/people/", NOT_THERE),
    Page("account", "/account/", SIGNED_IN),
    Page("unsubscribe", "/mails/unsubscribe/{token}/", EVERYBODY, given=mailed),
    Page("unsubscribe", "/mails/unsubscribe/1:x/", dict.fromkeys(ROLES, 404)),
    Page("password", "/account/password/", SIGNED_IN),
    Page("password-reset", "/password/reset/", EVERYBODY),
    Page("password-reset-sent", "/password/reset/sent/", EVERYBODY),
    Page("password-set", "/password/reset/x/y/", EVERYBODY),
    Page("admin-login", "/admin/login/", only(gets=0)),
    Page("admin-password", "/admin/password_change/", dict.fromkeys(ROLES, 302)),
)

FORMS = (
    Form("people-add", ADD, going_on(ADMINISTRATORS),
         fields("new", username="liming", **WHO, **ROLE) | {"add": "1"}, Person, given=somebody),
    Form("people-add", ADD, going_on(ADMINISTRATORS),
         fields("old", person="newcomer", **ROLE) | {"grant": "1"}, Membership, given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"withdraw": "{membership}"}, Membership,
         given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), fields("role", **ROLE) | {"grant": "1"},
         Membership, given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"account": "deactivate"}, Person,
         given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"account": "link"}, TrailEntry, given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"account": "release"}, TrailEntry,
         given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"account": "accept"}, TrailEntry,
         given=refused),
    Form("person", ONE, going_on(ADMINISTRATORS), fields("account", **WHO) | {"correct": "1"},
         Person, given=never_signed_in),
    Form("person", ONE, going_on(ADMINISTRATORS), fields("absence", **DAYS) | {"lend": "1"},
         Delegation, given=somebody),
    Form("person", ONE, going_on(ADMINISTRATORS), {"end": "{delegation_pk}"}, Delegation,
         given=lent),
    Form("account", "/account/", going_on(SIGNED_IN),
         fields("account", **WHO, password=PASSWORD) | {"change": "1"}, Person),
    Form("account", "/account/", going_on(SIGNED_IN),
         fields("mails", frequency="weekly", hour="10") | {"mails": "1"}, Person),
    Form("unsubscribe", "/mails/unsubscribe/{token}/", EVERYBODY,
         {"List-Unsubscribe": "One-Click"}, Person, given=mailed, by=frozenset(ROLES)),
    Form("password", "/account/password/", going_on(SIGNED_IN),
         {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}, Person),
    Form("password-reset", "/password/reset/", dict.fromkeys(ROLES, 302), {"typed": "owner"}, None),
    Form("password-set", "/password/reset/{uid}/{token}/", dict.fromkeys(ROLES, 302), {}, None,
         given=linked),
)  # fmt: skip

NEW_PERSON: dict[str, Any] = {**WHO, "username": "liming", "role": Role.VIEWER, "department": None}

VERBS = (
    Verb("add_person", MANAGERS, lambda s, by, f: flow.add_person(s.zone, **NEW_PERSON, by=by)),
    Verb("grant_role", MANAGERS, lambda s, by, f: flow.grant_role(
        s.owner, Role.VIEWER, s.zone, None, by=by)),
    Verb("withdraw_role", MANAGERS, lambda s, by, f: flow.withdraw_role(
        s.owner.memberships.get(), by=by)),
    Verb("deactivate_person", MANAGERS, lambda s, by, f: flow.deactivate_person(
        s.owner, s.zone, by=by)),
    Verb("reactivate_person", MANAGERS, lambda s, by, f: flow.reactivate_person(
        s.people["former"], s.zone, by=by)),
    Verb("correct_person", MANAGERS, lambda s, by, f: flow.correct_person(
        Person.objects.get(username="owner"), s.zone, **WHO, by=by), given=never_signed_in),
    Verb("send_link_again", MANAGERS, lambda s, by, f: flow.send_link_again(
        s.owner, s.zone, by=by)),
    Verb("release_sign_in", MANAGERS, lambda s, by, f: flow.release_sign_in(
        s.owner, s.zone, by=by)),
    Verb("refuse_address", JOBS, lambda s, by, f: flow.refuse_address(
        s.owner, s.owner.email, words="550 no such mailbox", at=timezone.now(), by=by)),
    Verb("accept_address", MANAGERS, lambda s, by, f: flow.accept_address(
        s.owner, s.zone, by=by), given=refused),
    Verb("make_delegation", MANAGERS | {"owner"}, lambda s, by, f: flow.make_delegation(
        s.owner, s.people["colleague"], s.zone, from_on=timezone.localdate(),
        to_on=timezone.localdate(), reason="", by=by)),
    Verb("end_delegation", MANAGERS | {"owner", "deskmate"}, lambda s, by, f: flow.end_delegation(
        Delegation.objects.get(pk=f["delegation_pk"]), by=by), given=lent),
    Verb("begin_sign_in", JOBS, lambda s, by, f: flow.begin_sign_in("owner", by=by)),
    Verb("end_sign_in", JOBS, lambda s, by, f: flow.end_sign_in("owner", succeeded=True, by=by)),
    Verb("change_account", frozenset({"owner"}), lambda s, by, f: flow.change_account(
        s.owner, **WHO, by=by)),
    Verb("choose_mails", frozenset({"owner"}), lambda s, by, f: flow.choose_mails(
        s.owner, frequency="weekly", hour=10, by=by)),
    Verb("unsubscribe", JOBS, lambda s, by, f: flow.unsubscribe(token(s.owner), by=by)),
    Verb("set_password", frozenset({"owner", "keeper"}), lambda s, by, f: flow.set_password(
        s.owner, NEW, by=by)),
    Verb("ask_for_link", JOBS, lambda s, by, f: flow.ask_for_link("owner", by=by)),
    Verb("send_links", JOBS, lambda s, by, f: flow.send_links("owner", by=by)),
    Verb("send_moved", JOBS, lambda s, by, f: flow.send_moved(
        s.owner.pk, "old@example.test", at=timezone.now(), by=by)),
)  # fmt: skip
