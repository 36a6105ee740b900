"""Which documents were issued on a subject, and which number the next one may have."""

import re
from dataclasses import dataclass

from tracker.models import Department, IssuedReport, Plan, Zone
from tracker.reports.datasets import DATASETS, Report
from tracker.reports.freezing import thaw
from tracker.reports.issued import issued_numbered
from tracker.reports.issuing.store import digest_of
from tracker.terms import ReportKind

# As 济高规〔2026〕3号: letters of the office, the year of issue, and the place in it.
_NUMBER = re.compile(
    r"(?P<office>.*)〔(?P<year>\d{4})〕(?P<before>\D*)(?P<place>\d+)(?P<after>\D*)"
)


@dataclass(frozen=True)
class Subject:
    """What a document is about: a newer one on the same subject supersedes it.

    The order of the zones does not matter; a comparison has no plan.
    """

    zones: tuple[Zone, ...]
    kind: ReportKind
    year: int
    plan: Plan | None
    department: Department | None
    language: str


def latest(subject: Subject) -> IssuedReport | None:
    """The issued document on a subject that none has superseded. Two queries."""
    wanted = {zone.pk for zone in subject.zones}
    rows = IssuedReport.objects.filter(
        zone__in=wanted,
        kind=subject.kind,
        year=subject.year,
        plan=subject.plan,
        department=subject.department,
        language=subject.language,
        superseded_by=None,
    ).prefetch_related("beside")
    return next(
        (row for row in rows if {row.zone_id, *(z.pk for z in row.beside.all())} == wanted), None
    )


def frozen(issued: IssuedReport) -> Report:
    """What an issued document says. Raises ``ValueError`` where that was tampered with."""
    content = bytes(issued.dataset)
    if digest_of(content) != issued.dataset_sha256:
        raise ValueError(f"The dataset of {issued.number} is not the one that was issued.")
    return thaw(content, DATASETS[ReportKind(issued.kind)])


def proposed_number(zone: Zone, year: int) -> str:
    """The number after the latest one of a zone in a year of issue.

    In the pattern of that one; where there is none, by the name of the zone, for the office to
    put its own letters in. Two queries, and one more for each that is taken.
    """
    office, before, after, place = f"{zone.name}", "", "号", 1
    numbers = IssuedReport.objects.filter(zone=zone).values_list("number", flat=True)
    if parts := _NUMBER.fullmatch(numbers.order_by("-issued_at", "-pk").first() or ""):
        office, before, after = parts["office"], parts["before"], parts["after"]
        place = int(parts["place"]) + 1 if int(parts["year"]) == year else 1
    while issued_numbered(number := f"{office}〔{year}〕{before}{place}{after}"):
        place += 1
    return number
