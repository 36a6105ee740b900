"""Documents asked for and made by a real worker, while somebody looks on, leaves and comes back."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import windows
from tests.instance.running import FIRST_START_SECONDS, Instance, free_port

pytestmark = pytest.mark.browser

# Machines that run tests are busy: a document may take some seconds there.
PATIENCE = 120_000
SEEN = """() => {
  const part = document.querySelector("[data-part=far]");
  window.seen = [];
  const look = () => window.seen.push(document.querySelector("progress")?.value ?? -1);
  new MutationObserver(look).observe(part.parentElement, { childList: true });
  look();
}"""
Browsing = Callable[..., AbstractContextManager[Callable[[str], Page]]]


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Browsing]:
    """Windows on an office with five zones, its worker beside it, as ``make run`` starts it."""
    instance = Instance(tmp_path_factory.mktemp("office") / "var", free_port())
    try:
        instance.start().wait_until_it_answers(FIRST_START_SECONDS)
        password = (instance.folder / "demo-password").read_text(encoding="utf-8").strip()
        yield partial(windows, f"http://127.0.0.1:{instance.port}", password=password)
    finally:
        instance.clear()


def at_desk(page: Page) -> Page:
    """The form, in English, with nothing ticked but one zone and the monitoring report."""
    chosen = {"name": "django_language", "value": "en", "url": page.url}
    page.context.add_cookies([chosen])
    page.goto("/reports/")
    page.get_by_label("All zones").uncheck()
    page.get_by_label("Zhifu District").check()
    page.get_by_label("Year").select_option("2023")
    return page


def ask(page: Page) -> None:
    page.get_by_role("button", name="Make the documents").click()
    page.wait_for_url("**/reports/*/")


def all_is_made(page: Page, files: int) -> None:
    words = f"{files} of {files} file{'s' if files > 1 else ''} made"
    expect(page.locator("[data-say]")).to_have_text(words, timeout=PATIENCE)


def test_three_documents_are_made_while_one_looks_on(office):
    with office() as page_of:
        page = at_desk(page_of("leader"))
        for name in ("Excel", "CSV"):
            page.get_by_label(name, exact=True).check()
        ask(page)
        page.evaluate(SEEN)
        all_is_made(page, 3)
        seen = page.evaluate("window.seen")
        assert seen[-1] == -1, "the bar goes when all is made"
        assert len(seen) > 1
        assert all(one <= next_one for one, next_one in pairwise(seen[:-1]))
        with page.expect_download() as fetched:
            page.get_by_role("link", name="Download all in one ZIP").click()
        with zipfile.ZipFile(fetched.value.path()) as archive:
            assert len(archive.namelist()) == 3


def test_an_order_is_left_and_come_back_to(office):
    with office() as page_of:
        page = at_desk(page_of("leader"))
        ask(page)
        address = page.url
        page.goto("/")
        page.get_by_role("link", name="Documents", exact=True).click()
        first = page.locator("table.orders tbody tr").first
        expect(first).to_contain_text("Made", timeout=PATIENCE)
        with page.expect_download() as fetched:
            first.get_by_role("link", name="PDF").click()
        assert fetched.value.suggested_filename.endswith("2023-monitoring-en.pdf")
        first.get_by_role("link", name="Annual monitoring report 2023").click()
        assert page.url == address


def test_a_batch_is_cancelled_and_made_again(office):
    with office() as page_of:
        page = at_desk(page_of("leader"))
        page.get_by_label("All zones").check()
        for name in ("Word", "中文"):
            page.get_by_label(name, exact=True).check()
        ask(page)
        page.get_by_role("button", name="Cancel what is not made yet").click()
        expect(page.locator("[data-say]")).to_contain_text("cancelled")
        page.get_by_role("button", name="Make again what is not there").click()
        expect(page.locator("[data-say]")).to_contain_text("still to come")
        page.get_by_role("button", name="Cancel what is not made yet").click()
        expect(page.get_by_role("button", name="Cancel what is not made yet")).to_have_count(0)


def test_without_scripts_the_page_looks_again_by_itself(office):
    with office(java_script_enabled=False) as page_of:
        page = at_desk(page_of("leader"))
        # Without scripts "All zones" is one more box, and all others stay ticked.
        ask(page)
        all_is_made(page, 5)


def test_documents_are_asked_for_by_keyboard_and_the_focus_stays(office):
    with office() as page_of:
        page = at_desk(page_of("leader"))
        page.get_by_role("checkbox", name="Annual monitoring report").focus()
        for key in ("Space", "Tab", "Tab", "Space"):
            page.keyboard.press(key)
        page.get_by_label("PDF", exact=True).focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/*/")
        expect(page.locator("h1")).to_contain_text("Final evaluation report 2023")
        page.locator("#like").focus()
        all_is_made(page, 1)
        assert page.evaluate("document.activeElement.id") == "like"


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_are_no_wider_than_the_window(office, width):
    with office(viewport={"width": width, "height": 800}) as page_of:
        page = at_desk(page_of("leader"))
        page.get_by_role("checkbox", name="Department's sheet").check()
        ask(page)
        for address in (page.url, "/reports/", "/reports/?kinds=department"):
            page.goto(address)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, (address, over)
