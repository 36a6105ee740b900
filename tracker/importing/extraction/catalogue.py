"""Which printed indicator is which indicator of the catalogue, and what is known of it."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from tracker.importing.extraction.mapping import Measured
from tracker.terms import Category

Key = tuple[str, str]

# Words with which names of yearly rates end; other names of rates get the first one.
RATE_WORDS = ("增速", "增长率", "增幅", "降低", "下降率")
# Names of percentages that cannot leave 0 to 100.
_SHARE_ENDINGS = ("率", "比重", "占比", "比例", "比率", "覆盖")
_NO_SHARE_WORDS = ("增长", "增速", "增幅", "降低", "下降", "提高", "负债率", "利润率", "回报率")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name and unit under which plans print an indicator, and why it is the same."""

    name: str
    unit: str
    why: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One indicator. ``share``: a percentage that stays within 0 and 100."""

    name: str
    unit: str
    category: Category
    name_en: str | None = None
    share: bool = False
    lower_is_better: bool = False
    aliases: tuple[Alias, ...] = ()

    @property
    def key(self) -> Key:
        return self.name, self.unit


@dataclass(frozen=True)
class Catalogue:
    """The shipped indicators and their aliases; ``learned`` are aliases that people decided.

    What people decided goes first, then the alias table, then the printed name itself.
    """

    entries: tuple[Entry, ...]
    learned: Mapping[Key, Key] = field(default_factory=dict)

    @cached_property
    def _by_key(self) -> dict[Key, Entry]:
        return {_folded(entry.key): entry for entry in self.entries}

    @cached_property
    def _aliases(self) -> dict[Key, Entry]:
        return {
            _folded((alias.name, alias.unit)): entry
            for entry in self.entries
            for alias in entry.aliases
        }

    @cached_property
    def _decided(self) -> dict[Key, Key]:
        return {_folded(printed): key for printed, key in self.learned.items()}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the shipped table."""
        return cls(tuple(_entry(row) for row in json.loads(text)["indicators"]))

    def find(self, measured: Measured, *, name_en: str | None, category: Category) -> Entry:
        """The indicator that a plan's entry is about.

        An indicator that the table does not have is made up from the entry: a rate that is
        printed under the name of a level ("固定资产投资", %) gets a name of its own.
        """
        printed = _folded((measured.name, measured.unit))
        if printed in self._decided:
            return self._known(self._decided[printed], name_en, category)
        if printed in self._aliases:
            return self._aliases[printed]
        name = measured.name
        if measured.is_rate and not name.endswith(RATE_WORDS):
            name += RATE_WORDS[0]
        return self._known((name, measured.unit), name_en, category)

    def _known(self, key: Key, name_en: str | None, category: Category) -> Entry:
        known = self._by_key.get(_folded(key))
        if known is not None:
            return known
        name, unit = key
        return Entry(
            name=name, unit=unit, name_en=name_en, category=category, share=_is_share(name, unit)
        )


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        name=row["name"],
        unit=row["unit"],
        category=Category(row["category"]),
        name_en=row.get("name_en"),
        share=row.get("share", False),
        lower_is_better=row.get("lower_is_better", False),
        aliases=tuple(Alias(**alias) for alias in row.get("aliases", ())),
    )


def _is_share(name: str, unit: str) -> bool:
    """By its name, for an indicator that nobody has decided about yet."""
    return (
        unit == "%"
        and name.endswith(_SHARE_ENDINGS)
        and not any(word in name for word in _NO_SHARE_WORDS)
    )


def _folded(key: Key) -> Key:
    """Full and half width, quotation marks and spaces make no other indicator."""
    name, unit = (unicodedata.normalize("NFKC", part) for part in key)
    for mark in "“”\"'‘’ ":
        name = name.replace(mark, "")
    return name, unit
