"""Attaches evidence to figures that are being worked on, and takes it off again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from tracker.entry.actions import check_open
from tracker.entry.evidence import store
from tracker.entry.evidence.kinds import Kind, kind_of, safe_name
from tracker.errors import EvidenceRefused, FieldProblem, Incomplete, WrongState
from tracker.models import EvidenceFile, Figure, Person
from tracker.storing import digest_of
from tracker.terms import TO_SUBMIT

MOST_FILES = 10
# Longer than any upload takes: what is stored and not yet named by a row is not swept away.
KEPT_UNUSED = timedelta(days=1)


@dataclass(frozen=True)
class Content:
    """An upload that was looked at and stored; no figure shows it yet."""

    name: str
    kind: Kind
    size: int
    sha256: str
    stored: str


def take(figure: Figure, upload: UploadedFile) -> Content:
    """Look at an upload and store its content, whole or not at all.

    Raises ``WrongState`` where the figure takes none now, and ``EvidenceRefused`` with the name
    of the file and why it is not taken.
    """
    _check_open(figure)
    name, size, most = upload.name or "", upload.size or 0, settings.MAX_EVIDENCE_MB
    try:
        if size > most * 1024 * 1024:
            raise EvidenceRefused("too_big", most=most)
        kind = kind_of(cast(BinaryIO, upload.file))
        digest = digest_of(upload)
        stored = store.keep(upload, digest)
    except EvidenceRefused as refused:
        refused.data["name"] = name
        raise
    return Content(safe_name(name, kind), kind, size, digest, stored)


def attach(figure: Figure, content: Content, *, by: Person, at: datetime) -> EvidenceFile | None:
    """Show stored content on a figure; None where the figure shows the very same already.

    Raises ``WrongState`` where the figure takes none now, ``EvidenceRefused`` (``too_many``).
    """
    current = _hold(figure, at)
    shown = current.files.filter(removed_at=None)
    if shown.filter(sha256=content.sha256).exists():
        return None
    if shown.count() >= MOST_FILES:
        raise EvidenceRefused("too_many", most=MOST_FILES, name=content.name)
    return EvidenceFile.objects.create(
        figure=current,
        name=content.name,
        stored=content.stored,
        size=content.size,
        content_type=content.kind.content_type,
        sha256=content.sha256,
        added_by=by,
        added_at=at,
    )


def take_off(file: EvidenceFile, *, reason: str, by: Person, at: datetime) -> EvidenceFile:
    """Take a file off a figure; the row stays, and says why.

    Raises ``Incomplete`` without a reason, ``WrongState`` where the figure is not being worked on
    or the file was taken off before.
    """
    if not reason.strip():
        raise Incomplete(FieldProblem("reason", reason, "required"))
    _hold(file.figure, at)
    changed = EvidenceFile.objects.filter(pk=file.pk, removed_at=None).update(
        removed_by=by, removed_at=at, removal_reason=reason.strip()
    )
    if not changed:
        raise WrongState("evidence_removed")
    file.refresh_from_db()
    return file


def sweep(*, at: datetime) -> int:
    """Delete stored content that no figure shows any more; answers with how many files."""
    used = set(EvidenceFile.objects.filter(removed_at=None).values_list("stored", flat=True))
    return store.FILES.drop_unused(used, before=at - KEPT_UNUSED)


def _check_open(figure: Figure) -> None:
    if figure.state not in TO_SUBMIT:
        raise WrongState("evidence_closed", actual=figure.state)


def _hold(figure: Figure, at: datetime) -> Figure:
    """The figure as it is now, held against submitting until the transaction ends."""
    # The cycle first, as saving and submitting do: in another order two could wait for each other.
    check_open(figure, today=timezone.localdate(at))
    current = Figure.objects.select_for_update().get(pk=figure.pk)
    _check_open(current)
    return current
