"""What documents are set in: an office's own fonts where it has them, the bundled ones else."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from tests import make
from tests.reports import build
from tracker.reports import fonts, queries
from tracker.reports.documents.pdf import pdf
from tracker.standing import zone_standing
from tracker.terms import ReportKind


@pytest.fixture
def office(tmp_path) -> Path:
    """A folder with a font of few letters that calls itself FangSong."""
    options = subset.Options(name_IDs=["*"], glyph_names=True)
    letters = subset.Subsetter(options)
    letters.populate(text="年度监测报告 0123456789")
    with subset.load_font(str(fonts.find("Noto Sans SC")), options) as font:
        letters.subset(font)
        rename(font, "FangSong")
        font.save(tmp_path / "simfang.otf")
    return tmp_path


def rename(font: TTFont, family: str) -> None:
    for entry in font["name"].names:
        if entry.nameID in (1, 4, 6, 16):
            entry.string = family
    font["CFF "].cff.fontNames[0] = family
    font["CFF "].cff[0].FamilyName = font["CFF "].cff[0].FullName = family


def test_without_fonts_of_its_own_an_office_gets_the_bundled_ones():
    assert fonts.families({}) == {
        "title": ["Noto Serif SC"],
        "head": ["Noto Sans SC"],
        "subhead": ["Noto Sans SC"],
        "body": ["Noto Serif SC"],
        "table": ["Noto Sans SC"],
    }


def test_what_is_chosen_for_word_alone_leaves_the_bundled_fonts_on_paper():
    assert fonts.families({"title": "方正小标宋简体"}) == fonts.families({})


def test_a_family_named_in_chinese_is_the_one_that_the_typesetter_knows(office):
    with TTFont(office / "simfang.otf") as font:
        font["name"].setName("仿宋", 1, 3, 1, 0x804)
        font.save(office / "simfang.otf")
    assert fonts.families({"body": "仿宋"}, [office])["body"] == ["FangSong", "Noto Serif SC"]


def test_an_offices_fangsong_is_taken_without_being_named(office):
    assert fonts.families({}, [office])["body"] == ["FangSong", "Noto Serif SC"]


def test_a_chosen_family_comes_first_wherever_it_is_chosen_for(office):
    chosen = fonts.families({"title": "FangSong"}, [office])
    assert chosen["title"] == ["FangSong", "Noto Serif SC"]


def test_a_family_that_no_font_has_is_told_with_those_that_there_are(office):
    with pytest.raises(fonts.FontsMissing, match=r"REPORT_FONTS.*KaiTi.*There are: FangSong"):
        fonts.families({"subhead": "KaiTi"}, [office])


@pytest.mark.django_db
def test_what_the_offices_font_lacks_is_printed_in_the_bundled_one(office):
    plan = make.plan()
    build.example(plan, "level")
    zone = zone_standing(plan.zone, 2024, plan)
    made = queries.zone_report(zone, ReportKind.MONITORING, made_on=date(2025, 4, 2))
    document = pdf(made, font_dirs=(office,), made_at=datetime(2025, 4, 2, tzinfo=UTC))
    names = set()
    for page in pypdf.PdfReader(io.BytesIO(document.content)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            names.add(font.get_object()["/BaseFont"].partition("+")[2])
    assert {"FangSong-Identity-H", "NotoSerifSC-Regular-Identity-H"} <= names
    assert document.replaced == frozenset()
