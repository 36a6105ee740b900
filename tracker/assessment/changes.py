"""Lists judgements that are another word since something approved was revised."""

from collections.abc import Iterable
from datetime import datetime

from tracker.assessment.actions import Changed
from tracker.models import Figure, JudgementChange, Person, TargetRevision


def keep(
    changes: Iterable[Changed],
    *,
    by: Person,
    at: datetime,
    figure: Figure | None = None,
    replaced: Figure | None = None,
    revision: TargetRevision | None = None,
    reason: str | None = None,
) -> list[JudgementChange]:
    """Store one row for each status or verdict that became another one. One query."""
    rows = [
        JudgementChange(
            target=change.target,
            year=change.year,
            before=change.before,
            after=change.after,
            figure=figure,
            replaced=replaced,
            revision=revision,
            reason=reason,
            changed_by=by,
            changed_at=at,
        )
        for change in changes
        if change.before is not None and change.word_changed
    ]
    return JudgementChange.objects.bulk_create(rows, batch_size=500)
