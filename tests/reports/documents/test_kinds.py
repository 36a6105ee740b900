"""Every kind of document on every shipped plan, in both languages, prints what stands there."""

import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pypdf
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tracker import flow
from tracker.importing.queries import registers
from tracker.models import Figure, Plan, Target, Zone
from tracker.notation import percent
from tracker.reports.kinds import kinds_of_year
from tracker.terms import MARKS, PlanState, ReportKind, judged

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="reads what poppler-utils extracts"),
]
LANGUAGES = {"zh-hans": "zh-CN", "en": "en-GB"}
# What sets thousands apart on paper.
NARROW_SPACE = "\u202f"
# The three shares of a row of a table, and the mark that follows them.
SHARE = r"(—|−?\d+(?:\.\d+)?%)"
ROW = re.compile(rf"{SHARE}\s+{SHARE}\s+{SHARE}\s+([{''.join(sorted(set(MARKS.values())))}])")


@pytest.fixture(scope="module")
def plans(django_db_setup, django_db_blocker) -> Iterator[list[Plan]]:
    """The five plans with invented figures, those of 2024 for 2025 as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        by = flow.system_person()
        flow.load_register(registers(), by=by)
        flow.load_demonstration(password="not used here", by=by)
        figures = list(Figure.objects.filter(year=2024, in_force=True))
        for figure in figures:
            figure.pk, figure.year = None, 2025
        Figure.objects.bulk_create(figures)
        flow.reassess(Target.objects.filter(state="published"), by=by)
        yield list(Plan.objects.filter(state=PlanState.PUBLISHED).select_related("zone"))
        transaction.set_rollback(True)


def year_of(plan: Plan, kind: ReportKind) -> int | None:
    """A year of the plan that the kind fits; None where there is none."""
    years = range(plan.start_year, plan.end_year + 1)
    fitting = [y for y in years if kind in kinds_of_year(plan.start_year, plan.end_year, y)]
    return fitting[len(fitting) // 2] if fitting else None


def made(folder: Path, plan: Plan, kind: ReportKind, year: int, lang: str, **options) -> str:
    """The text of a document that the command has made, page after page."""
    place = folder / f"{kind}-{lang}.pdf"
    given = {"zone": plan.zone.code, "kind": str(kind), "year": year, "lang": lang, **options}
    call_command("make_report", output=place, stdout=StringIO(), stderr=StringIO(), **given)
    reader = pypdf.PdfReader(io.BytesIO(place.read_bytes()))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == LANGUAGES[lang]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    if kind is ReportKind.BRIEF:
        assert len(reader.pages) == 1
    command = ["pdftotext", "-layout", str(place), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return text.replace(NARROW_SPACE, "")


def shown(year: int, **options) -> list[dict]:
    """The entries that ``show_progress`` prints."""
    out = StringIO()
    call_command("show_progress", format="json", stdout=out, year=year, **options)
    return [item for zone in json.loads(out.getvalue())["zones"] for item in zone["items"]]


def shares(items: list[dict]) -> Counter:
    return Counter(
        (
            *(percent(item[name]) for name in ("attainment", "progress", "elapsed")),
            MARKS[judged(item["status"], item["verdict"])],
        )
        for item in items
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", [ReportKind.MONITORING, ReportKind.MIDTERM, ReportKind.FINAL])
def test_every_row_of_the_table_has_the_numbers_of_show_progress(plans, tmp_path, kind, lang):
    for plan in plans:
        year = year_of(plan, kind)
        if year is not None:
            text = made(tmp_path, plan, kind, year, lang)
            expected = shares(shown(year, zone=plan.zone.code))
            assert expected - Counter(ROW.findall(text)) == Counter(), plan.zone.code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_of_a_department_has_its_rows_and_no_others(plans, tmp_path, lang):
    for plan in plans:
        department = plan.zone.departments.first()
        text = made(
            tmp_path, plan, ReportKind.DEPARTMENT, plan.end_year, lang, department=department.name
        )
        theirs = set(plan.targets.filter(department=department).values_list("register_id"))
        entries = shown(plan.end_year, zone=plan.zone.code)
        assert Counter(ROW.findall(text)) == shares([i for i in entries if (i["id"],) in theirs])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_comparison_has_no_number_that_show_progress_has_not(plans, tmp_path, lang):
    text = made(tmp_path, plans[0], ReportKind.COMPARISON, 2024, lang)
    rows = Counter(ROW.findall(text))
    assert rows.total() > 30
    assert rows - shares(shown(2024)) == Counter()
    for zone in Zone.objects.filter(plans__in=plans):
        assert str(zone.name if lang == "zh-hans" else zone.name_en) in " ".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_brief_is_one_page_whatever_the_zone(plans, tmp_path, lang):
    for plan in plans:
        for year in (plan.start_year, plan.end_year):
            assert str(year) in made(tmp_path, plan, ReportKind.BRIEF, year, lang)


def test_the_same_moment_gives_the_same_bytes(plans, monkeypatch):
    now = timezone.localtime()
    monkeypatch.setattr(timezone, "localtime", lambda *given: now)
    plan, by = plans[0], flow.system_person()
    for kind in (ReportKind.BRIEF, ReportKind.COMPARISON):
        beside = [each.zone for each in plans[1:]] if kind is ReportKind.COMPARISON else []
        first, second = (
            flow.make_report(plan.zone, 2024, kind, language="en", by=by, beside=beside)
            for _ in range(2)
        )
        assert first.content == second.content
