"""Every answer: its language, its headers, the health of the instance."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from tests import make
from tracker import queue

pytestmark = pytest.mark.django_db


def test_pages_are_chinese_whatever_the_browser_prefers(client: Client):
    answer = client.get("/admin/login/", headers={"Accept-Language": "en"})
    assert answer.headers["Content-Language"] == "zh-hans"


def test_the_switch_is_remembered(client: Client):
    client.post("/language/", {"language": "en"})
    assert client.get("/admin/login/").headers["Content-Language"] == "en"


def test_a_person_reads_in_the_language_of_their_account(client: Client):
    client.force_login(make.person(language="en"))
    assert client.get("/health/").headers["Content-Language"] == "en"


def test_two_instances_on_one_machine_do_not_share_cookies(client: Client):
    client.get("/login/")
    names = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert all(name.endswith(f"_{settings.PORT}") for name in names)
    assert settings.CSRF_COOKIE_NAME in client.cookies


def test_an_unknown_language_in_the_cookie_is_no_error(client: Client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../etc"
    assert client.get("/health/").headers["Content-Language"] == "zh-hans"


def test_a_page_may_load_nothing_from_elsewhere_and_no_script_of_its_own(client: Client):
    policy = client.get("/health/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_health_is_200_when_the_database_is_ready(client: Client):
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json()["database"] == "ok"
    assert "no-store" in answer.headers["Cache-Control"]


def test_health_is_503_while_a_migration_waits(client: Client):
    executor = MigrationExecutor(connection)
    for latest in executor.loader.graph.leaf_nodes("tracker"):
        executor.recorder.record_unapplied(*latest)
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["database"] == "not migrated"


def test_a_missing_broker_is_told_but_does_not_stop_the_pages(client: Client, monkeypatch):
    monkeypatch.setattr(queue, "broker_reachable", lambda: False)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["broker"]) == (200, "away")
