"""Where the fonts of charts and documents are: the office's own folders, else the bundled ones.

Never falls back to a font without Chinese: a document full of empty boxes is worse than none.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"

# What GB/T 9704 wants titles (小标宋), heads of the first (黑体) and second level (楷体) and text
# (仿宋) set in, by the names that offices' machines know these fonts by.
OFFICE: Mapping[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"),
    "head": ("SimHei", "黑体", "FZHei-B01S", "STHeiti"),
    "subhead": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "FZKai-Z03S", "STKaiti"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02S", "STFangsong"),
    "table": (),
}
_BUNDLED = {"title": SERIF, "head": SANS, "subhead": SANS, "body": SERIF, "table": SANS}
# The entries of a font that name its family, in each language; typesetters go by the first.
_FAMILY, _TYPOGRAPHIC = 1, 16


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


def families(chosen: Mapping[str, str], own: Sequence[Path] = ()) -> dict[str, list[str]]:
    """What each part of a document is set in, the first family first, the bundled one last.

    ``chosen`` names families by part, as ``{"body": "FangSong"}``, in any language that a font
    names itself in; a part that is not chosen takes what GB/T 9704 wants of the office's own
    fonts. Raises ``FontsMissing`` for a family that none of them has. Without own fonts the
    bundled ones serve: what is chosen is then for documents that only name their fonts.
    """
    present = _families(folders(own)) if own else {}
    absent = [family for family in chosen.values() if own and family not in present]
    if absent:
        raise FontsMissing(
            f"REPORT_FONTS: no font of the family {', '.join(absent)} in REPORT_FONT_DIRS. "
            f"There are: {', '.join(sorted(present))}."
        )
    wanted = {part: (chosen[part],) if part in chosen else names for part, names in OFFICE.items()}
    return {
        part: [*dict.fromkeys(present[name] for name in names if name in present), _BUNDLED[part]]
        for part, names in wanted.items()
    }


@cache
def _families(places: tuple[Path, ...]) -> Mapping[str, str]:
    """The families of all fonts of these folders, in every language that they are named in, each
    with the name that the typesetter knows it by."""
    found: dict[str, str] = {}
    for folder in places:
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in {".otf", ".ttf"}:
                with TTFont(file, lazy=True) as font:
                    _add_names(font, found)
            elif file.suffix.lower() == ".ttc":
                with TTCollection(file, lazy=True) as collection:
                    for font in collection.fonts:
                        _add_names(font, found)
    return found


def _add_names(font: TTFont, found: dict[str, str]) -> None:
    entries = font["name"].names
    known = next((entry.toUnicode() for entry in entries if entry.nameID == _FAMILY), None)
    for entry in entries:
        if known and entry.nameID in (_FAMILY, _TYPOGRAPHIC):
            found.setdefault(entry.toUnicode(), known)
