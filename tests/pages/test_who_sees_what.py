"""What a page shows to whom, where who may open it does not tell: work in progress, other zones."""

from tests import make
from tests.pages.scene import ROLES


def test_work_in_progress_is_shown_to_those_who_work_on_it(as_, story):
    make.draft(story.target, 2025, 187.5, decimals=1, entered_by=story.owner)
    page = f"/targets/{story.target.pk}/2025/"
    seen = {who for who in ROLES if "187.5" in as_(who).get(page).content.decode()}
    assert seen == {"owner", "deskmate", "reviewer", "administrator"}


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
