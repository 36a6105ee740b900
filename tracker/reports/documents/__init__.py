"""Documents as files: one module a format, each printing what a dataset says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file; ``replaced`` are the characters that no font had, ``removed`` those that
    no file of its format can hold."""

    content: bytes
    replaced: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
