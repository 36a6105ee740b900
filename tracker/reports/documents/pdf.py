"""Prints a report as PDF: an archive file (PDF/A-2a) that screen readers can read (PDF/UA-1).

Texts reach the template through JSON only, so nothing that a person typed is ever markup. The
same report, fonts and date give the same bytes; nothing here looks at the clock.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tracker.reports import charts, fonts
from tracker.reports.datasets import Finding, MonitoringReport
from tracker.reports.glyphs import filtered, printable

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file; ``replaced`` are the characters that no font had."""

    content: bytes
    replaced: frozenset[str] = frozenset()


def monitoring_pdf(
    report: MonitoringReport, *, font_dirs: Sequence[Path], made_at: datetime
) -> Document:
    """The annual monitoring report as PDF. ``made_at`` is its date of making, aware.

    Raises ``fonts.FontsMissing`` where there is no font to print Chinese with.
    """
    folders = fonts.folders(font_dirs)
    font = fonts.find(fonts.SANS, font_dirs)
    replaced: set[str] = set()
    report = filtered(report, printable(folders), replaced)
    files = {"fields.svg": charts.field_chart(report.fields, font)} if report.fields.bars else {}
    picture = _picture("fields.svg", report.fields.alt, report.fields_caption)
    data = asdict(report) | {"fields": picture if files else None, "replaced": bool(replaced)}
    for name in ("binding", "behind"):
        data[name] = [_finding(item, files, font) for item in getattr(report, name)]
    files["data.json"] = json.dumps(data, ensure_ascii=False).encode()
    return Document(_compiled("monitoring.typ", files, folders, made_at), frozenset(replaced))


def _finding(item: Finding, files: dict[str, bytes], font: Path) -> dict[str, Any]:
    row = asdict(item)
    if item.chart:
        name = f"chart-{len(files)}.svg"
        files[name] = charts.path_chart(item.chart, font, charts.BESIDE)
        row["chart"] = _picture(name, item.chart.alt, item.caption)
    return row


def _picture(file: str, alt: str, caption: str) -> dict[str, str]:
    return {"file": file, "alt": alt, "caption": caption}


def _compiled(
    template: str, files: dict[str, bytes], folders: tuple[Path, ...], made_at: datetime
) -> bytes:
    sources = {file.name: file.read_bytes() for file in sorted(_TEMPLATES.glob("*.typ"))}
    # The published types of typst know of paths only, its documentation of files in memory too.
    project: Any = {"main.typ": sources.pop(template), **sources, **files}
    result: bytes = typst.compile(
        project,
        font_paths=_fonts(folders),
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return result


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    """Read once a process; the folders of an instance do not change while it runs."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
