"""Prints a document on one zone, on every zone, or a comparison of several, as files."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import WrongState
from tracker.flow.reporting import Report
from tracker.management.documents import (
    add_document_arguments,
    document_of,
    refusal,
    write,
    zone_of,
)
from tracker.management.traced import TracedCommand
from tracker.models import Zone
from tracker.models.explaining import explain
from tracker.reports.fonts import FontsMissing
from tracker.terms import ReportFormat, ReportKind


class Command(TracedCommand):
    help = "Prints where a zone stands in a year, as a document or as data."

    def add_arguments(self, parser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--zone", metavar="CODE")
        place.add_argument(
            "--all-zones",
            action="store_true",
            help="one document on each zone; --output names a folder for them",
        )
        add_document_arguments(parser)
        parser.add_argument(
            "--format", choices=[each.value for each in ReportFormat], default="pdf"
        )
        parser.add_argument("--output", metavar="PATH", type=Path, required=True)

    def handle(
        self,
        *,
        zone: str | None,
        year: int,
        kind: str,
        format: str,
        output: Path,
        lang: str,
        beside: list[str] | None = None,
        department: str | None = None,
        all_zones: bool = False,
        **options: Any,
    ) -> None:
        if all_zones or zone is None:
            self._make_all(output, year, ReportKind(kind), ReportFormat(format), lang)
            return
        place = _place(output)
        asked = zone_of(zone)
        try:
            report = flow.make_report(
                asked,
                year,
                ReportKind(kind),
                format=ReportFormat(format),
                language=lang,
                by=flow.system_person(),
                **document_of(asked, kind, department, beside),
            )
        except WrongState as refused:
            raise CommandError(refusal(refused, asked)) from refused
        except FontsMissing as missing:
            raise CommandError(str(missing)) from missing
        self._keep(place, report)

    def _make_all(
        self, folder: Path, year: int, kind: ReportKind, format: ReportFormat, lang: str
    ) -> None:
        """Every zone's document into a folder; what cannot be made is told, the rest goes on."""
        if not folder.is_dir():
            raise CommandError(
                _("The folder %(folder)s does not exist; create it or name another.")
                % {"folder": folder}
            )
        found = flow.wishes_for(
            list(Zone.objects.all()), year, [kind], formats=[format], languages=[lang]
        )
        for wish, refused in found.left_out:
            self.stderr.write(f"{wish.zone.code}: {explain(refused)[0]}")
        if not found.wanted:
            raise CommandError(_("No zone has such a document; choose another year or kind."))
        for wish in found.wanted:
            try:
                report = flow.make_report(
                    wish.zone, year, kind, format=format, language=lang,
                    by=flow.system_person(), department=wish.department, beside=wish.beside,
                )  # fmt: skip
            except FontsMissing as missing:
                raise CommandError(str(missing)) from missing
            self._keep(folder / report.filename, report)

    def _keep(self, place: Path, report: Report) -> None:
        """Write a finished document, and say so."""
        write(place, report.content)
        if report.replaced:
            self._warn(_("Printed as □, because no font has them: %(characters)s"), report.replaced)
        if report.removed:
            self._warn(
                _("Left out, because no such file can hold them: %(characters)s"), report.removed
            )
        self.stdout.write(
            _("%(file)s: %(size)s KB") % {"file": place, "size": len(report.content) // 1024}
        )

    def _warn(self, text: str, characters: Iterable[str]) -> None:
        points = " ".join(f"U+{ord(character):04X}" for character in sorted(characters))
        self.stderr.write(text % {"characters": points})


def _place(output: Path) -> Path:
    """Told before the work is done rather than after it."""
    if output.is_dir():
        raise CommandError(_("%(file)s is a folder; name a file in it.") % {"file": output})
    folder = output.absolute().parent
    if not folder.is_dir():
        raise CommandError(
            _("The folder %(folder)s does not exist; create it or name another.")
            % {"folder": folder}
        )
    return output
