"""Issued documents, looked up by what a reader holds: a file's hash, or a number. Reads only."""

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from tracker.models import IssuedFile, IssuedReport

# Marks that keyboards have instead of those on the paper, 〔 〕 above all.
_MARKS = {
    **dict.fromkeys("〔[［【（", "("),
    **dict.fromkeys("〕]］】）", ")"),
    **dict.fromkeys(" \u3000\u00a0\u2009\u202f\t", ""),
}


def issued_of(digest: str) -> IssuedFile | None:
    """The issued file of this SHA-256, in hexadecimal, with its document. One query.

    Where two documents have the very same file, as CSV may be, that of the later one.
    """
    rows = IssuedFile.objects.select_related(
        *("report__zone", "report__issued_by", "report__superseded_by")
    )
    return rows.filter(sha256=digest.lower()).order_by("-report__issued_at", "-pk").first()


def issued_numbered(number: str) -> IssuedReport | None:
    """The issued document of this number, however its brackets and blanks were typed.

    One query, and one for its files. Where two numbers differ in nothing else, the one typed
    exactly so, else the latest.
    """
    wanted = normalised(number)
    if not wanted:
        return None
    rows = IssuedReport.objects.select_related("zone", "issued_by", "superseded_by")
    alike = (
        rows.prefetch_related("files").annotate(plain_number=_plain()).filter(plain_number=wanted)
    )
    found = list(alike)
    return next((one for one in found if one.number == number.strip()), found[0] if found else None)


def normalised(number: str) -> str:
    """A number without blanks, with one kind of brackets, in small letters."""
    return "".join(_MARKS.get(mark, mark) for mark in number).strip().lower()


def _plain() -> Combinable:
    """The same, made of the column by the database."""
    plain: Combinable = F("number")
    for mark, instead in _MARKS.items():
        plain = Replace(plain, Value(mark), Value(instead))
    return Lower(plain)
