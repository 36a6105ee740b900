"""Prints a document on one zone, on every zone, or a comparison of several, as files."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import WrongState
from tracker.flow.reporting import Report
from tracker.management.traced import TracedCommand
from tracker.models import Department, Zone
from tracker.models.explaining import explain
from tracker.reports.fonts import FontsMissing
from tracker.terms import ReportFormat, ReportKind


class Command(TracedCommand):
    help = "Prints where a zone stands in a year, as a document or as data."

    def add_arguments(self, parser) -> None:
        languages = [code for code, _name in settings.LANGUAGES]
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--zone", metavar="CODE")
        place.add_argument(
            "--all-zones",
            action="store_true",
            help="one document on each zone; --output names a folder for them",
        )
        parser.add_argument(
            "--beside",
            metavar="CODE",
            nargs="+",
            help="for --kind comparison: the zones beside it; all others by default",
        )
        parser.add_argument("--year", type=int, required=True, help="reporting year")
        parser.add_argument("--kind", choices=[kind.value for kind in ReportKind], required=True)
        parser.add_argument(
            "--department", metavar="NAME", help="whose sheet, for --kind department"
        )
        parser.add_argument(
            "--format", choices=[each.value for each in ReportFormat], default="pdf"
        )
        parser.add_argument("--output", metavar="PATH", type=Path, required=True)
        parser.add_argument("--lang", choices=languages, default=settings.LANGUAGE_CODE)

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
        asked, kind_asked = _zone(zone), ReportKind(kind)
        try:
            report = flow.make_report(
                asked,
                year,
                kind_asked,
                format=ReportFormat(format),
                language=lang,
                by=flow.system_person(),
                department=_department(asked, department) if department else None,
                beside=_beside(asked, beside) if kind_asked is ReportKind.COMPARISON else (),
            )
        except WrongState as refused:
            raise CommandError(_words(refused, asked)) from refused
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
        _write(place, report.content)
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


def _zone(code: str) -> Zone:
    try:
        return Zone.objects.get(code=code)
    except Zone.DoesNotExist:
        known = ", ".join(Zone.objects.values_list("code", flat=True)) or "-"
        raise CommandError(
            _("No zone has the code %(code)s; known are: %(known)s.")
            % {"code": code, "known": known}
        ) from None


def _beside(zone: Zone, codes: list[str] | None) -> list[Zone]:
    """The zones that a comparison holds this one against."""
    if codes is None:
        return list(Zone.objects.exclude(pk=zone.pk))
    return [_zone(code) for code in codes]


def _department(zone: Zone, name: str) -> Department:
    try:
        return zone.departments.get(name=name)
    except Department.DoesNotExist:
        known = ", ".join(zone.departments.values_list("name", flat=True)) or "-"
        raise CommandError(
            _("%(zone)s has no department %(name)s; known are: %(known)s.")
            % {"zone": zone, "name": name, "known": known}
        ) from None


def _words(refused: WrongState, zone: Zone) -> str:
    match refused.code:
        case "year_outside_plan":
            text = _("%(year)s lies outside the plan; choose a year from %(first)s to %(last)s.")
            return text % refused.data
        case "kind_outside_year":
            text = _("%(kind)s does not fit %(year)s; make one of: %(fitting)s.")
            return text % {**refused.data, "fitting": ", ".join(refused.data["fitting"])}
        case "format_outside_kind":
            return _("%(kind)s is not made as %(format)s; choose pdf.") % refused.data
        case "no_department":
            return _("--kind department wants --department, and no other kind does.")
        case "nothing_to_compare":
            return _(
                "A comparison wants two zones with published plans; name others with --beside."
            )
    return _("%(zone)s has no published plan; load its register first.") % {"zone": zone.code}


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
