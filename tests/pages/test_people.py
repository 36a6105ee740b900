"""The people of a zone, as its plan administrators see and change them."""

import pytest
from django.utils import timezone

from tests import make
from tracker.models import Delegation, Membership, Person
from tracker.terms import Role

PEOPLE = "/zones/jinan-ht/people/"


@pytest.fixture
def boss(as_, english):
    client = as_("administrator")
    client.cookies["django_language"] = "en"
    return client


def address(person: Person) -> str:
    return f"{PEOPLE}{person.pk}/"


def text(answer) -> str:
    return answer.content.decode()


def test_the_list_holds_the_people_of_the_zone_and_below_and_of_nowhere_else(boss, story):
    park = make.zone("park", parent=story.zone)
    make.member(Role.OFFICER, park, name="园区人员")
    page = text(boss.get(PEOPLE))
    assert all(name in page for name in ("owner", "reviewer", "园区人员", "former"))
    assert not any(name in page for name in ("stranger", "governor", "newcomer"))


@pytest.mark.parametrize("asked", ["wang", "WANGFANG", "王芳", "wangfang@example"])
def test_people_are_found_by_name_user_name_and_address(boss, story, asked):
    make.member(Role.VIEWER, story.zone, username="wangfang", name="王芳")
    page = text(boss.get(PEOPLE, {"q": asked}))
    assert "1 person" in page
    assert "王芳" in page


def test_nobody_found_is_said(boss):
    assert "Nobody here is called “&lt;b&gt;”" in text(boss.get(PEOPLE, {"q": "<b>"}))


def test_more_people_cost_no_more_queries(boss, story, django_assert_max_num_queries, read_only):
    def more(count: int) -> None:
        for _ in range(count):
            person = make.member(Role.OFFICER, story.zone, department=story.target.department)
            make.delegation(person, story.owner, story.zone)

    more(2)
    with django_assert_max_num_queries(9), read_only():
        boss.get(PEOPLE)
    more(20)
    with django_assert_max_num_queries(9), read_only():
        assert "29 people" in text(boss.get(PEOPLE))


def test_what_was_typed_stays_where_something_is_wrong(boss, story):
    typed = {"username": "owner", "name": "王芳", "email": "fang@example.test", "language": "en"}
    chosen = {"role": "officer", "place": f"zone-{story.zone.pk}"}
    data = {f"new-{name}": value for name, value in (typed | chosen).items()}
    answer = boss.post(f"{PEOPLE}add/", data | {"add": "1"})
    assert answer.status_code == 422
    assert "“owner” has an account already" in text(answer)
    assert 'value="fang@example.test"' in text(answer)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("nobody", "No account has the user name"), ("administrator", "never to themselves")],
)
def test_who_cannot_be_given_a_role_is_told_why(boss, story, typed, said):
    data = {"old-person": typed, "old-role": "viewer", "old-place": f"zone-{story.zone.pk}"}
    answer = boss.post(f"{PEOPLE}add/", data | {"grant": "1"})
    assert answer.status_code == (422 if typed == "nobody" else 403)
    assert said in text(answer)


def test_no_place_is_offered_or_taken_that_is_not_managed(boss, story):
    beside = story.people["governor"].memberships.get().zone
    page = text(boss.get(f"{PEOPLE}add/"))
    assert f"zone-{beside.pk}" not in page
    data = {"old-person": "newcomer", "old-role": "viewer", "old-place": f"zone-{beside.pk}"}
    assert boss.post(f"{PEOPLE}add/", data | {"grant": "1"}).status_code == 422
    assert not story.people["newcomer"].memberships.exists()


def test_somebody_elses_roles_are_not_shown_when_one_is_granted_here(boss, story):
    stranger = story.people["stranger"]
    Membership.objects.create(person=stranger, zone=story.zone, role=Role.VIEWER)
    page = text(boss.get(address(stranger)))
    assert "淄博高新区" not in page
    assert "roles in other zones too" in page
    assert "Close the account" not in page


def test_one_sees_oneself_and_changes_nothing(boss, story):
    page = text(boss.get(address(story.people["administrator"])))
    assert "Nobody changes their own roles" in page
    assert 'name="withdraw"' not in page
    assert (
        boss.post(address(story.people["administrator"]), {"account": "deactivate"}).status_code
        == 403
    )


def test_a_role_of_another_zone_cannot_be_withdrawn_by_its_number(boss, story):
    stranger = story.people["stranger"]
    elsewhere = stranger.memberships.get()
    Membership.objects.create(person=stranger, zone=story.zone, role=Role.VIEWER)
    assert boss.post(address(stranger), {"withdraw": elsewhere.pk}).status_code == 404
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_who_has_lost_the_last_role_here_is_gone_from_the_list(boss, story):
    answer = boss.post(address(story.owner), {"withdraw": story.owner.memberships.get().pk})
    assert answer.headers["Location"] == PEOPLE
    assert boss.get(address(story.owner)).status_code == 404


def test_an_absence_is_entered_and_shown_on_both_pages(boss, as_, story):
    today = str(timezone.localdate())
    substitute = f"{story.zone.pk}-{story.people['colleague'].pk}"
    days = {"absence-from_on": today, "absence-to_on": today, "absence-reason": "Leave"}
    data = {"absence-substitute": substitute, **days, "lend": "1"}
    assert boss.post(address(story.owner), data).status_code == 302
    assert "colleague stands in" in text(boss.get(PEOPLE))
    assert Delegation.objects.get().made_by == story.people["administrator"]
    assert "owner" in text(as_("colleague").get("/account/"))


def test_the_frame_says_for_whom_somebody_acts_and_shows_their_pages(as_, story):
    make.delegation(story.reviewer, story.people["viewer"], story.zone)
    page = text(as_("viewer").get("/"))
    assert "reviewer" in page.partition("<main")[0]
    assert 'href="/review/"' in page


def test_a_substitute_of_the_administrator_does_not_come_here(as_, story):
    make.delegation(story.people["administrator"], story.people["viewer"], story.zone)
    assert as_("viewer").get("/zones/jinan-ht/planning/").status_code == 200
    assert as_("viewer").get(PEOPLE).status_code == 403


def test_a_refused_address_is_shown_with_the_servers_words_and_tried_again_by_a_button(
    boss, as_, story
):
    words = "550 5.1.1 <owner@example.test>: no such <mailbox>"
    Person.objects.filter(pk=story.owner.pk).update(
        mail_refused_at=timezone.now(), mail_refusal=words
    )
    assert "Mails are refused" in text(boss.get(PEOPLE))
    page = text(boss.get(address(story.owner)))
    assert "5.1.1 &lt;owner@example.test&gt;: no such &lt;mailbox&gt;" in page
    own = text(as_("owner").get("/account/"))
    assert "no such &lt;mailbox&gt;" in own
    assert 'value="accept"' not in own
    said = text(boss.post(address(story.owner), {"account": "accept"}, follow=True))
    assert "Mails go to owner again." in said
    assert "no such" not in said
