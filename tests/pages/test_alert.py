"""One alert: what was found, who was told, what was answered, and the form to answer it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.pages.scene import scene
from tracker import flow
from tracker.models import Alert, Handling, Person
from tracker.terms import AlertRule, AlertState, MessageState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

TYPED = {
    "cause": "funds",
    "explanation": "资金未到位",
    "measure": "申请专项债",
    "owner": "王建国 部长",
}


@pytest.fixture
def story():
    made = scene()
    make.figure(made.target, 2024, "130.5")
    flow.reassess([made.target], by=flow.system_person())
    Person.objects.update(language="en")
    return made.again()


@pytest.fixture
def alert(story) -> Alert:
    facts = {"status": "far_behind", "verdict": None, "value": "130.5", "expected": 174.1}
    facts |= {"progress": 0.305, "elapsed": 0.8, "pace": 0.381}
    return make.alert(story.target, facts=facts)


def seen(client, person, alert: Alert) -> str:
    client.force_login(person)
    answer = client.get(reverse("alert", args=[alert.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, person, alert: Alert, **fields):
    client.force_login(person)
    day = str(timezone.localdate())
    data = {**TYPED, "promised_on": day, "seen": "0", **fields}
    return client.post(reverse("alert", args=[alert.pk]), data)


def test_the_numbers_and_their_reason_stand_on_the_page(client, story, alert):
    body = seen(client, story.owner, alert)
    for words in ("130.5 亿元", "174.1 亿元", "−43.6 亿元", "30.5%", "80.0%", "Far behind"):
        assert words in body, words
    assert f"{reverse('target', args=[story.target.pk])}?year=2024#why" in body


def test_what_is_kept_year_by_year_names_what_was_promised(client, story):
    facts = {"status": "breached", "value": "130.5", "elapsed": 0.8}
    alert = make.alert(story.target, rule=AlertRule.FLOOR_BREACHED, facts=facts)
    assert "≥ 200 亿元" in seen(client, story.owner, alert)


def test_a_sum_so_far_is_written_as_it_was_typed(client, story, alert):
    Alert.objects.update(facts=alert.facts | {"cumulative": 9.0, "expected": 9.6})
    body = seen(client, story.owner, alert)
    assert "9 亿元" in body and "9.0 亿元" not in body


def test_since_when_and_who_was_told(client, story, alert):
    Alert.objects.filter(pk=alert.pk).update(
        raised_on=timezone.localdate() - timedelta(days=12), escalated_on=timezone.localdate()
    )
    message = make.message(story.reviewer, state=MessageState.SENT, sent_at=timezone.now())
    message.alerts.add(alert)
    body = seen(client, story.owner, alert)
    assert "for 12 days" in body
    assert "escalated" in body
    assert "<li>reviewer" in body


def test_a_viewer_reads_it_and_neither_answers_nor_learns_who_was_told(client, story, alert):
    body = seen(client, story.people["viewer"], alert)
    assert "Send the answer" not in body
    assert "Who was told" not in body


def test_an_answer_is_kept_and_shown(client, story, alert):
    answer = sent(client, story.owner, alert)
    assert (answer.status_code, answer.url) == (302, reverse("alert", args=[alert.pk]))
    body = seen(client, story.owner, alert)
    for words in (
        "Funds",
        "资金未到位",
        "申请专项债",
        "王建国 部长",
        "due soon",
        "Answer again",
    ):
        assert words in body, words


def test_the_other_open_alerts_of_the_target_are_ticked(client, story, alert):
    missed = make.alert(story.target, rule=AlertRule.ANNUAL_MISSED)
    body = seen(client, story.owner, alert)
    assert f'name="also" value="{missed.pk}"' in body
    sent(client, story.owner, alert, also=[missed.pk])
    assert set(Handling.objects.get().alerts.all()) == {alert, missed}


def test_what_others_have_to_answer_is_not_ticked_along(client, story, alert):
    make.alert(story.target, rule=AlertRule.CLASS_CHANGED, told=["administrator"])
    body = seen(client, story.owner, alert)
    assert 'name="also"' not in body


def test_the_page_says_who_answers_what_is_not_ones_own(client, story):
    changed = make.alert(story.target, rule=AlertRule.CLASS_CHANGED, told=["administrator"])
    assert "Plan administrators of the zone answer it." in seen(client, story.owner, changed)


def test_what_is_missing_is_said_beside_its_field_and_the_rest_stays(client, story, alert):
    answer = sent(client, story.owner, alert, measure=" ", promised_on="2020-01-01")
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what is done about it" in body
    assert "2020-01-01 is over already" in body
    assert "资金未到位" in body


@pytest.mark.parametrize("day", ["明年", "2026-13-01"])
def test_what_is_no_day_is_said_to_be_none(client, story, alert, day):
    answer = sent(client, story.owner, alert, promised_on=day)
    assert answer.status_code == 422
    assert "That is no day" in answer.content.decode()


def test_a_day_is_taken_as_it_is_written_in_chinese(client, story, alert):
    day = timezone.localdate()
    sent(client, story.owner, alert, promised_on=f"{day.year}年{day.month}月{day.day}日")
    assert Handling.objects.get().promised_on == day


def test_whoever_comes_second_is_told_and_keeps_what_was_typed(client, story, alert):
    sent(client, story.people["deskmate"], alert, explanation="第一个答复")
    answer = sent(client, story.owner, alert)
    body = answer.content.decode()
    assert answer.status_code == 409
    for words in ("deskmate answered this at", "第一个答复", "资金未到位", 'name="seen" value="1"'):
        assert words in body, words
    assert body.index('id="answer"') < body.index("deskmate answered this at")
    assert sent(client, story.owner, alert, seen="1").status_code == 302
    assert alert.handlings.count() == 2


def test_whoever_answers_what_was_cleared_meanwhile_keeps_what_was_typed(client, story, alert):
    Alert.objects.update(state=AlertState.CLEARED, cleared_on=timezone.localdate())
    newer = make.alert(story.target, year=2025)
    answer = sent(client, story.owner, alert)
    body = answer.content.decode()
    assert answer.status_code == 409
    for words in ("no answer is needed any more", "资金未到位", "Funds", f"/alerts/{newer.pk}/"):
        assert words in body, words


def test_what_was_promised_in_earlier_years_stands_below(client, story, alert):
    old = make.alert(
        story.target, year=2023, state=AlertState.CLEARED, cleared_on=timezone.localdate()
    )
    make.handling(old, measure="去年的措施")
    body = seen(client, story.owner, alert)
    assert body.index("Promised about this target before") < body.index("去年的措施")


def test_what_a_department_owes_leads_to_its_grid(client, story):
    alert = make.owed_alert(story.cycle, story.target.department)
    body = seen(client, story.owner, alert)
    assert "2 of 3 figures outstanding" in body
    assert "1 day overdue" in body
    assert "The next entry form" not in body
    assert reverse("grid", args=[story.cycle.pk]) in body
    assert reverse("grid", args=[story.cycle.pk]) not in seen(client, story.reviewer, alert)


@pytest.mark.parametrize("rule", AlertRule)
def test_every_rule_is_shown_whatever_facts_it_has(client, story, rule):
    alert = make.alert(story.target, rule=rule, facts={})
    assert str(alert.get_rule_display()) in seen(client, story.owner, alert)


@pytest.mark.parametrize("many", [1, 6])
def test_the_page_asks_as_much_for_many_answers_as_for_one(
    client, story, alert, django_assert_max_num_queries, many
):
    for year in range(2023, 2023 + many):
        old = make.alert(
            story.target, year=2021, state=AlertState.CLEARED, cleared_on=timezone.localdate()
        )
        make.handling(alert, explanation=f"答复{year}")
        make.handling(old)
        make.message(story.owner).alerts.add(alert)
    client.force_login(story.owner)
    with django_assert_max_num_queries(24):
        client.get(reverse("alert", args=[alert.pk]))
