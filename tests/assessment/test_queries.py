"""What a draft would mean, before anybody approved it."""

import pytest

from tests import make
from tests.pages.kinds import KINDS, one_of
from tracker import flow, standing
from tracker.assessment.queries import outlooks
from tracker.entry.queries import filed
from tracker.models import Assessment, Figure, Target

pytestmark = pytest.mark.django_db


def outlook(target: Target):
    fresh = Target.objects.select_related("plan", "indicator", "scope").get(pk=target.pk)
    return outlooks([fresh], filed([fresh], 2025).figures, 2025)[target.pk]


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_means_what_its_approval_then_says(kind):
    target = one_of(kind)
    Figure.objects.filter(year=2025).update(state="draft", in_force=False)
    flow.reassess([target], by=flow.system_person())
    before, meant = Assessment.objects.count(), outlook(target).answer
    assert Assessment.objects.count() == before
    Figure.objects.filter(year=2025).update(state="approved", in_force=True)
    flow.reassess([target], by=flow.system_person())
    assert standing.target_standing(target, 2025).answer == meant


def test_a_draft_that_replaces_an_approved_figure_speaks_for_the_year():
    target = make.target()
    make.figure(target, 2025, 150)
    before = outlook(target).answer
    make.draft(target, 2025, 210, vintage=2)
    assert (before.verdict, outlook(target).answer.verdict) == ("missed", "exceeded")


def test_what_is_expected_has_the_sign_of_what_is_reported():
    target = one_of("cumulative_change")
    assert outlook(target).expected == pytest.approx(-13.5)
