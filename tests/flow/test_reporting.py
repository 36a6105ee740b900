"""Putting a year on paper: who may, for which years, in which language."""

import io

import pypdf
import pytest

from tests import make
from tests.reports import build
from tracker import flow
from tracker.errors import NotAllowed, WrongState
from tracker.terms import PlanState, ReportKind, Role

pytestmark = pytest.mark.django_db


def made(zone, *, by, year: int = 2024, language: str = "en"):
    return flow.make_report(zone, year, ReportKind.MONITORING, language=language, by=by)


@pytest.fixture
def plan():
    plan = make.plan()
    build.example(plan, "level")
    return plan


def test_who_sees_the_zone_gets_its_report(plan, read_only):
    viewer = make.member(Role.VIEWER, plan.zone)
    with read_only():
        report = made(plan.zone, by=viewer)
    assert report.filename == f"{plan.zone.code}-2024-monitoring-en.pdf"
    assert report.content.startswith(b"%PDF-1.7")


def test_who_does_not_see_the_zone_gets_nothing(plan):
    stranger = make.member(Role.REVIEWER, make.zone())
    with pytest.raises(NotAllowed):
        made(plan.zone, by=stranger)


def test_a_year_outside_of_the_plan_is_refused_with_the_years_that_are_in_it(plan):
    with pytest.raises(WrongState) as refused:
        made(plan.zone, year=2031, by=flow.system_person())
    assert refused.value.code == "year_outside_plan"
    assert (refused.value.data["first"], refused.value.data["last"]) == (2021, 2025)


def test_a_zone_without_a_published_plan_has_no_report(plan):
    plan.state = PlanState.DRAFT
    plan.save()
    with pytest.raises(WrongState) as refused:
        made(plan.zone, by=flow.system_person())
    assert refused.value.code == "no_published_plan"


def test_the_language_is_the_one_asked_for_whatever_the_reader_uses(plan):
    report = made(plan.zone, by=flow.system_person(), language="zh-hans")
    root = pypdf.PdfReader(io.BytesIO(report.content)).trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
