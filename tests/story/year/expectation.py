"""The list of mails as a text that people read: written from a simulation, compared with it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from tests.story.year.simulation import LAST
from tests.story.year.telling import Mail
from tracker import working_days

EXPECTED = Path(__file__).with_name("expected.txt")
AGAIN = "python -m tests.story.year writes it anew; read every line that differs"

HEAD = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) \d\d:\d\d (?P<rest>.*)")

# The comment at the head of the file is kept when the list below it is written anew.
END_OF_HEAD = "# ----"


def lines(mails: Iterable[Mail]) -> Iterator[str]:
    """Day by day, a head for each mail and below it what it told."""
    for day, of_day in groupby(mails, key=lambda mail: timezone.localdate(mail.at)):
        with override("zh-hans"):
            off = "" if working_days.is_working_day(day) else "，休息日"
            yield f"\n== {day.isoformat()} {date_format(day, 'l')}{off}"
        for mail in sorted(of_day, key=lambda mail: (mail.at, mail.person, mail.kind)):
            yield from mail.lines()


def _up_to(last: date) -> list[str]:
    """The lines of the file below its head, up to a day."""
    rows = _parts()[1]
    later = (row.startswith("== ") and row.split()[1] > last.isoformat() for row in rows)
    end = next((n for n, is_later in enumerate(later) if is_later), len(rows))
    # Each day begins with an empty line.
    return rows[: end - 1] if end < len(rows) else rows


def write(mails: Iterable[Mail]) -> None:
    """Put a list of mails in the place of the one that stands in the file."""
    text = "\n".join([*_parts()[0], *lines(mails)])
    EXPECTED.write_text(text + "\n", "utf-8")


def difference(mails: Iterable[Mail], *, with_hours: bool = True, last: date = LAST) -> str:
    """What differs from the file, as a patch; empty where nothing does.

    Without hours, it does not matter at what time of its day a mail came. ``last`` is the day up
    to which mails were gathered.
    """
    wanted, found = _up_to(last), "\n".join(lines(mails)).splitlines()
    if not with_hours:
        wanted, found = _days_alone(wanted), _days_alone(found)
    patch = "\n".join(unified_diff(wanted, found, EXPECTED.name, "what arrived", lineterm="", n=4))
    return patch and f"{patch}\n\n{AGAIN}"


def _days_alone(rows: list[str]) -> list[str]:
    """Each mail as one line without its hour, in an order that hours do not bear on."""
    mails: list[str] = []
    for row in rows:
        if row.startswith("    "):
            mails[-1] += row
        elif head := HEAD.match(row):
            mails.append(f"{head['day']} {head['rest']}")
    return sorted(mails)


def _parts() -> tuple[list[str], list[str]]:
    if not EXPECTED.exists():
        return [END_OF_HEAD], []
    rows = EXPECTED.read_text("utf-8").splitlines()
    end = next(n for n, row in enumerate(rows) if row.startswith(END_OF_HEAD))
    return rows[: end + 1], rows[end + 1 :]
