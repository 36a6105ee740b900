"""Which files figures show."""

from collections.abc import Iterable

from django.db.models import Count

from tracker.models import EvidenceFile, Figure


def evidence_counts(figures: Iterable[Figure]) -> dict[int, int]:
    """How many files each figure shows, by its number; figures without any are left out.

    One query, however many figures.
    """
    rows = EvidenceFile.objects.filter(figure__in=[figure.pk for figure in figures])
    counted = rows.filter(removed_at=None).order_by().values("figure").annotate(files=Count("pk"))
    return {row["figure"]: row["files"] for row in counted}


def evidence_of(figures: Iterable[Figure]) -> dict[int, list[EvidenceFile]]:
    """The files that each figure shows, the first one first, by its number. One query."""
    found: dict[int, list[EvidenceFile]] = {figure.pk: [] for figure in figures}
    rows = EvidenceFile.objects.filter(figure__in=found, removed_at=None)
    for file in rows.select_related("added_by").order_by("added_at", "pk"):
        found[file.figure_id].append(file)
    return found
