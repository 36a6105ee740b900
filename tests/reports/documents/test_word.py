"""The Word document: the numbers of the dataset, the same file every time, whatever is typed."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from docx.oxml.ns import qn

from tests import make
from tests.reports import build
from tests.reports.documents.word import MADE_AT, opened, said, tables, text, written
from tracker.notation import MINUS, NOT_KNOWN, THIN_SPACE
from tracker.reports import queries
from tracker.reports.datasets import Contradiction
from tracker.reports.documents import Document
from tracker.standing import zone_standing
from tracker.terms import ReportKind

pytestmark = pytest.mark.django_db

NASTY = '😀 # *强* $x$ <script> & "q" ]]> =1+1 @SUM(A1)'
CONTROL = "\x00\x1b\x7f\ufffe\u202e"


def report(plan, contradictions=()):
    zone = zone_standing(plan.zone, 2024, plan)
    return queries.zone_report(
        zone, ReportKind.MONITORING, contradictions, made_on=date(2025, 4, 2)
    )


def parts(document: Document) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(document.content)) as package:
        return {
            name: package.read(name).decode()
            for name in package.namelist()
            if not name.endswith(".png")
        }


def indicators(document: Document) -> list[list[str]]:
    """The cells of the official table, its head and groups left out."""
    widest = max(tables(document).values(), key=lambda rows: len(rows[0]))
    return [row for row in widest[1:] if len(row) > 1]


@pytest.fixture
def plan():
    plan = make.plan(title="高新区国民经济和社会发展第十四个五年规划纲要")
    for name in build.EXAMPLES:
        build.example(plan, name)
    return plan


@pytest.fixture
def full(plan):
    return report(plan)


def test_every_cell_of_the_table_is_the_datasets(full):
    lines = [line for group in full.groups for line in group.lines]
    found = indicators(written(full))
    assert len(found) == len(lines) == len(build.EXAMPLES)
    for row, line in zip(found, lines, strict=True):
        values = [line.base, line.target, line.annual, line.expected, line.actual]
        shares = [line.attainment, line.progress, line.elapsed]
        judged = f"{line.judged.mark}\u00a0{line.judged.text}"
        name = f"{line.name} {line.scope}".strip()
        values = values if full.has_annual else [*values[:2], *values[3:]]
        head = [line.number, name, line.unit, line.attribute]
        assert row == [*head, *values, *shares, judged, line.remark]


def test_every_share_is_the_judgements(plan, full):
    standing = {
        item.target.register_id: item for item in zone_standing(plan.zone, 2024, plan).items
    }
    rows = indicators(written(full))
    lines = [line for group in full.groups for line in group.lines]
    for row, line in zip(rows, lines, strict=True):
        answer = standing[line.key].answer
        exact = (answer.attainment, answer.progress, answer.elapsed)
        for shown, value in zip(row[-5:-2], exact, strict=True):
            assert (shown == NOT_KNOWN) == (value is None)
            if value is not None:
                printed = Decimal(shown.rstrip("%").replace(MINUS, "-").replace(THIN_SPACE, ""))
                assert abs(float(printed) - float(value) * 100) <= 0.0501


def test_all_that_is_said_stands_in_it(full):
    found = text(written(full))
    for finding in (*full.binding, *full.behind):
        assert finding.title in found
        for sentence in finding.sentences:
            assert sentence in found
    for each in (*full.summary, *full.sources, full.light_reason, full.cover.plan):
        assert each in found


def test_the_same_report_gives_the_same_bytes(full):
    content = written(full).content
    assert content == written(full).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2025, 4, 2, 1, 2, 2)}


def test_it_says_what_it_is(full):
    about = opened(written(full)).core_properties
    assert about.title == f"{full.cover.zone} {full.cover.title}"
    assert about.author == full.cover.zone
    assert about.language == "zh-CN"
    assert about.created == about.modified == MADE_AT


def test_no_id_is_given_twice(full):
    stamped = replace(full, cover=replace(full.cover, stamp="样张"))
    document = written(stamped)
    body = opened(document).element.body
    for tag in ("w:bookmarkStart", "wp:docPr"):
        ids = [each.get(qn("w:id")) or each.get("id") for each in body.iter(qn(tag))]
        assert ids and len(ids) == len(set(ids))
    shapes = re.findall(r'<v:shape [^>]*id="(\w+)"', "".join(parts(document).values()))
    assert len(shapes) == len(set(shapes)) == 3


def test_every_style_that_is_used_exists(full):
    document = written(full)
    known = {style.style_id for style in opened(document).styles}
    for name, xml in parts(document).items():
        if name.startswith("word/") and not name.endswith(("styles.xml", ".rels")):
            assert set(re.findall(r'<w:[pr]Style w:val="(\w+)"', xml)) <= known, name


def test_every_heading_stands_in_the_contents_and_can_be_reached(full):
    document = opened(written(full))
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    links = document.element.body.findall(f".//{qn('w:hyperlink')}")
    marks = [m.get(qn("w:name")) for m in document.element.body.iter(qn("w:bookmarkStart"))]
    assert [link.get(qn("w:anchor")) for link in links] == marks
    shown = [said(link) for link in links]
    assert len(shown) == len(headings) == 9
    for entry, heading in zip(shown, headings, strict=True):
        assert entry.endswith(heading.text)
    assert shown[0].startswith("一、")


def test_tables_repeat_their_heads_and_keep_their_rows(full):
    for table in opened(written(full)).tables:
        head, *rows = table._tbl.tr_lst
        assert head.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(row.trPr is not None for row in rows if len(row.tc_lst) > 3)


def test_no_page_begins_with_the_last_row_of_a_table(full):
    for table in opened(written(full)).tables:
        rows = table._tbl.tr_lst
        if len(rows) > 2 and table._tbl.find(f".//{qn('w:tblCaption')}") is not None:
            kept = rows[-2].findall(f".//{qn('w:keepNext')}")
            assert len(kept) >= len(rows[-2].findall(qn("w:tc")))


def test_charts_have_words_for_who_cannot_see_them(full):
    pictures = list(opened(written(full)).element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 1 + len([f for f in (*full.binding, *full.behind) if f.chart])
    assert all(picture.get("descr") for picture in pictures)


def test_the_table_lies_on_its_side_and_pages_are_counted(full):
    document = opened(written(full))
    upright, sideways = document.sections
    assert (upright.page_width.mm, upright.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (sideways.page_width.mm, sideways.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    for section in document.sections:
        foot = section.footer._element
        assert said(foot).split() == ["第", "1", "页", "共", "1", "页"]
        fields = [each.text.strip() for each in foot.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_whatever_people_type_stays_text():
    plan = make.plan(title=f"规划{NASTY}")
    build.judged(plan, {2024: "110"}, name=NASTY, unit="#个")
    document = written(report(plan, [Contradiction("Error", NASTY, NASTY * 20 + CONTROL)]))
    assert NASTY * 20 in text(document)
    assert NASTY in [row[1] for row in indicators(document)]
    assert document.removed == frozenset(CONTROL)
    assert document.replaced == frozenset()


def test_an_offices_own_fonts_are_asked_for(full):
    document = written(full, {"title": "方正小标宋简体", "body": '仿宋_"GB2312"'})
    styles = opened(document).styles
    assert styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"
    assert styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert "仿宋_&quot;GB2312&quot;" in parts(document)["word/fontTable.xml"]


def test_the_number_is_a_field_that_the_office_fills_in(full):
    field = opened(written(full)).element.body.find(f".//{qn('w:sdt')}")
    assert field.find(f".//{qn('w:tag')}").get(qn("w:val")) == "document-number"
    numbered = replace(full, cover=replace(full.cover, number="济高规〔2025〕3号"))
    assert "济高规〔2025〕3号" in text(written(numbered))


def test_a_zone_without_any_target_or_figure_still_has_a_report():
    assert len(opened(written(report(make.plan()))).tables) == 3
    plan = make.plan(make.zone("other"))
    make.target(plan)
    assert "地区生产总值" in text(written(report(plan)))


@pytest.mark.usefixtures("english")
def test_the_english_document_is_english():
    plan = make.plan()
    build.example(plan, "level")
    document = written(report(plan))
    assert opened(document).core_properties.language == "en-GB"
    assert 'w:lang w:val="en-GB"' in parts(document)["word/styles.xml"]
    assert "1. Overview" in text(document)
