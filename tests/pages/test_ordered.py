"""One order's page, and its files as downloads."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.reports.orders import build as orders
from tracker.models import ReportFile
from tracker.terms import FileState, MakingStep, ReportFormat, ReportKind

pytestmark = pytest.mark.django_db

NOW = timezone.now()
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def owner(as_, story, english):
    story.owner.language = "en"
    story.owner.save()
    return as_("owner")


@pytest.fixture
def order(story):
    return orders.order(story.owner)


def page(client, order, query=""):
    return client.get(f"/reports/{order.token}/{query}")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def making(order, zone, step=MakingStep.WRITING):
    return orders.file(order, zone, state=FileState.MAKING, step=step, lease_until=NOW)


# --- the page ------------------------------------------------------------------------------------


def test_what_waits_says_the_step_at_hand_and_looks_again(owner, story, order):
    orders.made(order, story.zone)
    making(order, story.zone)
    orders.file(order, story.zone)
    answer = page(owner, order)
    assert "1 of 3 files made; 2 still to come" in text(answer)
    assert "Annual monitoring report: Writing the document (step 2 of 3)" in text(answer)
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text(answer)
    assert 'max="9" value="4"' in text(answer)
    assert {"cancel"} == {name for name in ("cancel", "retry") if f'value="{name}"' in text(answer)}


def test_what_has_ended_does_not_look_again(owner, story, order):
    orders.made(order, story.zone)
    answer = page(owner, order)
    assert "http-equiv" not in text(answer)
    assert "data-again" not in text(answer)
    assert "<progress" not in text(answer)


def test_what_failed_says_why_and_can_be_made_again(owner, story, order):
    refusal = ["The server's disk is full.", "Tell the system administrator."]
    file = orders.file(order, story.zone, state=FileState.FAILED, refusal=refusal)
    answer = page(owner, order)
    assert all(sentence in answer.content.decode().replace("&#x27;", "'") for sentence in refusal)
    assert 'value="retry"' in text(answer)
    assert owner.post(f"/reports/{order.token}/", {"action": "retry"}).status_code == 302
    file.refresh_from_db()
    assert file.state == FileState.WAITING


def test_what_is_left_is_cancelled_and_what_is_made_stays(owner, story, order):
    orders.made(order, story.zone)
    orders.file(order, story.zone)
    owner.post(f"/reports/{order.token}/", {"action": "cancel"})
    assert "1 of 2 files made; 1 cancelled" in text(page(owner, order))
    again = owner.post(f"/reports/{order.token}/", {"action": "cancel"})
    assert again.status_code == 409
    assert "nothing to cancel" in text(again)


def test_what_is_past_its_time_has_expired_before_it_is_swept(owner, story, order):
    file = orders.made(order, story.zone, expires_at=NOW - timedelta(minutes=1))
    answer = page(owner, order)
    assert [line.state for line in answer.context["files"]] == [FileState.EXPIRED]
    assert f"/{file.pk}.pdf" not in text(answer)
    assert 'value="retry"' in text(answer)


def test_signs_that_are_not_printed_are_told(owner, story, order):
    orders.made(order, story.zone, replaced="😀✔", removed="\x07")
    assert "Printed as □, because no font has them: 😀✔" in text(page(owner, order))
    assert "Left out, because such a file cannot hold them: U+0007" in text(page(owner, order))


def test_the_same_can_be_asked_for_again_with_changes(owner, story, order):
    for format in (ReportFormat.PDF, ReportFormat.XLSX):
        orders.made(order, story.zone, format=format, kind=ReportKind.FINAL, year=2025)
    like_this = page(owner, order).context["like_this"]
    form = owner.get(like_this).context["form"]
    assert form.ticks["formats"] == {"pdf", "xlsx"}
    assert (form.ticks["kinds"], form["year"].value()) == ({"final"}, "2025")


def test_the_plan_and_the_department_that_were_chosen_stay_chosen(as_, story, english):
    order = orders.order(story.people["administrator"])
    office = make.department(story.zone, "一局")
    annual = make.plan(story.zone, kind="annual", base_year=2023, start_year=2024, end_year=2024)
    sheet = {"kind": ReportKind.DEPARTMENT, "department": office, "plan": annual}
    orders.made(order, story.zone, **sheet)
    answer = page(as_("administrator"), order)
    chosen = f"plan={annual.pk}&department={office.pk}"
    assert answer.context["like_this"].endswith(chosen)
    assert chosen in answer.context["files"][0].issue
    orders.made(order, story.zone, **sheet | {"department": make.department(story.zone, "另一局")})
    assert "department=" not in page(as_("administrator"), order).context["like_this"]


def test_an_order_without_any_file_left_is_not_there(owner, order):
    assert page(owner, order).status_code == 404


def test_who_administers_the_zone_is_led_to_issuing_it(as_, story, english):
    for who, is_led in (("administrator", True), ("reviewer", False)):
        order = orders.order(story.people[who])
        orders.made(order, story.zone, language="zh-hans", year=2025)
        address = "/reports/issue/?zone=jinan-ht&amp;kind=monitoring&amp;year=2025&amp;language=zh-"
        assert (address in text(page(as_(who), order))) == is_led


def test_a_zone_lost_meanwhile_takes_its_files_along(owner, story, order):
    file = orders.made(order, make.zone())
    assert "does not see any more" in text(page(owner, order))
    assert owner.get(f"/reports/{order.token}/{file.pk}.pdf").status_code == 404


def test_recipients_of_a_schedule_read_its_order_and_change_nothing(as_, story, english):
    schedule = make.schedule(story.zone, by=story.owner, recipients=[story.reviewer])
    order = orders.order(story.owner, schedule=schedule)
    file = orders.made(order, story.zone)
    orders.file(order, story.zone)
    reviewer = as_("reviewer")
    assert 'name="action"' not in text(page(reviewer, order))
    assert b"".join(reviewer.get(f"/reports/{order.token}/{file.pk}.pdf")) == b"%PDF-"
    answer = reviewer.post(f"/reports/{order.token}/", {"action": "cancel"})
    assert answer.status_code == 403


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_queries_does_not_grow(
    owner, story, order, many, django_assert_max_num_queries
):
    for _number in range(many):
        orders.made(order, story.zone, make.zone())
        orders.file(order, story.zone, plan=story.target.plan)
    with django_assert_max_num_queries(18):
        page(owner, order)


# --- the files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("pdf", "application/pdf"), ("xlsx", WORKBOOK), ("csv", "text/csv; charset=utf-8")],
)
def test_a_file_is_handed_out_as_it_was_made(owner, story, order, format, media_type):
    name = f"济南高新区-2024.{format}"
    file = orders.made(order, story.zone, content=b"as made", format=format, filename=name)
    answer = owner.get(f"/reports/{order.token}/{file.pk}.{format}")
    assert b"".join(answer) == b"as made"
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_all_files_come_in_one_zip(owner, story, order):
    orders.made(order, story.zone, content=b"one")
    orders.made(order, story.zone, content=b"two", format="csv")
    orders.made(order, make.zone(), content=b"not theirs")
    answer = owner.get(f"/reports/{order.token}.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert sorted(archive.read(name) for name in archive.namelist()) == [b"one", b"two"]
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_is_not_there_leads_to_its_order(owner, story, order):
    for state in (FileState.WAITING, FileState.FAILED, FileState.EXPIRED):
        ReportFile.objects.all().delete()
        file = orders.file(order, story.zone, state=state)
        for address in (f"/reports/{order.token}/{file.pk}.pdf", f"/reports/{order.token}.zip"):
            answer = owner.get(address)
            assert answer.status_code == 409
            assert f'action="/reports/{order.token}/"' in text(answer)
            assert "http-equiv" not in text(answer)


def test_what_was_lost_on_the_server_can_be_made_again(owner, story, order):
    file = orders.made(order, story.zone, sha256="0" * 64)
    answer = owner.get(f"/reports/{order.token}/{file.pk}.pdf")
    assert "damaged or was lost on the server" in text(answer)
    assert 'value="retry"' in text(answer)
    assert owner.post(f"/reports/{order.token}/", {"action": "retry"}).status_code == 302


def test_a_file_of_another_order_is_not_served_under_this_one(owner, story, order):
    other = orders.made(orders.order(story.reviewer), story.zone)
    assert owner.get(f"/reports/{order.token}/{other.pk}.pdf").status_code == 404
    assert owner.get(f"/reports/{other.order.token}/{other.pk}.pdf").status_code == 404
