"""A real browser in front of a real server; needs Chromium (``CHROMIUM`` names another one)."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "correct horse"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("no Chromium on this machine; name one in CHROMIUM")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def windows(
    address: str, *, expected: Sequence[str] = (), password: str = PASSWORD, **context: Any
) -> Iterator[Callable[[str], Page]]:
    """``with windows(...) as page_of:`` and then ``page_of("owner")``: a window, signed in.

    Any error on the console fails the test, unless it holds one of the ``expected`` words.
    """
    errors: list[str] = []
    with _chromium() as browser:

        def page_of(who: str) -> Page:
            page = browser.new_context(base_url=address, **context).new_page()
            page.on("console", lambda said: said.type == "error" and errors.append(said.text))
            page.on("pageerror", lambda error: errors.append(str(error)))
            if who != "anonymous":
                sign_in(page, who, password)
            return page

        yield page_of
    harmless = ("status of 4", *expected)
    assert [error for error in errors if not any(word in error for word in harmless)] == []


@pytest.fixture
def browsing(live_server) -> Callable[..., AbstractContextManager[Callable[[str], Page]]]:
    """``windows`` on the server of the test.

    Rows are made before and read after: while the browser runs, its event loop keeps the
    database to the server.
    """
    return partial(windows, live_server.url)


def sign_in(page: Page, who: str, password: str = PASSWORD) -> None:
    """Sign in, with the password that builders give everybody."""
    page.goto("/login/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
