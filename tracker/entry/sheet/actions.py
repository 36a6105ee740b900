"""An uploaded sheet moves on: kept, looked at, confirmed, stored. Figures are not touched here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.crypto import get_random_string

from tracker.entry.sheet.comparing import DryRun, Outcome
from tracker.entry.sheet.keeping import good_rows, packed, packed_preview
from tracker.errors import SheetRefused
from tracker.models import Person, ReportingCycle, SheetUpload
from tracker.terms import UploadState

WAITING = (UploadState.SENT, UploadState.CONFIRMED)
# A worker that has not finished by then is gone.
LEASE = timedelta(minutes=10)
KEPT_FOR = timedelta(days=7)


def keep(
    cycle: ReportingCycle, name: str, data: bytes, run: DryRun | None, *, by: Person, at: datetime
) -> SheetUpload:
    """A new upload, looked at already where ``run`` is given; it takes the place of older ones."""
    own = SheetUpload.objects.filter(cycle=cycle, by=by)
    own.exclude(state__in=WAITING).delete()
    return SheetUpload.objects.create(
        token=get_random_string(22),
        cycle=cycle,
        by=by,
        name=name[-200:],
        sent_at=at,
        **({"content": data} if run is None else _looked_at(run)),
    )


def claim(at: datetime) -> SheetUpload | None:
    """The oldest upload that waits for a worker, now taken by this one; None when none waits."""
    free = SheetUpload.objects.filter(state__in=WAITING).filter(
        Q(lease_until=None) | Q(lease_until__lt=at)
    )
    for upload in free.order_by("sent_at", "pk"):
        guarded = free.filter(pk=upload.pk, attempts=upload.attempts)
        if guarded.update(lease_until=at + LEASE, attempts=F("attempts") + 1):
            return SheetUpload.objects.select_related("cycle__plan__zone", "by").get(pk=upload.pk)
    return None


def looked_at(upload: SheetUpload, run: DryRun) -> SheetUpload:
    """Its file was read; what it would change can be shown."""
    return _move(upload, UploadState.SENT, **_looked_at(run))


def refuse(upload: SheetUpload, sentences: Sequence[str]) -> SheetUpload:
    """It cannot be taken, or not any more; ``sentences`` say why and what to do."""
    old = UploadState(upload.state)
    changes = {"content": None, "rows": [], "refusal": list(sentences)}
    return _move(upload, old, state=UploadState.REFUSED, **changes)


def confirm(upload: SheetUpload, *, all_or_nothing: bool) -> SheetUpload:
    """Its person has seen the preview and wants the rows stored.

    Raises ``SheetRefused`` where all are wanted and some cannot be stored.
    """
    counts = (upload.preview or {}).get("counts", {})
    if all_or_nothing and (counts.get(Outcome.REFUSED) or counts.get(Outcome.STALE)):
        raise SheetRefused("not_all_good")
    return _move(
        upload,
        UploadState.PREVIEWED,
        state=UploadState.CONFIRMED,
        all_or_nothing=all_or_nothing,
        attempts=0,
    )


def stored(upload: SheetUpload, *, saved: int, left: Sequence[Any]) -> SheetUpload:
    """Its rows are figures now, all but those of ``left``: sheet, row and reasons of each."""
    return _move(
        upload, UploadState.CONFIRMED, state=UploadState.STORED, saved=saved, left=left, rows=[]
    )


def forget(at: datetime) -> None:
    """Remove what nobody comes back to."""
    SheetUpload.objects.filter(sent_at__lt=at - KEPT_FOR).exclude(state__in=WAITING).delete()


def _looked_at(run: DryRun) -> dict[str, Any]:
    return {
        "state": UploadState.PREVIEWED,
        "content": None,
        "preview": packed_preview(run),
        "rows": [packed(row) for row in good_rows(run)],
    }


def _move(upload: SheetUpload, old: UploadState, **changes: Any) -> SheetUpload:
    """Raises ``SheetRefused`` where it has moved on already."""
    changes = {"lease_until": None, **changes}
    if not SheetUpload.objects.filter(pk=upload.pk, state=old).update(**changes):
        raise SheetRefused("outdated")
    for name, value in changes.items():
        setattr(upload, name, value)
    return upload
