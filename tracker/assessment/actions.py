"""Judges targets and stores what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from tracker.assessment.cases import Record, records
from tracker.assessment.judging import judge
from tracker.models import Assessment, Target
from tracker.models.answers import to_json
from tracker.terms import RULE_VERSION, TargetState

# Keeps the lists of numbers in a query within what every database takes.
CHUNK = 1000


@dataclass(frozen=True)
class Changed:
    """A judgement that is another than before; ``before`` is None for a first one."""

    target: Target
    year: int
    before: Assessment | None
    after: Assessment

    @property
    def word_changed(self) -> bool:
        """Whether status or verdict is another, not only a quantity behind it."""
        if self.before is None:
            return True
        return (self.before.status, self.before.verdict) != (self.after.status, self.after.verdict)


def assess(
    targets: Iterable[Target], *, at: datetime, from_year: int | None = None
) -> list[Changed]:
    """Judge targets as they stand as of every year of their plan; store what is new.

    A figure of one year bears on that year and all later ones: pass it as ``from_year``.
    Entries that restate another have no judgement of their own. A handful of queries for every
    thousand targets; a second run without changes writes nothing.
    """
    judged = (t for t in targets if t.restates_id is None and t.state != TargetState.RETIRED)
    changes: list[Changed] = []
    while chunk := list(islice(judged, CHUNK)):
        changes += _assess_chunk(chunk, at, from_year)
    return changes


def _assess_chunk(chunk: list[Target], at: datetime, from_year: int | None) -> list[Changed]:
    targets = _held(chunk)
    last = {
        (row.target_id, row.year): row
        for row in Assessment.objects.filter(
            target__in=[target.pk for target in targets], is_latest=True
        )
    }
    changes = [
        Changed(record.target, row.year, last.get((record.target.pk, row.year)), row)
        for record in records(targets)
        for row in _judgements(record, at, from_year)
        if not _same(last.get((record.target.pk, row.year)), row)
    ]
    replaced = [change.before.pk for change in changes if change.before]
    if replaced:
        Assessment.objects.filter(pk__in=replaced).update(is_latest=False)
    Assessment.objects.bulk_create((change.after for change in changes), batch_size=500)
    return changes


def _held(targets: list[Target]) -> list[Target]:
    """The targets as they are now; until its end no other transaction judges or changes them.

    Two figures of different years may be approved at once, or a baseline verified meanwhile: who
    comes second waits here, and so reads what the first one wrote. SQLite knows no row locks;
    there the transaction itself excludes other writers from its start.
    """
    rows = Target.objects.filter(pk__in=[target.pk for target in targets]).order_by("pk")
    held = rows.select_related("plan__zone").select_for_update(of=("self",), no_key=True)
    now = {target.pk: target for target in held}
    return [now[target.pk] for target in targets]


def _judgements(record: Record, at: datetime, from_year: int | None) -> Iterable[Assessment]:
    plan = record.target.plan
    for year in range(max(plan.start_year, from_year or 0), plan.end_year + 1):
        answer = judge(record, year)
        yield Assessment(
            target=record.target,
            year=year,
            status=answer.status,
            verdict=answer.verdict,
            reason=answer.reason,
            answer=to_json(answer),
            inputs=record.inputs(year),
            rule_version=RULE_VERSION,
            assessed_at=at,
        )


def _same(old: Assessment | None, new: Assessment) -> bool:
    return old is not None and (old.answer, old.inputs, old.rule_version) == (
        new.answer,
        new.inputs,
        new.rule_version,
    )
