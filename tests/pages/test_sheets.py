"""The sheet's pages: download, upload, preview, confirmation."""

import html
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from tests import make
from tests.entry.sheet import build
from tests.pages.scene import INSIDE, OUTSIDE
from tracker import flow
from tracker.models import Figure
from tracker.models.wording import label
from tracker.pages.previews import listed
from tracker.pages.sheets import XLSX

OTHERS = [who for who in (*INSIDE, *OUTSIDE, "keeper") if who not in ("owner", "deskmate")]


@pytest.fixture
def cycle(story):
    return story.target.plan.cycles.get()


@pytest.fixture
def sent(as_, story, cycle):
    """``sent(value)`` uploads the owner's sheet with that figure; answers with client and page."""

    def send(value, who="owner", **more):
        client = as_(who)
        data = as_("owner").get(f"/entry/{cycle.pk}/sheet.xlsx").content
        filled = build.filled(data, {(str(story.target.pk), "value"): value} | more)
        file = SimpleUploadedFile("填报表.xlsx", filled)
        address = f"/entry/{cycle.pk}/upload/"
        return client, client.post(address, {"action": "check", "file": file})

    return send


def confirm(client, cycle, page, **typed):
    token = page.context["token"]
    answer = {"action": "take", "token": token, "mode": "all", **typed}
    return client.post(f"/entry/{cycle.pk}/upload/", answer)


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_confirms(sent, as_, cycle, who):
    _client, page = sent(190)
    assert confirm(as_(who), cycle, page).status_code == 403
    assert not Figure.objects.exists()


@pytest.mark.parametrize("address", ["/entry/0/sheet.xlsx", "/entry/0/upload/"])
def test_a_cycle_that_is_not_there_is_not_found(as_, address):
    assert as_("owner").get(address).status_code == 404


def test_the_sheet_holds_only_the_persons_own_targets(as_, story, cycle):
    make.target(story.target.plan, name="别的部门", department=make.department(story.zone, "别"))
    answer = as_("owner").get(f"/entry/{cycle.pk}/sheet.xlsx")
    assert answer.headers["Content-Type"] == XLSX
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["填报说明", "经济发展部", "_cycle"]
    assert "别的部门" not in str([list(row) for row in book.worksheets[1].values])


def test_the_list_of_returns_leads_to_both(as_, cycle):
    page = as_("owner").get("/entry/").content.decode()
    assert f'href="/entry/{cycle.pk}/sheet.xlsx"' in page
    assert f'href="/entry/{cycle.pk}/upload/"' in page


def test_a_preview_stores_nothing_and_the_confirmation_stores_it(sent, story, cycle):
    client, page = sent(190.5)
    assert "190.5" in page.content.decode()
    assert not Figure.objects.exists()
    answer = confirm(client, cycle, page)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/entry/")
    figure = story.target.figures.get()
    assert (str(figure.value), figure.decimals, figure.state) == ("190.5000", 1, "draft")


def test_a_refused_cell_is_named_with_its_reason_and_cannot_be_confirmed(sent, cycle):
    client, page = sent("190亿元")
    (line,) = page.context["run"].refused.lines
    assert (line.sheet, line.cell, line.new) == ("经济发展部", "N5", "190亿元")
    assert line.reasons[0] in page.content.decode()
    assert confirm(client, cycle, page).status_code == 422
    assert not Figure.objects.exists()


def test_what_looks_odd_is_counted_told_and_stored_all_the_same(sent, story, cycle):
    make.figure(story.target, 2024, 187)
    client, page = sent(1960000)
    (line,) = page.context["run"].odd.lines
    assert line.odd.lacks_note
    assert line.odd.sentences[0][1] in html.unescape(page.content.decode())
    assert confirm(client, cycle, page).status_code == 302
    assert story.target.figures.get(year=2025).value == 1960000


def test_a_preview_tells_what_each_figure_would_mean(sent, story):
    make.figure(story.target, 2024, 180)
    _client, page = sent(184)
    (line,) = page.context["run"].plain.lines
    with translation.override("zh-hans"):
        said = str(label(line.meaning.word)), _("not approved yet")
    text = html.unescape(page.content.decode())
    assert line.meaning.answer.progress == pytest.approx(0.8797, abs=1e-4)
    assert all(word in text for word in said)
    assert not story.target.figures.filter(year=2025).exists()


def test_a_draft_is_judged_as_the_file_leaves_it(sent, story):
    make.draft(story.target, 2025, 150, entered_by=story.owner)
    _client, page = sent(200)
    (line,) = page.context["run"].plain.lines
    assert line.meaning.answer.progress == pytest.approx(1)


def test_a_row_without_its_figure_means_nothing_yet(sent, story):
    make.draft(story.target, 2025, 150, entered_by=story.owner)
    _client, page = sent(None)
    (line,) = page.context["run"].plain.lines
    assert (line.new, line.meaning) == ("—", None)


