"""What a load did: counted by noun and file, with every change listed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tracker.models import Plan

NOUNS = ("zone", "plan", "scope", "indicator", "target", "past_figure", "finding")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the file now has otherwise. ``object`` is the register number or the noun."""

    object: str
    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class Tally:
    """How many objects of one noun were made, changed, left as they were, or taken away."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def touched(self) -> int:
        return self.created + self.changed + self.removed


@dataclass(slots=True)
class FileResult:
    """What one file did.

    ``kept`` are fields that the file changed but that an administrator had changed before: they
    stand as the administrator left them. ``gone`` are entries that the file no longer has; they
    are kept, since figures may have been reported for them.
    """

    name: str
    plan: Plan
    counts: dict[str, Tally] = field(default_factory=lambda: {noun: Tally() for noun in NOUNS})
    changes: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)

    @property
    def touched(self) -> int:
        """How many objects were made, changed or taken away."""
        return sum(tally.touched for tally in self.counts.values())


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What loading some register files did, a part for each file."""

    files: tuple[FileResult, ...]

    @property
    def plans(self) -> list[Plan]:
        """The plans of the files, new or not."""
        return [file.plan for file in self.files]

    @property
    def touched(self) -> int:
        """Zero when the load changed nothing."""
        return sum(file.touched for file in self.files)

    def counts_of(self, plan: Plan) -> dict[str, Any]:
        """What the trail keeps of one plan's load; empty where it changed nothing."""
        file = next(file for file in self.files if file.plan.pk == plan.pk)
        if not file.touched:
            return {}
        counts = {
            noun: {"created": tally.created, "changed": tally.changed, "removed": tally.removed}
            for noun, tally in file.counts.items()
            if tally.touched
        }
        return {"file": file.name, "counts": counts}
