"""Remind my officers: what is shown before, the very mail, and what is kept after a refusal."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.pages.scene import scene
from tracker import flow
from tracker.models import Message, Person

pytestmark = pytest.mark.django_db

ADDRESS, TUESDAY, SUNDAY = "/alerts/remind/", "2026-03-24T02:00Z", "2026-03-29T02:00Z"


@pytest.fixture
def story(time_machine):
    """A Tuesday a week before the due date; two officers owe one figure."""
    time_machine.move_to(TUESDAY)
    return scene()


@pytest.fixture
def browser(story) -> Client:
    client = Client()
    client.force_login(story.reviewer)
    return client


def text(answer) -> str:
    return answer.content.decode()


def send(browser, story, *people, **fields):
    data = {"cycle": story.cycle.pk, "chosen": "1", "people": [one.pk for one in people]}
    return browser.post(ADDRESS, {**data, **fields}, follow=True)


def test_it_shows_who_owes_what_with_everybody_ticked(browser, story):
    shown = text(browser.get(ADDRESS))
    for words in ("经济发展部", "地区生产总值", "未填写", story.owner.email):
        assert words in shown
    assert shown.count("checked>") == 2
    assert story.people["colleague"].email not in shown


def test_the_preview_is_the_very_mail(browser, story):
    asked = {"cycle": story.cycle.pk, "preview": story.owner.pk, "note": "请于本周内完成"}
    shown = text(browser.post(ADDRESS, asked))
    framed = browser.get(f"{ADDRESS}preview/", asked)
    assert not Message.objects.exists()
    send(browser, story, story.owner, note="请于本周内完成")
    sent = Message.objects.get()
    assert sent.subject in shown
    assert sent.body_html == text(framed)


def test_a_mail_in_its_frame_can_run_and_load_nothing(browser, story):
    asked = {"cycle": story.cycle.pk, "preview": story.owner.pk, "note": "<script>x</script>"}
    framed = browser.get(f"{ADDRESS}preview/", asked)
    assert "<script>" not in text(framed)
    policy = framed.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1"])
def test_numbers_that_name_nobody_find_nobody(browser, story, number):
    assert browser.get(ADDRESS, {"preview": number}).status_code == 404
    sent = {"chosen": "1", "people": number, "note": "请\0尽快"}
    answer = browser.post(ADDRESS, {"cycle": story.cycle.pk, **sent})
    assert (answer.status_code, Message.objects.count()) == (422, 0)
    assert "请尽快" in text(answer)


def test_only_who_is_ticked_gets_one_and_the_page_says_who_reminded_whom(browser, story):
    shown = text(send(browser, story, story.owner))
    assert [one.person for one in Message.objects.all()] == [story.owner]
    assert "disabled" in shown
    assert str(story.reviewer) in shown


def test_nobody_ticked_keeps_the_note(browser, story):
    answer = send(browser, story, note="请于本周内完成")
    assert answer.status_code == 422
    assert "请于本周内完成" in text(answer)
    assert "checked>" not in text(answer)


def test_a_second_send_on_the_same_day_says_so(browser, story):
    send(browser, story, story.owner)
    answer = send(browser, story, story.owner)
    assert answer.status_code == 409
    assert Message.objects.count() == 1


def test_whoever_cannot_be_reached_is_shown_with_the_remedy(browser, story):
    Person.objects.filter(username="owner").update(email="")
    Person.objects.filter(username="deskmate").update(
        mail_refused_at=timezone.now(), mail_refusal="550 no such user"
    )
    shown = text(browser.get(ADDRESS))
    assert shown.count("disabled") == 2
    assert "550 no such user" in shown
    assert 'class="primary"' not in shown


def test_on_a_day_off_it_waits_for_the_next_working_day_unless_told(story, browser, time_machine):
    time_machine.move_to(SUNDAY)
    browser.force_login(story.reviewer)
    shown = text(browser.get(ADDRESS))
    assert "3月30日" in shown
    send(browser, story, story.owner)
    send(browser, story, story.people["deskmate"], when="now")
    waits = {one.person.username: one.not_before for one in Message.objects.all()}
    assert timezone.localtime(waits["owner"]).isoformat()[:16] == "2026-03-30T08:00"
    assert waits["deskmate"] <= timezone.now()


def test_a_department_without_an_officer_is_named(browser, story):
    lonely = make.department(story.zone, "投资促进部")
    make.target(story.target.plan, name="实际使用外资", department=lonely)
    shown = text(browser.get(ADDRESS))
    assert "投资促进部" in shown
    assert "无人" in shown


def test_a_closed_cycle_of_an_ended_plan_still_asks_for_answers(browser, story):
    flow.close_cycle(story.cycle, on=timezone.localdate(), by=story.people["administrator"])
    make.alert(story.target)
    shown = text(browser.get(ADDRESS))
    assert story.owner.email in shown
    send(browser, story, story.owner)
    assert Message.objects.get().alerts.count() == 1


def test_queries_do_not_grow_with_officers(browser, story, django_assert_max_num_queries):
    for number in range(8):
        department = make.department(story.zone, f"部门{number}")
        make.target(story.target.plan, department=department)
        make.member("officer", story.zone, department=department)
    asked = {"cycle": story.cycle.pk, "preview": story.owner.pk}
    with django_assert_max_num_queries(22):
        assert browser.get(ADDRESS, asked).status_code == 200
