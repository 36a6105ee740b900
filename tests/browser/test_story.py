"""One yearly figure from its entry to the board, as people see it."""

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.pages.scene import scene
from tracker.models import Person, ReportingCycle

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story():
    """The scene of the page tests, read in English."""
    made = scene()
    make.figure(made.target, 2024, 171)
    Person.objects.update(language="en")
    return made


def enter(page: Page, value: str) -> None:
    page.goto("/entry/")
    page.get_by_role("link", name="Enter figures").click()
    page.click(".grid tbody th[scope=row] a")
    page.get_by_label("Level reached in 2025").fill(value)
    page.get_by_role("button", name="Submit for review").click()


def test_entered_approved_and_judged(story, browsing):
    with browsing() as page_of:
        officer, reviewer = page_of("owner"), page_of("reviewer")
        enter(officer, "2０2.5")
        expect(officer.get_by_text("Submitted. The reviewer approves it")).to_be_visible()
        expect(officer.get_by_role("button", name="Approve")).to_have_count(0)
        reviewer.goto("/review/")
        reviewer.click("main tbody a")
        reviewer.get_by_role("button", name="Approve").click()
        expect(reviewer.locator(".message.success")).to_contain_text("Exceeded")
        reviewer.goto(f"/targets/{story.target.pk}/?year=2025")
        expect(reviewer.locator(".sums")).to_contain_text("202.5")
        expect(reviewer.locator(".sums .mark")).to_have_text("★ Exceeded")
        reviewer.goto("/?year=2025")
        expect(reviewer.locator("td.total .share").first).to_have_text("1/1")


def test_an_officer_of_another_zone_is_kept_out(story, browsing):
    with browsing() as page_of:
        stranger = page_of("stranger")
        answer = stranger.goto(f"/targets/{story.target.pk}/2025/")
        assert answer.status == 403
        expect(stranger.locator("h1")).to_have_text("Not allowed")


def test_what_is_typed_survives_a_refusal(story, browsing):
    with browsing() as page_of:
        page = page_of("owner")
        enter(page, "两百亿")
        field = page.get_by_label("Level reached in 2025")
        expect(field).to_have_value("两百亿")
        expect(page.get_by_role("alert")).to_contain_text("is no number. Enter digits only")


def test_unsaved_typing_is_said_to_be(story, browsing):
    with browsing() as page_of:
        page = page_of("owner")
        page.goto(f"/targets/{story.target.pk}/2025/")
        expect(page.locator(".save-state")).to_have_text("Nothing is saved yet.")
        page.get_by_label("Level reached in 2025").press_sequentially("19")
        expect(page.locator(".save-state")).to_have_text("What was typed is not saved yet.")


def test_leaving_something_typed_behind_is_asked_about(story, browsing):
    with browsing() as page_of:
        page = page_of("owner")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        enter(page, "两百亿")
        assert asked == [], "a submission is no leaving"
        page.get_by_label("Level reached in 2025").click()
        page.goto("/")
        assert asked == ["beforeunload"], "what was refused stands on the page alone"
        enter(page, "199")
        page.goto("/")
        assert asked == ["beforeunload"]


def test_correcting_one_of_several_forms_is_no_leaving(story, browsing):
    with browsing() as page_of:
        page = page_of("administrator")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.goto(f"/zones/jinan-ht/planning/targets/{story.target.pk}/")
        page.get_by_text("Enter a revision").click()
        page.locator("[value=revise]").click()
        expect(page.locator(".wrong").first).to_be_visible()
        page.locator("[name=years-document]").press("Enter")
        expect(page.locator(".wrong")).to_have_count(0)
        assert asked == []


@pytest.mark.parametrize("width", [390, 640, 1280, 1440])
def test_no_page_is_wider_than_the_window(story, browsing, width):
    own = f"/targets/{story.target.pk}/"
    grid = f"/entry/{ReportingCycle.objects.get().pk}/"
    zone = "/zones/jinan-ht/"
    addresses = ("/", zone, own, f"{own}2025/", "/method/", "/entry/", grid, "/alerts/")
    with browsing(viewport={"width": width, "height": 800}) as page_of:
        page = page_of("owner")
        for address in addresses:
            page.goto(address)
            over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert over <= 0, (address, over)


def test_the_keyboard_reaches_the_content_first(story, browsing):
    with browsing() as page_of:
        page = page_of("owner")
        page.goto("/")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Skip to the content")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_pages_read_without_javascript(story, browsing):
    with browsing(java_script_enabled=False) as page_of:
        page = page_of("owner")
        page.goto("/zones/jinan-ht/?year=2024")
        expect(page.locator(".targets tbody th a").first).to_be_visible()
        page.select_option("#f-category", "economy")
        page.get_by_role("button", name="Show").click()
        assert "category=economy" in page.url
