"""Issued documents, looked up by what a reader holds: a file's hash, or a number. Reads only."""

from django.db.models import F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace

from tracker.models import IssuedFile, IssuedReport

# Marks that keyboards have instead of those on the paper, 〔 〕 above all, and wide digits.
_MARKS = {
    **dict.fromkeys("〔[［【（", "("),
    **dict.fromkeys("〕]］】）", ")"),
    **dict.fromkeys(" \u3000\u00a0\u2009\u202f\t", ""),
    **{chr(ord("\uff10") + digit): str(digit) for digit in range(10)},
}


def issued_of(digest: str, number: IssuedReport | None = None) -> IssuedFile | None:
    """The issued file of this SHA-256, in hexadecimal, with its document. One query.

    Where several documents have the very same file, as two kinds have the same CSV, that of the
    one whose ``number`` was told, else of one in force, else of the latest.
    """
    rows = IssuedFile.objects.select_related(
        *("report__zone", "report__issued_by", "report__superseded_by")
    ).defer("report__dataset", "report__superseded_by__dataset")
    in_force = Q(report__superseded_by=None)
    alike = rows.filter(sha256=digest.lower()).annotate(
        is_named=Q(report=number.pk if number else 0), is_in_force=in_force
    )
    return alike.order_by("-is_named", "-is_in_force", "-report__issued_at", "-pk").first()


def issued_numbered(number: str) -> IssuedReport | None:
    """The issued document of this number, however its brackets and blanks were typed.

    One query, and one for its files. Where two numbers differ in nothing else, the one typed
    exactly so, else the latest.
    """
    wanted = normalised(number)
    if not wanted:
        return None
    rows = IssuedReport.objects.select_related("zone", "issued_by", "superseded_by").defer(
        "dataset", "superseded_by__dataset"
    )
    # Databases know small letters of their own: SQLite those of English alone.
    alike = rows.annotate(plain=_plain(), small=Lower(_plain())).filter(
        Q(plain=_without_marks(number)) | Q(small=wanted)
    )
    found = list(alike.prefetch_related("files"))
    return next((one for one in found if one.number == number.strip()), found[0] if found else None)


def normalised(number: str) -> str:
    """A number without blanks, with one kind of brackets, in small letters."""
    return _without_marks(number).lower()


def seen(number: str) -> str:
    """A number without what nobody sees in it, as messengers and web pages leave it behind."""
    return "".join(mark for mark in number if mark.isprintable() or mark.isspace())


def _without_marks(number: str) -> str:
    return "".join(_MARKS.get(mark, mark) for mark in seen(number)).strip()


def _plain() -> Combinable:
    """The same as ``_without_marks``, made of the column by the database."""
    plain: Combinable = F("number")
    for mark, instead in _MARKS.items():
        plain = Replace(plain, Value(mark), Value(instead))
    return plain
