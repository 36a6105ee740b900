"""Reads the fields of one JSON object; every value that cannot be taken becomes a problem."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from tracker.importing.extraction.problems import Problem, ProblemCode

Word = TypeVar("Word")

FIRST_YEAR, LAST_YEAR = 1949, 2100
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")
# What the database keeps of a figure: fifteen digits, four of them after the point.
_WHOLE_DIGITS, _DECIMALS = 11, 4


class Fields:
    """The fields of one object; ``problems`` is a list shared by the whole file.

    Every reader answers None both for null and for what could not be taken: the caller builds
    its draft either way, so that all problems of an entry are found at once.
    """

    def __init__(
        self,
        source: Mapping[str, Any],
        problems: list[Problem],
        *,
        file: str,
        entry: str | None,
        prefix: str = "",
    ) -> None:
        self._source = source
        self._problems = problems
        self._file = file
        self._entry = entry
        self._prefix = prefix
        self._read: set[str] = set()

    def refuse(self, name: str, code: ProblemCode, **data: Any) -> Any:
        """Note that the value of a field cannot be taken. Answers None, as the readers do."""
        value = self._source.get(name)
        field = self._prefix + name
        self._problems.append(Problem(self._file, self._entry, field, value, code, data))
        return None

    def take(self, name: str, *, required: bool = False, optional: bool = False) -> Any:
        """The raw value. ``required``: not null; ``optional``: may be left out altogether."""
        self._read.add(name)
        if name not in self._source:
            if not optional:
                self.refuse(name, ProblemCode.MISSING)
            return None
        value = self._source[name]
        if value is None and required:
            self.refuse(name, ProblemCode.REQUIRED)
        return value

    def text(self, name: str, *, longest: int, **presence: bool) -> str | None:
        """A text of at most ``longest`` characters, without outer spaces."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if not isinstance(value, str) or not _is_storable(value):
            return self.refuse(name, ProblemCode.NOT_TEXT)
        if not value.strip():
            return self.refuse(name, ProblemCode.REQUIRED)
        if len(value.strip()) > longest:
            return self.refuse(name, ProblemCode.TOO_LONG, longest=longest)
        return value.strip()

    def code(self, name: str, *, longest: int, **presence: bool) -> str | None:
        """A short name of small letters, digits and hyphens."""
        value = self.text(name, longest=longest, **presence)
        if value is not None and not _CODE.fullmatch(value):
            return self.refuse(name, ProblemCode.NOT_A_CODE)
        return value

    def date(self, name: str, **presence: bool) -> str | None:
        """A date as far as it is known: 2021, 2021-08 or 2021-11-01."""
        value = self.text(name, longest=10, **presence)
        if value is not None and not _DATE.fullmatch(value):
            return self.refuse(name, ProblemCode.NOT_A_DATE)
        return value

    def number(self, name: str, **presence: bool) -> Decimal | None:
        """A JSON number, with the digits as typed."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return self.refuse(name, ProblemCode.NOT_A_NUMBER)
        number = Decimal(value)
        if not number.is_finite():
            return self.refuse(name, ProblemCode.NOT_FINITE)
        if number.adjusted() >= _WHOLE_DIGITS or decimals_of(number) > _DECIMALS:
            return self.refuse(
                name, ProblemCode.TOO_MANY_DIGITS, whole=_WHOLE_DIGITS, decimals=_DECIMALS
            )
        return number

    def year(self, name: str, **presence: bool) -> int | None:
        """A calendar year as a JSON number."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            return self.refuse(name, ProblemCode.NOT_A_YEAR, first=FIRST_YEAR, last=LAST_YEAR)
        if not FIRST_YEAR <= value <= LAST_YEAR:
            return self.refuse(name, ProblemCode.NOT_A_YEAR, first=FIRST_YEAR, last=LAST_YEAR)
        return value

    def line(self, name: str, **presence: bool) -> int | None:
        """A line of the document, counted from 1."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < 10**9:
            return self.refuse(name, ProblemCode.NOT_A_LINE)
        return value

    def flag(self, name: str, **presence: bool) -> bool | None:
        value = self.take(name, **presence)
        if value is not None and not isinstance(value, bool):
            return self.refuse(name, ProblemCode.NOT_TRUE_OR_FALSE)
        return value

    def word(self, name: str, words: Mapping[str, Word], **presence: bool) -> Word | None:
        """One of the words that the format knows, as what it stands for."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if not isinstance(value, str) or value not in words:
            return self.refuse(name, ProblemCode.UNKNOWN_WORD, allowed=list(words))
        return words[value]

    def part(self, name: str, **presence: bool) -> "Fields | None":
        """The fields of an object within this one."""
        value = self.take(name, **presence)
        if value is None:
            return None
        if not isinstance(value, dict):
            return self.refuse(name, ProblemCode.NOT_AN_OBJECT)
        return Fields(
            value,
            self._problems,
            file=self._file,
            entry=self._entry,
            prefix=f"{self._prefix}{name}.",
        )

    def rows(self, name: str, **presence: bool) -> Iterable[Any]:
        """The items of a list, unread."""
        value = self.take(name, **presence)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(name, ProblemCode.NOT_A_LIST)
            return []
        return value

    def end(self) -> None:
        """Refuse every field that the format does not know: most are misspelt ones."""
        for name in self._source:
            if name not in self._read:
                self.refuse(name, ProblemCode.UNKNOWN_FIELD)


def _is_storable(text: str) -> bool:
    """Databases take neither NUL nor half of a surrogate pair, which JSON can both write."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def decimals_of(number: Decimal) -> int:
    """Digits after the point, as typed."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
