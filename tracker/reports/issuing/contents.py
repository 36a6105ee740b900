"""The files of an issued document: as they were stored, else printed again from what it says."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from django.conf import settings
from django.core.files.base import ContentFile

from tracker.errors import NotReproduced
from tracker.models import IssuedFile, IssuedReport
from tracker.reports.datasets import Report
from tracker.reports.fonts import FontsMissing
from tracker.reports.issuing import store
from tracker.reports.issuing.queries import frozen
from tracker.reports.rendering import rendered
from tracker.terms import ReportFormat


def printed(
    report: Report,
    formats: Iterable[ReportFormat],
    *,
    families: Mapping[str, str],
    issued_at: datetime,
) -> dict[ReportFormat, bytes]:
    """A document in some formats: the same wherever and whenever it is printed.

    Of this instance it depends on the fonts in ``REPORT_FONT_DIRS`` alone. Raises ``FontsMissing``.
    """
    # Files are dated by the clock that they are given; this one is the same on every machine.
    made_at = issued_at.astimezone(UTC)
    return {
        written_as: rendered(
            report,
            written_as,
            font_dirs=settings.REPORT_FONT_DIRS,
            families=families,
            made_at=made_at,
        ).content
        for written_as in formats
    }


def issued_file(issued: IssuedReport, written_as: ReportFormat) -> bytes:
    """The content of an issued document in one format, which its hash vouches for.

    What is lost or damaged is printed again and put back. Raises ``NotReproduced`` where that
    gives another file, as with newer fonts or a newer typesetter; ``IssuedFile.DoesNotExist``.
    """
    file = issued.files.get(format=written_as)
    content = store.found(file.stored, file.sha256)
    if content is None:
        content = _again(issued, file)
        with suppress(OSError):
            store.FILES.put_back(ContentFile(content), file.stored)
    return content


def _again(issued: IssuedReport, file: IssuedFile) -> bytes:
    written_as = ReportFormat(file.format)
    try:
        made = printed(
            frozen(issued), [written_as], families=issued.families, issued_at=issued.issued_at
        )
    except (ValueError, FontsMissing) as error:
        raise NotReproduced(number=issued.number, why=str(error)) from error
    if store.digest_of(made[written_as]) != file.sha256:
        raise NotReproduced(number=issued.number, why="")
    return made[written_as]
