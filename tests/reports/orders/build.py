"""Builders of orders and their files."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from tests import make
from tracker.models import Person, ReportFile, ReportOrder, Zone
from tracker.reports.orders import content as documents
from tracker.terms import FileState, ReportFormat, ReportKind

_number = count(1)


def order(by: Person | None = None, **fields: Any) -> ReportOrder:
    """Somebody's order of documents, a moment ago, without any file yet."""
    fields.setdefault("asked_at", timezone.now())
    return ReportOrder.objects.create(
        token=f"order-{next(_number)}", by=by or make.person(), **fields
    )


def file(order: ReportOrder, zone: Zone, *beside: Zone, **fields: Any) -> ReportFile:
    """The monitoring report on a zone as PDF in English, waiting; or a comparison with others."""
    kind = ReportKind.COMPARISON if beside else ReportKind.MONITORING
    facts = {"kind": kind, "year": 2024, "language": "en", "format": ReportFormat.PDF} | fields
    row = ReportFile.objects.create(order=order, zone=zone, **facts)
    row.beside.set(beside)
    return row


def made(
    order: ReportOrder, zone: Zone, *beside: Zone, content: bytes = b"%PDF-", **fields: Any
) -> ReportFile:
    """The same, made, with this content."""
    now = timezone.now()
    facts = {"state": FileState.MADE, "made_at": now, "expires_at": now + timedelta(days=30)}
    stored = documents.keep(content)
    return file(order, zone, *beside, **facts | stored | fields)
