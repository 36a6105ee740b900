"""Every address and every verb, for everybody, with the exact answer; the rows: ``table.py``."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages import table
from tests.pages.rows import Facts, Form, Page, Verb, filled
from tests.pages.scene import ROLES, SIGNED_OUT, Scene, scene
from tracker import flow
from tracker.errors import NotAllowed

pytestmark = pytest.mark.django_db
OTHER_METHODS = ("put", "patch", "delete")

# The scene is a whole office: made once, and put back after each question.


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield scene()


@pytest.fixture(scope="module")
def sessions(story: Scene) -> dict[str, Client]:
    """A browser for each person who can sign in."""
    clients = {who: Client() for who in ROLES}
    for who in set(ROLES) - set(SIGNED_OUT):
        clients[who].force_login(story.people[who])
    return clients


@pytest.fixture
def as_(sessions: dict[str, Client]) -> Callable[[str], Client]:
    """``as_("owner")``: a new window of that person's browser."""

    def window(who: str) -> Client:
        client = Client()
        client.cookies.update(sessions[who].cookies)
        return client

    return window


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def written() -> Iterator[set[str]]:
    """The product's own tables that are written meanwhile."""
    tables: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        words = sql.replace('"', "").replace(" OR IGNORE", "").split(maxsplit=3)
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            tables.add(words[1] if words[0] == "UPDATE" else words[2])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield tables
    tables -= {name for name in tables if not name.startswith("tracker_")}


def facts_of(story: Scene, row: Page | Form) -> Facts:
    target = story.target
    facts = {"target": target.pk, "cycle": story.cycle.pk, "plan": target.plan_id, "version": ""}
    return {**facts, **row.given(story)}


def data_of(form: Form, facts: Facts) -> dict[str, Any]:
    """What is sent: names and texts filled in; a value that is one fact is that fact itself."""
    return {
        filled(name, facts): facts[value[1:-1]]
        if isinstance(value, str) and value[1:-1] in facts
        else filled(value, facts)
        for name, value in form.data.items()
    }


def status_of(answer: HttpResponseBase) -> int:
    """The status; a file that comes with it is read to its end, which closes it."""
    if answer.streaming:
        list(answer)
    return answer.status_code


def by_name(rows: Iterable[Any]) -> Any:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.name)


@by_name(table.PAGES)
def test_who_opens_a_page(story, as_, row):
    with undone():
        address = row.address.format(**facts_of(story, row))
        answers = {who: status_of(as_(who).get(address)) for who in ROLES}
    assert answers == dict(row.answers)


@by_name(table.FORMS)
def test_who_sends_a_form(story, as_, row):
    answers, changed = {}, set()
    for who in ROLES:
        with undone():
            facts = facts_of(story, row)
            address, data = row.address.format(**facts), data_of(row, facts)
            with written() as tables:
                answers[who] = as_(who).post(address, data).status_code
        if tables:
            changed.add(who)
            assert row.changes is not None, f"{who} wrote {tables}"
            assert row.changes._meta.db_table in tables
    assert answers == dict(row.answers)
    assert changed == (row.succeeds if row.changes else set())


FORMS_OF = {form.name for form in table.FORMS}
PLAIN = [row for row in table.PAGES if row.name not in FORMS_OF and ":" not in row.name]


@by_name(PLAIN)
def test_a_page_without_a_form_takes_none(story, as_, row):
    with undone():
        address = row.address.format(**facts_of(story, row))
        answers = {who: as_(who).post(address).status_code for who in ROLES}
    public = row.name in table.PUBLIC
    signs_in = [] if public else [who for who in SIGNED_OUT if row.answers[who] == 302]
    assert answers == dict.fromkeys(ROLES, 405) | dict.fromkeys(signs_in, 302)


@by_name(table.PAGES)
def test_nothing_is_changed_by_other_methods(story, as_, row):
    with undone():
        address = row.address.format(**facts_of(story, row))
        with written() as tables:
            client = as_("owner")
            answers = {getattr(client, name)(address).status_code for name in OTHER_METHODS}
    assert answers <= {405, 302}
    assert not tables


@pytest.mark.parametrize("model", table.ADMIN_LISTS, ids=lambda model: model._meta.model_name)
def test_the_admin_is_closed_to_all_but_its_own_people(story, as_, model):
    names = model._meta.app_label, model._meta.model_name
    with undone():
        address = reverse("admin:{}_{}_changelist".format(*names))
        answers = {who: as_(who).get(address).status_code for who in ROLES}
    assert answers == table.ADMIN_LISTS[model]


@by_name(table.VERBS)
def test_who_may_do_a_verb(story, row: Verb):
    passed = set()
    for who in (*ROLES, "system"):
        with undone(), written() as tables:
            now, facts = story.again(), row.given(story)
            by = now.people.get(who, AnonymousUser())
            tables.clear()
            try:
                row.do(now, by, facts)
            except NotAllowed:
                assert not tables, f"{who} was refused, and {tables} written"
            else:
                passed.add(who)
    assert passed == row.may


# --- complete by construction -------------------------------------------------------------------


def names(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """Every address of the project by its name; one without a name by its pattern."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns, f"{each.namespace}:" if each.namespace else space)
        else:
            yield space + (each.name or str(each.pattern))


def test_every_address_has_a_row():
    told = {row.name for row in (*table.PAGES, *table.FORMS)}
    own = {
        name
        for name in names(get_resolver().url_patterns)
        if not name.startswith(tuple(table.SUMMARISED))
    }
    assert own - told == set(), "add a row to tests/pages/table.py"
    assert {row.name for row in table.FORMS} <= {row.name for row in table.PAGES}


def test_every_row_is_of_an_address_or_verb_that_exists():
    known = set(names(get_resolver().url_patterns))
    assert {row.name for row in (*table.PAGES, *table.FORMS)} <= known
    assert {row.name for row in table.VERBS} | set(table.WITHOUT_PERSON) <= set(flow.__all__)


def test_every_verb_has_a_row():
    told = {row.name for row in table.VERBS} | set(table.WITHOUT_PERSON)
    assert set(flow.__all__) - told == set(), "add a row to tests/pages/table.py"
