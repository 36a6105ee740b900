"""A web server to be killed, and browsers that are waiting for its answer when it is."""

import contextlib
import http.client
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from tests.instance.running import within
from tests.kill.parts import Part, others_connected
from tracker.models import Person, Target

START_SECONDS = 60
ANSWER_SECONDS = 60
TOKEN = "a" * 32


@dataclass(frozen=True)
class Send:
    """One form, sent by one person, which bears on the figures of these targets."""

    by: Person
    path: str
    form: Mapping[str, object]
    targets: Sequence[Target]


@dataclass
class Server(Part):
    """The web server of ``make run`` on the test's own database."""

    NAME = "web"

    cookies: dict[int, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.begin()
        assert within(START_SECONDS, self._answers, pause=0.01), (
            self.folder / "logs" / "web.log"
        ).read_text()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError):
            return self._get("/health/") == 200
        return False

    def _get(self, path: str) -> int:
        with contextlib.closing(self._connection()) as asked:
            asked.request("GET", path)
            return asked.getresponse().status

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)

    def strike(self, sends: Sequence[Send], delay: float) -> tuple[list[int | None], float]:
        """What each is answered (None: nothing any more) when it is killed after ``delay``.

        Answers with the seconds that the last answer took, too.
        """
        self.start()
        for send in sends:
            self._sign_in(send.by)
        # Nobody else holds the database open, so that whoever opens it next must recover it.
        connection.close()
        together = threading.Barrier(len(sends) + 1)
        with ThreadPoolExecutor(len(sends)) as browsers:
            answers = [browsers.submit(self._post, send, together) for send in sends]
            together.wait()
            began = time.monotonic()
            until = began + delay
            while time.monotonic() < until and not all(each.done() for each in answers):
                time.sleep(0.0005)
            took = time.monotonic() - began
            self.kill()
            assert within(10, lambda: not others_connected(), pause=0.01)
            return [each.result() for each in answers], took

    def _post(self, send: Send, together: threading.Barrier) -> int | None:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid_{self.port}={self.cookies[send.by.pk]}; "
            f"csrftoken_{self.port}={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
        with contextlib.closing(self._connection()) as asked:
            asked.connect()
            together.wait()
            try:
                asked.request("POST", send.path, urlencode(send.form, doseq=True), headers)
                return asked.getresponse().status
            except (OSError, http.client.HTTPException):
                return None

    def _sign_in(self, by: Person) -> None:
        if by.pk not in self.cookies:
            browser = Client()
            browser.force_login(by)
            self.sign_in_as(by, browser)

    def sign_in_as(self, by: Person, browser: Client) -> None:
        """Go on with the session of a test's own browser."""
        self.cookies[by.pk] = browser.cookies[settings.SESSION_COOKIE_NAME].value
