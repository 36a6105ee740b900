"""The judgements that a revision changed, as a zone's page lists them."""

from dataclasses import dataclass

from django.http import HttpRequest

from tracker import findings
from tracker.models import JudgementChange, Plan
from tracker.review.queries import changed_judgements

# The newest, until all are asked for.
FEW = 10


@dataclass(frozen=True)
class Changes:
    """``shown`` are changed judgements, each with why in words; ``total`` counts all of them."""

    shown: tuple[tuple[JudgementChange, str], ...]
    total: int

    @property
    def hidden(self) -> bool:
        return self.total > len(self.shown)


def changes_of(request: HttpRequest, plan: Plan) -> Changes:
    """The newest changes of a plan, or all of them with ``?changes=all``. Two queries at most."""
    rows = changed_judgements(plan)
    few = list(rows[: FEW + 1])
    if len(few) <= FEW:
        return _changes(few, len(few))
    if request.GET.get("changes") == "all":
        found = list(rows)
        return _changes(found, len(found))
    return _changes(few[:FEW], rows.count())


def _changes(rows: list[JudgementChange], total: int) -> Changes:
    return Changes(tuple((row, findings.of_change(row)) for row in rows), total)
