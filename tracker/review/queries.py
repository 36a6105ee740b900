"""What waits for a reviewer."""

from django.db.models import QuerySet

from tracker.models import Figure, Zone
from tracker.terms import FigureState


def inbox(zones: QuerySet[Zone]) -> QuerySet[Figure]:
    """Submitted figures of these zones, the longest waiting first."""
    return (
        Figure.objects.filter(state=FigureState.SUBMITTED, target__plan__zone__in=zones)
        .select_related("target__plan__zone", "target__indicator", "target__scope", "submitted_by")
        .order_by("submitted_at")
    )
