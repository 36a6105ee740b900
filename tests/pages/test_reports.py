"""The report as a download: for those who may read the zone, in the language asked for."""

import io

import pypdf
import pytest
from django.urls import reverse

from tests import make
from tests.reports import build
from tracker.models import Membership
from tracker.terms import ReportFormat, Role

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    plan = make.plan()
    build.example(plan, "level")
    return plan


def asked(client, zone, person=None, ending="pdf", **query):
    if person:
        client.force_login(person)
    return client.get(reverse("report", args=[zone.code, ending]), query)


def test_a_viewer_of_the_zone_downloads_it(client, plan):
    viewer = make.member(Role.VIEWER, plan.zone)
    answer = asked(client, plan.zone, viewer, year=2024, lang="en")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f'filename="{plan.zone.code}-2024-monitoring-en.pdf"' in answer["Content-Disposition"]
    assert pypdf.PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/Lang"] == "en-GB"


def test_without_a_language_it_is_in_the_readers(client, plan):
    viewer = make.member(Role.VIEWER, plan.zone)
    answer = asked(client, plan.zone, viewer, year=2024, lang="fr")
    assert "monitoring-zh-hans" in answer["Content-Disposition"]


def test_a_year_that_the_plan_does_not_have_becomes_the_nearest(client, plan):
    viewer = make.member(Role.VIEWER, plan.zone)
    assert "-2025-" in asked(client, plan.zone, viewer, year=2099)["Content-Disposition"]


@pytest.mark.parametrize(
    ("ending", "media_type", "begins"),
    [
        ("csv", "text/csv; charset=utf-8", "\ufeffRegister number,".encode()),
        ("json", "application/json", b"{"),
        ("xlsx", WORKBOOK, b"PK"),
    ],
)
def test_it_is_there_as_data_too(client, plan, ending, media_type, begins):
    viewer = make.member(Role.VIEWER, plan.zone)
    answer = asked(client, plan.zone, viewer, ending, year=2024, lang="en")
    assert (answer.status_code, answer["Content-Type"]) == (200, media_type)
    assert f'-2024-monitoring-en.{ending}"' in answer["Content-Disposition"]
    assert answer.content.startswith(begins)


def test_the_page_of_the_zone_offers_every_format(client, plan):
    client.force_login(make.member(Role.VIEWER, plan.zone))
    page = client.get(reverse("zone", args=[plan.zone.code]), {"year": 2024}).content.decode()
    for ending in ReportFormat:
        assert f"report.{ending}?kind=monitoring&amp;plan={plan.pk}&amp;year=2024" in page


@pytest.mark.parametrize(
    ("year", "kinds"),
    [
        (2022, {"monitoring", "brief"}),
        (2023, {"monitoring", "brief", "midterm"}),
        (2025, {"monitoring", "brief", "final"}),
    ],
)
def test_the_page_of_the_zone_offers_what_fits_the_year(client, plan, year, kinds):
    client.force_login(make.member(Role.VIEWER, plan.zone))
    page = client.get(reverse("zone", args=[plan.zone.code]), {"year": year})
    assert {document.kind for document in page.context["documents"]} == kinds


def test_a_department_with_targets_gets_its_sheet(client, plan):
    theirs = make.department(plan.zone)
    build.judged(plan, {2024: "150"}, name="税收", department=theirs)
    client.force_login(make.member(Role.VIEWER, plan.zone))
    page = client.get(reverse("zone", args=[plan.zone.code]), {"year": 2024}).content.decode()
    assert page.count(f"kind=department&amp;department={theirs.pk}&amp;") == len(ReportFormat)
    answer = asked(client, plan.zone, kind="department", department=theirs.pk, year=2024)
    assert f"-2024-department-{theirs.pk}-" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "midterm", "year": 2022},
        {"kind": "final", "year": 2024},
        {"kind": "department"},
        {"kind": "department", "department": "999999"},
        {"kind": "brief", "department": "x"},
        {"kind": "comparison"},
        {"kind": "poem"},
    ],
)
def test_what_cannot_be_made_is_not_there(client, plan, query):
    viewer = make.member(Role.VIEWER, plan.zone)
    assert asked(client, plan.zone, viewer, **query).status_code == 404


def test_the_board_offers_a_comparison_of_the_zones_that_one_sees(client, plan):
    other = make.plan(make.zone("yantai-ht", name="烟台高新区"))
    hidden = make.plan(make.zone("hidden", name="看不见的区"))
    for each in (other, hidden):
        build.judged(each, {2024: "150"})
    viewer = make.member(Role.VIEWER, plan.zone)
    Membership.objects.create(person=viewer, zone=other.zone, role=Role.VIEWER)
    answer = asked(client, plan.zone, viewer, kind="comparison", year=2024)
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages
    )
    assert "烟台高新区" in text
    assert "看不见的区" not in text
    assert "kind=comparison" in client.get("/?year=2024").content.decode()


def test_a_format_that_nobody_makes_is_not_there(client, plan):
    viewer = make.member(Role.VIEWER, plan.zone)
    assert asked(client, plan.zone, viewer, "exe").status_code == 404


def test_others_get_nothing(client, plan):
    assert asked(client, plan.zone).status_code == 302
    stranger = make.member(Role.REVIEWER, make.zone())
    assert asked(client, plan.zone, stranger).status_code == 403


def test_a_zone_without_a_plan_has_no_report(client):
    viewer = make.member(Role.VIEWER, zone := make.zone())
    assert asked(client, zone, viewer).status_code == 404
