"""The grid while it is typed in: keys, paste, rows that save themselves, and what goes wrong."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.cycle import CLIPBOARD, SAVED, Grid, TenFigures, ten_figures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROWS = "**/entry/*/*/"
# What a browser itself says on its console about a server that is not there.
GONE = ["ERR_", "status of 503"]

# What a spreadsheet puts on the clipboard, and the cells that stand in it.
BLOCKS = [
    ["1", [["1"]]],
    ["1\r\n2\r\n", [["1"], ["2"]]],
    ["1\n\n3", [["1"], [""], ["3"]]],
    ["1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]],
    ["1\t\r\n\t4\r\n", [["1", ""], ["", "4"]]],
    ['"a\tb"\t"c\nd"\r\n', [["a\tb", "c\nd"]]],
    ['"say ""so"""\r\n', [['say "so"']]],
    ['5" pipe\t"open\r\n', [['5" pipe', '"open']]],
    ["１，２３４\r\n— \r\n", [["１，２３４"], ["— "]]],
    ["", [[""]]],
]


@pytest.fixture
def ten() -> TenFigures:
    return ten_figures()


def focused(page: Page) -> str:
    """The name of the field in use."""
    return page.evaluate("document.activeElement.name")


def test_everything_is_reached_by_keyboard(ten, browsing):
    with browsing() as page_of:
        grid = Grid(page_of("owner"), ten)
        names = [grid.field(number).get_attribute("name") for number in range(10)]
        grid.type("Alt+N", "201", "Enter", "202", "ArrowDown", "203", "Shift+Enter")
        assert focused(grid.page) == names[1]
        grid.type("ArrowRight")
        assert focused(grid.page).endswith("-quality")
        grid.type("ArrowRight", "一次性因素", "ArrowLeft")
        assert focused(grid.page).endswith("-note"), "the caret is not at the start yet"
        grid.type("Home", "ArrowLeft", "ArrowLeft", "Tab", "Tab", "Tab")
        expect(grid.tools).to_have_text(SAVED)
        grid.type("Alt+N")
        assert focused(grid.page) == names[3], "the first row without a figure"
        grid.type("20", "Escape", "204", "Control+S")
        expect(grid.tools).to_have_text(SAVED)
    assert ten.stored()[:5] == ["201", "202", "203", "204", None]


def test_a_saved_row_leaves_caret_and_typing_alone(ten, browsing):
    with browsing() as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.field(0).focus()
        grid.type("2０5.5", "ArrowLeft")
        expect(grid.state(0)).to_contain_text("Saved")
        expect(grid.row(0).locator(".meaning")).to_contain_text("Exceeded")
        grid.type("2")
        expect(grid.field(0)).to_have_value("205.25")
        expect(grid.state(0)).to_have_text("Not saved yet")
        grid.type("Escape")
        expect(grid.field(0)).to_have_value("")
        grid.type("206")
        expect(grid.state(0)).to_contain_text("Saved")
    assert ten.stored()[0] == "206"


def test_a_block_is_pasted_told_and_taken_back(ten, browsing):
    with browsing(permissions=CLIPBOARD) as page_of:
        grid = Grid(page_of("owner"), ten)
        told = grid.page.locator("[data-grid-pasted]")
        grid.field(7).focus()
        grid.paste(["208\tFinal\t核定", "\tflush\t—", "210\tPrel", "211\tFinal"])
        expect(told).to_contain_text("Cells filled: 5.")
        expect(told).to_contain_text("No such choice, left out: 1.")
        expect(told).to_contain_text("Beyond the last row or column, left out: 2.")
        grid.save()
        grid.type("Control+Z")
        expect(grid.field(9)).to_have_value("")
        grid.save()
        grid.paste(["308", "—", "310"])
        grid.save()
        grid.type("Control+A", "Delete", "Tab")
        expect(told).to_be_hidden()
        grid.save()
    assert ten.stored()[6:] == [None, None, None, "310"]


def test_a_paste_keeps_to_the_rows_that_are_seen(ten, browsing):
    with browsing(permissions=CLIPBOARD) as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.field(2).fill("203")
        grid.save()
        grid.page.select_option("#state", "empty")
        expect(grid.page.locator("[data-grid-count]")).to_have_text("9 of 10 rows shown")
        grid.field(1).focus()
        grid.paste(["202", "204"])
        grid.save()
        grid.page.get_by_label("Name contains").fill("指标 3")
        expect(grid.page.locator("tr[data-target]:visible")).to_have_count(0)
    assert ten.stored()[1:5] == ["202", "203", "204", None]


def test_blocks_of_spreadsheets_are_read(ten, browsing):
    with browsing() as page_of:
        page = page_of("anonymous")
        page.goto("/login/")
        read = """async texts => {
            const { table } = await import("/static/tracker/grid/table.js");
            return texts.map(table);
        }"""
        found = page.evaluate(read, [text for text, _cells in BLOCKS])
    assert found == [cells for _text, cells in BLOCKS]


