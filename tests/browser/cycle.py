"""A cycle of ten figures, and the windows in which it is filled and reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Locator, Page, expect

from tests import make
from tests.pages.scene import Scene, scene
from tracker import flow
from tracker.models import Figure, Person, ReportingCycle, Target, TrailEntry

CLIPBOARD = ["clipboard-read", "clipboard-write"]
SAVED = "Everything is saved."


@dataclass(frozen=True)
class TenFigures:
    """``scene`` with ten targets of the owner, each of 200 in 2025 and with 171 in 2024."""

    scene: Scene
    targets: tuple[Target, ...]
    cycle: ReportingCycle

    @property
    def address(self) -> str:
        return f"/entry/{self.cycle.pk}/"

    def stored(self) -> list[str | None]:
        """The latest figures of 2025, in the order of the targets."""
        found = {each.target_id: each for each in Figure.objects.filter(year=2025)}
        values = (getattr(found.get(target.pk), "value", None) for target in self.targets)
        return [None if value is None else f"{value:f}".rstrip("0").rstrip(".") for value in values]

    def trail(self, verb: str) -> list[TrailEntry]:
        """What the trail tells of a verb, the oldest entry first."""
        return list(TrailEntry.objects.filter(verb=verb).order_by("pk"))


def ten_figures() -> TenFigures:
    """Ten rows of a grid, read in English."""
    made = scene(name="指标 0")
    rest = [
        make.target(
            made.target.plan,
            name=f"指标 {number}",
            department=made.target.department,
            indicator=make.indicator(f"指标 {number}"),
        )
        for number in range(1, 10)
    ]
    targets = (made.target, *rest)
    for target in targets:
        make.figure(target, 2024, 171)
    flow.reassess(targets, by=flow.system_person())
    Person.objects.update(language="en")
    return TenFigures(made, targets, ReportingCycle.objects.get())


class Grid:
    """The grid in one window; ``target`` is what a row is about."""

    def __init__(self, page: Page, ten: TenFigures) -> None:
        self.page, self.ten = page, ten
        page.goto(ten.address)

    @cached_property
    def tools(self) -> Locator:
        """What is said about the page as a whole."""
        return self.page.locator("[data-grid-tools] [data-text]")

    def row(self, number: int) -> Locator:
        return self.page.locator(f"#t-{self.ten.targets[number].pk}")

    def field(self, number: int, name: str = "value") -> Locator:
        return self.page.locator(f"[name=t{self.ten.targets[number].pk}-{name}]")

    def state(self, number: int) -> Locator:
        """How far the row has come."""
        return self.row(number).locator(".save-state")

    def type(self, *keys: str) -> None:
        """Keys by name, everything else as text; no mouse is used."""
        for key in keys:
            if key[0].isupper():
                self.page.keyboard.press(key)
            else:
                self.page.keyboard.type(key)

    def paste(self, lines: Sequence[str]) -> None:
        """Lines of a spreadsheet, as Excel puts them on the clipboard."""
        text = "".join(f"{line}\r\n" for line in lines)
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+V")

    def save(self) -> None:
        self.page.keyboard.press("Control+S")
        expect(self.tools).to_have_text(SAVED)

    def submit(self) -> None:
        self.page.get_by_role("button", name="Submit what is filled").click()


class Inbox:
    """The reviewer's inbox in one window."""

    def __init__(self, page: Page, ten: TenFigures) -> None:
        self.page, self.ten = page, ten
        page.goto("/review/")

    def row(self, number: int) -> Locator:
        name = self.ten.targets[number].name
        return self.page.locator("table.inbox tbody tr").filter(has=self.page.get_by_text(name))

    def send_back(self, number: int, reason: str) -> None:
        self.row(number).get_by_role("checkbox").check()
        self.page.get_by_label("Reason for the return").fill(reason)
        self.page.get_by_role("button", name="Return ticked").click()
        expect(self.page.locator(".message.success")).to_have_text("1 figure returned.")

    def approve_all(self, count: int) -> None:
        for box in self.page.locator("table.inbox tbody [type=checkbox]").all():
            box.check()
        self.page.get_by_role("button", name="Approve ticked").click()
        words = f"{count} figures approved." if count > 1 else "1 figure approved."
        expect(self.page.locator(".message.success")).to_have_text(words)
