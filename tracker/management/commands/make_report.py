"""Prints a zone's report of a year as a file."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import WrongState
from tracker.management.traced import TracedCommand
from tracker.models import Zone
from tracker.reports.fonts import FontsMissing
from tracker.terms import ReportFormat, ReportKind


class Command(TracedCommand):
    help = "Prints where a zone stands in a year, as a document or as data."

    def add_arguments(self, parser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--zone", metavar="CODE", required=True)
        parser.add_argument("--year", type=int, required=True, help="reporting year")
        parser.add_argument("--kind", choices=[kind.value for kind in ReportKind], required=True)
        parser.add_argument(
            "--format", choices=[each.value for each in ReportFormat], default="pdf"
        )
        parser.add_argument("--output", metavar="FILE", type=Path, required=True)
        parser.add_argument("--lang", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(
        self,
        *,
        zone: str,
        year: int,
        kind: str,
        format: str,
        output: Path,
        lang: str,
        **options: Any,
    ) -> None:
        place = _place(output)
        try:
            report = flow.make_report(
                _zone(zone),
                year,
                ReportKind(kind),
                format=ReportFormat(format),
                language=lang,
                by=flow.system_person(),
            )
        except WrongState as refused:
            raise CommandError(_words(refused, zone)) from refused
        except FontsMissing as missing:
            raise CommandError(str(missing)) from missing
        _write(place, report.content)
        if report.replaced:
            self.stderr.write(
                _("Printed as □, because no font has them: %(characters)s")
                % {"characters": " ".join(f"U+{ord(c):04X}" for c in sorted(report.replaced))}
            )
        self.stdout.write(
            _("%(file)s: %(size)s KB") % {"file": place, "size": len(report.content) // 1024}
        )


def _zone(code: str) -> Zone:
    try:
        return Zone.objects.get(code=code)
    except Zone.DoesNotExist:
        known = ", ".join(Zone.objects.values_list("code", flat=True)) or "-"
        raise CommandError(
            _("No zone has the code %(code)s; known are: %(known)s.")
            % {"code": code, "known": known}
        ) from None


def _words(refused: WrongState, zone: str) -> str:
    if refused.code == "year_outside_plan":
        text = _("%(year)s lies outside the plan; choose a year from %(first)s to %(last)s.")
        return text % refused.data
    return _("%(zone)s has no published plan; load its register first.") % {"zone": zone}


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


def _write(place: Path, content: bytes) -> None:
    """The whole file or none of it: written beside its place and then put there."""
    draft = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(place)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written (%(reason)s); name another place.")
            % {"file": place, "reason": error.strerror}
        ) from error
    finally:
        draft.unlink(missing_ok=True)
