"""The list of what was sent, one mail's page, and sending it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tracker import access, flow
from tracker.models import Membership, Message
from tracker.terms import MessageKind, MessageState, Role, Severity

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FAILED, SENT = MessageState.FAILED, MessageState.SENT


@pytest.fixture
def boss(as_, story, english):
    story.people["administrator"].language = "en"
    story.people["administrator"].save()
    return as_("administrator")


def text(answer) -> str:
    return answer.content.decode()


def subjects(client, query="") -> list[str]:
    return [one.message.subject for one in client.get(f"/mails/{query}").context["lines"]]


def sent(to, **fields) -> Message:
    return make.message(to, **{"state": SENT, "sent_at": NOW, "subject": f"给{to}", **fields})


def reads(person, message) -> bool:
    return access.visible_mails(person).filter(pk=message.pk).exists()


# --- who sees whose ------------------------------------------------------------------------------


def test_whoever_has_a_role_elsewhere_is_read_by_nobody_of_one_zone_alone(story):
    boss, owner = story.people["administrator"], story.owner
    message = sent(owner)
    assert reads(boss, message)
    elsewhere = story.people["governor"].memberships.get().zone
    role = Membership.objects.create(person=owner, zone=elsewhere, role=Role.VIEWER)
    assert not reads(boss, message) and not reads(story.people["governor"], message)
    assert reads(owner, message) and reads(story.people["keeper"], message)
    role.delete()
    make.delegation(story.people["stranger"], owner, elsewhere)
    assert not reads(boss, message)


def test_what_was_told_in_a_role_that_somebody_left_elsewhere_stays_there(story):
    boss, owner = story.people["administrator"], story.owner
    elsewhere = story.people["governor"].memberships.get().zone
    role = Membership.objects.create(person=owner, zone=elsewhere, role=Role.OFFICER)
    returned, digest = sent(owner), sent(owner)
    digest.alerts.add(make.alert(story.target))
    flow.withdraw_role(role, by=story.people["keeper"])
    assert reads(boss, digest) and not reads(boss, returned)
    assert reads(owner, returned)


def test_a_mail_that_told_of_another_zone_too_is_not_read(story):
    boss, message = story.people["administrator"], sent(story.owner)
    message.alerts.add(make.alert(story.target))
    assert reads(boss, message)
    message.alerts.add(make.alert(make.target()))
    assert not reads(boss, message)


def test_a_system_administrators_mails_are_their_own(story):
    keeper = story.people["keeper"]
    Membership.objects.create(person=keeper, zone=story.zone, role=Role.VIEWER)
    assert not reads(story.people["administrator"], sent(keeper))


def test_a_substitute_of_the_administrator_reads_nobodys(story):
    make.delegation(story.people["administrator"], story.people["colleague"], story.zone)
    assert not reads(story.people["colleague"].__class__.objects.get(username="colleague"),
                     sent(story.owner))  # fmt: skip


# --- the list ------------------------------------------------------------------------------------


def test_the_newest_comes_first_with_why_and_what_became_of_it(boss, story):
    sent(story.owner, subject="旧", written_at=NOW - timedelta(days=1))
    error = "550 5.1.1 <x@example.test>: user unknown"
    make.message(story.owner, subject="新", state=FAILED, last_error=error)
    answer = boss.get("/mails/")
    assert [one.message.subject for one in answer.context["lines"]] == ["新", "旧"]
    assert "The mail server does not know the address" in text(answer)
    assert "Have the address corrected" in text(answer)


def test_the_list_is_narrowed_by_person_zone_state_kind_and_time(boss, story):
    sent(story.owner, subject="一", kind=MessageKind.URGENT)
    make.message(story.reviewer, subject="二", written_at=NOW - timedelta(days=40))
    assert subjects(boss, "?who=owner") == ["一"]
    assert subjects(boss, "?state=waiting") == ["二"]
    assert subjects(boss, "?kind=urgent") == ["一"]
    assert subjects(boss, f"?zone={story.zone.code}") == ["一", "二"]
    assert subjects(boss, f"?until={timezone.localdate() - timedelta(days=30)}") == ["二"]
    assert subjects(boss, f"?since={timezone.localdate()}") == ["一"]
    assert subjects(boss, "?since=gibberish") == []
    assert "No mail fits these filters." in text(boss.get("/mails/?who=nobody"))


@pytest.mark.parametrize("query", ["?until=9999-12-31", "?since=0001-01-01"])
def test_days_at_the_ends_of_time_leave_everything_in(boss, story, query):
    sent(story.owner, subject="一")
    assert subjects(boss, query) == ["一"]


def test_one_who_looks_after_nobody_is_offered_nobody(as_, story):
    sent(story.reviewer)
    own = sent(story.owner)
    answer = as_("owner").get("/mails/?who=reviewer")
    assert [one.message for one in answer.context["lines"]] == [own]
    assert not {"who", "zone"} & set(answer.context["form"].fields)


def test_what_failed_of_late_stands_above_until_it_arrived(boss, story):
    first = make.message(story.owner, state=FAILED, last_error="552 5.3.4 too large")
    make.message(story.reviewer, state=FAILED, address="", last_error="kein")
    make.message(story.owner, state=FAILED, written_at=NOW - timedelta(days=31))
    shown = boss.get("/mails/").context["failed"]
    assert shown.count == 2
    assert {str(failure.reason) for failure, _number in shown.reasons} == {
        "The mail server refused this mail",
        "There is no valid e-mail address",
    }
    again = make.message(story.owner, state=FAILED, resent_of=first)
    assert boss.get("/mails/").context["failed"].count == 2
    Message.objects.filter(pk=again.pk).update(state=SENT, sent_at=NOW)
    assert boss.get("/mails/").context["failed"].count == 1


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_queries_does_not_grow(boss, story, many, django_assert_max_num_queries):
    for number in range(many):
        message = make.message(story.owner, state=FAILED, last_error="550 unknown")
        message.alerts.add(make.alert(story.target, year=2000 + number))
    with django_assert_max_num_queries(14):
        boss.get("/mails/")


def test_pages_are_turned_within_the_filter(boss, story):
    for number in range(60):
        make.message(story.owner, subject=f"{number}", written_at=NOW + timedelta(seconds=number))
    assert subjects(boss, "?who=owner&page=2")[-1] == "0"
    assert "?who=owner&amp;page=1" in text(boss.get("/mails/?who=owner&page=2"))


# --- one mail ------------------------------------------------------------------------------------


def test_a_mail_is_shown_in_a_frame_that_runs_and_loads_nothing(boss, story):
    message = sent(story.owner, body_html="<p style='color:red'>正文</p><script>1</script>")
    page = boss.get(f"/mails/{message.pk}/")
    assert f'src="/mails/{message.pk}/mail.html" sandbox' in text(page)
    assert "<script>1" not in text(page)
    assert page.headers["X-Frame-Options"] == "DENY"
    answer = boss.get(f"/mails/{message.pk}/mail.html")
    assert text(answer) == message.body_html
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'")
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_its_page_says_why_and_of_what_it_told(boss, story):
    message = sent(story.owner, answer="250 2.0.0 queued as 4711")
    alert = make.alert(story.target)
    message.alerts.add(alert)
    page = text(boss.get(f"/mails/{message.pk}/"))
    assert "250 2.0.0 queued as 4711" in page and message.message_id.strip("<>") in page
    assert "地区生产总值" in page and "Taken by the mail server" in page
    assert f'href="/alerts/{alert.pk}/"' in page and "<dd>中文</dd>" in page


def test_departments_that_owe_the_same_are_told_apart_and_stand_first(boss, story):
    message, target = sent(story.owner), make.alert(story.target)
    owed = make.owed_alert(story.cycle, story.target.department, severity=Severity.ERROR)
    message.alerts.add(target, owed)
    page = text(boss.get(f"/mails/{message.pk}/"))
    assert f'href="/alerts/{owed.pk}/">{story.target.department}</a>' in page
    assert page.index(f"/alerts/{owed.pk}/") < page.index(f"/alerts/{target.pk}/")


def test_sending_again_makes_another_mail_and_both_pages_tell_of_it(boss, story):
    first = make.message(story.owner, state=FAILED, last_error="550 unknown")
    answer = boss.post(f"/mails/{first.pk}/", {"again-why": "地址已更正"}, follow=True)
    again = Message.objects.get(resent_of=first)
    assert answer.redirect_chain == [(f"/mails/{again.pk}/", 302)]
    for message in (first, again):
        page = text(boss.get(f"/mails/{message.pk}/"))
        assert "地址已更正" in page and "asked for by administrator" in page
    assert "Send it again" not in text(boss.get(f"/mails/{again.pk}/"))


def test_what_cannot_be_sent_again_is_said_and_nothing_typed_is_lost(boss, story):
    message = make.message(story.owner)
    answer = boss.post(f"/mails/{message.pk}/", {"again-why": "再发一次"})
    assert answer.status_code == 409
    assert "This mail is still waiting to be sent" in text(answer)
    Message.objects.update(state=FAILED)
    story.owner.email = ""
    story.owner.save()
    answer = boss.post(f"/mails/{message.pk}/", {"again-why": "再发一次"})
    assert answer.status_code == 409 and 'value="再发一次"' in text(answer)
    answer = boss.post(f"/mails/{message.pk}/", {"again-why": ""})
    assert answer.status_code == 422 and "Write why this mail is sent again" in text(answer)
