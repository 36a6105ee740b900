"""Every document on every shipped plan, in both languages and in the formats that people read,
says what ``show_progress`` says."""

import shutil
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.utils import translation

from tests.documents.agreeing import SHARES, cells_agree, mark_of, rows_agree
from tests.documents.conftest import LANGUAGES, ZONES, Made
from tests.documents.reading import (
    cells_of_workbook,
    rows_of_pdf,
    rows_of_word,
    rows_side_by_side,
    text_of,
)
from tracker.notation import fraction
from tracker.reports.words import document_words
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = [
    pytest.mark.documents,
    pytest.mark.django_db,
    pytest.mark.parametrize("lang", LANGUAGES),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="reads what poppler-utils extracts"),
]
WITH_TABLE = (
    *(ReportKind.MONITORING, ReportKind.MIDTERM, ReportKind.FINAL, ReportKind.DEPARTMENT),
)
HEADS = ("id", "expected", *SHARES, "status")
Documents = Callable[..., Made | None]


@pytest.fixture
def words(lang) -> dict[str, str]:
    """Heads of columns and names of sheets."""
    with translation.override(lang):
        return document_words(is_over=False)


@pytest.fixture
def document(make_document, lang) -> Documents:
    """A document of a zone and a kind in the language of the test."""

    def document(zone: str, kind: ReportKind, written_as: str = "pdf") -> Made | None:
        return make_document(zone, kind, lang, written_as)

    return document


@pytest.fixture
def rows_shown(document, shown) -> Callable[[str, ReportKind], list[dict[str, Any]]]:
    """What ``show_progress`` says of the rows of a document, in the order of its table."""

    def rows(zone: str, kind: ReportKind) -> list[dict[str, Any]]:
        whole = document(zone, kind, "json")
        said = shown(whole.year)
        if kind is ReportKind.COMPARISON:
            targets = [row for group in whole.json()["shared"] for row in group["targets"]]
        else:
            targets = whole.json()["targets"]
        return [said[row["id"]] for row in targets]

    return rows


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", WITH_TABLE)
def test_the_printed_table(document, rows_shown, zone, kind):
    if made := document(zone, kind):
        items = rows_shown(zone, kind)
        assert items
        rows_agree(rows_of_pdf(made.file), items)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", WITH_TABLE)
def test_the_table_in_word(document, rows_shown, words, zone, kind):
    if made := document(zone, kind, "docx"):
        heads = [words[name] for name in ("expected", *SHARES, "status")]
        rows_agree(rows_of_word(made.file, heads), rows_shown(zone, kind))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", WITH_TABLE)
def test_the_table_in_excel(document, rows_shown, words, zone, kind):
    if made := document(zone, kind, "xlsx"):
        heads = [words[name] for name in HEADS]
        cells = cells_of_workbook(made.file, words["sheet_table"], heads)
        cells_agree(cells, words, rows_shown(zone, kind))


def test_the_comparison(document, rows_shown, words):
    kind, zone = ReportKind.COMPARISON, ZONES[0]
    items = rows_shown(zone, kind)
    assert len(items) > 30
    rows_agree(rows_side_by_side(document(zone, kind).file), items)
    heads = [words[name] for name in HEADS]
    sheet = words["sheet_table"]
    cells_agree(cells_of_workbook(document(zone, kind, "xlsx").file, sheet, heads), words, items)
    if made := document(zone, kind, "docx"):
        named = [words[name] for name in ("expected", *SHARES, "status")]
        rows_agree(rows_of_word(made.file, named), items)


@pytest.mark.parametrize("zone", ZONES)
def test_the_brief(document, plans, shown, zone):
    made = document(zone, ReportKind.BRIEF)
    sums = zone_standing(plans[zone].zone, made.year, plans[zone]).rollup.all
    pace = fraction(sums.on_pace, sums.assessable)
    assert pace in text_of(made.file)
    said = shown(made.year)
    rows = document(zone, ReportKind.BRIEF, "json").json()["behind"]
    book = openpyxl.load_workbook(document(zone, ReportKind.BRIEF, "xlsx").file, data_only=True)
    cells = {row[0]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    for row in rows:
        item, found = said[row["id"]], cells[row["title"]]
        assert found[1][0] == mark_of(item)
        for name, value in zip(SHARES, found[5:8], strict=True):
            assert value == (None if item[name] is None else pytest.approx(item[name], rel=1e-15))
