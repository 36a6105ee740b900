"""Asks the running instance how it is, and tells when its background stands still."""

import http.client
import json
import time
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

HOST = "127.0.0.1"
EVERY_SECONDS = 60.0
# The clock sends its first jobs within a minute of the start.
GRACE_SECONDS = 180.0
MISSED = ("late", "never")


def ask(port: int) -> tuple[int | None, dict[str, Any]]:
    """The status and the content of ``/health/``; None and nothing while nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/")
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError):
        return None, {}
    finally:
        connection.close()


class Watch:
    """Remembers what was missed, so that each change is said once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._next = time.monotonic() + GRACE_SECONDS
        self._missed: frozenset[str] = frozenset()

    def news(self) -> Iterator[str]:
        """What changed since it was last asked; nothing until the next minute has come."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        status, told = ask(self._port)
        if status != 200:
            return
        names = {"clock": _("clock (beat)"), "worker": _("worker"), "alerts": _("alerts")}
        missed = {name for name in names if told.get(name, {}).get("state") in MISSED}
        for name in sorted(missed - self._missed):
            seen = told[name]["seen_at"] or _("never")
            yield _("Background: no sign of life of the %(part)s, last seen: %(seen)s") % {
                "part": names[name],
                "seen": seen,
            }
        for name in sorted(self._missed - missed):
            yield _("Background: the %(part)s works again.") % {"part": names[name]}
        self._missed = frozenset(missed)
