"""Several people attach at once, where the database has row locks: no figure takes too many."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import make
from tests.entry.evidence import build
from tests.pages.scene import scene
from tracker import flow
from tracker.entry.evidence.actions import MOST_FILES
from tracker.errors import EvidenceRefused, WrongState

pytestmark = [
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
    ),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"


def at_once(*verbs):
    """What each verb answered, or the type of its refusal, all begun together."""
    start_together = threading.Barrier(len(verbs))

    def run(verb):
        start_together.wait()
        try:
            return verb()
        except (EvidenceRefused, WrongState) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


def attaching(figure, number, by):
    upload = build.upload(f"{number}.pdf", build.pdf(str(number)))
    return lambda: flow.attach_evidence(figure, upload, by=by)


def test_a_figure_takes_no_more_than_its_number_of_files():
    story = scene()
    figure = make.draft(story.target, 2025, 190, entered_by=story.owner)
    for number in range(MOST_FILES - 2):
        attaching(figure, number, story.owner)()
    answers = at_once(*(attaching(figure, 100 + each, story.owner) for each in range(5)))
    assert answers.count(EvidenceRefused) == 3
    assert figure.files.count() == MOST_FILES


def test_the_same_file_attached_twice_at_once_is_attached_once():
    story = scene()
    figure = make.draft(story.target, 2025, 190, entered_by=story.owner)
    answers = at_once(*(attaching(figure, 1, story.owner) for _each in range(4)))
    assert answers.count(None) == 3
    assert figure.files.count() == 1


def test_attaching_and_submitting_at_once_leaves_one_of_two_stories():
    story = scene()
    figure = make.draft(story.target, 2025, 190, entered_by=story.owner)
    attached, submitted = at_once(
        attaching(figure, 1, story.owner),
        lambda: flow.submit_figure(figure, version=1, by=story.owner),
    )
    assert submitted.state == "submitted"
    assert figure.files.exists() is (attached is not WrongState)
