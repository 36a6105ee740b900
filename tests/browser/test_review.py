"""The inbox by keyboard: ticks move and spread, and Enter approves nothing by accident."""

import pytest

from tests import make
from tests.pages.scene import scene
from tracker.models import Figure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting():
    """Five figures in the reviewer's inbox."""
    story = scene()
    for number in range(5):
        target = make.target(story.target.plan, name=f"指标{number}")
        make.draft(target, 2025, 190 + number, state="submitted", entered_by=story.owner)


def test_figures_are_ticked_and_approved_by_keyboard(waiting, browsing):
    with browsing() as page_of:
        page = page_of("reviewer")
        page.goto("/review/")
        ticks = page.locator("input[name=figure]")
        ticks.first.focus()
        for key in ("Space", "ArrowDown", "Enter", "ArrowDown", "Space", "Enter"):
            page.keyboard.press(key)
        assert page.url.endswith("/review/")
        assert page.locator("output").inner_text() == "2"
        page.click("button[value=approve]")
        page.wait_for_selector(".message.success")
    assert list(Figure.objects.order_by("pk").values_list("state", flat=True)) == [
        "approved", "submitted", "approved", "submitted", "submitted",
    ]  # fmt: skip


def test_a_range_and_the_whole_page_are_ticked(waiting, browsing):
    with browsing() as page_of:
        page = page_of("reviewer")
        page.goto("/review/")
        ticks = page.locator("input[name=figure]")
        ticks.nth(1).click()
        ticks.nth(3).click(modifiers=["Shift"])
        assert page.locator("output").inner_text() == "3"
        page.locator("input[data-all]").click()
        assert page.locator("input[name=figure]:checked").count() == 5
