"""An office whose figures are all made by verbs, and the forms that its people send."""

from collections.abc import Sequence
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

    def saves(self) -> tuple[list[Send], list[Target]]:
        """Each of the same targets gets another value."""
        return [self._entered(target) for target in self.saved], self.saved

    def approvals(self) -> tuple[list[Send], list[Target]]:
        """Figures of new targets, entered and submitted, are approved one by one."""
        figures = self._submitted()
        sends = [
            Send(self.reviewer, self._page(figure.target),
                 {"action": "approve", "version": figure.version})
            for figure in figures
        ]  # fmt: skip
        return sends, [figure.target for figure in figures]

    def confirmation(self) -> tuple[list[Send], list[Target]]:
        """A sheet with another value in every row was looked at; now it is confirmed."""
        address = f"/entry/{self.cycle.pk}/upload/"
        data = flow.make_sheet(self.cycle, by=self.keeper)
        values = {(str(target.pk), "value"): next(self._values) for target in self.listed}
        file = SimpleUploadedFile("填报表.xlsx", build.filled(data, values))
        page = self.browser.post(address, {"action": "check", "file": file})
        form = {"action": "take", "mode": "all", "token": page.context["token"]}
        return [Send(self.keeper, address, form)], self.listed

    def _submitted(self) -> Sequence[Figure]:
        figures = []
        for value in (190, 200, 210, 120)[:AT_ONCE]:
            target = self._target(self._pages)
            report = {"value": Decimal(value)}
            saved = flow.save_figure(target, YEAR, report, version=None, by=self.officer)
            figures.append(flow.submit_figure(saved, version=saved.version, by=self.officer))
        return figures

    def _entered(self, target: Target) -> Send:
        figure = target.figures.filter(year=YEAR).first()
        version = figure.version if figure else ""
        form = {"action": "save", "value": next(self._values), "quality": "final",
                "version": version}  # fmt: skip
        return Send(self.officer, self._page(target), form)

    @staticmethod
    def _page(target: Target) -> str:
        return f"/targets/{target.pk}/{YEAR}/"
