"""Who asked fetches what was made, as long as all of it may be seen; so does who it is made for."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests import make
from tests.reports.orders import build
from tracker import access, flow
from tracker.errors import NotAllowed, WrongState
from tracker.models import IssuedFile, Membership, Person
from tracker.reports.issuing import store
from tracker.reports.orders import content
from tracker.terms import FileState, ReportFormat, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def zones():
    return [make.plan(make.zone(name=name)).zone for name in ("济南高新区", "淄博高新区")]


def reader_of(*zones) -> Person:
    person = make.person()
    for zone in zones:
        Membership.objects.create(person=person, zone=zone, role=Role.VIEWER)
    return person


def anew(person: Person) -> Person:
    """The same person, as the next request finds them."""
    return Person.objects.get(pk=person.pk)


def refused(person, file) -> None:
    for fetch in (flow.fetch_document, flow.fetch_documents):
        noun = file if fetch is flow.fetch_document else file.order
        with pytest.raises((NotAllowed, WrongState)) as error:
            fetch(noun, by=person)
        assert error.value.code in ("not_allowed", "nothing_to_fetch")


def test_who_asked_fetches_it_and_nobody_else(zones, read_only):
    asked, colleague = reader_of(*zones), reader_of(*zones)
    file = build.made(build.order(asked), *zones, content=b"%PDF-1.7 whole")
    with read_only(), flow.fetch_document(file, by=asked) as opened:
        assert opened.read() == b"%PDF-1.7 whole"
    for other in (colleague, make.person(is_superuser=True), flow.system_person()):
        assert not access.may_fetch(other, file)
        refused(other, file)


@pytest.mark.parametrize("lost", [0, 1])
def test_a_role_withdrawn_after_it_was_made_closes_a_comparison(zones, lost):
    asked = reader_of(*zones)
    file = build.made(build.order(asked), *zones)
    assert access.may_fetch(anew(asked), file)
    Membership.objects.get(person=asked, zone=zones[lost]).delete()
    assert not access.may_fetch(anew(asked), file)
    refused(anew(asked), file)


def test_who_may_not_sign_in_any_more_fetches_nothing(zones):
    asked = reader_of(*zones)
    file = build.made(build.order(asked), *zones)
    Person.objects.filter(pk=asked.pk).update(is_active=False)
    refused(anew(asked), file)


def test_recipients_of_a_schedule_fetch_what_they_may_see_and_change_nothing(zones):
    asked, whole, half = reader_of(*zones), reader_of(*zones), reader_of(zones[0])
    order = build.order(asked, schedule=make.schedule(by=asked, recipients=[whole, half]))
    file = build.made(order, *zones)
    assert [access.may_fetch(one, file) for one in (asked, whole, half)] == [True, True, False]
    assert all(access.may_follow(one, order) for one in (asked, whole, half))
    assert not access.may_change_order(whole, order)
    refused(half, file)
    with pytest.raises(NotAllowed):
        flow.retry_documents(order, by=whole)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (FileState.WAITING, "document_not_made"),
        (FileState.FAILED, "document_not_made"),
        (FileState.EXPIRED, "document_expired"),
    ],
)
def test_what_is_not_there_says_so(zones, state, code):
    asked = reader_of(zones[0])
    file = build.file(build.order(asked), zones[0], state=state)
    with pytest.raises(WrongState, match=code):
        flow.fetch_document(file, by=asked)


def test_what_is_past_its_time_is_not_served_though_no_sweep_came(zones):
    asked = reader_of(zones[0])
    file = build.made(build.order(asked), zones[0], expires_at=timezone.now())
    with pytest.raises(WrongState, match="document_expired"):
        flow.fetch_document(file, by=asked)


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_what_is_not_what_was_made_is_never_served(zones, harm):
    asked = reader_of(zones[0])
    file = build.made(build.order(asked), zones[0], content=b"%PDF-" + harm.encode())
    content.FILES.drop(file.stored)
    if harm == "damaged":
        file.stored = content.keep(b"%PDF-1.7 of somebody else")["stored"]
        file.save()
    with pytest.raises(WrongState, match="document_lost"):
        flow.fetch_document(file, by=asked)


# --- a whole order ------------------------------------------------------------------------------


def unpacked(order, by) -> dict[str, bytes]:
    with flow.fetch_documents(order, by=by) as stream, zipfile.ZipFile(stream) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_names_its_files_for_people_each_once(zones):
    asked = reader_of(*zones)
    order = build.order(asked)
    for number in range(2):
        build.made(order, zones[0], content=b"%d" % number, language="zh-hans")
    build.made(order, *zones, content=b"beside", format=ReportFormat.XLSX)
    assert unpacked(order, asked) == {
        "济南高新区 2024 年度监测报告 中文.pdf": b"0",
        "济南高新区 2024 年度监测报告 中文 (2).pdf": b"1",
        "2024 横向比较 English.xlsx": b"beside",
    }


def test_what_could_not_be_made_is_listed_in_it(zones):
    asked, order = reader_of(zones[0]), build.order()
    order.by = asked
    order.save()
    build.made(order, zones[0])
    build.file(order, zones[0], state=FileState.FAILED, refusal=["磁盘已满。"])
    lost = build.made(order, zones[0], content=b"lost", format=ReportFormat.CSV)
    content.FILES.drop(lost.stored)
    with override("en"):
        found = unpacked(order, asked)
    text = found.pop("Not made.txt").decode("utf-8-sig")
    assert list(found) == ["济南高新区 2024 Annual monitoring report English.pdf"]
    assert "磁盘已满。" in text
    assert ".csv\r\nThe file is damaged or was lost" in text


def test_a_zip_holds_only_what_may_be_seen_now(zones):
    asked = reader_of(*zones)
    order = build.order(asked)
    build.made(order, zones[0], content=b"own")
    build.made(order, zones[1], content=b"theirs")
    build.made(order, *zones, content=b"both")
    Membership.objects.get(person=asked, zone=zones[1]).delete()
    assert list(unpacked(order, anew(asked)).values()) == [b"own"]


def test_names_fit_every_system_and_the_same_files_give_the_same_bytes(zones):
    asked, zone = reader_of(zones[0]), zones[0]
    zone.name = 'a/b\\c:"d"\n' + "长" * 80
    zone.save()
    order = build.order(asked)
    build.made(order, zone)
    both = []
    for _ in range(2):
        with flow.fetch_documents(order, by=asked) as stream:
            both.append(stream.read())
    first, second = both
    assert first == second
    (name,) = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert name.startswith("a-b-c-d-长") and len(name) < 100


def test_queries_for_a_zip_do_not_grow_with_its_files(zones, django_assert_num_queries):
    asked = reader_of(*zones)
    for files in (1, 6):
        order = build.order(asked)
        for number in range(files):
            build.made(order, *zones, content=b"%d" % number)
        person = anew(asked)
        with django_assert_num_queries(5):
            unpacked(order, person)


# --- the nightly sweep --------------------------------------------------------------------------


def sweep(days: int = 0) -> int:
    at = timezone.now() + timedelta(days=days)
    return flow.sweep_documents(by=flow.system_person(), at=at)


def test_content_is_given_away_after_its_time_and_the_order_long_after(zones):
    order = build.order(reader_of(zones[0]), ended_at=timezone.now())
    file = build.made(order, zones[0], content=b"old")
    sweep(29)
    assert content.FILES.storage.exists(file.stored)
    assert sweep(31) >= 1
    assert not content.FILES.storage.exists(file.stored)
    file.refresh_from_db()
    assert (file.state, file.stored) == ("expired", "")
    sweep(179)
    file.refresh_from_db()
    sweep(181)
    assert not type(order).objects.filter(pk=order.pk).exists()


def test_content_that_another_row_names_stays(zones):
    first, second = (build.order(reader_of(zones[0])) for _ in range(2))
    build.made(first, zones[0], content=b"same", expires_at=timezone.now())
    kept = build.made(second, zones[0], content=b"same", expires_at=timezone.now() + timedelta(99))
    sweep(31)
    assert content.is_whole(kept)


def test_what_broke_off_is_swept_but_not_what_is_being_written(zones):
    draft = Path(content.FILES.storage.path("ab/.draft-1"))
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(b"half")
    sweep()
    assert draft.exists()
    sweep(2)
    assert not draft.exists()


def test_files_of_issued_documents_stay_and_those_of_none_go(zones):
    named = store.keep(b"%PDF-1.7 issued")
    unnamed = store.keep(b"%PDF-1.7 whose issuing failed")
    IssuedFile.objects.create(
        report=make.issued_report(zones[0]), format=ReportFormat.CSV, filename="济南.csv",
        stored=named, sha256="ab" * 32, size=15,
    )  # fmt: skip
    sweep(2)
    assert [store.FILES.storage.exists(name) for name in (named, unnamed)] == [True, False]
