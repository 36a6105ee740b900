"""The plan administrator opens cycles, and finds what is to be confirmed, on one page."""

import pytest
from django.urls import reverse

from tests import make
from tracker.models import TrailEntry
from tracker.terms import TargetState

ADDRESS = "/zones/jinan-ht/planning/"


def opening(plan, year="2024", opens="2025-01-01", due="2025-03-31") -> dict[str, str]:
    prefix = f"plan{plan.pk}-"
    dates = {f"{prefix}year": year, f"{prefix}opens_on": opens, f"{prefix}due_on": due}
    return {"open": str(plan.pk), **dates}


def test_a_cycle_is_opened_and_managed_on_its_own_page(as_, story):
    administrator, plan = as_("administrator"), story.target.plan
    assert administrator.post(ADDRESS, opening(plan)).status_code == 302
    cycle = plan.cycles.get(year=2024)
    address = reverse("planning-cycle", args=["jinan-ht", cycle.pk])
    assert address in administrator.get(ADDRESS).content.decode()
    assert TrailEntry.objects.get(noun="reportingcycle").verb == "open_cycle"


def test_the_form_opens_with_the_latest_year_that_nobody_asked_for(as_, story):
    html = as_("administrator").get(ADDRESS).content.decode()
    assert '<option value="2024" selected>' in html
    assert 'value="2025-01-01"' in html
    assert 'value="2025-03-31"' in html


@pytest.mark.parametrize(
    "wrong", [{"due": "2024-12-31"}, {"year": "2025"}, {"year": "2031"}, {"opens": "soon"}]
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(as_, story, wrong):
    plan = story.target.plan
    answer = as_("administrator").post(ADDRESS, opening(plan, **wrong))
    assert answer.status_code == 422
    assert plan.cycles.count() == 1
    assert next(iter(wrong.values())) in answer.content.decode() or "year" in wrong


def test_a_target_to_be_confirmed_leads_to_its_page(as_, story):
    target = make.target(story.target.plan, name="税收", state=TargetState.TO_BE_CONFIRMED)
    html = as_("administrator").get(ADDRESS).content.decode()
    assert f"{ADDRESS}targets/{target.pk}/#confirm" in html


@pytest.mark.parametrize("who", ["administrator", "reviewer"])
def test_the_zone_page_leads_there_for_administrators_only(as_, story, who):
    html = as_(who).get("/zones/jinan-ht/").content.decode()
    assert (reverse("planning", args=["jinan-ht"]) in html) is (who == "administrator")
