"""The five plans with invented figures, and every document about them, each made once."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tracker import flow
from tracker.importing.queries import registers
from tracker.models import Figure, Plan, Target
from tracker.reports.kinds import kinds_of_year
from tracker.terms import PlanState, ReportKind

ZONES = ("jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch", "zhifu")
LANGUAGES = ("zh-hans", "en")


@pytest.fixture(scope="session")
def plans(django_db_setup, django_db_blocker) -> Iterator[dict[str, Plan]]:
    """The plans by zone, with demonstration figures, those of 2024 for 2025 as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        by = flow.system_person()
        flow.load_register(registers(), by=by)
        flow.load_demonstration(password="not used here", by=by)
        figures = list(Figure.objects.filter(year=2024, in_force=True))
        for figure in figures:
            figure.pk, figure.year = None, 2025
        Figure.objects.bulk_create(figures)
        flow.reassess(Target.objects.filter(state="published"), by=by)
        published = Plan.objects.filter(state=PlanState.PUBLISHED).select_related("zone")
        yield {plan.zone.code: plan for plan in published}
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Made:
    """One document as a file, and which year it is of."""

    file: Path
    year: int

    def json(self) -> dict[str, Any]:
        """What the file holds, where it is JSON."""
        found: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return found


Make = Callable[[str, ReportKind, str, str], Made | None]


@pytest.fixture(scope="session")
def make_document(plans, tmp_path_factory, django_db_blocker) -> Make:
    """Makes a document by the command: of a zone, of a kind, in a language, as a format.

    None where no year of the zone's plan fits the kind. Each is made once for all tests.
    """
    folder = tmp_path_factory.mktemp("documents")

    @cache
    def make(zone: str, kind: ReportKind, language: str, written_as: str) -> Made | None:
        year = year_of(plans[zone], kind)
        if year is None:
            return None
        place = folder / f"{zone}-{kind}-{language}.{written_as}"
        options: dict[str, Any] = {"lang": language, "format": written_as, "output": place}
        if kind is ReportKind.DEPARTMENT:
            options["department"] = plans[zone].zone.departments.first().name
        asked = {"zone": zone, "kind": str(kind), "year": year, **options}
        call_command("make_report", stdout=StringIO(), stderr=StringIO(), **asked)
        return Made(place, year)

    return make


def year_of(plan: Plan, kind: ReportKind) -> int | None:
    """A year of the plan that the kind fits; None where there is none."""
    if kind is ReportKind.COMPARISON:
        return 2024
    years = range(plan.start_year, plan.end_year + 1)
    fitting = [y for y in years if kind in kinds_of_year(plan.start_year, plan.end_year, y)]
    return fitting[len(fitting) // 2] if fitting else None


@pytest.fixture(scope="session")
def shown(plans) -> Callable[[int], dict[str, dict[str, Any]]]:
    """What ``show_progress`` says of every target in a year, by register number."""

    @cache
    def shown(year: int) -> dict[str, dict[str, Any]]:
        out = StringIO()
        call_command("show_progress", format="json", stdout=out, year=year)
        zones = json.loads(out.getvalue())["zones"]
        return {item["id"]: item for zone in zones for item in zone["items"]}

    return shown
