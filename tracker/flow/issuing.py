"""A document is issued under its number, and stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from tracker import access
from tracker.errors import WrongState
from tracker.flow.common import record, require
from tracker.flow.reporting import Wish, composed, plan_for, plans_of
from tracker.models import Department, IssuedFile, IssuedReport, Person, Plan, Zone
from tracker.reports.composing import Issue
from tracker.reports.issuing import actions as issuing
from tracker.reports.issuing import queries
from tracker.reports.issuing.actions import Paper
from tracker.reports.issuing.contents import printed
from tracker.reports.issuing.queries import Subject
from tracker.terms import ReportFormat, ReportKind


@dataclass(frozen=True)
class Prepared:
    """What issuing a document would do: it supersedes ``former``, and ``number`` is proposed."""

    former: IssuedReport | None
    number: str


def prepare_issue(
    zone: Zone,
    year: int,
    kind: ReportKind,
    *,
    language: str,
    by: Person,
    today: date,
    plan: Plan | None = None,
    department: Department | None = None,
    beside: Sequence[Zone] = (),
) -> Prepared:
    """What ``issue_report`` would supersede, and a number for it. Reads only, raises as it does."""
    wish = _wish(zone, year, kind, language, plan, department, beside)
    require(access.may_issue(by, wish.zones), "prepare_issue")
    former = queries.latest(_subject(*_with_plan(wish)))
    return Prepared(former, queries.proposed_number(zone, today.year))


def issue_report(
    zone: Zone,
    year: int,
    kind: ReportKind,
    *,
    number: str,
    language: str,
    by: Person,
    plan: Plan | None = None,
    department: Department | None = None,
    beside: Sequence[Zone] = (),
    reason: str = "",
    at: datetime | None = None,
) -> IssuedReport:
    """Freeze a document under its number and store it in every format of its kind.

    It supersedes the latest one on the same subject, for a ``reason``. Files are stored first and
    belong to nothing until the rows are written. Raises ``NotAllowed``, ``Incomplete`` (number,
    reason), ``NotStored``, ``FontsMissing`` and ``WrongState`` (as ``make_report``;
    ``number_taken``; ``issued_meanwhile``; ``illustrative_figures``).
    """
    wish = _wish(zone, year, kind, language, plan, department, beside)
    require(access.may_issue(by, wish.zones), "issue_report")
    wish, plan = _with_plan(wish)
    paper = _printed(wish, plan, number, reason, by, at or timezone.now())
    stored = issuing.stored(paper)
    with transaction.atomic():
        issued = issuing.issue(paper, stored, by=by)
        record(
            "issue_report",
            issued,
            by=by,
            zone=zone,
            through=[each.pk for each in wish.zones],
            after=_trace(issued, stored),
            reason=issued.reason or None,
        )
    return issued


def _wish(
    zone: Zone,
    year: int,
    kind: ReportKind,
    language: str,
    plan: Plan | None,
    department: Department | None,
    beside: Sequence[Zone],
) -> Wish:
    """The document in one format, which stands for all of them."""
    others = tuple(one for one in dict.fromkeys(beside) if one != zone)
    return Wish(zone, year, kind, language, ReportFormat.PDF, plan, department, others)


def _with_plan(wish: Wish) -> tuple[Wish, Plan | None]:
    """The document and its plan; a comparison is issued for the zones that stand in it alone, or
    those who see them all could not read it. Where a plan has ended, its zone stands in it, as in
    the draft. Raises as ``plan_for``."""
    plans = plans_of(wish.zones)
    plan = plan_for(wish, plans)
    if wish.kind is ReportKind.COMPARISON:
        first, *others = (zone for zone in wish.zones if plans[zone.pk])
        wish = replace(wish, zone=first, beside=tuple(others))
    return wish, plan


def _subject(wish: Wish, plan: Plan | None) -> Subject:
    return Subject(wish.zones, wish.kind, wish.year, plan, wish.department, wish.language)


def _printed(
    wish: Wish, plan: Plan | None, number: str, reason: str, by: Person, at: datetime
) -> Paper:
    """The document in all of its formats, after what can be refused before any work."""
    at, families, subject = at.replace(microsecond=0), settings.REPORT_FONTS, _subject(wish, plan)
    former = queries.latest(subject)
    number, reason = issuing.checked(number, reason, former)
    issue = _issue(number, by, at, former, reason)
    with translation.override(wish.language):
        dataset = composed(wish, plan, issue.on, issue)
    # Figures made up for a demonstration are issued where one is shown, and say so themselves.
    if dataset.cover.stamp and not settings.DEMO:
        raise WrongState("illustrative_figures")
    files = printed(dataset, tuple(ReportFormat), families=families, issued_at=at)
    return Paper(subject, number, dataset, files, families, at, former, reason)


def _issue(
    number: str, by: Person, at: datetime, former: IssuedReport | None, reason: str
) -> Issue:
    on = timezone.localdate(at)
    if former is None:
        return Issue(number, str(by), on)
    former_on = timezone.localdate(former.issued_at)
    return Issue(number, str(by), on, queries.frozen(former), former_on, reason)


def _trace(issued: IssuedReport, files: Sequence[IssuedFile]) -> dict[str, Any]:
    facts = {
        "title": issued.title,
        "kind": str(issued.kind),
        "year": issued.year,
        "language": issued.language,
        "dataset_sha256": issued.dataset_sha256,
        "sha256": {str(file.format): file.sha256 for file in files},
    }
    former = {"superseded": issued.supersedes.number} if issued.supersedes else {}
    return facts | former
