"""Whether a file is the issued one: to the last byte, and for people without an account too."""

from hashlib import sha256

import pytest
from django.conf import settings as product
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import make
from tracker import flow
from tracker.pages import verifying
from tracker.reports.issuing import store
from tracker.terms import ReportKind

pytestmark = pytest.mark.django_db

ADDRESS = "/reports/verify/"
NUMBER = "济高规〔2026〕3号"
CONTENT = b"%PDF-1.7 as issued" * 100_000


@pytest.fixture
def report(story):
    by = make.person(name="王建国")
    return make.issued_report(story.zone, NUMBER, content=CONTENT, issued_by=by)


@pytest.fixture
def reader(as_, story, english):
    story.people["stranger"].language = "en"
    story.people["stranger"].save()
    return as_("stranger")


def shown(client: Client, content: bytes = CONTENT, **fields):
    file = SimpleUploadedFile("report.pdf", content)
    return client.post(ADDRESS, {"file": file, **fields})


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_issued_file_is_known_by_its_content(reader, report):
    page = text(shown(reader))
    assert f"It is the issued document No. {NUMBER}" in page
    assert "It is in force" in page and "王建国" in page
    assert sha256(CONTENT).hexdigest() in page


def test_every_format_of_a_document_that_was_really_issued(reader, story):
    by, kind = story.people["administrator"], ReportKind.BRIEF
    issued = flow.issue_report(story.zone, 2025, kind, number=NUMBER, language="en", by=by)
    for file in issued.files.all():
        content = store.found(file.stored, file.sha256)
        assert f"It is the issued document No. {NUMBER}" in text(shown(reader, content))
        changed = content[:-1] + bytes([content[-1] ^ 1])
        assert "No issued document has this content" in text(shown(reader, changed))


@pytest.mark.parametrize("place", [0, len(CONTENT) // 2, len(CONTENT) - 1])
def test_one_byte_changed_is_not_the_issued_file(reader, report, place):
    changed = bytearray(CONTENT)
    changed[place] ^= 1
    page = text(shown(reader, bytes(changed)))
    assert "No issued document has this content" in page
    assert "Ask whoever sent it" in page
    assert NUMBER not in page


def test_an_empty_file_says_what_to_do_and_keeps_the_number(reader, report):
    answer = shown(reader, b"", number=NUMBER)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file is empty. Ask for it again, and choose it anew." in page
    assert f'value="{NUMBER}"' in page


@pytest.mark.parametrize("changed", [CONTENT + b"\n", CONTENT[:-1]])
def test_neither_is_one_that_is_longer_or_shorter(reader, report, changed):
    assert "No issued document has this content" in text(shown(reader, changed))


def test_a_hash_does_instead_of_the_file(reader, report):
    digest = sha256(CONTENT).hexdigest().upper()
    spread = " ".join(digest[place : place + 8] for place in range(0, 64, 8))
    for typed in (digest, spread):
        assert "It is the issued document" in text(reader.post(ADDRESS, {"number": typed}))
    wrong = text(reader.get(ADDRESS, {"number": "0" * 64}))
    assert "No issued document has this content" in wrong


def test_a_number_alone_says_nothing_of_any_file(reader, report):
    page = text(reader.get(ADDRESS, {"number": "济高规[2026]3 号"}))
    assert f"A document No. {NUMBER} was issued" in page
    assert "only the file can tell" in page and sha256(CONTENT).hexdigest() in page
    unknown = text(reader.get(ADDRESS, {"number": "济高规〔2026〕4号"}))
    assert "No document No. 济高规〔2026〕4号 was issued here" in unknown


def test_a_file_under_another_number_is_said_to_be_that(reader, report):
    page = text(shown(reader, number="济高规〔2026〕9号"))
    assert f"It is the issued document No. {NUMBER}, not No. 济高规〔2026〕9号" in page


def test_another_file_under_the_number_is_said_not_to_be_it(reader, report):
    page = text(shown(reader, b"another", number=NUMBER))
    assert "No issued document has this content" in page
    assert f"Document No. {NUMBER} was issued, but this file is not it" in page


def test_a_file_that_two_documents_share_is_held_against_the_number_that_was_entered(
    reader, report, story
):
    make.issued_report(story.zone, "二", content=CONTENT, kind=ReportKind.MIDTERM)
    for number in (NUMBER, "二"):
        assert f"It is the issued document No. {number}<" in text(shown(reader, number=number))


def test_the_document_itself_is_for_those_who_see_its_zones(as_, report):
    link = f'href="/reports/issued/{report.pk}/"'
    assert link in text(as_("viewer").get(ADDRESS, {"number": NUMBER}))
    assert link not in text(as_("stranger").get(ADDRESS, {"number": NUMBER}))
    assert link not in text(as_("newcomer").get(ADDRESS, {"number": NUMBER}))


def test_what_superseded_it_is_named_and_what_is_in_force(reader, report, story):
    second = make.issued_report(story.zone, "二", content=b"2", supersedes=report, reason="更正")
    assert "It was superseded by No. 二 on" in text(shown(reader))
    assert "In force is" not in text(shown(reader))
    make.issued_report(story.zone, "三", content=b"3", supersedes=second, reason="更正")
    assert "In force is No. 三 of" in text(shown(reader))


def test_nothing_and_too_much_are_refused_and_what_was_typed_stays(reader, report, monkeypatch):
    answer = reader.post(ADDRESS, {"number": " "})
    assert answer.status_code == 422 and "Nothing was entered" in answer.content.decode()
    monkeypatch.setattr(verifying, "MOST_MB", 1)
    answer = shown(reader, number="keep this")
    assert answer.status_code == 422
    assert "larger than 1 MB. Enter its SHA-256" in answer.content.decode()
    assert 'value="keep this"' in answer.content.decode()


def test_what_is_typed_is_never_markup(reader):
    page = text(reader.get(ADDRESS, {"number": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page and "&lt;script&gt;" in page


# --- without an account ---------------------------------------------------------------------------


def test_without_an_account_one_signs_in_first(as_, report):
    answer = as_("anonymous").get(ADDRESS, {"number": NUMBER})
    assert answer.status_code == 302 and "/login/?next=" in answer["Location"]


def test_where_the_office_says_so_anybody_may_ask_but_is_told_no_name(as_, report, settings):
    settings.PUBLIC_VERIFICATION = True
    page = text(shown(as_("anonymous")))
    assert NUMBER in page and "王建国" not in page


def test_without_an_account_files_are_smaller(as_, report, settings, monkeypatch):
    settings.PUBLIC_VERIFICATION = True
    monkeypatch.setattr(verifying, "MOST_MB_OUTSIDE", 1)
    assert shown(as_("anonymous")).status_code == 422


def test_it_takes_no_session_and_no_form_from_elsewhere(report, settings):
    settings.PUBLIC_VERIFICATION = True
    client = Client(enforce_csrf_checks=True)
    assert shown(client).status_code == 403
    client.get(ADDRESS)
    token = client.cookies[product.CSRF_COOKIE_NAME].value
    assert NUMBER in text(shown(client, csrfmiddlewaretoken=token))
    assert product.SESSION_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize("many", [1, 10])
def test_the_number_of_queries_does_not_grow(
    reader, report, story, many, read_only, django_assert_max_num_queries
):
    for number in range(many):
        make.issued_report(story.zone, f"其他 {number}", content=str(number).encode())
    for address in (ADDRESS, f"{ADDRESS}?number={NUMBER}"):
        with django_assert_max_num_queries(12), read_only():
            text(reader.get(address))
