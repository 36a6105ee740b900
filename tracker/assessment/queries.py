"""What a judgement rests on, and what it would be if a draft were approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from tracker.assessment.cases import approved_figures, records
from tracker.assessment.judging import judge
from tracker.attainment.expectation import expected_in
from tracker.attainment.figures import Answer, Case
from tracker.attainment.spreading import annual_value, path_used
from tracker.models import Figure, Target
from tracker.models.promise import fault_of
from tracker.terms import Path, TargetState


@dataclass(frozen=True)
class Outlook:
    """One target in a year that is being reported; nothing of it is stored.

    ``expected`` is what the way to the target asks of the year, with the sign of what is reported.
    ``answer`` is the judgement as if the year's draft were approved, ``compared`` the year's
    figure of the compared series.
    """

    expected: float | None
    answer: Answer
    compared: Decimal | None


def case_of(target: Target, year: int) -> Case:
    """What the judgement of a target as of a year rests on; its plan is loaded with it."""
    return records([target])[0].case(year)


def outlooks(targets: Sequence[Target], figures: Iterable[Figure], year: int) -> dict[int, Outlook]:
    """What is expected of each target, and what its draft would mean, by its number.

    ``figures`` are the approved ones and the drafts, in the order of years and vintages. One
    query, however many targets there are; their plans are loaded with them.
    """
    found = {}
    for record in records(targets, figures):
        target, expected = record.target, None
        if target.state == TargetState.PUBLISHED:
            expected = target.as_reported(expected_in(record.case(year), year))
        found[target.pk] = Outlook(expected, judge(record, year), record.compared.get(year))
    return found


def outlooks_of(drafts: Sequence[Figure]) -> dict[int, Outlook]:
    """What each of these open figures would mean if it were approved, by its number.

    One query, and one for each of their years; their targets and plans are loaded with them.
    """
    approved = list(approved_figures({draft.target_id for draft in drafts}))
    found: dict[int, Outlook] = {}
    for year in {draft.year for draft in drafts}:
        asked = [draft for draft in drafts if draft.year == year]
        figures = sorted([*approved, *asked], key=attrgetter("year", "vintage"))
        ahead = outlooks([draft.target for draft in asked], figures, year)
        found.update((draft.pk, ahead[draft.target_id]) for draft in asked)
    return found


@dataclass(frozen=True)
class Proposal:
    """A target broken down along its own path; ``path`` is None where it has none."""

    values: dict[int, Decimal]
    path: Path | None


def proposals(targets: Sequence[Target]) -> dict[int, Proposal]:
    """Values by year along each target's path, by its number; nothing of it is stored.

    Four queries at most, however many targets there are; their plans are loaded with them.
    """
    found = {}
    for record in records([target for target in targets if fault_of(target) is None]):
        plan = record.target.plan
        years = range(plan.start_year, plan.end_year + 1)
        asked = ((year, annual_value(record.case(year))) for year in years)
        values = {year: value for year, value in asked if value is not None}
        found[record.target.pk] = Proposal(values, path_used(record.case(plan.end_year)))
    return found
