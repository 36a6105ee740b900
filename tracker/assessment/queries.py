"""What a judgement rests on."""

from tracker.assessment.cases import records
from tracker.attainment.figures import Case
from tracker.models import Target


def case_of(target: Target, year: int) -> Case:
    """What the judgement of a target as of a year rests on; its plan is loaded with it."""
    return records([target])[0].case(year)
