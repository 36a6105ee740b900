"""An upload that never ends does not fill the disk, and a full disk is told on a page."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.uploads import CappedUpload, DiskUpload
from tests.pages.scene import scene
from tracker.models import Figure, SheetUpload
from tracker.pages import verifying
from tracker.pages.problems import NoRoom

STEP = 1024 * 1024


def passed_on(handler: CappedUpload, steps: int) -> int:
    """How many bytes the next handler would get."""
    handler.new_file("attach", "a.pdf", "application/pdf", None)
    chunks = (handler.receive_data_chunk(bytes(STEP), place * STEP) for place in range(steps))
    return sum(len(chunk) for chunk in chunks if chunk is not None)


def test_no_more_is_passed_on_than_makes_a_file_too_large(settings):
    settings.MAX_EVIDENCE_MB = 30
    assert passed_on(CappedUpload(), 50) == 31 * STEP


def test_each_file_is_counted_by_itself(settings):
    settings.MAX_EVIDENCE_MB = 30
    handler = CappedUpload()
    assert [passed_on(handler, 16), passed_on(handler, 16)] == [16 * STEP, 16 * STEP]


def test_a_low_limit_of_evidence_still_lets_other_files_through(settings):
    settings.MAX_EVIDENCE_MB = 1
    assert passed_on(CappedUpload(), verifying.MOST_MB) == verifying.MOST_MB * STEP


# --- no room on the disk --------------------------------------------------------------------------


@pytest.fixture
def no_folder(settings, tmp_path):
    """Files go to the disk at once, and the folder for them cannot be written."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "taken"
    settings.FILE_UPLOAD_TEMP_DIR.touch()


def sent_by(who: str, address: str, story, **fields):
    client = Client(enforce_csrf_checks=True)
    client.force_login(story.people[who])
    client.get(address)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    return client.post(address, {"csrfmiddlewaretoken": token, **fields})


def assert_says_so(answer):
    text = answer.content.decode()
    assert answer.status_code == 507
    assert 'href="/"' in text
    assert "磁盘" in text or "disk of the server is full" in text


@pytest.mark.django_db
def test_a_sheet_that_the_disk_has_no_room_for_is_refused_on_a_page(no_folder):
    story = scene()
    file = SimpleUploadedFile("填报表.xlsx", bytes(STEP))
    assert_says_so(sent_by("owner", f"/entry/{story.cycle.pk}/upload/", story, file=file))
    assert not SheetUpload.objects.exists()


@pytest.mark.django_db
def test_evidence_that_the_disk_has_no_room_for_leaves_nothing(no_folder):
    story = scene()
    file = SimpleUploadedFile("公报.pdf", bytes(STEP))
    address = f"/targets/{story.target.pk}/2025/"
    fields = {"action": "save", "value": "190", "quality": "final", "files": file}
    assert_says_so(sent_by("owner", address, story, **fields))
    assert not Figure.objects.exists()


def test_a_disk_that_fills_while_a_file_comes_in_ends_it_and_the_rest_is_dropped():
    handler = DiskUpload()
    handler.new_file("attach", "a.pdf", "application/pdf", STEP)
    place = handler.file.temporary_file_path()
    with Path("/dev/full").open("wb", buffering=0) as full:
        handler.file.file.file = full
        handler.receive_data_chunk(bytes(STEP), 0)
    handler.receive_data_chunk(bytes(STEP), STEP)
    handler.new_file("attach", "b.pdf", "application/pdf", STEP)
    assert handler.file_complete(2 * STEP) is None
    assert not Path(place).exists()
    with pytest.raises(NoRoom):
        handler.upload_complete()


def test_a_file_that_there_is_room_for_is_kept_whole():
    handler = DiskUpload()
    handler.new_file("attach", "a.pdf", "application/pdf", STEP)
    handler.receive_data_chunk(b"whole", 0)
    with handler.file_complete(5) as file:
        assert file.read() == b"whole"
    assert handler.upload_complete() is None
