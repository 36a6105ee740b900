"""An office whose figures are all made by verbs, and the forms that its people send."""

from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import make
from tests.entry.sheet import build
from tests.kill.serving import Send
from tracker import flow
from tracker.models import Figure, Target
from tracker.terms import Role

YEAR = 2025
AT_ONCE = 4
SHEET_ROWS = 16


class Office:
    """Two departments: one saves and submits on pages, the other fills in the sheet."""

    def __init__(self) -> None:
        zone = make.zone("jinan-ht", name="济南高新区")
        self.plan = make.plan(zone)
        self.cycle = make.cycle(self.plan, YEAR)
        pages, sheet = make.department(zone, "经济发展部"), make.department(zone, "科技创新部")
        self.officer = make.member(Role.OFFICER, zone, department=pages)
        self.keeper = make.member(Role.OFFICER, zone, department=sheet)
        self.reviewer = make.member(Role.REVIEWER, zone)
        self.saved = [self._target(pages) for _ in range(AT_ONCE)]
        self.listed = [self._target(sheet) for _ in range(SHEET_ROWS)]
        self._pages, self._values = pages, count(101)
        self.browser = Client()
        self.browser.force_login(self.keeper)

    def _target(self, department) -> Target:
        target = make.target(self.plan, department=department)
        flow.reassess([target], by=flow.system_person())
        return target

    def saves(self) -> list[Send]:
        """Each of the same targets gets another value, at once."""
        return [
            Send(self.officer, page_of(target), self._typed(target) | {"action": "save"}, [target])
            for target in self.saved
        ]

    def grid(self) -> list[Send]:
        """The same in one form, without JavaScript."""
        form: dict[str, object] = {"action": "save"}
        for target in self.saved:
            typed = self._typed(target) | {"shown": "as it was"}
            form |= {f"t{target.pk}-{name}": value for name, value in typed.items()}
        return [Send(self.officer, f"/entry/{self.cycle.pk}/", form, self.saved)]

    def approvals(self) -> list[Send]:
        """Figures of new targets, entered and submitted, are approved at once."""
        return [
            Send(self.reviewer, page_of(figure.target),
                 {"action": "approve", "version": figure.version}, [figure.target])
            for figure in self._submitted()
        ]  # fmt: skip

    def batch(self) -> list[Send]:
        """The same in one form of the inbox."""
        figures = self._submitted()
        ticked = [f"{figure.pk}:{figure.version}" for figure in figures]
        form = {"action": "approve", "figure": ticked}
        return [Send(self.reviewer, "/review/", form, [figure.target for figure in figures])]

    def confirmation(self) -> list[Send]:
        """A sheet with another value in every row was looked at; now it is confirmed."""
        address = f"/entry/{self.cycle.pk}/upload/"
        data = flow.make_sheet(self.cycle, by=self.keeper)
        values = {(str(target.pk), "value"): next(self._values) for target in self.listed}
        file = SimpleUploadedFile("填报表.xlsx", build.filled(data, values))
        page = self.browser.post(address, {"action": "check", "file": file})
        form = {"action": "take", "mode": "all", "token": page.context["token"]}
        return [Send(self.keeper, address, form, self.listed)]

    def _submitted(self) -> list[Figure]:
        figures = []
        for value in (190, 200, 210, 120):
            target = self._target(self._pages)
            report = {"value": Decimal(value)}
            saved = flow.save_figure(target, YEAR, report, version=None, by=self.officer)
            figures.append(flow.submit_figure(saved, version=saved.version, by=self.officer))
        return figures

    def _typed(self, target: Target) -> dict[str, object]:
        figure = target.figures.filter(year=YEAR).first()
        version = figure.version if figure else ""
        return {"value": next(self._values), "quality": "final", "version": version}


def page_of(target: Target) -> str:
    return f"/targets/{target.pk}/{YEAR}/"
