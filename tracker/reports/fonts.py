"""Where the fonts of charts and documents are: the office's own folders, else the bundled ones.

Never falls back to a font without Chinese: a document full of empty boxes is worse than none.
"""

from collections.abc import Sequence
from pathlib import Path

SANS = "Noto Sans SC"


class FontsMissing(Exception):
    """No font for Chinese text was found; the message says where one can be put."""


def folders(own: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Font folders in the order of preference: the setting's, then the bundled package's."""
    absent = [str(folder) for folder in own if not folder.is_dir()]
    if absent:
        raise FontsMissing(
            f"REPORT_FONT_DIRS: no such folder: {', '.join(absent)}. "
            "Correct the setting, or create the folder with the fonts in it."
        )
    try:
        import pylopdf_fonts_zh_cn as bundled
    except ImportError:
        return tuple(own)
    return (*own, bundled.sans_path().parent)


def find(family: str, own: Sequence[Path] = ()) -> Path:
    """The file of a family's regular face, as ``SANS``: the first one found."""
    name = f"{family.replace(' ', '')}-Regular"
    for folder in folders(own):
        for file in sorted(folder.rglob(f"{name}.*")):
            if file.suffix in {".otf", ".ttf"}:
                return file
    raise FontsMissing(
        f"{name}.otf was not found. Install the package pylopdf-fonts-zh-cn, or put the file into "
        "a folder that REPORT_FONT_DIRS names."
    )
