"""The document: archivable, readable aloud, searchable, the same every time, whatever is typed."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdf
import pytest

from tests import make
from tests.reports import build
from tracker.notation import NOT_KNOWN, THIN_SPACE
from tracker.reports import queries
from tracker.reports.datasets import Contradiction
from tracker.reports.documents.pdf import Document, pdf
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = pytest.mark.django_db

NASTY = '😀 # *强* $x$ <script> \\ @ref [a](b) `c` //d /* e */ #read("/etc/passwd")'


def report(plan, contradictions=()):
    zone = zone_standing(plan.zone, 2024, plan)
    return queries.zone_report(
        zone, ReportKind.MONITORING, contradictions, made_on=date(2025, 4, 2)
    )


def printed(made) -> Document:
    return pdf(made, font_dirs=(), made_at=datetime(2025, 4, 2, tzinfo=UTC))


def pages(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(document.content))


def text(document: Document) -> str:
    whole = "".join(page.extract_text() for page in pages(document).pages)
    return "".join(whole.split())


def squeezed(value: str) -> str:
    return "".join(value.replace(THIN_SPACE, " ").split())


@pytest.fixture
def full():
    plan = make.plan(title="高新区国民经济和社会发展第十四个五年规划纲要")
    for name in build.EXAMPLES:
        build.example(plan, name)
    return report(plan)


def test_every_cell_of_the_table_can_be_found_in_the_text(full):
    found = text(printed(full))
    assert "地区生产总值" in found
    for line in (line for group in full.groups for line in group.lines):
        for value in (line.name, line.target, line.expected, line.actual, line.progress):
            assert squeezed(value) in found
    assert NOT_KNOWN in found


def test_the_same_report_gives_the_same_bytes(full):
    assert printed(full).content == printed(full).content


def test_fonts_are_embedded_and_chinese():
    document = printed(report(make.plan()))
    names = set()
    for page in pages(document).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(font.get_object()["/BaseFont"].partition("+")[2])
    assert names == {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}


def test_it_declares_itself_an_archive_that_can_be_read_aloud(full):
    root = pages(printed(full)).trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert root["/Lang"] == "zh-CN"
    assert "/StructTreeRoot" in root and root["/MarkInfo"]["/Marked"]
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_charts_have_words_for_who_cannot_see_them(full):
    tree = pages(printed(full)).trailer["/Root"]["/StructTreeRoot"]
    words = list(alternatives(tree))
    assert len(words) == 1 + len([f for f in (*full.binding, *full.behind) if f.chart])
    assert any("448" in alt for alt in words)


def alternatives(node):
    node = node.get_object()
    if isinstance(node, dict):
        if "/Alt" in node:
            yield node["/Alt"]
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from alternatives(kid)


def test_pages_are_numbered_and_sections_are_bookmarks(full):
    reader = pages(printed(full))
    last = squeezed(reader.pages[-1].extract_text())
    assert str(len(reader.pages)) in last
    assert len(reader.outline) == 9


def test_whatever_people_type_is_printed_as_text_or_as_a_box():
    plan = make.plan(title=f"规划{NASTY}")
    build.judged(plan, {2024: "110"}, name=NASTY, unit="#个")
    document = printed(report(plan, [Contradiction("Error", NASTY, NASTY * 20)]))
    found = text(document)
    assert document.replaced == {"😀"}
    assert squeezed(NASTY.replace("😀", "□")) in found


def test_long_names_and_words_stay_on_the_page():
    plan = make.plan(title="规" * 200)
    build.judged(plan, {2024: "110"}, name="长" * 60, target_text="目" * 300)
    build.judged(plan, {2024: "110"}, name="Wwwwwwwwww" * 6, unit="W" * 20)
    document = printed(report(plan, [Contradiction("Error", "W" * 120, "w" * 2000)]))
    reader = pages(document)
    assert text(document).count("w") >= 2000
    for page in reader.pages:
        assert rightmost(page) <= float(page.mediabox.width) - 28


def rightmost(page) -> float:
    places: list[float] = []

    def visit(content, matrix, text_matrix, _font, size):
        if content.strip():
            places.append(text_matrix[4] * matrix[0] + matrix[4])

    page.extract_text(visitor_text=visit)
    return max(places, default=0.0)


def test_a_zone_without_any_figure_still_has_a_report():
    plan = make.plan()
    make.target(plan)
    document = printed(report(plan))
    assert "地区生产总值" in text(document)
    assert document.replaced == frozenset()


def test_a_zone_without_any_target_still_has_a_report():
    assert len(pages(printed(report(make.plan()))).pages) >= 2


@pytest.mark.usefixtures("english")
def test_the_english_report_declares_its_language():
    plan = make.plan()
    build.example(plan, "level")
    document = printed(report(plan))
    assert pages(document).trailer["/Root"]["/Lang"] == "en-GB"
    assert "Annualmonitoringreport2024" in text(document)


def test_the_stamp_is_on_every_page():
    plan = make.plan()
    build.judged(plan, {2024: {"value": "110", "quality": "illustrative"}})
    made = report(plan)
    stamped = replace(made, cover=replace(made.cover, stamp="样张"))
    for page in pages(printed(stamped)).pages:
        assert "样张" in page.extract_text()
