"""The typesetter's fonts, for whatever is set in type or drawn with it."""

from functools import cache
from pathlib import Path
from typing import Any

import typst


@cache
def fonts_in(folders: tuple[Path, ...]) -> typst.Fonts:
    """Read once a process; the folders of an instance do not change while it runs."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


# After so many runs typst forgets what no later one has asked for.
_REMEMBERED = 10


def forget(fonts: typst.Fonts) -> None:
    """Let go of what typst remembers of the document just made.

    It keeps the parts of its last runs, thirty megabytes of a report of fifteen pages each, and
    has no word for letting go: empty runs, half a millisecond each, make them old.
    """
    # The published types of typst know of paths only, its documentation of files in memory too.
    nothing: Any = {"main.typ": b""}
    for _ in range(_REMEMBERED):
        typst.compile(nothing, font_paths=fonts, ignore_system_fonts=True, format="svg")
