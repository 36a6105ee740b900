"""Plan administrators are told which judgements a revision changed: one mail for all of a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise

from tracker import findings
from tracker.alerts.audience import audience
from tracker.alerts.joining import join
from tracker.alerts.letters.shapes import MOST_ROWS
from tracker.alerts.letters.targets import COLOURS
from tracker.models import JudgementChange, Person, Zone
from tracker.models.wording import label
from tracker.terms import MARKS, Quality

TOPIC = "changed"
# In autumn final figures come one after the other: an afternoon of them is one mail.
WAIT = timedelta(hours=2)


@dataclass(frozen=True)
class Item:
    """One target and year: the word before, the word now, and why."""

    change: JudgementChange
    before: Promise
    after: Promise
    mark: str
    colour: str
    why: str


@dataclass(frozen=True)
class Section:
    """The changed judgements of one zone."""

    zone: Zone
    items: list[Item] = field(default_factory=list)


def write(rows: Iterable[JudgementChange], *, at: datetime) -> None:
    """Write to the plan administrators of each zone; needs a transaction.

    No query where nothing changed. The targets are loaded with their plans.
    """
    found = list(rows)
    if not found:
        return
    everybody = audience(timezone.localdate(at))
    told: dict[Person, set[str]] = {}
    for row in found:
        for person in everybody.administrators(row.target.plan.zone_id):
            told.setdefault(person, set()).add(f"{TOPIC}:judgement-{row.pk}")
    join(TOPIC, told, when=lambda _person: at + WAIT, at=at, words=_words)


def _words(person: Person, subjects: Sequence[str]) -> dict[str, Any]:
    """The context of the templates ``emails/changed``. One query."""
    pks = {int(subject.removeprefix(f"{TOPIC}:judgement-")) for subject in subjects}
    rows = JudgementChange.objects.filter(pk__in=pks).select_related(
        "target__plan__zone", "target__scope", "before", "after", "figure", "replaced",
        "revision__target", "changed_by",
    )  # fmt: skip
    changes = list(rows.order_by("target__plan", "target__position", "target", "year", "pk"))
    sections: dict[int, Section] = {}
    for change in changes[:MOST_ROWS]:
        zone = change.target.plan.zone
        sections.setdefault(zone.pk, Section(zone)).items.append(_item(change))
    invented = (change.figure for change in changes if change.figure)
    return {
        "person": person,
        "site": settings.SITE_URL,
        "count": len(changes),
        "more": max(0, len(changes) - MOST_ROWS),
        "sections": list(sections.values()),
        "illustrative": any(figure.quality == Quality.ILLUSTRATIVE for figure in invented),
    }


def _item(change: JudgementChange) -> Item:
    before, after = change.before.word, change.after.word
    colour = COLOURS.get(after, "#1C1F23")
    why = findings.of_change(change)
    return Item(change, label(before), label(after), MARKS[after], colour, why)
