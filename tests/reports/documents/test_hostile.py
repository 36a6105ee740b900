"""What people type and how much of it there is never leaves a page, breaks it, or is lost."""

import io
from datetime import UTC, date, datetime

import pypdf
import pytest
from django.utils import translation

from tests import make
from tests.reports import build, hostile
from tests.reports.documents.test_pdf import rightmost, squeezed
from tracker.reports import queries
from tracker.reports.documents import Document
from tracker.reports.documents.pdf import pdf
from tracker.standing import zone_standing, zone_standings
from tracker.terms import ReportKind

pytestmark = pytest.mark.django_db
MADE_ON = date(2025, 4, 2)
ZONE_KINDS = (ReportKind.MONITORING, ReportKind.MIDTERM, ReportKind.BRIEF)
# Where a long word may end a line.
BREAK = "\u200b"
# What of a nasty text remains: no font has an emoji, nobody sees what joins and directs letters.
SHOWN = hostile.NASTY.translate({ord("😀"): "□", 0x200D: None, 0xFEFF: None, 0x202E: None})


def printed(plan, kind, department=None) -> Document:
    zone = zone_standing(plan.zone, 2024, plan)
    made = queries.zone_report(zone, kind, made_on=MADE_ON, department=department)
    return pdf(made, font_dirs=(), made_at=datetime(2025, 4, 2, tzinfo=UTC))


def pages(document: Document) -> list[pypdf.PageObject]:
    return pypdf.PdfReader(io.BytesIO(document.content)).pages


def text(document: Document) -> str:
    whole = squeezed("".join(page.extract_text() for page in pages(document)))
    return whole.replace(BREAK, "")


@pytest.fixture
def typed():
    plan = make.plan(make.zone(name=hostile.ZONE_NAME, name_en=hostile.ZONE_NAME))
    hostile.words(plan)
    return plan


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ZONE_KINDS)
def test_nothing_typed_leaves_the_page(typed, kind, language):
    with translation.override(language):
        document = printed(typed, kind)
    for page in pages(document):
        assert rightmost(page) <= float(page.mediabox.width) - 28
    if kind is ReportKind.BRIEF:
        assert len(pages(document)) == 1


def test_long_texts_are_printed_to_their_last_word(typed):
    found = text(printed(typed, ReportKind.MONITORING))
    assert found.count(squeezed(hostile.NOTE)) == 1
    phrase = hostile.MEASURE[:24]
    # Cause and measure; a page may end within one phrase.
    assert found.count(phrase) >= 2 * hostile.MEASURE.count(phrase) - 1
    assert squeezed(hostile.UNBROKEN) in found
    assert squeezed(hostile.NAME) in found


def test_markup_is_text_and_what_cannot_be_shown_is_listed(typed):
    document = printed(typed, ReportKind.DEPARTMENT, typed.zone.departments.get())
    found = text(document)
    assert "".join(SHOWN.replace("\x07", "□").replace("\x1b", "□").split()) in found
    assert "U+0007U+001BU+1F600" in found


@pytest.mark.documents
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_head_is_never_alone_at_the_foot_of_a_page(typed, language):
    for name in build.EXAMPLES:
        build.example(typed, name)
    with translation.override(language):
        document = printed(typed, ReportKind.MIDTERM)
    heads = {str(item.title) for item in pypdf.PdfReader(io.BytesIO(document.content)).outline}
    for page in pages(document):
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        assert squeezed(lines[-2]) not in {squeezed(head) for head in heads}


@pytest.mark.documents
@pytest.mark.parametrize("kind", ZONE_KINDS)
def test_three_hundred_targets_fill_whole_pages(kind):
    plan = hostile.many(make.plan())
    document = printed(plan, kind)
    for page in pages(document):
        assert rightmost(page) <= float(page.mediabox.width) - 28
    if kind is not ReportKind.BRIEF:
        found = text(document)
        assert all(f"第{place}项指标" in found for place in range(1, 301))
        assert "30项中30项" in found


@pytest.mark.documents
def test_a_comparison_of_twenty_zones_with_long_names_stays_on_its_pages():
    for place in range(20):
        plan = make.plan(make.zone(name=f"{hostile.ZONE_NAME[:38]}{place:02}"))
        for name in ("level", "falling", "growth"):
            build.example(plan, name)
    zones = zone_standings(make.Zone.objects.all(), 2024, with_figures=True)
    made = queries.comparison(zones, 2024, made_on=MADE_ON)
    document = pdf(made, font_dirs=(), made_at=datetime(2025, 4, 2, tzinfo=UTC))
    for page in pages(document):
        assert rightmost(page) <= float(page.mediabox.width) - 28
    assert all(f"{place:02}" in text(document) for place in range(20))
