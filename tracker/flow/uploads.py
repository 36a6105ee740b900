"""A sheet is uploaded, looked at and stored: small ones at once, large ones by a worker."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone, translation

from tracker import access, queue
from tracker.entry.sheet import actions as uploads
from tracker.entry.sheet.keeping import unpacked
from tracker.errors import Refused, SheetRefused
from tracker.flow.common import record, require
from tracker.flow.sheets import check_sheet, require_sheet, take_sheet
from tracker.models import Person, ReportingCycle, SheetUpload
from tracker.models.explaining import explain
from tracker.terms import UploadState

# What takes less than a second: larger ones are left to a worker.
AT_ONCE_BYTES = 200 * 1024
AT_ONCE_ROWS = 200
# A file that ends its worker this often is not tried again.
MOST_ATTEMPTS = 3


def send_sheet(cycle: ReportingCycle, name: str, data: bytes, *, by: Person) -> SheetUpload:
    """Take in an uploaded file; a small one is looked at before this answers.

    Raises ``NotAllowed``, ``WrongState``, and ``SheetRefused`` for a small file as a whole; a
    large one is refused later, on its row.
    """
    require_sheet(cycle, by=by)
    at_once = len(data) <= AT_ONCE_BYTES
    run = check_sheet(cycle, data, by=by) if at_once else None
    with transaction.atomic():
        upload = uploads.keep(cycle, name, data, run, by=by, at=timezone.now())
        facts = {"file": upload.name, "bytes": len(data)}
        record("send_sheet", cycle, by=by, zone=cycle.plan.zone, after=facts)
        if not at_once:
            transaction.on_commit(_wake)
    return upload


def confirm_sheet(upload: SheetUpload, *, all_or_nothing: bool, by: Person) -> SheetUpload:
    """Store what the preview of an upload showed; few rows are stored before this answers.

    All that is stored, is stored in one transaction. Raises what ``take_sheet`` does, and
    ``SheetRefused`` for a preview that was confirmed already.
    """
    require(upload.by_id == by.pk, "take_sheet")
    require_sheet(upload.cycle, by=by)
    with transaction.atomic():
        confirmed = uploads.confirm(upload, all_or_nothing=all_or_nothing)
        if len(confirmed.rows) <= AT_ONCE_ROWS:
            return _store(confirmed)
        transaction.on_commit(_wake)
    return confirmed


def work_on_sheets(*, by: Person) -> int:
    """Look at, or store, whatever waits; how many there were. Run twice, it does nothing twice."""
    require(access.may_run_jobs(by), "work_on_sheets")
    done = 0
    while (upload := uploads.claim(timezone.now())) is not None:
        with translation.override(upload.by.language):
            _work_on(upload)
        done += 1
    uploads.forget(timezone.now())
    return done


def _work_on(upload: SheetUpload) -> None:
    try:
        if upload.attempts > MOST_ATTEMPTS:
            raise SheetRefused("unreadable")
        if upload.state == UploadState.SENT:
            data = bytes(upload.content or b"")
            uploads.looked_at(upload, check_sheet(upload.cycle, data, by=upload.by))
        else:
            with transaction.atomic():
                _store(upload)
    except Refused as error:
        # Where another worker was faster it has moved on, and there is nothing to refuse.
        with suppress(SheetRefused):
            uploads.refuse(upload, explain(error))


def _store(upload: SheetUpload) -> SheetUpload:
    rows = [unpacked(row) for row in upload.rows]
    strict = bool(upload.all_or_nothing)
    taken = take_sheet(upload.cycle, rows, by=upload.by, all_or_nothing=strict)
    left = [
        {"sheet": row.sheet, "row": row.row, "reasons": explain(why)} for row, why in taken.left
    ]
    return uploads.stored(upload, saved=len(taken.saved), left=left)


def _wake() -> None:
    queue.send(queue.WORK_ON_SHEETS)
