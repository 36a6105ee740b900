"""Prints a report as PDF: an archive file (PDF/A-2a) that screen readers can read (PDF/UA-1).

Texts reach the template through JSON only, so nothing that a person typed is ever markup. The
same report, fonts and date give the same bytes; nothing here looks at the clock.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import typst

from tracker.notation import THIN_SPACE
from tracker.reports import fonts
from tracker.reports.charts.canvas import BESIDE, SIDEWAYS, SMALL, Size
from tracker.reports.charts.fields import field_chart
from tracker.reports.charts.matrix import matrix_chart
from tracker.reports.charts.multiples import multiples_chart
from tracker.reports.charts.path import path_chart
from tracker.reports.datasets import Report
from tracker.reports.documents import Document
from tracker.reports.documents.typesetting import fonts_in, forget
from tracker.reports.glyphs import filtered, printable
from tracker.reports.shapes import Chart, FieldChart, MatrixChart, Multiples, PathChart
from tracker.terms import ReportKind

NARROW_SPACE = "\u202f"
_TEMPLATES = Path(__file__).parent / "templates"
# Of charts beside a target; elsewhere than beside a finding they are smaller.
_SIZES = {ReportKind.BRIEF: SMALL}

# Exact values and whole rows are for workbooks; paper prints the texts beside them.
_FOR_WORKBOOKS = frozenset({"basis", "bound", "exact", "row", "sums", "years"})


def pdf(
    report: Report,
    *,
    font_dirs: Sequence[Path],
    made_at: datetime,
    families: Mapping[str, str] = MappingProxyType({}),
) -> Document:
    """A document of any kind as PDF. ``made_at`` is its date of making, aware.

    ``families`` are what an office has chosen to print with, as ``fonts.families`` takes them.
    Raises ``fonts.FontsMissing`` where there is no font to print Chinese with, or not the chosen.
    """
    folders = fonts.folders(font_dirs)
    replaced: set[str] = set()
    printed = filtered(report, printable(folders), replaced)
    # Charts name their font; without it the typesetter would leave their letters out.
    fonts.find(fonts.SANS, font_dirs)
    pictures = Pictures(_SIZES.get(report.kind, BESIDE))
    typefaces = fonts.families(families, font_dirs)
    data = pictures.plain(printed) | {"replaced": _listed(replaced), "fonts": typefaces}
    # A line may end at a thin space, and a number must not be parted there.
    written = json.dumps(data, ensure_ascii=False).replace(THIN_SPACE, NARROW_SPACE)
    files = pictures.files | {"data.json": written.encode()}
    template = f"{report.kind}.typ"
    return Document(_compiled(template, files, folders, made_at), frozenset(replaced))


class Pictures:
    """Draws the charts of a report into files beside its data."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.files: dict[str, bytes] = {}

    def plain(self, value: Any) -> Any:
        """The same tables as JSON knows them, each chart as the name of its file and its words."""
        if isinstance(value, FieldChart):
            return self._file(field_chart(value), value) if value.bars else None
        if isinstance(value, PathChart):
            return self._file(path_chart(value, self.size), value)
        if isinstance(value, MatrixChart):
            return self._file(matrix_chart(value, SIDEWAYS), value)
        if isinstance(value, Multiples):
            return self._file(multiples_chart(value, SIDEWAYS), value)
        if is_dataclass(value) and not isinstance(value, type):
            names = (part.name for part in fields(value) if part.name not in _FOR_WORKBOOKS)
            return {name: self.plain(getattr(value, name)) for name in names}
        if isinstance(value, Mapping):
            return {key: self.plain(part) for key, part in value.items()}
        if isinstance(value, tuple):
            return [self.plain(part) for part in value]
        return str(value) if isinstance(value, Decimal) else value

    def _file(self, drawn: bytes, chart: Chart) -> dict[str, str]:
        name = f"chart-{len(self.files)}.svg"
        self.files[name] = drawn
        return {"file": name, "alt": chart.alt}


def _listed(replaced: Iterable[str]) -> str:
    """Characters that no font has by their numbers, since they cannot be shown."""
    return " ".join(f"U+{ord(character):04X}" for character in sorted(replaced))


def _compiled(
    template: str, files: dict[str, bytes], folders: tuple[Path, ...], made_at: datetime
) -> bytes:
    sources = {file.name: file.read_bytes() for file in sorted(_TEMPLATES.glob("*.typ"))}
    # The published types of typst know of paths only, its documentation of files in memory too.
    project: Any = {"main.typ": sources.pop(template), **sources, **files}
    typefaces = fonts_in(folders)
    try:
        result: bytes = typst.compile(
            project,
            font_paths=typefaces,
            ignore_system_fonts=True,
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    finally:
        forget(typefaces)
    return result
