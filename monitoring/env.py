"""Strict readers of the environment.

Every reader takes the variable's name and what holds when it is not set; an empty value counts as
not set. A value that cannot be read stops the start with an ``ImproperlyConfigured`` that names
the variable, the value and the remedy; passwords in addresses are never shown.

The common libraries were tried and are more lenient than this needs: they read "ture" as false,
"smtps" as STARTTLS, and take an unknown scheme without a word. PostgreSQL addresses are read by
libpq itself (through psycopg), e-mail addresses here.
"""

import os
import zoneinfo
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})

BROKER_SCHEMES = ("redis+socket", "redis", "rediss", "memory")

SQLITE_OPTIONS: Mapping[str, Any] = {
    # Seconds to wait for another writer before "database is locked".
    "timeout": 20,
    # A transaction that first reads and then writes cannot wait for the lock any more once
    # another has written in between; taking the write lock at its start can.
    "transaction_mode": "IMMEDIATE",
    # Readers go on while one process writes; NORMAL is safe with a write-ahead log.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def wrong(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    """Return the error about one variable, ready to raise."""
    return ImproperlyConfigured(f"{name}={value!r}: {remedy}")


def _given(name: str) -> str | None:
    """Return the variable's text without outer blanks, or None when there is none."""
    return os.environ.get(name, "").strip() or None


def text(name: str, default: str) -> str:
    """Return the variable as it stands."""
    return _given(name) or default


def flag(name: str, default: bool) -> bool:
    """Return a yes or no, written as 1/0, true/false, yes/no or on/off."""
    value = _given(name)
    if value is None:
        return default
    if value.lower() in YES:
        return True
    if value.lower() in NO:
        return False
    raise wrong(name, value, "write 1 for yes or 0 for no.")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """Return a whole number between ``least`` and ``most``, both included."""
    value = _given(name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise wrong(name, value, f"write a whole number from {least} to {most}.")
    return int(value)


def choice(name: str, default: str, among: Iterable[str]) -> str:
    """Return one of the given words."""
    value = text(name, default)
    known = list(among)
    if value not in known:
        raise wrong(name, value, f"write one of {', '.join(known)}.")
    return value


def words(name: str) -> list[str]:
    """Return what stands between commas; nothing when the variable is not set."""
    return [word.strip() for word in text(name, "").split(",") if word.strip()]


def hosts(name: str, *, port: bool = False) -> list[str]:
    """Return hosts between commas in small letters, each with its port where ``port`` asks for it.

    Addresses with colons stand in brackets. Exactly these are meant: no patterns, no paths.
    """
    found = words(name)
    for word in found:
        parts = _split(name, f"//{word}")
        plain = parts.netloc == word and parts.hostname and not set("*@/?#") & set(word)
        if not plain or (port and parts.port is None):
            example = "10.1.2.3:8080" if port else "qyapi.weixin.qq.com"
            raise wrong(name, word, f"write hosts between commas, as {example}.")
    return [word.lower() for word in found]


def path(name: str, default: Path) -> Path:
    """Return an absolute path; ``~`` is the home, a relative one starts where the command runs."""
    value = _given(name)
    return Path(value).expanduser().absolute() if value else default


def folders(name: str) -> list[Path]:
    """Return absolute paths, separated as in PATH; nothing when the variable is not set."""
    parts = text(name, "").split(os.pathsep)
    return [Path(part.strip()).expanduser().absolute() for part in parts if part.strip()]


def pairs(name: str, among: Iterable[str]) -> dict[str, str]:
    """Return values by key, written ``key=value`` between commas; nothing when not set."""
    known, found = list(among), {}
    for part in words(name):
        key, sign, value = (piece.strip() for piece in part.partition("="))
        if not (sign and value and key in known):
            raise wrong(name, part, f"write {', '.join(f'{each}=…' for each in known)}.")
        found[key] = value
    return found


def time_zone(name: str, default: str) -> str:
    """Return a time zone's name from the IANA table, as ``Asia/Shanghai``."""
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise wrong(name, value, "write a name such as Asia/Shanghai or UTC.")
    return value


def web_address(name: str, default: str) -> str:
    """Return ``http(s)://host[:port]`` without a closing slash, to be put before a path."""
    value = text(name, default).rstrip("/")
    parts = _split(name, value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise wrong(name, value, "write http:// or https:// and the host, without a path.")
    return value


def secret(name: str) -> str | None:
    """Return a secret of 50 characters or more, never shown in a message; None when not set."""
    value = _given(name)
    if value is not None and (len(value) < 50 or len(set(value)) < 5):
        raise ImproperlyConfigured(
            f"{name}: too easily guessed. Write 50 random characters or more, for instance what "
            f'`python -c "import secrets; print(secrets.token_urlsafe(50))"` prints.'
        )
    return value


def broker(name: str, default: str) -> str:
    """Return the address of the queue's broker, a Redis or Valkey server."""
    value = text(name, default)
    parts = _split(name, value)
    if parts.scheme not in BROKER_SCHEMES:
        raise wrong(
            name, _shown(value), "write redis://host:6379/0 or redis+socket:///path/of.sock."
        )
    return value


def database(name: str, default: Path, *, pool: int) -> dict[str, Any]:
    """Return one entry of ``DATABASES``: SQLite in the file ``default``, unless told otherwise.

    ``pool`` is the largest number of PostgreSQL connections of one process; 0 keeps one for each
    thread instead.
    """
    value = _given(name)
    if value is None:
        return _sqlite(str(default))
    parts = _split(name, value)
    if parts.scheme == "sqlite" and not parts.netloc + parts.query and len(parts.path) > 1:
        return _sqlite(str(Path(unquote(parts.path[1:])).absolute()))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(name, value, pool)
    raise wrong(
        name,
        _shown(value),
        "write postgresql://user:password@host:5432/name or sqlite:////absolute/path.sqlite3.",
    )


def _sqlite(file: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgresql(name: str, value: str, pool: int) -> dict[str, Any]:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    shown = _shown(value)
    try:
        options: dict[str, Any] = conninfo_to_dict(value)
    except psycopg.ProgrammingError as error:
        remedy = f"PostgreSQL cannot read it ({str(error).strip()})."
        raise wrong(name, shown, remedy) from None
    port = options.pop("port", "")
    if port and not port.isdigit():
        raise wrong(name, shown, f"the port must be a number, not {port!r}.")
    if not options.get("dbname"):
        raise wrong(name, shown, "put the name of the database after the host.")
    entry = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname"),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": port,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 10}
    else:
        entry["CONN_MAX_AGE"] = 60
    return entry


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Where mails go, in the words of Django's ``EMAIL_*`` settings."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    folder: str | None = None


def mail(name: str, default: str) -> Mail:
    """Return where mails go.

    ``smtp://`` is plain (port 25), ``smtp+tls://`` STARTTLS (587), ``smtps://`` TLS from the first
    byte (465), ``file:///folder`` writes files, ``console://`` prints.
    """
    value = text(name, default)
    parts = _split(name, value)
    if parts.scheme == "console" and not parts.netloc:
        return Mail(backend="django.core.mail.backends.console.EmailBackend")
    if parts.scheme == "file" and not parts.netloc and len(parts.path) > 1:
        return Mail(backend="monitoring.mails.Files", folder=unquote(parts.path))
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465, "smtp+ssl": 465}
    if parts.scheme in ports and parts.hostname and not parts.path.strip("/"):
        return Mail(
            backend="monitoring.mails.Server",
            host=parts.hostname,
            port=parts.port or ports[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=parts.scheme == "smtp+tls",
            tls=parts.scheme in {"smtps", "smtp+ssl"},
        )
    raise wrong(
        name,
        _shown(value),
        "write smtp://, smtp+tls:// or smtps:// with user:password@host:port, "
        "file:///folder or console://.",
    )


def _split(name: str, value: str) -> SplitResult:
    """Split an address; a port that is no number from 0 to 65535 is refused here."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: this is not an address: {error}.") from None
    return parts


def _shown(value: str) -> str:
    """Return an address as a message may show it: the password is left out."""
    password = urlsplit(value).password
    return value.replace(f":{password}@", ":…@", 1) if password else value
