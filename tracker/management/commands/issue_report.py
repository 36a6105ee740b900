"""Issues a document under its number, and writes its files into a folder."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker import flow
from tracker.errors import Incomplete, NotAllowed, NotStored, WrongState
from tracker.management.documents import (
    add_document_arguments,
    document_of,
    refusal,
    write,
    zone_of,
)
from tracker.management.traced import TracedCommand
from tracker.models import Person
from tracker.models.explaining import explain
from tracker.models.filing import STATES
from tracker.reports.fonts import FontsMissing
from tracker.reports.issuing.contents import issued_file
from tracker.terms import ReportFormat, ReportKind


class Command(TracedCommand):
    help = "Issues a document: freezes it under its number, in every format of its kind."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--zone", metavar="CODE", required=True)
        add_document_arguments(parser)
        parser.add_argument("--number", required=True, help="as the register of the office has it")
        parser.add_argument(
            "--by", metavar="USERNAME", required=True, help="who issues it, as the cover says"
        )
        parser.add_argument("--reason", default="", help="why it supersedes the one issued before")
        parser.add_argument("--output", metavar="FOLDER", type=Path, required=True)

    def handle(
        self,
        *,
        zone: str,
        year: int,
        kind: str,
        lang: str,
        number: str,
        by: str,
        reason: str,
        output: Path,
        beside: list[str] | None = None,
        department: str | None = None,
        **options: Any,
    ) -> None:
        if not output.is_dir():
            raise CommandError(
                _("The folder %(folder)s does not exist; create it or name another.")
                % {"folder": output}
            )
        asked = zone_of(zone)
        try:
            issued = flow.issue_report(
                asked,
                year,
                ReportKind(kind),
                number=number,
                language=lang,
                by=_person(by),
                reason=reason,
                **document_of(asked, kind, department, beside),
            )
        except WrongState as refused:
            known = refused.code in STATES
            raise CommandError(
                explain(refused)[0] if known else refusal(refused, asked)
            ) from refused
        except (Incomplete, NotAllowed, NotStored) as refused:
            raise CommandError("\n".join(explain(refused))) from refused
        except FontsMissing as missing:
            raise CommandError(str(missing)) from missing
        if issued.supersedes:
            self.stdout.write(_("Supersedes %(number)s.") % {"number": issued.supersedes.number})
        for file in issued.files.all():
            place = output / file.filename
            write(place, issued_file(issued, ReportFormat(file.format)))
            self.stdout.write(f"{place}: SHA-256 {file.sha256}")


def _person(username: str) -> Person:
    try:
        return Person.objects.get(username=username, is_active=True)
    except Person.DoesNotExist:
        raise CommandError(
            _("Nobody with an open account is called %(username)s; name who issues the document.")
            % {"username": username}
        ) from None
