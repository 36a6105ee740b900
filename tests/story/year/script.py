"""What people do: the lines of ``script.txt``."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from tests.story.year.verbs import LATER, VERBS
from tracker.models import Person

SCRIPT = Path(__file__).with_name("script.txt")


class Step(NamedTuple):
    """One line: at what instant who does what to what, and with which words."""

    at: datetime
    who: str
    verb: str
    about: str
    words: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.verb} {self.about} {self.words}"


@cache
def steps() -> tuple[Step, ...]:
    """The lines of the script, in their order; columns are parted by two spaces or more."""
    return tuple(_read())


def _read() -> Iterator[Step]:
    for line in SCRIPT.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        columns = [part.strip() for part in line.split("  ") if part.strip()]
        when, who, verb, about, words = (*columns, "", "")[:5]
        naive = datetime.strptime(when, "%Y-%m-%d %H:%M")  # noqa: DTZ007  made aware below
        yield Step(timezone.make_aware(naive), who, verb, about, words)


def do(step: Step) -> bool:
    """Do one line of the script; the clock stands at its instant. Answers whether it could be."""
    person = Person.objects.get(name=step.who)
    return VERBS[step.verb](step.about, step.words, person) is not LATER
