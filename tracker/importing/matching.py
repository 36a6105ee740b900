"""Finds the catalogue indicator of a printed one; the alias table is what people can review."""

from collections.abc import Iterable
from dataclasses import replace

from tracker.importing import shipped
from tracker.importing.extraction.catalogue import Catalogue, Entry, Key
from tracker.models import Indicator, IndicatorAlias


def catalogue() -> Catalogue:
    """The shipped table, with the aliases of the database before it: there people decide."""
    rows = IndicatorAlias.objects.values_list("name", "unit", "indicator__name", "indicator__unit")
    learned = {(name, unit): (to_name, to_unit) for name, unit, to_name, to_unit in rows}
    return replace(shipped.indicators(), learned=learned)


def ensure(entries: Iterable[Entry]) -> tuple[dict[Key, Indicator], int]:
    """The indicators of some entries and their aliases, made where they are new.

    Answers with the indicators by (name, unit), and how many were made. What stands in the
    database is never changed: the catalogue belongs to its administrators.
    """
    wanted = {entry.key: entry for entry in entries}
    known = _stored(wanted)
    missing = [entry for key, entry in wanted.items() if key not in known]
    if missing:
        Indicator.objects.bulk_create(
            Indicator(
                name=entry.name, unit=entry.unit, name_en=entry.name_en, category=entry.category
            )
            for entry in missing
        )
        known = _stored(wanted)
    _add_aliases(wanted.values(), known)
    return known, len(missing)


def _stored(wanted: dict[Key, Entry]) -> dict[Key, Indicator]:
    rows = Indicator.objects.filter(name__in={name for name, _ in wanted})
    return {(row.name, row.unit): row for row in rows if (row.name, row.unit) in wanted}


def _add_aliases(entries: Iterable[Entry], known: dict[Key, Indicator]) -> None:
    taken = set(IndicatorAlias.objects.values_list("name", "unit"))
    IndicatorAlias.objects.bulk_create(
        IndicatorAlias(
            indicator=known[entry.key],
            name=alias.name,
            unit=alias.unit,
            note=alias.why,
            reviewed=alias.reviewed,
        )
        for entry in entries
        for alias in entry.aliases
        if (alias.name, alias.unit) not in taken
    )
