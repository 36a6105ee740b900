"""The environment is read strictly: a wrong value names itself, the value and the remedy."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from monitoring import env


@pytest.fixture
def variable(monkeypatch):
    """Set the variable ``IT``."""
    return lambda value: monkeypatch.setenv("IT", value)


@pytest.mark.parametrize("value", ["", "   "])
def test_empty_counts_as_not_set(variable, value):
    variable(value)
    assert env.text("IT", "default") == "default"
    assert env.flag("IT", default=True) is True
    assert env.integer("IT", 7, least=1, most=9) == 7
    assert env.words("IT") == []
    assert env.secret("IT") is None


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("On", True), ("YES", True), ("0", False), ("false", False)]
)
def test_a_flag_is_a_yes_or_a_no(variable, value, meaning):
    variable(value)
    assert env.flag("IT", default=not meaning) is meaning


READERS = {
    "flag": lambda: env.flag("IT", default=False),
    "integer": lambda: env.integer("IT", 8000, least=1, most=65535),
    "choice": lambda: env.choice("IT", "a", ["a", "b"]),
    "time zone": lambda: env.time_zone("IT", "UTC"),
    "web address": lambda: env.web_address("IT", "http://a"),
    "hosts": lambda: env.hosts("IT"),
    "hosts inside": lambda: env.hosts("IT", port=True),
    "pairs": lambda: env.pairs("IT", among=("body", "title")),
    "broker": lambda: env.broker("IT", "redis://a"),
    "mail": lambda: env.mail("IT", "console://"),
    "database": lambda: env.database("IT", Path("/x"), pool=0),
}


@pytest.mark.parametrize(
    ("reader", "value", "remedy"),
    [
        ("flag", "ture", "write 1 for yes or 0 for no"),
        ("integer", "70000", "a whole number from 1 to 65535"),
        ("integer", "-1", "a whole number"),
        ("integer", "８０", "a whole number"),
        ("choice", "c", "one of a, b"),
        ("time zone", "Beijing", "Asia/Shanghai"),
        ("web address", "targets.example", "write http:// or https://"),
        ("web address", "https://targets.example/board", "without a path"),
        ("hosts", "https://a.cn", "as qyapi.weixin.qq.com"),
        ("hosts", "*.a.cn", "as qyapi.weixin.qq.com"),
        ("hosts", "user@a.cn", "write hosts between commas"),
        ("hosts inside", "10.1.2.3", "as 10.1.2.3:8080"),
        ("pairs", "FangSong", "write body=…, title=…"),
        ("pairs", "foot=FangSong", "write body=…, title=…"),
        ("broker", "unix:///x.sock", "redis+socket:///path"),
        ("mail", "localhost:25", "write smtp://"),
        ("mail", "file://relative/mails", "file:///folder"),
        ("database", "mysql://host/name", "write postgresql://"),
        ("database", "sqlite://x.sqlite3", "sqlite:////absolute"),
        ("database", "postgresql://host", "the name of the database"),
        ("database", "postgresql://host/name?sslmod=require", "invalid URI query parameter"),
    ],
)
def test_a_wrong_value_names_variable_value_and_remedy(variable, reader, value, remedy):
    variable(value)
    with pytest.raises(ImproperlyConfigured) as error:
        READERS[reader]()
    assert str(error.value).startswith(f"IT={value!r}: ")
    assert remedy in str(error.value)


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("database", "mysql://user:pa55@host/name"),
        ("database", "postgresql://user:pa55@host/name?sslmod=1"),
        ("database", "postgresql://user:pa55@host:port/name"),
        ("mail", "imap://user:pa55@host"),
        ("broker", "amqp://user:pa55@host"),
    ],
)
def test_no_message_shows_a_password(variable, reader, value):
    variable(value)
    with pytest.raises(ImproperlyConfigured) as error:
        READERS[reader]()
    assert "pa55" not in str(error.value)


def test_a_secret_that_can_be_guessed_is_refused_and_not_repeated(variable):
    variable("development")
    with pytest.raises(ImproperlyConfigured, match="too easily guessed") as error:
        env.secret("IT")
    assert "development" not in str(error.value)


def test_a_postgresql_address_is_read_as_libpq_does(variable):
    variable("postgresql://user:p%40ss@db:5433/targets?sslmode=require")
    database = env.database("IT", Path("/x"), pool=4)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", "5433", "targets")
    assert (database["USER"], database["PASSWORD"]) == ("user", "p@ss")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 4


def test_without_a_pool_each_thread_keeps_its_connection(variable):
    variable("postgresql:///targets?host=/run/postgresql")
    database = env.database("IT", Path("/x"), pool=0)
    assert "pool" not in database["OPTIONS"]
    assert database["CONN_MAX_AGE"] > 0
    assert database["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    ("value", "file"),
    [
        ("sqlite:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
        ("", "/default"),
    ],
)
def test_sqlite_waits_for_writers_and_lets_readers_go_on(variable, value, file):
    variable(value)
    database = env.database("IT", Path("/default"), pool=4)
    assert database["NAME"] == file
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "WAL" in database["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("value", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://mail.example:994", 994, False, True),
    ],
)
def test_a_mail_address_says_how_the_connection_is_protected(variable, value, port, starttls, tls):
    variable(value)
    mail = env.mail("IT", "console://")
    assert (mail.host, mail.port, mail.starttls, mail.tls) == ("mail.example", port, starttls, tls)


def test_mails_can_go_to_files_in_any_folder(variable):
    variable("file:///srv/%E6%95%B0%E6%8D%AE/mails")
    assert env.mail("IT", "console://").folder == "/srv/数据/mails"


def test_user_and_password_of_a_mail_server_may_hold_any_character(variable):
    variable("smtp+tls://targets%40example.cn:p%3Aa%2Fs@mail.example")
    mail = env.mail("IT", "console://")
    assert (mail.user, mail.password) == ("targets@example.cn", "p:a/s")


def test_pairs_are_read_by_their_keys(variable):
    variable(" title = FZXiaoBiaoSong-B05S, body=仿宋 ")
    found = env.pairs("IT", among=("body", "title", "head"))
    assert found == {"title": "FZXiaoBiaoSong-B05S", "body": "仿宋"}


def test_hosts_are_read_in_small_letters_with_their_ports(variable):
    variable("A.cn, b.cn:8443,[::1]:8080")
    assert env.hosts("IT") == ["a.cn", "b.cn:8443", "[::1]:8080"]
