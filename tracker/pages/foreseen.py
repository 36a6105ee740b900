"""What the figures of an upload would mean if they were approved, before anything is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q

from tracker.assessment.queries import outlooks
from tracker.attainment.figures import Answer
from tracker.entry.checks import missing
from tracker.entry.sheet.facts import Line
from tracker.entry.sheet.keeping import unpacked
from tracker.entry.sheet.oddities import ahead
from tracker.models import Figure, SheetUpload, Target
from tracker.terms import FigureState, Status, TargetKind, Verdict, judged


@dataclass(frozen=True)
class Foreseen:
    """The judgement as if one row of an upload were approved."""

    answer: Answer

    @property
    def word(self) -> Status | Verdict:
        return judged(self.answer.status, self.answer.verdict)


def foreseen(
    upload: SheetUpload, targets: Mapping[int, Target], listed: Iterable[int]
) -> dict[int, Foreseen]:
    """What each of the ``listed`` targets' rows would mean, by number; nothing is stored.

    Rows that leave out the figure itself mean nothing yet. Two queries, however many there are;
    ``targets`` come with their plans.
    """
    wanted = {pk for pk in listed if pk in targets}
    rows = [unpacked(row) for row in upload.rows if row["target"] in wanted]
    if not rows:
        return {}
    year = upload.cycle.year
    stored = _stored(wanted, year)
    drafts = {row.target: _draft(targets[row.target], stored, row.report, year) for row in rows}
    replaced = {figure.pk for figure in drafts.values()}
    figures = [*(each for each in stored if each.pk not in replaced), *drafts.values()]
    figures.sort(key=attrgetter("year", "vintage"))
    found = outlooks([targets[pk] for pk in drafts], figures, year)
    return {pk: Foreseen(found[pk].answer) for pk, draft in drafts.items() if _is_filled(draft)}


def _stored(targets: Iterable[int], year: int) -> list[Figure]:
    """What is approved of targets, and the year's open figures, in the order of vintages."""
    counted = Q(state=FigureState.APPROVED) | Q(year=year)
    return list(Figure.objects.filter(counted, target__in=targets).order_by("year", "vintage"))


def _draft(
    target: Target, stored: Iterable[Figure], report: Mapping[str, Any], year: int
) -> Figure:
    """The year's open figure as it would be, or a first one."""
    own = [each for each in stored if each.target_id == target.pk and each.year == year]
    latest = own[-1] if own else None
    is_open = latest is not None and latest.state != FigureState.APPROVED
    draft = ahead(Line(target, latest if is_open else None), year, report)
    if latest is not None and not is_open:
        draft.vintage = latest.vintage + 1
    return draft


def _is_filled(draft: Figure) -> bool:
    levels_count = draft.target.base_level is not None
    return not missing(TargetKind(draft.target.kind), vars(draft), levels_count=levels_count)
