"""Every page and verb, for everybody, with the exact answer."""

import pytest

from tests import make
from tests.pages.scene import ROLES
from tracker import flow

READERS = dict.fromkeys(ROLES, 200) | {"stranger": 403, "anonymous": 302}
SIGNED_IN = dict.fromkeys(ROLES, 200) | {"anonymous": 302}
OWNER_READS = dict.fromkeys(ROLES, 403) | {"owner": 200, "anonymous": 302}
EVERYBODY = dict.fromkeys(ROLES, 200)

PAGES = {
    "/": SIGNED_IN,
    "/?year=2023": SIGNED_IN,
    "/zones/jinan-ht/": READERS,
    "/targets/?q=生产": SIGNED_IN,
    "/targets/{pk}/": READERS,
    "/targets/{pk}/chart.svg": READERS,
    "/targets/{pk}/2025/": READERS,
    "/targets/{pk}/2025/?revise": READERS,
    "/targets/{pk}/2030/": dict.fromkeys(ROLES, 404) | {"stranger": 403, "anonymous": 302},
    "/zones/nowhere/": dict.fromkeys(ROLES, 404) | {"anonymous": 302},
    "/targets/0/": dict.fromkeys(ROLES, 404) | {"anonymous": 302},
    "/entry/": SIGNED_IN,
    "/entry/{cycle}/sheet.xlsx": OWNER_READS,
    "/entry/{cycle}/upload/": OWNER_READS,
    "/review/": SIGNED_IN,
    "/method/": EVERYBODY,
    "/login/": dict.fromkeys(ROLES, 302) | {"anonymous": 200},
    "/health/": EVERYBODY,
}

NOBODY = dict.fromkeys(ROLES, 403) | {"anonymous": 302}
VERBS = {
    "save": NOBODY | {"owner": 302},
    "submit": NOBODY | {"owner": 302},
    "approve": NOBODY | {"reviewer": 302},
    "return": NOBODY | {"reviewer": 302},
}


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("address", PAGES)
def test_who_may_read_what(as_, story, address, who):
    cycle = story.target.plan.cycles.get()
    answer = as_(who).get(address.format(pk=story.target.pk, cycle=cycle.pk))
    assert answer.status_code == PAGES[address][who]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("verb", ["save", "submit"])
def test_who_may_enter(as_, story, verb, who):
    typed = {"action": verb, "value": "190", "quality": "final"}
    answer = as_(who).post(f"/targets/{story.target.pk}/2025/", typed)
    assert answer.status_code == VERBS[verb][who]
    assert story.target.figures.exists() is (who == "owner")


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize(("verb", "state"), [("approve", "approved"), ("return", "returned")])
def test_who_may_review(as_, story, verb, state, who):
    figure = flow.submit_figure(
        make.draft(story.target, 2025, 190, entered_by=story.owner), version=1, by=story.owner
    )
    typed = {"action": verb, "version": figure.version, "reason": "请核对口径"}
    answer = as_(who).post(f"/targets/{story.target.pk}/2025/", typed)
    figure.refresh_from_db()
    assert answer.status_code == VERBS[verb][who]
    assert figure.state == (state if who == "reviewer" else "submitted")


@pytest.mark.parametrize("address", ["/logout/", "/language/"])
def test_what_changes_something_is_not_done_by_a_link(as_, address):
    assert as_("owner").get(address).status_code == 405


def test_work_in_progress_is_shown_to_those_who_work_on_it(as_, story):
    make.draft(story.target, 2025, 187.5, decimals=1, entered_by=story.owner)
    page = f"/targets/{story.target.pk}/2025/"
    seen = {who for who in ROLES[:5] if "187.5" in as_(who).get(page).content.decode()}
    assert seen == {"owner", "reviewer", "administrator"}


def test_the_board_shows_only_zones_that_the_person_reaches(as_):
    page = as_("stranger").get("/").content.decode()
    assert "淄博高新区" in page
    assert "济南高新区" not in page


def test_a_public_board_shows_all_zones_and_leads_to_the_sign_in(as_, settings):
    settings.PUBLIC_BOARD = True
    page = as_("anonymous").get("/")
    assert page.status_code == 200
    assert "济南高新区" in page.content.decode()
    assert as_("anonymous").get("/zones/jinan-ht/").headers["Location"].startswith("/login/")


def test_a_reviewer_who_entered_a_figure_is_told_why_they_cannot_approve_it(as_, story):
    make.draft(story.target, 2025, 190, state="submitted", entered_by=story.reviewer)
    page = as_("reviewer").get(f"/targets/{story.target.pk}/2025/").content.decode()
    assert 'value="approve"' not in page
    assert "cannot approve" in page or "不得审核" in page


def test_a_draft_plan_is_seen_by_those_who_administer_it(as_, story):
    story.target.plan.state = "draft"
    story.target.plan.save()
    page = f"/targets/{story.target.pk}/"
    codes = {who: as_(who).get(page).status_code for who in ("administrator", "viewer")}
    assert codes == {"administrator": 200, "viewer": 404}
