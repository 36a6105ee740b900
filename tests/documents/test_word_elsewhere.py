"""Word documents open in LibreOffice, and what is read in them is read in the PDF that it makes."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from tests.documents.conftest import LANGUAGES, ZONES
from tests.documents.reading import text_of
from tracker.terms import ReportKind

pytestmark = [
    pytest.mark.documents,
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def converted(files: list[Path], folder: Path) -> list[Path]:
    """All files as PDF by one start of LibreOffice, with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [folder / f"{file.stem}.pdf" for file in files]


def numbers(file: Path) -> list[str]:
    """What no line breaks in the tables of a document: numbers, signs and marks, without the
    narrow spaces within them."""
    body = docx.Document(str(file)).element.body
    texts = [
        "".join(part.text or "" for part in cell.iter(f"{_NAME}t"))
        for cell in body.iter(f"{_NAME}tc")
    ]
    whole = (text for text in texts if text and " " not in text and not any(map(str.isalpha, text)))
    return ["".join(text.split()) for text in whole]


def last_cover_fact(file: Path) -> str:
    """The last fact of a cover, which may not run over to another page; empty without a cover."""
    facts = [
        each.text for each in docx.Document(str(file)).paragraphs if each.style.name == "Cover Fact"
    ]
    return "".join(facts[-1].split()) if facts else ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_converts_without_loss(make_document, tmp_path, lang):
    made = [make_document(ZONES[0], kind, lang, "docx").file for kind in ReportKind]
    for file, pdf in zip(made, converted(made, tmp_path), strict=True):
        printed = "".join(text_of(pdf).split())
        found = numbers(file)
        assert len(found) >= 3
        assert [text for text in found if text not in printed] == []
        assert last_cover_fact(file) in "".join(text_of(pdf).split("\f")[0].split())
