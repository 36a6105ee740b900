"""What is not reported of a year, by the department that owes it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker import findings
from tracker.reports.datasets import Gap, Unreported
from tracker.standing import Standing, ZoneStanding
from tracker.terms import TargetState


def unreported(zone: ZoneStanding) -> Iterable[Unreported]:
    """Departments with targets of which the year has no approved figure, as the plan lists them."""
    owed: dict[str, list[Standing]] = {}
    for item in zone.counted:
        if is_owed(item):
            owed.setdefault(department_of(item), []).append(item)
    for department, items in owed.items():
        gaps = tuple(gap(item) for item in items if not is_reported(item))
        if gaps:
            count = _("%(missing)s of %(all)s") % {"missing": len(gaps), "all": len(items)}
            yield Unreported(department, count, gaps)


def is_owed(item: Standing) -> bool:
    """Whether the plan asks for a figure of the year, as ``models.target.owes`` says."""
    target = item.target
    ended = target.target_year is not None and target.target_year < item.year
    return target.state == TargetState.PUBLISHED and not target.restates_id and not ended


def is_reported(item: Standing) -> bool:
    """Whether a figure of the year is in force; a year may stand there with a note only."""
    figure = item.reported
    return figure is not None and (figure.value is not None or figure.done is not None)


def department_of(item: Standing) -> str:
    """Who reports a target, in words where nobody is named yet."""
    return str(item.target.department or _("no responsible department named"))


def gap(item: Standing) -> Gap:
    """A target without a figure, the latest one that there is, and why, if its officer said so."""
    known = [f for f in item.figures if f.value is not None or f.done is not None]
    latest = ""
    if known:
        known[-1].target = item.target
        latest = _("%(year)s: %(value)s") % {
            "year": known[-1].year,
            "value": findings.of_figure(known[-1]),
        }
    note = (item.reported.note or "") if item.reported else ""
    return Gap(name_of(item), latest, note)


def name_of(item: Standing) -> str:
    """A target with its scope, where that is not the whole zone."""
    target = item.target
    if target.scope.is_whole:
        return str(target)
    return _("%(name)s (%(scope)s)") % {"name": target, "scope": target.scope}
