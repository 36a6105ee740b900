"""Every PDF is one that an archive takes and that can be read out, by the checks there are."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.documents.archival import faults
from tests.documents.conftest import LANGUAGES, ZONES
from tracker.terms import ReportKind

pytestmark = [pytest.mark.documents, pytest.mark.django_db]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ReportKind)
def test_every_document_is_archival_and_tagged(make_document, kind, lang):
    zones = ZONES[:1] if kind is ReportKind.COMPARISON else ZONES
    for zone in zones:
        if made := make_document(zone, kind, lang, "pdf"):
            assert faults(made.file) == [], zone
            if kind is ReportKind.BRIEF:
                assert len(pikepdf.open(made.file).pages) == 1


def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def without_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents = pikepdf.Array()


def without_texts_of_a_font(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each:
            del each.ToUnicode


def without_fonts(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/FontFile3" in each:
            del each.FontFile3


def without_alternatives(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each:
            del each.Alt


def with_a_leap_of_headings(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/H1":
            each.S = pikepdf.Name.H3


def without_heads(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
            each.S = pikepdf.Name.TD


def without_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Tabs


def of_another_part(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(metadata.replace(b"<pdfaid:part>2", b"<pdfaid:part>3"))


SPOILT: dict[Callable[[pikepdf.Pdf], None], str] = {
    without_language: "language",
    with_script: "action",
    without_intent: "colours",
    without_texts_of_a_font: "font without text",
    without_fonts: "font not embedded",
    without_alternatives: "figure",
    with_a_leap_of_headings: "heading",
    without_heads: "table",
    without_order: "page 1",
    of_another_part: "metadata",
}


@pytest.mark.parametrize(("spoil", "fault"), SPOILT.items(), ids=[each.__name__ for each in SPOILT])
def test_what_a_file_lacks_is_found(make_document, tmp_path: Path, spoil, fault):
    made = make_document(ZONES[-1], ReportKind.BRIEF, "zh-hans", "pdf")
    with pikepdf.open(made.file) as pdf:
        spoil(pdf)
        pdf.save(tmp_path / "spoilt.pdf")
    assert any(found.startswith(fault) for found in faults(tmp_path / "spoilt.pdf"))
