"""Judgements as they were, and those of the original target beside a revised one."""

from django.db.models import QuerySet

from tracker.assessment.cases import records
from tracker.attainment.evaluate import evaluate
from tracker.attainment.figures import Answer, Case
from tracker.models import Assessment, Target


def history(target: Target) -> QuerySet[Assessment]:
    """Every stored judgement of a target, the latest first."""
    return target.assessments.order_by("-year", "-assessed_at")


def preview(target: Target, year: int) -> Answer:
    """What the rules say of a target as of a year, computed now and not stored."""
    return evaluate(case_of(target, year))


def case_of(target: Target, year: int) -> Case:
    """What the judgement of a target as of a year rests on; its plan is loaded with it."""
    return records([target])[0].case(year)
