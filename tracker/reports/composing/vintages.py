"""Where the figures of a year come from: who reported them, how settled they are, which replaced
others, and what they rest on."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import pgettext

from tracker.models import Figure
from tracker.notation import NOT_KNOWN
from tracker.reports.composing.overview import qualities_of
from tracker.reports.composing.unreported import department_of, is_owed, is_reported
from tracker.reports.datasets import Source
from tracker.standing import Standing, ZoneStanding
from tracker.terms import Quality


def data_sources(zone: ZoneStanding) -> Iterable[Source]:
    """One row a department that owes figures of the year, as the plan lists them."""
    owed: dict[str, list[Standing]] = {}
    for item in zone.counted:
        if is_owed(item):
            owed.setdefault(department_of(item), []).append(item)
    for department, items in owed.items():
        yield _row(department, items)


def _row(department: str, items: list[Standing]) -> Source:
    figures = [item.reported for item in items if item.reported and is_reported(item)]
    days = [localdate(figure.approved_at) for figure in figures if figure.approved_at]
    form = pgettext("format of dates", "j F Y")
    return Source(
        department=department,
        asked=len(items),
        approved=len(figures),
        qualities=qualities_of(items) or NOT_KNOWN,
        revised=sum(figure.vintage > 1 for figure in figures),
        latest=date_format(max(days), form) if days else NOT_KNOWN,
        evidence=tuple(dict.fromkeys(filter(None, map(_evidence, figures)))),
    )


def _evidence(figure: Figure) -> str:
    """What the officer named; what was invented for demonstration rests on nothing."""
    is_invented = figure.quality == Quality.ILLUSTRATIVE
    return "" if is_invented else (figure.evidence or "").strip()
