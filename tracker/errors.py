"""What a verb can refuse with: types with a code and data.

Doors turn them into an HTTP status, a form message or an exit status, each at one spot; the
words that people read are in ``models/explaining.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class Refused(Exception):
    """A verb was not carried out, and nothing was changed. ``data`` explains why."""

    code = "refused"

    def __init__(self, code: str | None = None, **data: Any) -> None:
        self.code = code or type(self).code
        self.data = data
        super().__init__(f"{self.code}: {data}" if data else self.code)


class NotAllowed(Refused):
    """This person may not do this here."""

    code = "not_allowed"


class WrongState(Refused):
    """The object stands somewhere from which this move does not exist."""

    code = "wrong_state"


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed an object meanwhile, and when."""

    by: str
    at: datetime


class Stale(Refused):
    """Somebody else changed the object since it was shown; ``data["change"]`` says who and when."""

    code = "stale"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that cannot be taken: its name, the value as typed and a code for the reason."""

    field: str
    value: Any
    code: str


class Incomplete(Refused):
    """Something is missing or impossible; ``problems`` names every field at once."""

    code = "incomplete"

    def __init__(self, *problems: FieldProblem) -> None:
        self.problems = problems
        super().__init__(None, fields=[problem.field for problem in problems])


class RegisterRefused(Refused):
    """Register files hold problems; ``problems`` names every one, with file, entry and field."""

    code = "register_refused"

    def __init__(self, problems: Sequence[Any]) -> None:
        self.problems = tuple(problems)
        super().__init__(None, count=len(self.problems))


class SheetRefused(Refused):
    """An uploaded file as a whole cannot be taken; nothing of it was read into anything."""

    code = "unreadable"


class EvidenceRefused(Refused):
    """A file cannot be taken as evidence; ``data["name"]`` is its name, the code says why."""

    code = "not_taken"


class OrderRefused(Refused):
    """Documents cannot be asked for like this; nothing was stored.

    ``problems`` names every one that cannot be made, by its place among the wishes, with the
    refusal of each; there are none where the code says what is wrong with the whole.
    """

    code = "impossible_wishes"

    def __init__(
        self, code: str | None = None, problems: Sequence[tuple[int, Refused]] = (), **data: Any
    ) -> None:
        self.problems = tuple(problems)
        super().__init__(code, **data)


class NotStored(Refused):
    """Content could not be written, so nothing was done; ``data["why"]`` is what the system said.

    The code is ``no_room`` where the disk is full.
    """

    code = "not_stored"


class NotReproduced(Refused):
    """The stored file of an issued document is lost, and what is printed now is not that file."""

    code = "not_reproduced"
