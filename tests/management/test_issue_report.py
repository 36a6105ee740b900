"""Issuing on the command line: under a person's name, or not at all, and why."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tests.reports import build
from tracker.models import IssuedReport, TrailEntry
from tracker.terms import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def plan(settings, tmp_path):
    settings.ISSUED_ROOT = tmp_path / "issued"
    plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
    build.example(plan, "level")
    make.member(Role.ADMINISTRATOR, plan.zone, username="wang", name="王建国")
    (tmp_path / "out").mkdir()
    return plan


def run(folder, **options) -> str:
    out = StringIO()
    given = {"zone": "jinan-ht", "year": 2024, "kind": "brief", "lang": "en", "by": "wang"}
    given |= {"number": "济高规〔2026〕3号", **options}
    call_command("issue_report", output=folder / "out", stdout=out, **given)
    return out.getvalue()


def test_it_issues_in_a_persons_name_and_writes_every_file(plan, tmp_path):
    said = run(tmp_path)
    issued = IssuedReport.objects.get()
    assert str(issued.issued_by) == "王建国"
    for file in issued.files.all():
        written = (tmp_path / "out" / file.filename).read_bytes()
        assert sha256(written).hexdigest() == file.sha256
        assert file.sha256 in said
    assert TrailEntry.objects.get(verb="issue_report").origin == "command issue_report"


def test_a_newer_one_wants_a_reason_and_says_what_it_supersedes(plan, tmp_path):
    run(tmp_path)
    with pytest.raises(CommandError, match="say why there is a new one"):
        run(tmp_path, number="4号")
    assert "Supersedes 济高规〔2026〕3号." in run(tmp_path, number="4号", reason="corrected")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "nobody"}, "Nobody with an open account is called nobody"),
        ({"number": " "}, "Enter the document number"),
        ({"year": 2031}, "choose a year from 2021 to 2025"),
        ({"zone": "nowhere"}, "No zone has the code nowhere"),
    ],
)
def test_what_cannot_be_issued_is_told_with_the_remedy(plan, tmp_path, options, said):
    with pytest.raises(CommandError, match=said):
        run(tmp_path, **options)
    assert not IssuedReport.objects.exists()


def test_who_does_not_administer_the_zone_issues_nothing(plan, tmp_path):
    make.member(Role.REVIEWER, plan.zone, username="li")
    with pytest.raises(CommandError, match="Only plan administrators of every zone"):
        run(tmp_path, by="li")