def test_what_is_typed_outlives_a_server_that_does_not_answer(ten, browsing):
    with browsing(expected=GONE) as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.page.route(ROWS, lambda route: route.abort())
        grid.field(0).focus()
        grid.type("201", "Enter", "202", "Control+S")
        expect(grid.state(0)).to_contain_text("no connection")
        expect(grid.tools).to_contain_text("Rows not saved: 2")
        grid.page.unroute(ROWS)
        grid.page.route(ROWS, lambda route: route.fulfill(status=503, body=""))
        grid.page.get_by_role("button", name="Try now").click()
        expect(grid.state(1)).to_contain_text("no connection")
        grid.page.unroute(ROWS)
        expect(grid.tools).to_have_text(SAVED, timeout=10_000)
    assert ten.stored()[:2] == ["201", "202"]


def test_what_could_not_be_saved_is_offered_after_a_reload(ten, browsing):
    with browsing(expected=GONE) as page_of:
        grid = Grid(page_of("owner"), ten)
        asked = []
        grid.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        grid.page.route(ROWS, lambda route: route.abort())
        grid.field(4).fill("205")
        grid.type("Control+S")
        expect(grid.state(4)).to_contain_text("no connection")
        grid.page.unroute(ROWS)
        grid.page.reload()
        assert asked == ["beforeunload"]
        expect(grid.field(4)).to_have_value("")
        expect(grid.page.locator(".message")).to_contain_text("never saved; rows: 1")
        grid.page.get_by_role("button", name="Bring back").click()
        assert focused(grid.page) == grid.field(4).get_attribute("name")
        grid.save()
    assert ten.stored()[4] == "205"


def test_who_was_signed_out_signs_in_and_loses_nothing(ten, browsing):
    with browsing() as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.page.context.clear_cookies()
        grid.field(0).fill("201")
        grid.type("Control+S")
        expect(grid.tools).to_contain_text("Signed out meanwhile. Rows not saved: 1")
        with grid.page.expect_popup() as opened:
            grid.page.get_by_role("link", name="Sign in again").click()
        sign_in(opened.value, "owner")
        opened.value.close()
        grid.page.get_by_role("button", name="Try now").click()
        expect(grid.tools).to_have_text(SAVED)
    assert ten.stored()[0] == "201"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "202"), ("theirs", "201")])
def test_who_saves_second_is_told_and_chooses(ten, browsing, choice, kept):
    with browsing() as page_of:
        first = Grid(page_of("owner"), ten)
        second = Grid(page_of("owner"), ten)
        first.field(0).fill("201")
        first.save()
        second.field(0).fill("202")
        second.type("Control+S")
        expect(second.state(0)).to_have_text("Not saved: choose one of the two.")
        expect(second.row(0).locator(".stale")).to_contain_text("owner")
        expect(second.row(0).locator(".theirs")).to_have_text("Stored now: 201")
        expect(second.field(0)).to_have_value("202")
        second.row(0).locator(f"[value={choice}]").check()
        second.save()
        expect(second.field(0)).to_have_value(kept)
    assert ten.stored()[0] == kept


def test_two_who_typed_the_same_need_not_choose(ten, browsing):
    with browsing() as page_of:
        first, second = Grid(page_of("owner"), ten), Grid(page_of("owner"), ten)
        for grid in (first, second):
            grid.field(0).fill("201")
            grid.save()
    assert len(ten.trail("save_figure")) == 1


def test_what_cannot_be_a_figure_is_said_in_its_row(ten, browsing):
    with browsing() as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.field(0).fill("两百")
        grid.type("Control+S")
        expect(grid.state(0)).to_contain_text("Not saved: see what is said in the row.")
        expect(grid.field(0)).to_be_focused()
        expect(grid.field(0)).to_have_attribute("aria-invalid", "true")
        grid.field(0).fill("202")
        grid.submit()
        expect(grid.page.locator(".message.success")).to_have_text("1 figure submitted.")
    assert ten.stored()[0] == "202"


def test_words_are_read_and_shown_before_they_are_taken(ten, browsing):
    with browsing() as page_of:
        grid = Grid(page_of("owner"), ten)
        grid.field(1).focus()
        grid.type("2百亿元")
        expect(grid.row(1).locator(".reading")).to_contain_text("was read as 200 亿元")
        expect(grid.field(1)).to_have_value("200")
        expect(grid.state(1)).to_contain_text("Not saved yet: see what was read.")
        grid.page.get_by_role("button", name="Keep it").click()
        expect(grid.tools).to_have_text(SAVED)
    assert ten.stored()[1] == "200"


def test_a_row_that_was_handed_in_elsewhere_tells_what_was_typed(ten, browsing):
    with browsing() as page_of:
        mine, other = Grid(page_of("owner"), ten), Grid(page_of("owner"), ten)
        other.field(0).fill("201")
        other.submit()
        expect(other.page.locator(".message.success")).to_have_text("1 figure submitted.")
        mine.field(0).fill("202")
        mine.type("Control+S")
        expect(mine.state(0)).to_contain_text("What was typed: 202")
    assert ten.stored()[0] == "201"
