"""Office files are archives of parts, stamped with the clock when they are written; here they get
the date of the document, so that the same document is the same file."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first year that the format can name.
_EARLIEST = 1980


def repacked(content: bytes, made_at: datetime) -> bytes:
    """The same parts in the same order, dated ``made_at`` as its own clock shows it."""
    date = (max(made_at.year, _EARLIEST), *made_at.timetuple()[1:6])
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, date)
            entry.compress_type = ZIP_DEFLATED
            # Read and write for its owner, whatever machine it was packed on.
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            new.writestr(entry, old.read(name))
    return stream.getvalue()
