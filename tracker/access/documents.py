"""Who may fetch what was made in the background, who issues documents, and who reads those.

Always only who may see all of it: one hidden zone hides the document.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from tracker.access.reach import reach
from tracker.models import IssuedReport, Person, ReportFile, ReportOrder, Zone


def visible_orders(person: Person) -> QuerySet[ReportOrder]:
    """The orders that somebody may look at: their own, and of schedules that are made for them."""
    if not person.is_authenticated or not person.is_active:
        return ReportOrder.objects.none()
    return ReportOrder.objects.filter(
        Q(by=person.pk) | Q(schedule__recipients=person.pk)
    ).distinct()


def may_follow(person: Person, order: ReportOrder) -> bool:
    """Whether somebody may see how far an order is."""
    return visible_orders(person).filter(pk=order.pk).exists()


def may_change_order(person: Person, order: ReportOrder) -> bool:
    """Whether an order may be cancelled, or made again: by who asked for it."""
    return person.is_authenticated and person.is_active and order.by_id == person.pk


def may_fetch(person: Person, file: ReportFile) -> bool:
    """Whether a file may be fetched: an order of one's own, and every zone in it visible now."""
    return may_follow(person, file.order) and may_see_all(person, file)


def may_see_all(person: Person, file: ReportFile) -> bool:
    """Whether every zone whose figures a file holds may be seen, today."""
    granted = reach(person)
    return all(granted.sees(pk) for pk in (file.zone_id, *(one.pk for one in file.beside.all())))


def may_issue(person: Person, zones: Iterable[Zone]) -> bool:
    """Whether a document on these zones may be issued: by plan administrators of every one."""
    granted = reach(person)
    return all(granted.administers(zone.pk) for zone in zones)


def visible_issued(person: Person) -> QuerySet[IssuedReport]:
    """The issued documents that this person may read: those of which every zone is visible."""
    zones = reach(person).zone_ids
    beside = IssuedReport.beside.through.objects.filter(issuedreport=OuterRef("pk"))
    hidden = Exists(beside.exclude(zone__in=zones))
    return IssuedReport.objects.filter(~hidden, zone__in=zones)
