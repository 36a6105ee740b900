"""Officers get one mail for all that comes back to them within minutes."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts import claiming, delivery
from tracker.alerts.letters.shapes import MOST_ROWS
from tracker.alerts.returned import WAIT
from tracker.models import Figure, Membership, Message, Notice, Person
from tracker.terms import FigureState, MessageState, Role

pytestmark = pytest.mark.django_db


class Story:
    """A department with an officer, and a reviewer who returns what it submitted."""

    def __init__(self) -> None:
        self.plan = make.plan(make.zone("jinan-ht", name="济南高新区", name_en="Jinan Zone"))
        self.zone = self.plan.zone
        self.cycle = make.cycle(self.plan, 2025)
        self.department = make.department(self.zone)
        self.officer = make.member(Role.OFFICER, self.zone, name="张三", language="en")
        self.reviewer = make.member(Role.REVIEWER, self.zone, name="李四")

    def returned(self, reason="请核对口径", by=None, value="190.50") -> Figure:
        target = make.target(self.plan, department=self.department, name_en="GDP")
        report = {"value": Decimal(value)}
        by = by or self.officer
        figure = flow.save_figure(target, 2025, report, version=None, by=by)
        figure = flow.submit_figure(figure, version=figure.version, by=by)
        return flow.return_figure(figure, version=2, reason=reason, by=self.reviewer)


@pytest.fixture(autouse=True)
def working_day(time_machine):
    """A Tuesday in March."""
    time_machine.move_to("2026-03-24T02:00Z")


@pytest.fixture
def story():
    return Story()


def sweep(after=WAIT):
    return delivery.deliver(clock=lambda: timezone.now() + after)


def told() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("person__name", flat=True))


def test_ten_returns_are_one_mail_that_arrives_after_a_while(server, story):
    answers = server()
    figures = [story.returned(f"原因{number}") for number in range(10)]
    assert sweep(after=timedelta()).sent == ()
    assert len(sweep().sent) == 1
    (mail,) = answers.mails
    assert mail["Subject"] == "Returned: 10 figures to correct, Jinan Zone, 2025"
    text, page = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    for body in (text, page):
        assert f"{settings.SITE_URL}/entry/{story.cycle.pk}/" in body
        assert f"{settings.SITE_URL}/targets/{figures[3].target_id}/2025/" in body
        for words in ("原因0", "原因9", "returned by 李四", "190.50 亿元", "GDP"):
            assert words in body
        # Five working days after this Tuesday.
        assert "To be corrected by Tuesday, March 31, 2026" in body


def test_figures_that_come_back_for_one_reason_stand_under_it_together(story):
    story.returned(), story.returned()
    body = Message.objects.get().body_text
    assert (body.count("请核对口径"), body.count("190.50 亿元")) == (1, 2)


def test_what_comes_back_after_the_mail_was_sent_begins_another(server, story):
    server()
    story.returned()
    sweep()
    story.returned()
    assert [m.state for m in Message.objects.order_by("pk")] == ["sent", "queued"]
    assert "1 figure to correct" in Message.objects.last().subject


def test_what_a_sender_has_read_already_is_not_sent_in_its_old_words(story):
    story.returned()
    claims = claiming.claims(Message.objects.all(), clock=lambda: timezone.now() + WAIT)
    rows = list(Message.objects.all())
    story.returned()
    Message.objects.filter(pk=rows[0].pk).update(not_before=timezone.now())
    (message,) = claims
    assert "2 figures" in message.subject


def test_a_mail_that_was_claimed_is_left_and_another_begun(story):
    story.returned()
    Message.objects.update(state=MessageState.CLAIMED, lease_until=timezone.now(), attempts=1)
    story.returned()
    assert Message.objects.count() == 2


def test_a_second_return_of_one_figure_is_told_again_in_the_same_mail(story):
    figure = story.returned("单位有误")
    figure = flow.submit_figure(figure, version=figure.version, by=story.officer)
    flow.return_figure(figure, version=figure.version, reason="仍有误", by=story.reviewer)
    message = Message.objects.get()
    assert Notice.objects.count() == 2
    assert "仍有误" in message.body_text
    assert message.subject.startswith("Returned: 1 figure")


def test_who_entered_it_is_told_and_colleagues_are_not(story):
    make.member(Role.OFFICER, story.zone, department=story.department, name="同事")
    story.returned()
    assert told() == ["张三"]


def test_who_stands_in_for_whoever_entered_it_is_told_as_well(story):
    colleague = make.member(Role.OFFICER, story.zone, department=story.department, name="代理人")
    make.delegation(story.officer, colleague, story.zone)
    story.returned()
    assert sorted(told()) == ["代理人", "张三"]


def test_whoever_took_over_the_department_is_told(story):
    figure = story.returned()
    figure = flow.submit_figure(figure, version=figure.version, by=story.officer)
    Message.objects.all().delete()
    Membership.objects.filter(person=story.officer).delete()
    make.member(Role.OFFICER, story.zone, department=story.department, name="接任者")
    flow.return_figure(figure, version=figure.version, reason="口径", by=story.reviewer)
    assert told() == ["接任者"]


def test_where_nobody_reports_the_administrators_are_told(story):
    make.member(Role.ADMINISTRATOR, story.zone, name="管理员")
    figure = story.returned()
    figure = flow.submit_figure(figure, version=figure.version, by=story.officer)
    Message.objects.all().delete()
    Membership.objects.filter(role=Role.OFFICER).delete()
    flow.return_figure(figure, version=figure.version, reason="口径", by=story.reviewer)
    assert told() == ["管理员"]


def reopened(story, reason="经济普查") -> Figure:
    target = make.target(story.plan, department=story.department)
    figure = make.figure(target, 2025, 190, entered_by=story.officer)
    return flow.reopen_figure(figure, reason=reason, by=story.reviewer)


def test_a_reopened_figure_is_told_as_reopened(story):
    figure = reopened(story)
    message = Message.objects.get()
    assert message.subject == "Reopened: 1 figure to correct, Jinan Zone, 2025"
    for body in (message.body_text, message.body_html):
        assert ("reopened by 李四" in body, "returned by" in body) == (True, False)
    story.returned("经济普查")
    message.refresh_from_db()
    assert message.subject.startswith("Returned or reopened: 2 figures")
    assert message.body_text.count("经济普查") == 2
    assert figure.is_reopened


def test_a_reopened_figure_that_was_sent_back_since_is_returned(story):
    figure = reopened(story)
    figure = flow.submit_figure(figure, version=figure.version, by=story.officer)
    flow.return_figure(figure, version=figure.version, reason="口径", by=story.reviewer)
    message = Message.objects.get()
    assert message.subject.startswith("Returned: 1 figure ")
    assert "returned by 李四" in message.body_text


def test_what_was_dealt_with_before_the_mail_goes_is_left_out(server, story):
    answers = server()
    done, _left = story.returned("单位有误"), story.returned("请附公报")
    flow.submit_figure(done, version=done.version, by=story.officer)
    sweep()
    (mail,) = answers.mails
    assert mail["Subject"] == "Returned: 1 figure to correct, Jinan Zone, 2025"
    text = mail.get_body(["plain"]).get_content()
    assert ("请附公报" in text, "单位有误" in text) == (True, False)
    assert Message.objects.get().body_text == text.replace("\r\n", "\n")


def test_a_mail_with_nothing_left_to_tell_is_not_sent_and_says_why(server, story):
    answers = server()
    figure = story.returned()
    figure = flow.submit_figure(figure, version=figure.version, by=story.officer)
    assert sweep().sent == ()
    message = Message.objects.get()
    assert (answers.mails, message.state) == ([], MessageState.DROPPED)
    assert message.last_error
    flow.return_figure(figure, version=figure.version, reason="仍有误", by=story.reviewer)
    assert len(sweep().sent) == 1


@pytest.mark.parametrize(
    ("now", "due_on", "goes_out"),
    [
        ("2026-03-27T10:00+08:00", date(2026, 4, 30), "2026-03-27T10:10+08:00"),
        ("2026-03-28T10:00+08:00", date(2026, 4, 30), "2026-03-30T09:00+08:00"),
        ("2026-03-27T23:55+08:00", date(2026, 4, 30), "2026-03-30T09:00+08:00"),
        ("2026-03-28T10:00+08:00", date(2026, 3, 30), "2026-03-30T09:00+08:00"),
        ("2026-03-28T10:00+08:00", date(2026, 3, 29), "2026-03-28T10:10+08:00"),
        ("2026-03-28T10:00+08:00", date(2026, 3, 27), "2026-03-30T09:00+08:00"),
        ("2026-05-09T10:00+08:00", date(2026, 4, 30), "2026-05-09T10:10+08:00"),
    ],
    ids=["Friday", "Saturday", "Friday night", "due on the next working day", "due on Sunday",
         "due long ago", "a Saturday that is worked"],
)  # fmt: skip
def test_on_a_day_off_the_mail_waits_unless_it_is_due_before(
    story, time_machine, now, due_on, goes_out
):
    Person.objects.filter(pk=story.officer.pk).update(mail_hour=9)
    story.plan.cycles.update(due_on=due_on)
    time_machine.move_to(now, tick=False)
    story.returned()
    assert Message.objects.get().not_before == datetime.fromisoformat(goes_out)


def test_what_comes_back_over_the_days_off_is_one_mail(story, time_machine):
    for now in ("2026-03-28T10:00+08:00", "2026-03-29T15:00+08:00"):
        time_machine.move_to(now, tick=False)
        story.returned()
    assert "2 figures" in Message.objects.get().subject


@pytest.mark.parametrize("state", [{"mail_refused_at": timezone.now()}, {"email": ""}])
def test_whose_address_takes_no_mail_is_not_written_to_and_the_administrator_is(story, state):
    Person.objects.filter(pk=story.officer.pk).update(**state)
    make.member(Role.ADMINISTRATOR, story.zone, name="管理员")
    story.returned()
    assert told() == ["管理员"]


def test_chinese_mails_are_in_chinese(story):
    Person.objects.filter(pk=story.officer.pk).update(language="zh-hans")
    story.officer.language = "zh-hans"
    story.returned()
    message = Message.objects.get()
    assert message.language == "zh-hans"
    assert "地区生产总值" in message.body_text
    assert "GDP" not in message.body_text


def test_what_people_typed_is_text_and_never_markup(story):
    story.returned(reason="<b>口径</b>")
    message = Message.objects.get()
    assert "&lt;b&gt;口径&lt;/b&gt;" in message.body_html
    assert "<b>口径</b>" in message.body_text


def test_an_officer_without_an_address_gets_one_row_that_failed(story):
    Person.objects.filter(pk=story.officer.pk).update(email="")
    story.returned(), story.returned()
    message = Message.objects.get()
    assert message.state == MessageState.FAILED
    assert "2 figures" in message.subject


def test_a_long_list_ends_with_how_many_more_there_are(story):
    figures = [story.returned() for _ in range(3)]
    target = figures[0].target
    for number in range(MOST_ROWS):
        figure = make.draft(
            make.target(target.plan, department=story.department, name=f"指标{number}"),
            2025, 1, state=FigureState.SUBMITTED, entered_by=story.officer,
        )  # fmt: skip
        flow.return_figure(figure, version=1, reason="口径", by=story.reviewer)
    assert "and 3 more on the page" in Message.objects.get().body_text


def test_a_return_that_fails_writes_nothing(story):
    figure = story.returned()
    Message.objects.all().delete()
    done = flow.return_figures([(figure, figure.version)], reason="再次", by=story.reviewer)
    assert len(done.left) == 1
    assert not Message.objects.exists()
