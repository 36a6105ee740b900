"""Loads register files: plans with their targets, as docs/register.md describes them."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker import flow
from tracker.errors import RegisterRefused
from tracker.importing import queries
from tracker.management.traced import TracedCommand
from tracker.models.wording import label
from tracker.terms import Severity


class Command(TracedCommand):
    help = (
        "Loads register files, or the shipped ones where no file is named. All of them are "
        "loaded or none; loading the same file again changes nothing."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="*", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="do everything, show it, and store nothing"
        )

    def handle(self, *, files: list[Path], dry_run: bool, **options: Any) -> None:
        texts = self._texts(files) if files else queries.registers()
        try:
            result = flow.load_register(texts, by=flow.system_person(), dry_run=dry_run)
        except RegisterRefused as refused:
            for problem in refused.problems:
                self.stderr.write(queries.describe(problem))
            raise CommandError(_count(len(refused.problems))) from refused
        self._table(result.files)
        for file in result.files:
            self._details(file)
        if not result.touched:
            self.stdout.write(_("Nothing changed: everything was loaded before."))
        if dry_run:
            self.stdout.write(_("Dry run: nothing was stored."))

    def _texts(self, files: Iterable[Path]) -> list[tuple[str, str]]:
        texts = []
        for path in files:
            try:
                texts.append((path.name, path.read_text("utf-8-sig")))
            except UnicodeDecodeError as error:
                raise CommandError(
                    _("%(file)s is not UTF-8 text; save it in that encoding.") % {"file": path}
                ) from error
            except OSError as error:
                raise CommandError(
                    _("%(file)s cannot be read (%(reason)s); check its name and place.")
                    % {"file": path, "reason": error.strerror}
                ) from error
        return texts

    def _table(self, files: Sequence[Any]) -> None:
        head = [
            _("File"),
            _("Zone"),
            _("Entries new"),
            _("Entries changed"),
            _("Entries unchanged"),
            _("Indicators new"),
            _("Past figures new"),
            *(str(label(severity)) for severity in Severity),
        ]
        rows = [head, *(_row(file) for file in files)]
        widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
        for row in rows:
            cells = [_padded(cell, width) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  ".join(cells).rstrip())

    def _details(self, file: Any) -> None:
        for change in file.changes:
            self.stdout.write(f"{change.object} · {change.field}: {change.old} → {change.new}")
        for change in file.kept:
            self.stdout.write(
                _("%(object)s · %(field)s: kept as changed here (%(old)s); the file says %(new)s")
                % {
                    "object": change.object,
                    "field": change.field,
                    "old": change.old,
                    "new": change.new,
                }
            )
        for number in file.gone:
            self.stdout.write(
                _("%(object)s: no longer in %(file)s; kept, retire it if it no longer applies")
                % {"object": number, "file": file.name}
            )


def _count(problems: int) -> str:
    words = ngettext(
        "%(count)s problem; nothing was stored.",
        "%(count)s problems; nothing was stored.",
        problems,
    )
    return words % {"count": problems}


def _row(file: Any) -> list[str]:
    targets, indicators = file.counts["target"], file.counts["indicator"]
    counts = [
        targets.created,
        targets.changed,
        targets.unchanged,
        indicators.created,
        file.counts["past_figure"].created,
        *(file.findings[severity.value] for severity in Severity),
    ]
    return [file.name, str(file.plan.zone), *(str(count) for count in counts)]


def _width(text: str) -> int:
    """Columns of a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