def test_more_rows_cost_a_preview_no_more_queries(story, cycle, django_assert_num_queries):
    own = {"department": story.target.department}
    targets = [make.target(story.target.plan, name=f"指标{n}", **own) for n in range(9)]
    data = flow.make_sheet(cycle, by=story.owner)
    filled = build.filled(data, {(str(target.pk), "value"): 150 for target in targets})
    upload = flow.send_sheet(cycle, "表.xlsx", filled, by=story.owner)
    with django_assert_num_queries(3):
        run = listed(upload)
    assert {str(line.meaning.word) for line in run.plain.lines} == {"missed"}


def test_nothing_that_the_browser_sends_is_stored(sent, story, cycle):
    client, page = sent(190)
    confirm(client, cycle, page, rows='[{"report": {"value": "999"}}]', value="999")
    assert story.target.figures.get().value == 190


def test_a_confirmation_counts_once_and_for_its_own_preview(sent, story, cycle):
    client, page = sent(190)
    assert confirm(client, cycle, page, token="another").status_code == 422
    assert not Figure.objects.exists()
    assert confirm(client, cycle, page).status_code == 302
    assert confirm(client, cycle, page).status_code == 422
    assert story.target.figures.get().version == 1


def test_what_changed_between_preview_and_confirmation_is_told(sent, story, cycle):
    client, page = sent(190)
    make.draft(story.target, 2025, 99, entered_by=story.owner)
    assert confirm(client, cycle, page).status_code == 422
    answer = confirm(client, cycle, page, mode="good")
    assert (answer.status_code, len(answer.context["left"])) == (200, 1)
    assert story.target.figures.get().value == 99


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", 422), (b"PK nonsense", 422), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 422), (None, 422)],
)
def test_a_file_that_cannot_be_taken_is_explained(as_, cycle, content, code):
    file = {} if content is None else {"file": SimpleUploadedFile("a.xlsx", content)}
    page = as_("owner").post(f"/entry/{cycle.pk}/upload/", {"action": "check", **file})
    assert page.status_code == code
    assert page.context["refusal"]


def test_a_file_beyond_the_limit_is_not_even_read(as_, cycle, monkeypatch):
    monkeypatch.setattr("tracker.pages.sheets.MOST_BYTES", 10)
    file = SimpleUploadedFile("a.xlsx", b"x" * 11)
    page = as_("owner").post(f"/entry/{cycle.pk}/upload/", {"action": "check", "file": file})
    assert page.status_code == 422


def test_a_closed_cycle_says_so(as_, cycle):
    cycle.closed_on = cycle.due_on
    cycle.save()
    for address in ("sheet.xlsx", "upload/"):
        page = as_("owner").get(f"/entry/{cycle.pk}/{address}")
        assert (page.status_code, len(page.context["refusal"])) == (409, 1)


def test_the_page_speaks_english_too(sent, story):
    story.owner.language = "en"
    story.owner.save()
    with translation.override("en"):
        _client, page = sent("about 12")
    assert "Nothing is stored yet" in page.content.decode()


def test_an_unknown_verb_is_not_found(as_, cycle):
    page = as_("owner").post(f"/entry/{cycle.pk}/upload/", {"action": "guess"})
    assert page.status_code == 404


@pytest.fixture
def large(monkeypatch):
    """Every file counts as a large one, and waits for a worker."""
    monkeypatch.setattr("tracker.flow.uploads.AT_ONCE_BYTES", 0)
    monkeypatch.setattr("tracker.flow.uploads.AT_ONCE_ROWS", 0)


def work():
    flow.work_on_sheets(by=flow.system_person())


def test_a_large_file_is_waited_for_and_can_be_left_and_come_back_to(sent, cycle, large):
    client, answer = sent(190)
    address = answer.headers["Location"]
    waiting = client.get(address)
    assert waiting.headers["Refresh"] == "2"
    assert "<progress" in waiting.content.decode()
    assert client.get(f"/entry/{cycle.pk}/upload/").headers["Location"] == address
    work()
    page = client.get(address)
    assert (page.context["run"].changed, "Refresh" in page.headers) == (1, False)
    assert confirm(client, cycle, page).headers["Location"] == address
    assert "<progress" in client.get(address).content.decode()
    work()
    assert "1" in client.get(address).context["stored"]
    assert Figure.objects.get().value == 190


def test_a_large_file_that_is_refused_says_why(as_, cycle, large):
    file = SimpleUploadedFile("a.xlsx", b"PK nonsense")
    address = f"/entry/{cycle.pk}/upload/"
    answer = as_("owner").post(address, {"action": "check", "file": file})
    work()
    page = as_("owner").get(answer.headers["Location"])
    assert page.context["refusal"][0] in page.content.decode()


def test_another_persons_upload_is_not_shown(sent, as_, cycle):
    _client, page = sent(190)
    address = f"/entry/{cycle.pk}/upload/?file={page.context['token']}"
    assert as_("owner").get(address).status_code == 200
    assert as_("colleague").get(address).status_code == 403
    deskmate = make.member("officer", cycle.plan.zone, username="mate",
        department=make.department(cycle.plan.zone, "经济发展部"))  # fmt: skip
    client = as_("owner")
    client.force_login(deskmate)
    assert client.get(address).status_code == 404
