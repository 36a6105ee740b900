"""A department's sheet (责任单位填报与进展表): what it reported, and where its targets stand."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tracker.models import Department
from tracker.models.wording import label
from tracker.notation import NOT_KNOWN
from tracker.reports.composing.material import Material
from tracker.reports.composing.monitoring import zone_parts
from tracker.reports.composing.overview import summary
from tracker.reports.composing.table import actual
from tracker.reports.composing.unreported import is_owed, is_reported, name_of
from tracker.reports.composing.written import written_beside
from tracker.reports.datasets import DepartmentSheet, Entry
from tracker.standing import Standing, ZoneStanding
from tracker.terms import Quality, ReportKind


def of_department(zone: ZoneStanding, department: Department) -> ZoneStanding:
    """The standing of one department's targets alone."""
    items = tuple(i for i in zone.items if i.target.department_id == department.pk)
    return replace(zone, items=items)


def department_sheet(material: Material, department: Department) -> DepartmentSheet:
    """Everything that a department's sheet says; ``material`` is of its targets alone."""
    zone = material.zone
    title = _("Sheet of the responsible department %(year)s") % {"year": zone.year}
    parts = zone_parts(material, ReportKind.DEPARTMENT, title)
    name = f"{zone.zone} · {department}"
    parts["cover"] = replace(parts["cover"], zone=name)
    parts["summary"] = (_reported(zone), *summary(zone, name=name))
    return DepartmentSheet(**parts, entries=tuple(_entries(zone)))


def _reported(zone: ZoneStanding) -> str:
    owed = [item for item in zone.counted if is_owed(item)]
    done = sum(is_reported(item) for item in owed)
    text = ngettext(
        "%(done)s of %(count)s figure asked for %(year)s is reported and approved.",
        "%(done)s of %(count)s figures asked for %(year)s are reported and approved.",
        len(owed),
    )
    return text % {"done": done, "count": len(owed), "year": zone.year}


def _entries(zone: ZoneStanding) -> Iterable[Entry]:
    """Every target that owes a figure of the year, with the one in force."""
    places = count(1)
    for item in zone.counted:
        if is_owed(item):
            yield _entry(item, str(next(places)))


def _entry(item: Standing, place: str) -> Entry:
    figure = item.reported
    note = written_beside(figure)
    if figure is None or not is_reported(item):
        missing = _("not reported")
        known = (place, name_of(item), item.target.unit)
        return Entry(*known, NOT_KNOWN, missing, NOT_KNOWN, note, item.target.register_id)
    day = NOT_KNOWN
    if figure.approved_at:
        on = localdate(figure.approved_at)
        day = date_format(on, pgettext("format of dates", "j F Y"))
    return Entry(
        number=place,
        name=name_of(item),
        unit=item.target.unit,
        value=actual(item),
        quality=str(label(Quality(figure.quality))),
        approved_on=day,
        note=note,
        key=item.target.register_id,
    )
