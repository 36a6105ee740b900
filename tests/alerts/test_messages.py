"""What stands in the mails, in both languages."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts.letters.shapes import MOST_ROWS
from tracker.models import Message, Person, Target
from tracker.terms import Direction, FigureState, MessageState, Quality, Role, TargetKind

pytestmark = pytest.mark.django_db

BEFORE = date(2026, 3, 24)
AFTER = date(2026, 4, 8)


def asked(language="en", **fields) -> Target:
    """A target that an officer and a reviewer are responsible for, asked for by 31 March 2026."""
    plan = make.plan(make.zone("jinan-ht", name="济南高新区", name_en="Jinan High-tech Zone"))
    make.cycle(plan)
    for role in (Role.OFFICER, Role.REVIEWER):
        make.member(role, plan.zone, name=role.value, language=language)
    return make.target(plan, **fields)


def written(day=BEFORE, to="officer") -> Message:
    flow.run_alerts(today=day, by=flow.system_person(), at=timezone.now())
    return Message.objects.get(person__name=to)


def test_a_reminder_says_what_to_do_by_when_and_where():
    target = asked(name_en="GDP")
    message = written()
    page = f"{settings.SITE_URL}/targets/{target.pk}/2025/"
    for body in (message.body_text, message.body_html):
        days = "6 working days left, today included"
        for words in ("1 figure", "Tuesday, March 31, 2026", days, "GDP", page):
            assert words in body
        assert f"{settings.SITE_URL}/entry/{target.plan.cycles.get().pk}/" in body
    assert "7 days left" in message.subject


def test_chinese_mails_write_dates_and_names_in_chinese():
    asked("zh-hans", name_en="GDP")
    message = written()
    for body in (message.body_text, message.body_html):
        assert "2026年3月31日" in body
    assert "地区生产总值" in message.body_text
    assert "GDP" not in message.body_text
    assert 'lang="zh-hans"' in message.body_html


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 24), "7 days left"),
        (date(2026, 3, 30), "Due tomorrow"),
        (date(2026, 3, 31), "Due today"),
        (date(2026, 4, 1), "1 day overdue"),
        (date(2026, 4, 8), "8 days overdue"),
    ],
)
def test_the_subject_counts_the_days(day, words):
    asked()
    assert words in written(day).subject


def test_each_figure_says_where_it_stands():
    target = asked()
    make.draft(target, 2025, 1)
    returned = make.target(target.plan)
    make.draft(
        returned, 2025, 1, state=FigureState.RETURNED,
        returned_by=make.person(), return_reason="单位有误",
    )  # fmt: skip
    make.target(target.plan)
    body = written().body_text
    for state in ("Draft", "Returned", "Not begun"):
        assert body.count(state) == 1


def test_a_reviewer_reads_how_much_each_department_owes():
    target = asked()
    make.target(target.plan, department=make.department(target.plan.zone, "科技创新部"))
    message = written(AFTER, to="reviewer")
    assert message.subject == (
        "8 days overdue: 2 figures not submitted yet, Jinan High-tech Zone, 2025"
    )
    assert "■ 1 of 1 outstanding · 科技创新部" in message.body_text
    assert "■ 1 of 1 outstanding · No responsible department" in message.body_text
    cycle = target.plan.cycles.get()
    assert f"{settings.SITE_URL}/alerts/remind/?cycle={cycle.pk}" in message.body_html


def test_figures_without_an_officer_are_named_to_the_reviewer():
    asked().plan.zone.memberships.filter(role=Role.OFFICER).delete()
    assert written(to="reviewer").subject.startswith(
        "7 days left: 1 figure without a reporting officer"
    )


def off_track(value, year=2022, **fields) -> Message:
    target = asked(**fields)
    make.figure(target, year, value)
    flow.reassess([target], by=flow.system_person())
    return written(date(2026, 1, 5), to="reviewer")


def test_an_off_track_mail_gives_the_figures_behind_the_word():
    message = off_track(105, attribute="binding")
    for words in ("Far behind", "Binding", "105 亿元", "132.0 亿元", "7.0%", "40.0%"):
        assert words in message.body_text
        assert words in message.body_html
    assert "▼" in message.body_text


def test_the_subject_says_what_a_second_mail_is_for():
    target = asked()
    make.figure(target, 2022, 101)
    flow.reassess([target], by=flow.system_person())
    for day in (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 23)):
        flow.run_alerts(today=day, by=flow.system_person(), at=timezone.now())
    mails = Message.objects.filter(person__name="reviewer").order_by("pk")
    assert [mail.subject.partition(":")[0] for mail in mails] == [
        "Far behind",
        "Far behind · Not answered for 7 days",
        "Far behind · Not answered for 21 days",
    ]


def test_a_missed_target_is_measured_by_its_value():
    body = off_track(150, 2025).body_text
    assert "Missed" in body
    assert "≥ 200 亿元" in body
    assert "Elapsed" not in body


def test_a_revised_target_is_named_as_it_is_judged():
    target = asked()
    make.revision(target, 2023, 180)
    make.figure(target, 2025, 150)
    flow.reassess([target], by=flow.system_person())
    assert "Target value ≥ 180 亿元" in written(AFTER).body_text


def test_a_reported_zero_is_a_zero():
    assert "Actual value 0 亿元" in off_track(0).body_text


def test_what_adds_up_is_told_as_its_total():
    fields = {"kind": TargetKind.CUMULATIVE_SUM, "base_value": None, "target_value": 500}
    body = off_track(30, 2021, **fields).body_text
    assert "Total so far 30 亿元" in body
    assert "Expected value 100.0 亿元" in body


def test_a_fall_and_what_it_should_be_have_the_same_sign():
    fields = {"kind": TargetKind.CUMULATIVE_CHANGE, "base_value": None, "target_value": 10}
    body = off_track("-1", 2021, direction=Direction.AT_MOST, unit="%", **fields).body_text
    assert "Total so far −1.0%" in body
    assert "Expected value −2.1%" in body


@pytest.mark.parametrize("quality", [Quality.ILLUSTRATIVE, Quality.FINAL])
def test_mails_about_invented_figures_say_so(quality):
    target = asked()
    make.figure(target, 2022, 150, quality=quality)
    message = written()
    said = ["invented" in body for body in (message.body_text, message.body_html)]
    assert said == [quality == Quality.ILLUSTRATIVE] * 2


def test_what_people_typed_is_text_and_never_markup():
    asked(name="<b>面积</b> & 比重")
    message = written()
    assert "&lt;b&gt;面积&lt;/b&gt; &amp; 比重" in message.body_html
    assert "<b>面积</b> & 比重" in message.body_text


def test_a_long_list_ends_with_how_many_more_there_are():
    target = asked()
    for number in range(MOST_ROWS + 1):
        make.target(target.plan, name=f"指标{number}")
    message = written()
    assert message.body_text.count("Not begun") == MOST_ROWS
    assert "and 2 more on the page" in message.body_text


@pytest.mark.parametrize("address", ["", "no address", "a@b@c", "a@example.test\nBcc: x@y.test"])
def test_an_address_that_mail_cannot_go_to_fails_at_once(address):
    asked()
    Person.objects.filter(name="officer").update(email=address)
    message = written()
    assert (message.state, message.attempts) == (MessageState.FAILED, 0)
    assert "officer" in message.last_error


def test_mails_load_nothing_from_elsewhere():
    asked()
    body = written().body_html
    assert not [word for word in ("<img", "<link", "<script", "<style", "url(") if word in body]
