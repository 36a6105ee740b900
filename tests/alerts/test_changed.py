"""Plan administrators get one mail for the judgements that revisions changed in a while."""

import pytest
from django.conf import settings
from django.utils import timezone

from tests import make
from tracker import flow
from tracker.alerts import delivery
from tracker.alerts.changed import WAIT
from tracker.models import Figure, Message
from tracker.terms import FigureState, Role

pytestmark = pytest.mark.django_db


class Story:
    """Two targets of one plan that is administered by one person, in English."""

    def __init__(self) -> None:
        self.plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
        self.zone = self.plan.zone
        self.reviewer = make.member(Role.REVIEWER, self.zone, name="李四")
        self.administrator = make.member(Role.ADMINISTRATOR, self.zone, name="王五", language="en")

    def revised(self, old=205, new=150, year=2025, **fields) -> Figure:
        """A figure approved as ``old`` and then, by census, as ``new``."""
        target = make.target(self.plan, name_en="GDP")
        make.figure(target, year, old)
        flow.reassess([target], by=flow.system_person())
        anew = make.draft(
            target, year, new, vintage=2, state=FigureState.SUBMITTED,
            revision_reason="经济普查", **fields,
        )  # fmt: skip
        return flow.approve_figure(anew, version=1, by=self.reviewer)


@pytest.fixture
def story():
    return Story()


def test_the_mail_says_what_became_what_and_why(server, story):
    answers = server()
    revised = [story.revised(), story.revised(old=150, new=205)]
    delivery.deliver(clock=lambda: timezone.now() + WAIT)
    (mail,) = answers.mails
    assert mail["Subject"] == "Changed by a revision: 2 judgements"
    for kind in ("plain", "html"):
        body = mail.get_body([kind]).get_content()
        for words in ("Exceeded → ", "Missed → ", "■ Missed", "李四", "GDP", "经济普查"):
            assert words in body
        assert "figure of 2025 revised from 205 亿元 to 150 亿元" in body
        assert f"{settings.SITE_URL}/targets/{revised[0].target_id}/?year=2025" in body
        assert f"{settings.SITE_URL}/zones/jinan-ht/#changes" in body


def test_later_years_that_change_with_it_are_told_too(story):
    story.revised(old=180, new=130, year=2023)
    assert Message.objects.get().body_text.count("figure of 2023 revised") == 2


def test_first_approvals_and_mere_quantities_are_not_told(story):
    story.revised(old=205, new=206)
    assert not Message.objects.exists()


def test_a_zone_without_an_administrator_tells_the_one_above(story):
    city = make.zone("city")
    story.zone.parent = city
    story.zone.save()
    story.zone.memberships.filter(role=Role.ADMINISTRATOR).delete()
    above = make.member(Role.ADMINISTRATOR, city)
    story.revised()
    assert Message.objects.get().person == above


def test_a_revised_target_is_told_with_its_new_value(story):
    target = make.target(story.plan)
    make.figure(target, 2025, 205)
    flow.reassess([target], by=flow.system_person())
    revision = make.revision(target, 2025, 400)
    changes = flow.common.judge([target], by=story.administrator)
    flow.watching.tell_changed(changes, by=story.administrator, revision=revision)
    assert "target revised to 400 亿元 from 2025 on" in Message.objects.get().body_text
