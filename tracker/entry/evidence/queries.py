"""Which files figures show."""

from collections.abc import Iterable

from django.core.files.base import File
from django.db.models import Count, QuerySet

from tracker.entry.evidence.store import FILES
from tracker.models import EvidenceFile, Figure


def evidence_shown() -> QuerySet[EvidenceFile]:
    """The files that figures show, the first one first, with who added them."""
    rows = EvidenceFile.objects.filter(removed_at=None)
    return rows.select_related("added_by").order_by("added_at", "pk")


def evidence_counts(figures: Iterable[Figure]) -> dict[int, int]:
    """How many files each figure shows, by its number; figures without any are left out.

    One query, however many figures.
    """
    rows = EvidenceFile.objects.filter(figure__in=[figure.pk for figure in figures])
    shown = rows.filter(removed_at=None).order_by()
    counted = shown.values("figure").annotate(files=Count("pk"))
    return {row["figure"]: row["files"] for row in counted}


def evidence_of(figures: Iterable[Figure]) -> dict[int, list[EvidenceFile]]:
    """The files that each figure shows, the first one first, by its number. One query."""
    found: dict[int, list[EvidenceFile]] = {figure.pk: [] for figure in figures}
    for file in evidence_shown().filter(figure__in=found):
        found[file.figure_id].append(file)
    return found


def opened(file: EvidenceFile) -> File:
    """The content of a file, opened to be read. Raises ``OSError`` where it is gone."""
    return FILES.open(file.stored)
