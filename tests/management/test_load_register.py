"""The command loads, says what it did, and names every problem with exit status 1."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.importing import build
from tracker.models import Plan, Target, TrailEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def load(*files, **options):
    out, err = StringIO(), StringIO()
    try:
        call_command("load_register", *files, stdout=out, stderr=err, **options)
    except CommandError as error:
        return error.returncode, out.getvalue(), err.getvalue() + str(error)
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def write(tmp_path):
    def write(*entries, name="a.json", **fields):
        path = tmp_path / name
        path.write_text(build.text(*entries, **fields)[1], encoding="utf-8")
        return path

    return write


def test_without_a_file_the_shipped_plans_are_loaded_and_published():
    status, out, _ = load()
    assert status == 0
    assert Target.objects.count() == 390
    assert {plan.state for plan in Plan.objects.all()} == {"published"}
    assert "weihai-torch.json" in out
    assert "127" in out


def test_a_second_load_says_that_nothing_changed(write):
    path = write(build.entry())
    assert "Nothing changed" not in load(path)[1]
    assert "Nothing changed" in load(path)[1]


def test_a_dry_run_shows_all_and_stores_nothing(write):
    status, out, _ = load(write(build.entry()), dry_run=True)
    assert (status, Target.objects.count()) == (0, 0)
    assert "Dry run" in out


def test_every_problem_is_one_line_with_file_entry_field_value_and_remedy(write):
    path = write(build.entry(1, kind="lavel"), build.entry(2, target_value="200亿元"))
    status, _, err = load(path)
    assert status == 1
    first, second, summary = err.splitlines()
    assert first.startswith("a.json · jinan-ht-001 · kind: “lavel” — not a known word; write one")
    assert second.startswith("a.json · jinan-ht-002 · target_value: “200亿元” — not a number;")
    assert summary == "2 problems; nothing was stored."
    assert not Target.objects.exists()


def test_changes_are_listed(write):
    load(write(build.entry(1), build.entry(2)))
    out = load(write(build.entry(1, target_value=250)))[1]
    assert "jinan-ht-001 · target_value: 200 → 250" in out
    assert "jinan-ht-002: no longer in a.json" in out


def test_a_change_that_an_administrator_made_is_kept_and_said(write):
    load(write(build.entry()))
    Target.objects.update(target_value=220)
    out = load(write(build.entry(target_value=250)))[1]
    assert "target_value: kept as changed here (220); the file says 250" in out


def test_a_file_that_is_not_there_or_not_text_is_said(tmp_path):
    status, _, err = load(tmp_path / "none.json")
    assert status == 1
    assert "none.json cannot be read" in err
    (tmp_path / "gbk.json").write_bytes("规划".encode("gbk"))
    status, _, err = load(tmp_path / "gbk.json")
    assert status == 1
    assert "not UTF-8" in err


def test_a_byte_order_mark_is_no_hindrance(write):
    path = write(build.entry())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(path)[0] == 0


def test_only_a_load_that_changed_something_leaves_a_trace(write):
    path = write(build.entry())
    load(path)
    load(path)
    assert TrailEntry.objects.filter(verb="load_register").count() == 1
