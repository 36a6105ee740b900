"""Plan administrators are told which judgements a revision changed, and why."""

import pytest
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.models import Figure, Message
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db


class Story:
    """Targets of a plan that is administered by one person, who reads English."""

    def __init__(self) -> None:
        self.plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
        self.zone = self.plan.zone
        self.reviewer = make.member(Role.REVIEWER, self.zone)
        self.administrator = make.member(Role.ADMINISTRATOR, self.zone, language="en")

    def revised(self, old=205, new=150, year=2025) -> Figure:
        """A figure approved as ``old`` and then, by census, as ``new``."""
        target = make.target(self.plan, name_en="GDP")
        make.figure(target, year, old)
        flow.reassess([target], by=flow.system_person())
        anew = make.draft(
            target, year, new, vintage=2, state=FigureState.SUBMITTED, revision_reason="经济普查"
        )
        return flow.approve_figure(anew, version=1, by=self.reviewer)


@pytest.fixture
def story(time_machine) -> Story:
    time_machine.move_to("2026-03-24T10:00+08:00", tick=False)
    return Story()


def told(person) -> list[Message]:
    now = timezone.now()
    flow.run_alerts(today=timezone.localdate(now), by=flow.system_person(), at=now)
    return list(Message.objects.filter(person=person))


def test_one_digest_says_what_became_what_and_why(story):
    story.revised(), story.revised(old=150, new=205)
    (mail,) = told(story.administrator)
    for body in (mail.body_text, mail.body_html):
        for words in ("Exceeded → ■ Missed", "Missed → ★ Exceeded", "GDP", "经济普查"):
            assert words in body
        assert "figure of 2025 revised from 205 亿元 to 150 亿元" in body
        assert "/zones/jinan-ht/#changes" in body


def test_later_years_that_change_with_it_are_told_too(story):
    story.revised(old=180, new=130, year=2023)
    (mail,) = told(story.administrator)
    assert mail.body_text.count("figure of 2023 revised") == 2


def test_first_approvals_and_mere_quantities_are_not_told(story):
    story.revised(old=205, new=206)
    assert told(story.administrator) == []


def test_a_zone_without_an_administrator_tells_the_one_above(story):
    city = make.zone("city")
    story.zone.parent = city
    story.zone.save()
    story.zone.memberships.filter(role=Role.ADMINISTRATOR).delete()
    above = make.member(Role.ADMINISTRATOR, city)
    story.revised()
    assert len(told(above)) == 1


def test_a_revised_target_is_told_with_its_new_value(story):
    target = make.target(story.plan)
    make.figure(target, 2025, 205)
    flow.reassess([target], by=flow.system_person())
    revision = make.revision(target, 2025, 400)
    changes = flow.common.judge([target], by=story.administrator)
    flow.watching.list_changed(changes, by=story.administrator, revision=revision)
    (mail,) = told(story.administrator)
    assert "target revised to 400 亿元 from 2025 on" in mail.body_text
