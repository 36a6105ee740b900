"""The year of a zone, told once from the plan document to the verdict, on the real register."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from tests import make
from tracker import flow, standing
from tracker.importing.queries import registers
from tracker.models import Figure, Plan, Target, TrailEntry
from tracker.terms import Quality, Role, Verdict

pytestmark = pytest.mark.django_db

# What 济南高新区 might report for its GDP: 1291.5 in 2020, 2000 promised for 2025.
GDP = {2021: "1432.1", 2022: "1560.0", 2023: "1690.5", 2024: "1850.2", 2025: "2013.6"}


def progress_of(zone: str, year: int) -> dict:
    out = StringIO()
    call_command("show_progress", format="json", zone=zone, year=year, stdout=out)
    return json.loads(out.getvalue())["zones"][0]


def test_from_the_plan_document_to_the_verdict():
    flow.load_register(registers(), by=flow.system_person())
    plan = Plan.objects.get(zone__code="jinan-ht")
    officer = make.member(Role.OFFICER, plan.zone)
    reviewer = make.member(Role.REVIEWER, plan.zone)
    administrator = make.member(Role.ADMINISTRATOR, plan.zone)
    target = Target.objects.get(register_id="jinan-ht-001")

    for year, value in GDP.items():
        opens, due = date(year + 1, 1, 1), date(year + 1, 3, 31)
        flow.open_cycle(plan, year, opens_on=opens, due_on=due, by=administrator)
        report(target, year, value, officer, reviewer)

    seen = standing.target_standing(target, 2025)
    assert seen.word is Verdict.EXCEEDED
    assert seen.answer.attainment == pytest.approx(2013.6 / 2000)
    item = next(i for i in progress_of("jinan-ht", 2025)["items"] if i["id"] == "jinan-ht-001")
    assert (item["verdict"], item["attainment"]) == ("exceeded", seen.answer.attainment)
    assert progress_of("jinan-ht", 2023)["items"][0]["status"] == "on_track"
    verbs = TrailEntry.objects.filter(zone=plan.zone).values_list("verb", flat=True)
    assert {"load_register", "open_cycle", "save_figure", "approve_figure", "assess"} <= set(verbs)


def report(target, year, value, officer, reviewer):
    """Entered as preliminary, returned once for its quality, corrected and approved."""
    typed = {"value": Decimal(value), "quality": Quality.PRELIMINARY}
    figure = flow.save_figure(target, year, typed, version=None, by=officer)
    figure = flow.submit_figure(figure, version=figure.version, by=officer)
    figure = flow.return_figure(
        figure, version=figure.version, reason="请用最终核实数", by=reviewer
    )
    typed = {"quality": Quality.FINAL}
    figure = flow.save_figure(target, year, typed, version=figure.version, by=officer)
    figure = flow.submit_figure(figure, version=figure.version, by=officer)
    flow.approve_figure(figure, version=figure.version, by=reviewer)
    assert Figure.objects.get(target=target, year=year, in_force=True).value == Decimal(value)
