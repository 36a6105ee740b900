"""A cycle from the officer's grid through the reviewer's inbox to the board, as people do it."""

import pytest
from playwright.sync_api import expect

from tests.browser.cycle import CLIPBOARD, Grid, Inbox, TenFigures, ten_figures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SLIP = "2 000 000 亿元 is off by about"


@pytest.fixture
def ten() -> TenFigures:
    return ten_figures()


def fill(grid: Grid) -> None:
    """Three figures by keyboard, the other seven from a spreadsheet."""
    grid.field(0).focus()
    grid.type("201", "Enter", "2０2.5", "Enter", "203", "Enter")
    grid.paste(["204", "205", '"2,060"', "2000000", "208", "209", "210"])
    expect(grid.page.locator("[data-grid-pasted]")).to_contain_text("Cells filled: 7.")
    grid.save()


def correct(grid: Grid, number: int, reason: str, value: str) -> None:
    """Answer a return."""
    expect(grid.row(number).locator(".reason")).to_contain_text(reason)
    grid.field(number).fill(value)
    grid.save()


def test_a_cycle_is_filled_reviewed_corrected_and_judged(ten, browsing):
    with browsing(permissions=CLIPBOARD) as page_of:
        officer, reviewer = page_of("owner"), page_of("reviewer")
        grid = Grid(officer, ten)
        fill(grid)
        expect(grid.row(6).locator(".odd")).to_contain_text(SLIP)
        grid.submit()
        expect(officer.locator(".message.success")).to_have_text("10 figures submitted.")
        inbox = Inbox(reviewer, ten)
        expect(inbox.row(6).locator(".odd")).to_contain_text(SLIP)
        inbox.send_back(5, "请核对公报")
        inbox.send_back(6, "单位应为亿元")
        inbox.approve_all(8)
        grid = Grid(officer, ten)
        correct(grid, 5, "请核对公报", "206")
        correct(grid, 6, "单位应为亿元", "207")
        grid.submit()
        expect(officer.locator(".message.success")).to_have_text("2 figures submitted.")
        Inbox(reviewer, ten).approve_all(2)
        reviewer.goto("/?year=2025")
        expect(reviewer.locator("td.total .share").first).to_have_text("10/10")
    assert ten.stored() == ["201", "202.5", *(str(value) for value in range(203, 211))]
    assert [entry.reason for entry in ten.trail("return_figure")] == ["请核对公报", "单位应为亿元"]
    assert len(ten.trail("submit_figure")) == 12
    assert {entry.by for entry in ten.trail("approve_figure")} == {ten.scene.reviewer}


def test_a_figure_is_entered_and_reviewed_without_javascript(ten, browsing):
    with browsing(java_script_enabled=False) as page_of:
        officer, reviewer = page_of("owner"), page_of("reviewer")
        grid = Grid(officer, ten)
        grid.field(3).fill("204")
        officer.get_by_role("button", name="Save drafts").click()
        expect(officer.locator(".message.success")).to_have_text("1 draft saved.")
        expect(grid.row(3).locator(".meaning")).to_contain_text("Exceeded")
        grid.submit()
        expect(officer.locator(".message.success")).to_have_text("1 figure submitted.")
        Inbox(reviewer, ten).send_back(3, "请核对公报")
        grid = Grid(officer, ten)
        expect(grid.row(3).locator(".reason")).to_contain_text("请核对公报")
        grid.field(3).fill("214")
        grid.submit()
        Inbox(reviewer, ten).approve_all(1)
    assert ten.stored()[3] == "214"
