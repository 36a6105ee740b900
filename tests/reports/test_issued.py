"""Issued documents are found by a file's hash, and by a number however it was typed."""

from hashlib import sha256

import pytest

from tests import make
from tracker.reports.issued import issued_numbered, issued_of
from tracker.terms import ReportKind

pytestmark = pytest.mark.django_db
NUMBER = "济高规〔2026〕3号"


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "济高规[2026]3号",
        "济高规（2026）3 号",
        " 济高规 【2026】\u30003号 ",
        "济高规［2026］\u00a03号",
        "济高规〔２０２６〕３号",
        "\ufeff济高规〔2026\u200b〕3号",
    ],
)
def test_a_number_is_found_however_its_brackets_and_blanks_were_typed(typed):
    report = make.issued_report(make.zone())
    assert issued_numbered(typed) == report


@pytest.mark.parametrize("typed", ["", "  ", "〔", "济高规〔2026〕", "济高规〔2025〕3号", "3号"])
def test_another_number_is_not(typed):
    make.issued_report(make.zone())
    assert issued_numbered(typed) is None


def test_letters_may_be_small():
    report = make.issued_report(make.zone(), "JN-Report (2026) 3")
    assert issued_numbered("jn-report[2026]3") == report


def test_letters_of_any_script_are_found_as_they_are():
    report = make.issued_report(make.zone(), "ＪＮ〔2026〕Ä3")
    assert issued_numbered("ＪＮ[2026] Ä3") == report


def test_the_one_typed_exactly_so_comes_before_one_that_reads_alike():
    zone = make.zone()
    exact = make.issued_report(zone)
    alike = make.issued_report(zone, "济高规[2026]3号")
    assert issued_numbered(NUMBER) == exact
    assert issued_numbered("济高规[2026]3号") == alike
    assert issued_numbered("济高规 2026 3号") is None


def test_a_file_is_found_by_its_hash_with_its_document(django_assert_num_queries):
    report = make.issued_report(make.zone(), content=b"as issued")
    digest = sha256(b"as issued").hexdigest().upper()
    with django_assert_num_queries(1):
        found = issued_of(digest)
        assert (found.report.number, str(found.report.issued_by)) == (
            report.number,
            str(report.issued_by),
        )
    assert issued_of(sha256(b"as issuee").hexdigest()) is None


def test_of_two_documents_with_the_same_file_the_later_is_found():
    zone = make.zone()
    first = make.issued_report(zone, "1", content=b"same")
    second = make.issued_report(zone, "2", content=b"same", supersedes=first, reason="更正")
    assert issued_of(sha256(b"same").hexdigest()).report == second


def test_of_documents_with_the_same_file_the_one_told_is_found_else_one_in_force():
    zone = make.zone()
    annual = make.issued_report(zone, "1", content=b"same")
    midterm = make.issued_report(zone, "2", content=b"same", kind=ReportKind.MIDTERM)
    make.issued_report(zone, "3", content=b"newer", supersedes=midterm, reason="更正")
    digest = sha256(b"same").hexdigest()
    assert issued_of(digest).report == annual
    assert issued_of(digest, midterm).report == midterm


def test_a_number_takes_two_queries_with_its_files(django_assert_num_queries):
    report = make.issued_report(make.zone())
    make.issued_report(report.zone, "4", supersedes=report, reason="更正")
    with django_assert_num_queries(2):
        found = issued_numbered(NUMBER)
        assert found.superseded_by.number == "4"
        assert len(found.files.all()) == 1 and found.zone and found.issued_by
