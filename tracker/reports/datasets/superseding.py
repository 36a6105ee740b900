"""What an issued document says of the one that it takes the place of."""

from dataclasses import dataclass
from decimal import Decimal

from tracker.terms import RowChange


@dataclass(frozen=True, slots=True)
class Changed:
    """One cell of the table as it was and as it is; a text that is empty says there was none.

    ``cell`` is its column by name, ``year`` is set where it is a figure of another year than the
    document's. The exact numbers are None where the cell holds none.
    """

    cell: str
    year: int | None
    head: str
    before: str
    after: str
    was: Decimal | None = None
    now: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that came, went, or differs; ``key`` is its identity, ``zone`` where it is of one of
    several."""

    key: str
    zone: str
    name: str
    unit: str
    change: RowChange
    cells: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Superseded:
    """The document that this one takes the place of: its number and date, why there is a new one,
    and how the two differ."""

    number: str
    issued_on: str
    reason: str
    differences: tuple[Difference, ...]
