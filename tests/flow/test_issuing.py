"""A document is issued: who may, under which number, and how it stays what it was."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from tests import make
from tests.reports import build
from tracker import flow
from tracker.errors import Incomplete, NotAllowed, NotReproduced, NotStored, WrongState
from tracker.models import Figure, IssuedFile, IssuedReport, Target, TrailEntry
from tracker.reports.issuing import store
from tracker.reports.issuing.contents import issued_file
from tracker.reports.issuing.queries import frozen
from tracker.terms import ReportFormat, ReportKind, Role, RowChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_folder")]
NUMBER = "济高规〔2026〕3号"


@pytest.fixture
def _folder(settings, tmp_path):
    settings.ISSUED_ROOT = tmp_path / "issued"
    settings.DOCUMENTS_ROOT = tmp_path / "documents"


@pytest.fixture
def plan():
    plan = make.plan(make.zone("jinan-ht", name="济南高新区"))
    build.judged(plan, {2023: "150", 2024: "180"}, name="税收")
    return plan


@pytest.fixture
def administrator(plan):
    return make.member(Role.ADMINISTRATOR, plan.zone, name="王建国")


def issued(zone, by, number=NUMBER, **options) -> IssuedReport:
    """The brief, which is quick to print, unless another kind is wanted."""
    given = {"year": 2024, "kind": ReportKind.BRIEF, "language": "en", **options}
    return flow.issue_report(
        zone, given.pop("year"), given.pop("kind"), number=number, by=by, **given
    )


def revise(plan, value: str) -> None:
    """The figure of 2024 becomes another one, and is judged."""
    Figure.objects.filter(target__plan=plan, year=2024).update(value=Decimal(value))
    flow.reassess(plan.targets.all(), by=flow.system_person())


def code_of(refused) -> str:
    return refused.value.code


def test_it_is_frozen_with_number_issuer_and_hashes(plan, administrator):
    document = issued(plan.zone, administrator)
    dataset = frozen(document)
    assert dataset.cover.number == NUMBER
    assert dict(dataset.cover.facts)["Issued by"] == "王建国"
    assert dataset.cover.stamp == ""
    assert document.dataset_sha256 == sha256(bytes(document.dataset)).hexdigest()
    file = document.files.get(format=ReportFormat.PDF)
    assert file.filename == f"济南高新区 Brief on plan targets 2024 {NUMBER}.pdf"
    assert sha256(issued_file(document, ReportFormat.PDF)).hexdigest() == file.sha256


def test_however_long_its_names_are_a_disk_takes_the_name_of_its_file(plan, administrator):
    plan.zone.name = "高" * 60
    plan.zone.save()
    document = issued(plan.zone, administrator, "号" * 100)
    for file in document.files.all():
        assert len(file.filename.encode()) <= 240
        assert file.filename.endswith(f".{file.format}")


def test_what_nobody_sees_in_a_number_is_no_part_of_it(plan, administrator):
    assert issued(plan.zone, administrator, f"\ufeff{NUMBER}\u200b").number == NUMBER


def test_the_trail_says_what_was_issued_and_what_it_supersedes(plan, administrator):
    issued(plan.zone, administrator)
    revise(plan, "120")
    newer = issued(plan.zone, administrator, "4号", reason="最终核实数")
    entry = TrailEntry.objects.get(verb="issue_report", noun_id=newer.pk)
    assert (entry.label, entry.zone, entry.reason) == ("4号", plan.zone, "最终核实数")
    assert entry.after["superseded"] == NUMBER
    assert entry.after["dataset_sha256"] == newer.dataset_sha256
    assert entry.after["sha256"] == dict(newer.files.values_list("format", "sha256"))


def test_only_administrators_of_every_zone_in_it_issue_it(plan, administrator):
    other = make.plan(make.zone("yantai-ht"))
    build.judged(other, {2024: "150"})
    for who in (make.member(Role.REVIEWER, plan.zone), flow.system_person()):
        with pytest.raises(NotAllowed):
            issued(plan.zone, who)
    with pytest.raises(NotAllowed):
        issued(plan.zone, administrator, kind=ReportKind.COMPARISON, beside=[other.zone])
    assert not IssuedFile.objects.exists()


def test_a_substitute_issues_in_somebodys_place_and_the_trail_says_so(plan, administrator):
    colleague = make.member(Role.VIEWER, plan.zone)
    make.delegation(administrator, colleague, plan.zone)
    document = issued(plan.zone, colleague)
    entry = TrailEntry.objects.get(verb="issue_report", noun_id=document.pk)
    assert (entry.by, entry.after["in_place_of"]) == (colleague, "王建国")


def test_a_newer_one_supersedes_it_and_lists_every_difference(plan, administrator):
    old = issued(plan.zone, administrator)
    revise(plan, "120")
    newer = issued(plan.zone, administrator, "4号", reason="更正")
    told = frozen(newer).superseded
    assert (newer.supersedes, told.number, told.reason) == (old, NUMBER, "更正")
    changes = {one.name: one.change for one in told.differences}
    assert changes["Light of the zone"] is RowChange.CHANGED
    assert changes["税收"] is RowChange.ADDED


def test_without_a_reason_none_is_superseded(plan, administrator):
    issued(plan.zone, administrator)
    with pytest.raises(Incomplete) as refused:
        issued(plan.zone, administrator, "  ")
    found = {(p.field, p.code, p.value) for p in refused.value.problems}
    assert found == {
        ("number", "number_missing", ""),
        ("why", "superseding_reason_missing", NUMBER),
    }
    assert IssuedReport.objects.count() == 1


@pytest.mark.parametrize("number", [NUMBER, " 济高规[2026]3号 ", f"{NUMBER}\u200b"])
def test_a_number_is_given_once_however_it_is_typed(plan, administrator, number):
    issued(plan.zone, administrator)
    with pytest.raises(WrongState) as refused:
        issued(plan.zone, administrator, number, language="zh-hans")
    assert (code_of(refused), IssuedReport.objects.count()) == ("number_taken", 1)


def test_documents_on_other_subjects_are_not_superseded(plan, administrator):
    issued(plan.zone, administrator)
    other = issued(plan.zone, administrator, "4号", language="zh-hans", reason="not needed")
    earlier = issued(plan.zone, administrator, "5号", year=2023)
    assert (other.supersedes, earlier.supersedes, other.reason) == (None, None, "")


def test_a_comparison_is_one_subject_in_whatever_order_its_zones_are_named(plan):
    other = make.plan(make.zone("yantai-ht"))
    build.judged(other, {2024: "150"})
    keeper = make.person(is_superuser=True)
    options = {"kind": ReportKind.COMPARISON, "reason": "更正"}
    first = issued(plan.zone, keeper, "1号", beside=[other.zone], **options)
    second = issued(other.zone, keeper, "2号", beside=[plan.zone], **options)
    assert second.supersedes == first
    assert list(second.beside.all()) == [plan.zone]


def test_a_comparison_is_issued_for_the_zones_that_stand_in_it(plan):
    other = make.plan(make.zone("yantai-ht"))
    build.judged(other, {2024: "150"})
    ended = make.plan(make.zone("ended"), end_year=2023).zone
    beside, keeper = [make.zone("planless"), ended, other.zone], make.person(is_superuser=True)
    compared = {"kind": ReportKind.COMPARISON, "beside": beside}
    document = issued(plan.zone, keeper, **compared)
    assert set(document.beside.all()) == {ended, other.zone}
    draft = flow.make_report(plan.zone, 2024, language="en", format="json", by=keeper, **compared)
    drafted = {row["zone"]["code"] for row in json.loads(draft.content)["ranking"]}
    assert {row.zone_code for row in frozen(document).ranking} == drafted
    assert drafted == {zone.code for zone in (plan.zone, ended, other.zone)}


def test_a_comparison_of_a_year_that_one_zone_plans_is_not_issued(plan):
    ended = make.plan(make.zone("ended"), end_year=2023)
    with pytest.raises(WrongState) as refused:
        issued(plan.zone, make.person(is_superuser=True), kind=ReportKind.COMPARISON,
               beside=[ended.zone])  # fmt: skip
    assert code_of(refused) == "nothing_to_compare"


def test_figures_of_a_demonstration_are_issued_in_a_demonstration_alone(plan, settings):
    keeper = make.person(is_superuser=True)
    Figure.objects.update(quality="illustrative")
    with pytest.raises(WrongState) as refused:
        issued(plan.zone, keeper)
    assert code_of(refused) == "illustrative_figures"
    settings.DEMO = True
    assert frozen(issued(plan.zone, keeper)).cover.stamp == "Demonstration data"


@pytest.mark.parametrize(("errno", "code"), [(28, "no_room"), (30, "not_stored")])
def test_what_cannot_be_stored_is_not_issued(plan, administrator, monkeypatch, errno, code):
    def fail(*_args):
        raise OSError(errno, "disk")

    monkeypatch.setattr("tracker.storing.os.fsync", fail)
    with pytest.raises(NotStored) as refused:
        issued(plan.zone, administrator)
    assert code_of(refused) == code
    assert not IssuedReport.objects.exists()
    assert not TrailEntry.objects.filter(verb="issue_report").exists()


def correct(target, value: str) -> None:
    """The department corrects its figure of 2024, and somebody else approves that."""
    zone = target.plan.zone
    officer = make.member(Role.OFFICER, zone, department=make.department(zone))
    reviewer = make.member(Role.REVIEWER, zone)
    Target.objects.filter(pk=target.pk).update(department=officer.memberships.get().department)
    make.cycle(target.plan, 2024)
    target = Target.objects.get(pk=target.pk)
    report = {"value": Decimal(value), "revision_reason": "年鉴修订"}
    figure = flow.save_figure(target, 2024, report, version=None, by=officer)
    figure = flow.submit_figure(figure, version=figure.version, by=officer)
    flow.approve_figure(figure, version=figure.version, by=reviewer)


def adjust(target, by, value: str) -> None:
    """The target itself becomes another one, and all of its plan is judged anew."""
    flow.revise_target(
        target, value=Decimal(value), effective_year=2023, effective_on=date(2023, 6, 30),
        document="关于调整“十四五”目标的批复", reason="中期调整", by=by,
    )  # fmt: skip
    flow.reassess(target.plan.targets.all(), by=flow.system_person())


def test_after_a_revision_it_is_printed_again_byte_by_byte(plan, administrator, settings):
    document = issued(plan.zone, administrator, kind=ReportKind.MONITORING)
    files = {file.format: file for file in document.files.all()}
    correct(plan.targets.get(), "120")
    adjust(plan.targets.get(), administrator, "999")
    settings.REPORT_FONTS = {"body": "KaiTi"}
    for file in files.values():
        store.FILES.drop(file.stored)
    document = IssuedReport.objects.get(pk=document.pk)
    with translation.override("zh-hans"):
        for written_as, file in files.items():
            again = issued_file(document, ReportFormat(written_as))
            assert sha256(again).hexdigest() == file.sha256, written_as
            assert store.found(file.stored, file.sha256) == again
    draft = flow.make_report(
        plan.zone, 2024, document.kind, language="en", by=administrator, format=ReportFormat.CSV
    )
    assert b"999" in draft.content
    assert b"120" in draft.content


def test_a_damaged_file_is_put_right(plan, administrator):
    document = issued(plan.zone, administrator)
    file = document.files.get(format=ReportFormat.PDF)
    good = issued_file(document, ReportFormat.PDF)
    place = store.FILES.storage.path(file.stored)
    with open(place, "r+b") as damaged:  # noqa: PTH123  one byte of it
        damaged.write(b"X")
    assert issued_file(document, ReportFormat.PDF) == good
    assert store.found(file.stored, file.sha256) == good


def test_another_file_is_never_passed_off_as_the_issued_one(plan, administrator, settings):
    document = issued(plan.zone, administrator)
    settings.ISSUED_ROOT = settings.ISSUED_ROOT / "lost"
    document.dataset = bytes(document.dataset).replace(NUMBER.encode(), b"another one")
    with pytest.raises(NotReproduced):
        issued_file(document, ReportFormat.PDF)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: IssuedReport.objects.update(number="5号"),
        lambda document: document.files.update(sha256="0"),
        lambda document: document.files.all()._raw_delete("default"),
        lambda document: document.save(),
    ],
    ids=["number", "hash", "files", "save"],
)
def test_the_database_refuses_to_change_what_was_issued(spoil):
    document = make.issued_report(make.zone())
    with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
        spoil(document)


@pytest.mark.parametrize("table", ["tracker_issuedreport", "tracker_issuedfile"])
def test_a_check_tells_when_the_triggers_are_missing(table):
    with connection.cursor() as cursor:
        place = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {table}_refuses_update{place}")
    (found,) = run_checks(databases=["default"])
    assert (found.id, table in found.msg) == ("tracker.E001", True)


def test_a_file_that_no_document_names_is_swept_after_a_day(plan, administrator):
    document = issued(plan.zone, administrator)
    unused = store.keep(b"never issued")
    system = flow.system_person()
    assert flow.sweep_documents(by=system, at=document.issued_at) == 0
    later = document.issued_at + timedelta(days=2)
    assert flow.sweep_documents(by=system, at=later) == 1
    assert not store.FILES.storage.exists(unused)
    assert issued_file(document, ReportFormat.PDF)


def test_a_fresh_process_prints_the_same_files(plan, administrator, tmp_path):
    document = issued(plan.zone, administrator)
    (tmp_path / "dataset").write_bytes(bytes(document.dataset))
    script = Path(__file__).with_name("printing_again.py")
    arguments = [tmp_path / "dataset", document.kind, document.issued_at.isoformat()]
    # Another seed of hashes, and another day: what is printed depends on neither.
    fresh = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "America/Lima", "LC_ALL": "C"}
    said = subprocess.run(
        [sys.executable, script, *arguments], check=True, capture_output=True, env=fresh, text=True
    ).stdout.split()
    assert said == [file.sha256 for file in document.files.all()]
