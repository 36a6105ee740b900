"""Documents on a schedule, as plan administrators keep them."""

from datetime import date

import pytest

from tests import make
from tests.reports.orders import build as orders
from tracker.models import Membership, ReportSchedule
from tracker.terms import Role

pytestmark = pytest.mark.django_db

LIST, ADD = "/reports/schedules/", "/reports/schedules/add/"
TYPED = {
    "name": "年报",
    "kind": "monitoring",
    "zones": ["jinan-ht"],
    "formats": ["pdf", "docx"],
    "languages": ["zh-hans"],
    "month": "4",
    "day": "15",
    "years_back": "1",
}


@pytest.fixture
def boss(as_, story, english, time_machine):
    time_machine.move_to("2026-03-02T02:00Z")
    for person in story.people.values():
        person.language = "en"
        person.save()
    return as_("administrator")


@pytest.fixture
def viewer(story):
    return story.people["viewer"]


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_from_entering_to_ending(boss, viewer):
    saved = boss.post(ADD, TYPED | {"recipients": [viewer.pk], "save": "1"}, follow=True)
    assert "“年报” is entered" in text(saved)
    schedule = ReportSchedule.objects.get()
    one = f"{LIST}{schedule.pk}/"
    assert "Next on April 15, 2026, of the reporting year 2025" in text(saved)
    assert "年报" in text(boss.get(LIST))
    change = TYPED | {"recipients": [viewer.pk], "version": "1", "day": "20", "save": "1"}
    assert "Next on April 20, 2026" in text(boss.post(one, change, follow=True))
    assert "is ended" in text(boss.post(one, {"end": "1"}, follow=True))
    assert "nothing more is made" in text(boss.get(one))
    assert "Ended ones" in text(boss.get(LIST))


def test_a_look_shows_what_would_be_made_and_stores_nothing(boss, viewer):
    page = text(boss.post(ADD, TYPED | {"look": "1"}))
    assert "April 15, 2026" in page and "April 15, 2028" in page
    assert f'value="{viewer.pk}"' in page and 'value="年报"' in page
    assert not ReportSchedule.objects.exists()


def test_what_does_not_fit_a_year_is_said_with_the_reason(boss):
    page = text(boss.post(ADD, TYPED | {"kind": "final", "formats": ["pdf"], "look": "1"}))
    days = page[page.index("What is made next") :]
    assert days.index(">2025</td>") < days.index(">2026</td>") < days.index(">none<")
    assert "2026 lies outside" in days


def test_a_comparison_is_made_for_years_that_two_zones_plan_alone(boss, story):
    beside = story.people["governor"].memberships.get().zone
    Membership.objects.create(
        person=story.people["administrator"], zone=beside, role=Role.ADMINISTRATOR
    )
    beside.plans.update(end_year=2026)
    compared = {"kind": "comparison", "zones": ["jinan-ht", "zibo-ht"]}
    days = boss.post(ADD, TYPED | compared | {"look": "1"}).context["days"]
    assert [(day.year, day.files) for day in days] == [(2025, 2), (2026, 0), (2027, 0)]
    assert days[1].reasons == (
        "A comparison wants two zones whose plans hold 2026. Choose another year or more zones.",
    )


def test_who_can_be_a_recipient_follows_from_the_ticked_zones(boss, story, viewer):
    beside = story.people["governor"].memberships.get().zone
    Membership.objects.create(
        person=story.people["administrator"], zone=beside, role=Role.ADMINISTRATOR
    )
    first = text(boss.get(ADD))
    assert "choose “Preview”" in first and 'name="recipients"' not in first
    both = TYPED | {"zones": ["jinan-ht", "zibo-ht"], "recipients": [viewer.pk]}
    refused = text(boss.post(ADD, both | {"save": "1"}), 422)
    assert "viewer may not see every ticked zone" in refused


def test_what_is_missing_is_said_and_what_was_typed_stays(boss):
    wrong = {**TYPED, "name": "", "zones": [], "formats": [], "save": "1"}
    page = text(boss.post(ADD, wrong), 422)
    for sentence in (
        "Nothing was entered. Fill in this field.",
        "No zone is ticked",
        "Nothing is ticked",
        "Nobody is ticked",
    ):
        assert sentence in page
    assert '<option value="15" selected>' in page


def test_two_at_once_are_told_and_a_second_save_is_a_decision(boss, as_, story, viewer):
    schedule = make.schedule(story.zone, by=story.people["administrator"], recipients=[viewer])
    one, typed = f"{LIST}{schedule.pk}/", TYPED | {"recipients": [viewer.pk], "save": "1"}
    keeper = as_("keeper")
    assert keeper.post(one, typed | {"version": "1"}).status_code == 302
    late = text(boss.post(one, typed | {"version": "1", "name": "处长版"}), 422)
    assert "keeper changed this at" in late and 'value="处长版"' in late
    assert 'name="version" value="2"' in late
    assert boss.post(one, typed | {"version": "2", "name": "处长版"}).status_code == 302
    assert ReportSchedule.objects.get().name == "处长版"


def test_who_left_and_who_gets_nothing_is_said(boss, story, viewer):
    former = story.people["former"]
    gone = make.schedule(story.zone, by=former, recipients=[viewer])
    kept = make.schedule(story.zone, by=viewer, recipients=[former, viewer])
    page = text(boss.get(f"{LIST}{gone.pk}/"))
    assert "former, who kept it, has left" in page and "Save it to take it over" in page
    assert "former has left" in text(boss.get(LIST))
    assert "Get nothing any more" in text(boss.get(f"{LIST}{kept.pk}/"))


def test_what_it_made_is_listed(boss, story, viewer):
    schedule = make.schedule(story.zone, by=viewer, told_year=2024)
    orders.order(viewer, schedule=schedule, occurrence=date(2025, 4, 15))
    page = text(boss.get(f"{LIST}{schedule.pk}/"))
    made = page[page.index("What it made") :]
    assert "April 15, 2025" in made


def test_a_schedule_with_a_zone_of_others_is_not_there(boss, story):
    elsewhere = make.schedule(story.zone, make.zone(), by=story.people["keeper"])
    assert boss.get(f"{LIST}{elsewhere.pk}/").status_code == 404
    assert elsewhere.name not in text(boss.get(LIST))


@pytest.mark.parametrize("many", [1, 8])
def test_the_number_of_queries_does_not_grow(
    boss, story, viewer, many, read_only, django_assert_max_num_queries
):
    by = story.people["administrator"]
    people = [make.member(Role.VIEWER, story.zone) for _ in range(many)]
    rows = [make.schedule(story.zone, by=by, recipients=people) for _ in range(many)]
    for row in rows:
        for year in range(2021, 2021 + many):
            orders.order(by, schedule=row, occurrence=date(year, 4, 15))
    for address, most in ((LIST, 14), (ADD, 16), (f"{LIST}{rows[0].pk}/", 30)):
        with django_assert_max_num_queries(most), read_only():
            text(boss.get(address))


@pytest.mark.parametrize("number", ["x", "9" * 30])
def test_people_who_cannot_be_are_refused(boss, number):
    answer = boss.post(ADD, TYPED | {"recipients": [number], "save": "1"})
    assert "is not one of the available choices" in text(answer, 422)
