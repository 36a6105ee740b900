"""The typesetter's fonts, for whatever is set in type or drawn with it."""

from functools import cache
from pathlib import Path

import typst


@cache
def fonts_in(folders: tuple[Path, ...]) -> typst.Fonts:
    """Read once a process; the folders of an instance do not change while it runs."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
