"""The report on the command line: a whole file or none, and errors that say what to do."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tests.reports import build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def zone():
    plan = make.plan(make.zone("jinan-ht"))
    build.example(plan, "level")
    return plan.zone


def run(output, **options) -> str:
    out = StringIO()
    zone = {} if "all_zones" in options else {"zone": "jinan-ht"}
    given = {**zone, "year": 2024, "kind": "monitoring", "lang": "en", **options}
    call_command("make_report", output=output, stdout=out, **given)
    return out.getvalue()


def test_it_writes_the_file_and_says_so(zone, tmp_path):
    place = tmp_path / "report.pdf"
    assert run(place).startswith(f"{place}: ")
    assert place.read_bytes().startswith(b"%PDF")
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.parametrize(
    ("format", "begins"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("json", b"{")]
)
def test_it_writes_the_same_report_as_data(zone, tmp_path, format, begins):
    place = tmp_path / f"report.{format}"
    run(place, format=format)
    assert place.read_bytes().startswith(begins)


def test_an_older_file_is_replaced_whole(zone, tmp_path):
    place = tmp_path / "report.pdf"
    place.write_text("old")
    run(place)
    assert place.read_bytes().rstrip().endswith(b"%%EOF")


def test_an_unknown_zone_is_told_with_the_known_ones(zone, tmp_path):
    with pytest.raises(CommandError, match="No zone has the code nowhere; known are: jinan-ht"):
        run(tmp_path / "report.pdf", zone="nowhere")


def test_a_year_outside_of_the_plan_names_its_years(zone, tmp_path):
    with pytest.raises(CommandError, match="choose a year from 2021 to 2025"):
        run(tmp_path / "report.pdf", year=2031)


def test_a_comparison_of_a_year_that_one_zone_plans_is_refused(zone, tmp_path):
    make.plan(make.zone("ended"), end_year=2023)
    with pytest.raises(CommandError, match="wants two zones whose plans hold 2024"):
        run(tmp_path / "report.pdf", kind="comparison")


def test_a_zone_without_plan_is_told_what_to_do(tmp_path):
    make.zone("empty")
    with pytest.raises(CommandError, match="has no published plan; load its register"):
        run(tmp_path / "report.pdf", zone="empty")


def test_a_folder_that_is_not_there_and_one_that_is_are_both_refused(zone, tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        run(tmp_path / "absent" / "report.pdf")
    with pytest.raises(CommandError, match="is a folder"):
        run(tmp_path)


def test_a_failed_write_leaves_nothing_behind(zone, tmp_path, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CommandError, match="No space left on device"):
        run(tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


def test_missing_fonts_are_told_with_the_setting(zone, tmp_path, settings):
    settings.REPORT_FONT_DIRS = [tmp_path / "absent"]
    with pytest.raises(CommandError, match="REPORT_FONT_DIRS"):
        run(tmp_path / "report.pdf")


def test_all_zones_come_into_a_folder_and_what_is_left_out_is_told(zone, tmp_path):
    build.example(make.plan(make.zone("zibo-ht")), "level")
    make.zone("planless")
    errors = StringIO()
    told = run(tmp_path, all_zones=True, format="json", stderr=errors)
    names = {"jinan-ht-2024-monitoring-en.json", "zibo-ht-2024-monitoring-en.json"}
    assert {file.name for file in tmp_path.iterdir()} == names
    assert all(name in told for name in names)
    assert errors.getvalue() == "planless: planless has no published plan. Choose another zone.\n"


def test_all_zones_want_a_folder_and_a_document_that_fits_one(zone, tmp_path):
    with pytest.raises(CommandError, match="does not exist; create it"):
        run(tmp_path / "nowhere", all_zones=True)
    with pytest.raises(CommandError, match="No zone has such a document"):
        run(tmp_path, all_zones=True, kind="final", stderr=StringIO())
    assert list(tmp_path.iterdir()) == []
