"""Issues a document: its rows are written once, and held against a second one on the subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from tracker.errors import FieldProblem, Incomplete, WrongState
from tracker.models import IssuedFile, IssuedReport, Person, Zone
from tracker.reports.datasets import Report
from tracker.reports.freezing import freeze
from tracker.reports.issued import issued_numbered, seen
from tracker.reports.issuing import queries, store
from tracker.reports.issuing.queries import Subject
from tracker.terms import RULE_VERSION, ReportFormat

_MOST = {"number": 100, "why": 500}
# In bytes: disks take 255, with the ending and what a draft of the file is called besides.
_LONGEST_NAME = 230
# What no file may be called on some machine.
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


@dataclass(frozen=True)
class Paper:
    """A document that was composed and printed; ``files`` are its contents by format.

    ``families`` are the fonts that it was printed with, ``at`` is when it is issued; ``former`` is
    what it supersedes, with the ``reason`` for it.
    """

    subject: Subject
    number: str
    dataset: Report
    files: Mapping[ReportFormat, bytes]
    families: Mapping[str, str]
    at: datetime
    former: IssuedReport | None
    reason: str


def checked(number: str, reason: str, former: IssuedReport | None) -> tuple[str, str]:
    """Number and reason without blanks around them, before any work is done.

    The reason is for superseding a document, and is left out where there is none. Raises
    ``Incomplete`` with every field that is missing or too long, ``WrongState`` (``number_taken``).
    """
    number, reason = " ".join(seen(number).split()), " ".join(reason.split()) if former else ""
    problems = []
    if not number:
        problems.append(FieldProblem("number", number, "number_missing"))
    if former and not reason:
        problems.append(FieldProblem("why", former.number, "superseding_reason_missing"))
    for field, text in (("number", number), ("why", reason)):
        if len(text) > _MOST[field]:
            problems.append(FieldProblem(field, text, "too_long"))
    if problems:
        raise Incomplete(*problems)
    _check_free(number)
    return number, reason


def stored(paper: Paper) -> list[IssuedFile]:
    """The files of a document, each stored under its hash, and named by no row so far.

    Raises ``NotStored``.
    """
    return [
        IssuedFile(
            format=written_as,
            filename=_filename(paper, written_as),
            stored=store.keep(content),
            sha256=store.digest_of(content),
            size=len(content),
        )
        for written_as, content in paper.files.items()
    ]


def issue(paper: Paper, files: Sequence[IssuedFile], *, by: Person) -> IssuedReport:
    """Write the rows of a document whose files are stored.

    Raises ``WrongState``: ``issued_meanwhile`` where somebody issued one on the subject since
    ``former`` was read, ``number_taken`` where somebody took the number.
    """
    subject, content = paper.subject, freeze(paper.dataset)
    _hold(subject.zones)
    newer = queries.latest(subject)
    if newer != paper.former:
        raise WrongState("issued_meanwhile", number=newer.number if newer else "")
    issued = IssuedReport(
        number=paper.number,
        kind=subject.kind,
        zone=subject.zones[0],
        plan=subject.plan,
        department=subject.department,
        year=subject.year,
        language=subject.language,
        title=_title(paper)[:200],
        dataset=content,
        dataset_sha256=store.digest_of(content),
        families=dict(paper.families),
        rule_version=RULE_VERSION,
        supersedes=paper.former,
        reason=paper.reason,
        issued_by=by,
        issued_at=paper.at,
    )
    _save(issued)
    issued.beside.set(subject.zones[1:])
    for file in files:
        file.report = issued
    IssuedFile.objects.bulk_create(files)
    return issued


def _hold(zones: Sequence[Zone]) -> None:
    """Two who issue on the same zones wait for each other, the first document included."""
    rows = Zone.objects.select_for_update(no_key=True).filter(pk__in={zone.pk for zone in zones})
    list(rows.order_by("pk"))


def _save(issued: IssuedReport) -> None:
    _check_free(issued.number)
    try:
        with transaction.atomic():
            issued.save(force_insert=True)
    except IntegrityError:
        # Taken at this moment, for another subject.
        _check_free(issued.number)
        raise


def _check_free(number: str) -> None:
    if issued_numbered(number):
        raise WrongState("number_taken", number=number)


def _title(paper: Paper) -> str:
    cover = paper.dataset.cover
    return f"{cover.zone} {cover.title}"


def _filename(paper: Paper, written_as: ReportFormat) -> str:
    """Title and number, which people look for, without what a file cannot be called."""
    name = f"{_title(paper)} {paper.number}"
    plain = "".join(
        "-" if mark in _NOT_IN_NAMES or not mark.isprintable() else mark for mark in name
    )
    return f"{plain[:190].encode()[:_LONGEST_NAME].decode(errors='ignore')}.{written_as}"
