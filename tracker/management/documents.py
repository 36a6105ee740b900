"""What the commands share that make documents: their arguments, and how a file is written."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from tracker.errors import WrongState
from tracker.models import Department, Zone
from tracker.terms import ReportKind


def add_document_arguments(parser: ArgumentParser) -> None:
    """Which document on a zone is wanted, and in which language."""
    languages = [code for code, _name in settings.LANGUAGES]
    parser.add_argument(
        "--beside",
        metavar="CODE",
        nargs="+",
        help="for --kind comparison: the zones beside it; all others by default",
    )
    parser.add_argument("--year", type=int, required=True, help="reporting year")
    parser.add_argument("--kind", choices=[kind.value for kind in ReportKind], required=True)
    parser.add_argument("--department", metavar="NAME", help="whose sheet, for --kind department")
    parser.add_argument("--lang", choices=languages, default=settings.LANGUAGE_CODE)


def document_of(
    zone: Zone, kind: str, department: str | None, beside: list[str] | None
) -> dict[str, Any]:
    """Department and other zones of a document, as verbs take them. Raises ``CommandError``."""
    is_comparison = kind == ReportKind.COMPARISON
    return {
        "department": department_of(zone, department) if department else None,
        "beside": zones_beside(zone, beside) if is_comparison else (),
    }


def zone_of(code: str) -> Zone:
    try:
        return Zone.objects.get(code=code)
    except Zone.DoesNotExist:
        known = ", ".join(Zone.objects.values_list("code", flat=True)) or "-"
        raise CommandError(
            _("No zone has the code %(code)s; known are: %(known)s.")
            % {"code": code, "known": known}
        ) from None


def zones_beside(zone: Zone, codes: list[str] | None) -> list[Zone]:
    """The zones that a comparison holds this one against."""
    if codes is None:
        return list(Zone.objects.exclude(pk=zone.pk))
    return [zone_of(code) for code in codes]


def department_of(zone: Zone, name: str) -> Department:
    try:
        return zone.departments.get(name=name)
    except Department.DoesNotExist:
        known = ", ".join(zone.departments.values_list("name", flat=True)) or "-"
        raise CommandError(
            _("%(zone)s has no department %(name)s; known are: %(known)s.")
            % {"zone": zone, "name": name, "known": known}
        ) from None


def refusal(refused: WrongState, zone: Zone) -> str:
    match refused.code:
        case "year_outside_plan":
            text = _("%(year)s lies outside the plan; choose a year from %(first)s to %(last)s.")
            return text % refused.data
        case "kind_outside_year":
            text = _("%(kind)s does not fit %(year)s; make one of: %(fitting)s.")
            return text % {**refused.data, "fitting": ", ".join(refused.data["fitting"])}
        case "no_department":
            return _("--kind department wants --department, and no other kind does.")
        case "nothing_to_compare":
            text = _(
                "A comparison wants two zones whose plans hold %(year)s; choose another year, or "
                "name others with --beside."
            )
            return text % refused.data
    return _("%(zone)s has no published plan; load its register first.") % {"zone": zone.code}


def write(place: Path, content: bytes) -> None:
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
