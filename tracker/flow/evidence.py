"""Files are attached to a figure and taken off it again, while it is being worked on."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from tracker import access
from tracker.entry.evidence import actions as evidence
from tracker.flow.common import record, require
from tracker.models import EvidenceFile, Figure, Person


def attach_evidence(
    figure: Figure, upload: "UploadedFile[Any]", *, by: Person
) -> EvidenceFile | None:
    """Attach a file that the figure is taken from; None where it is attached already.

    The content is stored first and belongs to nothing until the row is written, so that a failure
    in between leaves nothing on the figure. Raises ``NotAllowed``, ``WrongState``,
    ``EvidenceRefused``.
    """
    zone = figure.target.plan.zone
    require(access.may_enter(by, figure.target), "attach_evidence")
    content = evidence.take(figure, upload)
    with transaction.atomic():
        file = evidence.attach(figure, content, by=by, at=timezone.now())
        if file is not None:
            record("attach_evidence", figure, by=by, zone=zone, after=_trace(file))
    return file


def remove_evidence(file: EvidenceFile, *, reason: str, by: Person) -> EvidenceFile:
    """Take a file off a figure, with the reason; the row stays."""
    target = file.figure.target
    require(access.may_enter(by, target), "remove_evidence")
    with transaction.atomic():
        removed = evidence.take_off(file, reason=reason, by=by, at=timezone.now())
        record(
            "remove_evidence",
            removed.figure,
            by=by,
            zone=target.plan.zone,
            before=_trace(removed),
            reason=removed.removal_reason,
        )
    return removed


def sweep_evidence(*, by: Person, at: datetime) -> int:
    """Delete content that no figure shows any more for a day; answers with how many files.

    No trail: what was on a figure, and who took it off, is recorded already.
    """
    require(access.may_run_jobs(by), "sweep_evidence")
    return evidence.sweep(at=at)


def _trace(file: EvidenceFile) -> dict[str, str | int]:
    return {"file": file.name, "size": file.size, "sha256": file.sha256}
