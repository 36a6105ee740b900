"""Evidence on the figure's page: attached with the form, listed, sent safely, removed."""

import pytest
from django.conf import settings as current

from tests import make
from tests.entry.evidence import build
from tests.make import draft
from tracker import flow
from tracker.models import EvidenceFile, TrailEntry

TYPED = {"action": "save", "value": "190", "quality": "final", "version": ""}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.EVIDENCE_ROOT


@pytest.fixture
def address(story):
    return f"/targets/{story.target.pk}/2025/"


@pytest.fixture
def file(story):
    figure = draft(story.target, 2025, 190, entered_by=story.owner)
    return flow.attach_evidence(figure, build.upload("2025年公报.pdf", build.pdf()), by=story.owner)


def uploads(**contents):
    return [build.upload(name.replace("_", "."), content) for name, content in contents.items()]


def sent(client, file, query=""):
    answer = client.get(f"/evidence/{file.pk}/{query}")
    return answer, b"".join(answer.streaming_content)


def test_files_are_attached_with_the_button_that_saves(as_, story, address):
    files = uploads(a_pdf=build.pdf(), b_png=build.png())
    answer = as_("owner").post(address, {**TYPED, "attach": files})
    assert answer.status_code == 302
    figure = story.target.figures.get()
    assert [file.name for file in figure.files.all()] == ["a.pdf", "b.png"]
    page = as_("owner").get(address).content.decode()
    assert f'href="/evidence/{figure.files.first().pk}/"' in page


def test_what_cannot_be_taken_is_named_and_the_rest_is_kept(as_, story, address, english):
    files = uploads(a_pdf=build.pdf(), b_docm=build.docm(), c_jpg=b"MZ")
    client = as_("owner")
    client.cookies[current.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post(address, {**TYPED, "action": "submit", "attach": files})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“b.docm” holds macros" in page
    assert "“c.jpg” is of a kind that is not taken" in page
    figure = story.target.figures.get()
    assert (figure.value, figure.state) == (190, "draft"), "what was typed is kept"
    assert [file.name for file in figure.files.all()] == ["a.pdf"]


def test_where_nothing_is_saved_no_file_is_attached_and_it_is_said(as_, story, address):
    client = as_("owner")
    client.cookies[current.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post(address, {**TYPED, "value": "x", "attach": uploads(a_pdf=build.pdf())})
    assert answer.status_code == 422
    assert "Choose the files again" in answer.content.decode()
    assert not EvidenceFile.objects.exists()


def test_a_full_disk_is_told_and_what_was_typed_is_kept(as_, story, address, folder, english):
    folder.write_text("a file stands where the folder should be")
    client = as_("owner")
    client.cookies[current.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post(address, {**TYPED, "attach": uploads(a_pdf=build.pdf())})
    assert answer.status_code == 422
    assert "“a.pdf” was not stored" in answer.content.decode()
    assert story.target.figures.get().value == 190
    assert not EvidenceFile.objects.exists()


def test_a_file_is_sent_so_that_nothing_in_it_runs(as_, file):
    answer, content = sent(as_("owner"), file)
    assert content == build.pdf()
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Disposition"].startswith("inline; filename*=utf-8''2025%E5%B9%B4")


@pytest.mark.parametrize("query", ["?download", ""])
def test_what_a_browser_does_not_show_is_saved(as_, story, file, query):
    upload = build.upload("台账.xlsx", build.xlsx())
    book = flow.attach_evidence(file.figure, upload, by=story.owner)
    answer, _content = sent(as_("owner"), book if not query else file, query)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_a_removed_file_is_gone_and_a_missing_one_is_not_found(as_, story, file, folder):
    (folder / file.stored).unlink()
    assert as_("owner").get(f"/evidence/{file.pk}/").status_code == 404
    flow.remove_evidence(file, reason="传错了", by=story.owner)
    assert as_("owner").get(f"/evidence/{file.pk}/").status_code == 404
    assert as_("owner").get(f"/evidence/{file.pk}/remove/").status_code == 404


def test_a_removal_without_a_reason_asks_for_one(as_, file):
    answer = as_("owner").post(f"/evidence/{file.pk}/remove/", {"reason": " "})
    assert answer.status_code == 422
    assert EvidenceFile.objects.filter(removed_at=None).exists()


def test_a_removal_after_submitting_is_refused_with_the_reason(as_, story, file):
    flow.submit_figure(file.figure, version=1, by=story.owner)
    answer = as_("owner").post(f"/evidence/{file.pk}/remove/", {"reason": "传错了"})
    assert answer.status_code == 409


def test_a_name_is_shown_as_text(as_, story, address, file):
    name = "<script>alert(1)</script>.pdf"
    EvidenceFile.objects.filter(pk=file.pk).update(name=name)
    page = as_("owner").get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.pdf" in page


def test_a_file_that_is_attached_alone_leaves_one_entry_of_its_own(as_, story, address):
    client = as_("owner")
    client.post(address, TYPED)
    client.post(address, {**TYPED, "version": "1", "attach": uploads(a_pdf=build.pdf())})
    entries = TrailEntry.objects.filter(verb__in=("save_figure", "attach_evidence"))
    verbs = entries.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["save_figure", "attach_evidence"]


def test_each_vintage_shows_its_own_files(as_, story, address, file):
    figure = flow.submit_figure(file.figure, version=1, by=story.owner)
    flow.approve_figure(figure, version=figure.version, by=story.reviewer)
    make.draft(story.target, 2025, 191, vintage=2, entered_by=story.owner)
    assert as_("viewer").get(address).content.decode().count(f"/evidence/{file.pk}/") == 1
    assert f"/evidence/{file.pk}/remove/" not in as_("owner").get(address).content.decode()


def test_the_text_of_evidence_is_a_link_only_where_it_is_an_address(as_, story, address):
    make.figure(story.target, 2025, 190, evidence="https://tjj.example.cn/1.html")
    page = as_("viewer").get(address).content.decode()
    assert 'href="https://tjj.example.cn/1.html" rel="noopener noreferrer nofollow"' in page


def test_a_file_beyond_the_limit_is_named_and_not_kept_whole(as_, story, address, settings):
    settings.MAX_EVIDENCE_MB = 8
    client = as_("owner")
    client.cookies[current.LANGUAGE_COOKIE_NAME] = "en"
    large = build.pdf() + bytes(9 * 1024 * 1024)
    answer = client.post(address, {**TYPED, "attach": uploads(a_pdf=large)})
    assert answer.status_code == 422
    assert "“a.pdf” is larger than 8 MB" in answer.content.decode()


def test_too_many_files_at_once_are_a_page_that_says_so(as_, address):
    files = [build.upload(f"{number}.png", build.png()) for number in range(21)]
    client = as_("owner")
    client.cookies[current.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.post(address, {**TYPED, "attach": files})
    assert answer.status_code == 400
    assert "20 files at most at once" in answer.content.decode()


def test_the_grid_and_the_review_page_tell_of_files(as_, story, file):
    row = as_("owner").get(f"/entry/{story.cycle.pk}/").content.decode()
    assert row.count('class="files"') == 1 and "(1)" in row
    flow.submit_figure(file.figure, version=1, by=story.owner)
    page = as_("reviewer").get(f"/targets/{story.target.pk}/2025/").content.decode()
    review = page[page.index('class="review"') : page.index('id="vintages"')]
    assert f'href="/evidence/{file.pk}/"' in review
