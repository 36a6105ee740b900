"""The end of a cover: a draft says that it is one, an issued document by whom it was issued."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.reports.datasets import Report, Superseded
from tracker.reports.differences import differences

Document = TypeVar("Document", bound=Report)


@dataclass(frozen=True)
class Issue:
    """Under what number a document is issued, by whom and when; and what it takes the place of.

    ``superseded`` is that document as it was frozen, issued on ``superseded_on``; the reason says
    why there is a new one.
    """

    number: str
    by: str
    on: date
    superseded: Report | None = None
    superseded_on: date | None = None
    reason: str = ""


def as_draft(report: Document, made_on: date) -> Document:
    """A document that anybody may make: it says so on its cover, and across its pages."""
    cover = report.cover
    facts = ((_("Made on"), _day(made_on)), (_("State of the document"), _("Draft, not issued")))
    stamp = cover.stamp or pgettext("stamp", "Draft")
    return replace(report, cover=replace(cover, facts=(*cover.facts, *facts), stamp=stamp))


def as_issued(report: Document, issue: Issue) -> Document:
    """The same document with its number and issuer, and how it differs from the former one."""
    cover = report.cover
    facts = ((_("Issued by"), issue.by), (_("Issued on"), _day(issue.on)))
    issued = replace(cover, facts=(*cover.facts, *facts), number=issue.number)
    return replace(report, cover=issued, superseded=_superseded(report, issue))


def _superseded(report: Report, issue: Issue) -> Superseded | None:
    former, former_on = issue.superseded, issue.superseded_on
    if former is None or former_on is None:
        return None
    found = differences(former, report)
    return Superseded(former.cover.number, _day(former_on), issue.reason, found)


def _day(on: date) -> str:
    return date_format(on, pgettext("format of dates", "j F Y"))
