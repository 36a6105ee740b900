"""Files on a figure: attached and removed while it is worked on, stored once, swept when unused."""

import os
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import make
from tests.entry.evidence import build
from tests.pages.scene import scene
from tracker import flow
from tracker.entry.evidence.actions import MOST_FILES
from tracker.entry.evidence.queries import evidence_counts, evidence_of
from tracker.entry.evidence.store import FILES
from tracker.errors import EvidenceRefused, Incomplete, WrongState
from tracker.models import EvidenceFile, TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A folder of evidence of each test's own."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT


@pytest.fixture
def story():
    return scene()


@pytest.fixture
def draft(story):
    return make.draft(story.target, 2025, 190, entered_by=story.owner)


def attach(figure, by, name="公报.pdf", content=None):
    return flow.attach_evidence(figure, build.upload(name, content or build.pdf()), by=by)


def stored(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_with_its_name_size_and_hash(story, draft, folder):
    content = build.pdf()
    file = attach(draft, story.owner, "2025年公报.pdf", content)
    assert (file.name, file.size, file.content_type) == (
        "2025年公报.pdf", len(content), "application/pdf",
    )  # fmt: skip
    assert stored(folder) == [file.sha256]
    with FILES.storage.open(file.stored) as kept:
        assert kept.read() == content
    entry = TrailEntry.objects.get(verb="attach_evidence")
    assert entry.noun == "figure" and entry.noun_id == draft.pk
    assert entry.after == {"file": file.name, "size": file.size, "sha256": file.sha256}


def test_the_same_content_twice_is_one_file_on_a_figure(story, draft, folder):
    attach(draft, story.owner, content=build.pdf())
    assert attach(draft, story.owner, "又一份.pdf", build.pdf()) is None
    assert draft.files.count() == 1
    assert TrailEntry.objects.filter(verb="attach_evidence").count() == 1


def test_the_same_content_on_two_figures_is_stored_once(story, draft, folder):
    other = make.draft(story.target, 2024, 180, entered_by=story.owner)
    make.cycle(story.target.plan, 2024)
    files = [attach(figure, story.owner, content=build.pdf()) for figure in (draft, other)]
    assert len({file.pk for file in files}) == 2
    assert len(stored(folder)) == 1


def test_a_removed_file_stays_as_a_row_with_the_reason(story, draft):
    file = attach(draft, story.owner)
    flow.remove_evidence(file, reason=" 传错了 ", by=story.owner)
    file.refresh_from_db()
    assert (file.removed_by, file.removal_reason) == (story.owner, "传错了")
    entry = TrailEntry.objects.get(verb="remove_evidence")
    assert (entry.reason, entry.before["file"]) == ("传错了", file.name)
    assert evidence_of([draft]) == {draft.pk: []}
    assert attach(draft, story.owner) is not None, "it may be attached again"


def test_a_removal_wants_a_reason_and_happens_once(story, draft):
    file = attach(draft, story.owner)
    with pytest.raises(Incomplete):
        flow.remove_evidence(file, reason="  ", by=story.owner)
    flow.remove_evidence(file, reason="传错了", by=story.owner)
    with pytest.raises(WrongState):
        flow.remove_evidence(file, reason="传错了", by=story.owner)


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_what_is_out_of_the_officers_hands_keeps_its_files(story, draft, state):
    file = attach(draft, story.owner)
    figure = flow.submit_figure(draft, version=1, by=story.owner)
    if state == "approved":
        figure = flow.approve_figure(figure, version=figure.version, by=story.reviewer)
    file.refresh_from_db()
    with pytest.raises(WrongState, match="evidence_closed"):
        attach(figure, story.owner, content=build.png())
    with pytest.raises(WrongState, match="evidence_closed"):
        flow.remove_evidence(file, reason="传错了", by=story.owner)


def test_a_figure_that_was_submitted_meanwhile_takes_no_file(story, draft):
    flow.submit_figure(draft, version=1, by=story.owner)
    with pytest.raises(WrongState):
        attach(draft, story.owner)
    assert not EvidenceFile.objects.exists()


def test_a_returned_figure_takes_files_after_the_cycle_was_closed(story, draft):
    figure = flow.submit_figure(draft, version=1, by=story.owner)
    figure = flow.return_figure(
        figure, version=figure.version, reason="请补依据", by=story.reviewer
    )
    flow.close_cycle(story.cycle, on=timezone.localdate(), by=story.people["administrator"])
    assert attach(figure, story.owner) is not None


def test_a_draft_of_a_closed_cycle_takes_none(story, draft):
    flow.close_cycle(story.cycle, on=timezone.localdate(), by=story.people["administrator"])
    with pytest.raises(WrongState, match="cycle_closed"):
        attach(draft, story.owner)


def test_a_figure_takes_ten_files(story, draft):
    for number in range(MOST_FILES):
        attach(draft, story.owner, content=build.pdf(str(number)))
    with pytest.raises(EvidenceRefused, match="too_many"):
        attach(draft, story.owner, content=build.png())


def test_a_file_beyond_the_limit_is_refused_before_it_is_looked_at(story, draft, settings, folder):
    settings.MAX_EVIDENCE_MB = 1
    with pytest.raises(EvidenceRefused, match="too_big") as refused:
        attach(draft, story.owner, "大.pdf", build.pdf() + bytes(1024 * 1024))
    assert refused.value.data == {"most": 1, "name": "大.pdf"}
    assert not folder.exists()


def test_a_new_vintage_starts_without_files_and_the_former_keeps_its_own(story, draft):
    file = attach(draft, story.owner)
    figure = flow.submit_figure(draft, version=1, by=story.owner)
    flow.approve_figure(figure, version=figure.version, by=story.reviewer)
    report = {"value": Decimal(191), "revision_reason": "公报修订"}
    revised = flow.save_figure(story.target, 2025, report, version=None, by=story.owner)
    assert evidence_of([draft, revised]) == {draft.pk: [file], revised.pk: []}


def test_content_that_no_figure_shows_goes_after_a_day(story, draft, folder):
    kept, gone = attach(draft, story.owner), attach(draft, story.owner, content=build.png())
    flow.remove_evidence(gone, reason="传错了", by=story.owner)
    by, now = flow.system_person(), timezone.now()
    assert flow.sweep_evidence(at=now, by=by) == 0
    assert flow.sweep_evidence(at=now + timedelta(days=2), by=by) == 1
    assert stored(folder) == [kept.sha256]


def test_what_a_killed_process_left_goes_too(story, draft, folder):
    kept = attach(draft, story.owner)
    left = folder / "ab" / ".draft-x"
    left.parent.mkdir()
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    assert flow.sweep_evidence(at=timezone.now(), by=flow.system_person()) == 1
    assert stored(folder) == [kept.sha256]


def test_counts_take_one_query_however_many_figures(story, draft, django_assert_num_queries):
    years = [make.figure(story.target, year, 150) for year in (2022, 2023, 2024)]
    attach(draft, story.owner)
    with django_assert_num_queries(1):
        assert evidence_counts([draft, *years]) == {draft.pk: 1}
    with django_assert_num_queries(1):
        assert set(evidence_of([draft, *years])) == {draft.pk, *(each.pk for each in years)}


def test_the_database_holds_removals_to_who_and_why(story, draft):
    file = attach(draft, story.owner)
    with pytest.raises(IntegrityError, match="removed_has_who_and_why"), transaction.atomic():
        EvidenceFile.objects.filter(pk=file.pk).update(removed_at=timezone.now())
