"""A file appears whole or not at all, and the reason is told where it cannot be written."""

import subprocess
import sys

import pytest
from django.conf import settings as current
from django.core.files.base import ContentFile

from tests.architecture.source import ROOT
from tests.entry.evidence import build
from tracker.entry.evidence import store
from tracker.errors import EvidenceRefused
from tracker.storing import digest_of


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT


def content(data=None):
    return ContentFile(data or build.pdf(), "公报.pdf")


def test_it_lies_under_its_own_hash_for_the_product_alone(folder):
    file = content()
    digest = digest_of(file)
    assert store.keep(file, digest) == f"{digest[:2]}/{digest}"
    path = folder / digest[:2] / digest
    assert path.read_bytes() == build.pdf()
    assert path.stat().st_mode & 0o777 == current.FILE_UPLOAD_PERMISSIONS


def test_it_has_no_address():
    with pytest.raises(ValueError, match="no address"):
        store.FILES.storage.url("ab/abc")


def test_a_folder_that_cannot_be_written_is_told(folder):
    folder.write_text("a file stands where the folder should be")
    with pytest.raises(EvidenceRefused, match="not_stored"):
        store.keep(content(), "ab" * 32)


def test_what_breaks_off_leaves_nothing(folder):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half"
            raise ConnectionError("the browser went away")

    with pytest.raises(EvidenceRefused, match="not_stored"):
        store.keep(Broken(b"whole"), "ab" * 32)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


FULL = """
import os, resource, signal, sys
import django
django.setup()
from django.conf import settings
from django.core.files.base import ContentFile
from tracker.entry.evidence import store
from tracker.errors import EvidenceRefused
from pathlib import Path
settings.EVIDENCE_ROOT = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    store.keep(ContentFile(b"x" * 100_000), "ab" * 32)
except EvidenceRefused as refused:
    print(refused.code, [path for path in settings.EVIDENCE_ROOT.rglob("*") if path.is_file()])
"""


def test_a_disk_without_room_is_told_and_nothing_is_left(folder, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "monitoring.settings")
    child = subprocess.run(
        [sys.executable, "-c", FULL, folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == "no_room []"
