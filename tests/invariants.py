"""What must hold in any database of the product, whatever happened to the processes that wrote it.

State, trail and judgement are three tellings of one history; this compares them over the whole
database. It serves tests that built their rows by verbs: ``make`` writes no trail.
"""

from collections import Counter
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django.db import transaction

from tracker import flow
from tracker.flow.common import trace
from tracker.models import Assessment, Figure, Target, TrailEntry
from tracker.terms import FigureState


def faults() -> list[str]:
    """Everything that does not agree; an empty list is a sound database."""
    return [*_trail_of_figures(), *_in_force(), *_judgements(), *_trail_of_judgements()]


def _trail_of_figures() -> list[str]:
    """One entry for each version of a figure, and the last one says what the figure says."""
    entries: dict[int, list[TrailEntry]] = {}
    for entry in TrailEntry.objects.filter(noun="figure").order_by("id"):
        entries.setdefault(entry.noun_id, []).append(entry)
    found = []
    for figure in Figure.objects.select_related("target"):
        told = entries.pop(figure.pk, [])
        if len(told) != figure.version:
            found.append(f"{figure.pk}: version {figure.version}, {len(told)} entries")
        elif _plain(told[-1].after) != _plain(trace(figure)):
            found.append(f"{figure.pk}: {told[-1].verb} told {told[-1].after}, is {trace(figure)}")
    return found + [f"{pk}: a trail without a figure" for pk in entries]


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    """Numbers as numbers, whatever decimals they were stored with."""
    plain = dict(facts)
    for name, value in facts.items():
        try:
            plain[name] = Decimal(str(value))
        except InvalidOperation:
            continue
    return plain


def _in_force() -> list[str]:
    """The latest approved vintage of a year is in force, and no other."""
    found = []
    approved = Figure.objects.filter(state=FigureState.APPROVED).order_by(
        "target", "year", "vintage"
    )
    for key, vintages in groupby(approved, lambda each: (each.target_id, each.year)):
        *old, last = vintages
        if not last.in_force or any(each.in_force for each in old):
            found.append(f"{key}: vintage {last.vintage} should be in force")
    return found


def _judgements() -> list[str]:
    """Judging everything anew says what is stored; what is said last is the latest."""
    with transaction.atomic():
        changes = flow.reassess(Target.objects.select_related("plan"), by=flow.system_person())
        transaction.set_rollback(True)
    found = [f"{each.target.pk}, {each.year}: judged otherwise" for each in changes]
    rows = Assessment.objects.order_by("target", "year", "id")
    for key, judged in groupby(rows, lambda each: (each.target_id, each.year)):
        if [each.is_latest for each in judged][:-1].count(True):
            found.append(f"{key}: an earlier judgement is still the latest")
    return found


def _trail_of_judgements() -> list[str]:
    """One entry for each judgement whose word is another than the one before."""
    words: Counter[int] = Counter()
    rows = Assessment.objects.order_by("target", "year", "id")
    for (target, _year), judged in groupby(rows, lambda each: (each.target_id, each.year)):
        said = [(each.status, each.verdict) for each in judged]
        words[target] += sum(
            now != before for now, before in zip(said, [None, *said], strict=False)
        )
    told = Counter(TrailEntry.objects.filter(verb="assess").values_list("noun_id", flat=True))
    return [f"{pk}: {words[pk]} judgements, {told[pk]} told" for pk in words | told
            if words[pk] != told[pk]]  # fmt: skip
