"""What is entered about a schedule."""

from dataclasses import dataclass
from typing import Any

from tracker.models import Person, Zone
from tracker.reports.occurrences import Yearly
from tracker.terms import ReportFormat, ReportKind


@dataclass(frozen=True)
class Given:
    """What is made on which day of each year, and whom it is sent to."""

    name: str
    kind: ReportKind
    zones: tuple[Zone, ...]
    formats: tuple[ReportFormat, ...]
    languages: tuple[str, ...]
    yearly: Yearly
    recipients: tuple[Person, ...]

    @property
    def columns(self) -> dict[str, Any]:
        """What its row says of it, beside zones and recipients."""
        return {
            "name": self.name.strip(),
            "kind": self.kind,
            "formats": [each.value for each in self.formats],
            "languages": list(self.languages),
            "month": self.yearly.month,
            "day": self.yearly.day,
            "years_back": self.yearly.years_back,
        }
