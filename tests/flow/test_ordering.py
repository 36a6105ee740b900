"""Documents are asked for all at once, cancelled, and asked for again."""

from pathlib import Path

import pytest
from django.utils import timezone

from tests import make
from tests.reports.orders import build
from tracker import flow
from tracker.errors import NotAllowed, OrderRefused, WrongState
from tracker.flow import ordering
from tracker.models import Membership, ReportFile, ReportOrder, TrailEntry
from tracker.models.explaining import explain
from tracker.reports.orders import content
from tracker.terms import FileState, PlanState, ReportFormat, ReportKind, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    return make.plan().zone


@pytest.fixture
def reader(zone):
    return make.member(Role.VIEWER, zone)


def wish(zone, **given) -> flow.Wish:
    facts = {"year": 2024, "kind": ReportKind.MONITORING, "language": "en"} | given
    return flow.Wish(zone, **facts)


def states(order) -> list[str]:
    return list(order.files.order_by("pk").values_list("state", flat=True))


def test_an_order_keeps_each_wish_once_and_says_so_in_the_trail(zone, reader):
    wishes = [wish(zone), wish(zone), wish(zone, format=ReportFormat.XLSX)]
    order = flow.order_documents(wishes, by=reader)
    assert states(order) == ["waiting", "waiting"]
    assert (order.by, order.ended_at) == (reader, None)
    entry = TrailEntry.objects.get(verb="order_documents")
    assert (entry.zone, entry.after["files"], entry.after["formats"]) == (zone, 2, ["pdf", "xlsx"])
    assert order.token not in f"{entry.label}{entry.after}"


def test_workers_are_woken_after_the_commit(reader, zone, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as sent:
        flow.order_documents([wish(zone)], by=reader)
    assert len(sent) == 1


def test_a_comparison_remembers_the_zones_beside(zone, reader):
    other = make.plan().zone
    Membership.objects.create(person=reader, zone=other, role=Role.VIEWER)
    compared = wish(zone, kind=ReportKind.COMPARISON, beside=(other,))
    (file,) = flow.order_documents([compared], by=reader).files.all()
    assert (file.zone, list(file.beside.all())) == (zone, [other])
    assert TrailEntry.objects.get(verb="order_documents").zone is None


def test_all_that_cannot_be_made_is_told_at_once_by_its_place(zone, reader):
    theirs, ended = make.department(make.zone()), make.plan(end_year=2023).zone
    Membership.objects.create(person=reader, zone=ended, role=Role.VIEWER)
    problems = [
        (wish(zone), None),
        (wish(zone, year=2030), "year_outside_plan"),
        (wish(zone, kind=ReportKind.FINAL), "kind_outside_year"),
        (wish(zone, kind=ReportKind.DEPARTMENT), "no_department"),
        (wish(zone, kind=ReportKind.DEPARTMENT, department=theirs), "no_department"),
        (wish(zone, kind=ReportKind.COMPARISON), "nothing_to_compare"),
        (wish(zone, kind=ReportKind.COMPARISON, beside=(ended,)), "nothing_to_compare"),
        (wish(zone, plan=make.plan()), "no_published_plan"),
    ]
    with pytest.raises(OrderRefused) as refused:
        flow.order_documents([each for each, _code in problems], by=reader)
    found = {place: error.code for place, error in refused.value.problems}
    assert found == {place: code for place, (_wish, code) in enumerate(problems) if code}
    assert all(explain(error)[0] for _place, error in refused.value.problems)
    assert not ReportOrder.objects.exists()


def test_refusals_are_told_in_the_words_of_people(zone, reader, english):
    with pytest.raises(OrderRefused) as refused:
        flow.order_documents([wish(zone, kind=ReportKind.FINAL)], by=reader)
    ((_place, error),) = refused.value.problems
    assert explain(error) == [
        "“Final evaluation report” does not fit 2024. Choose one of: Annual monitoring report, "
        "Brief on one page, Mid-term evaluation report, Department's sheet."
    ]
    assert explain(refused.value)[0].startswith("Some of these documents cannot be made")


@pytest.mark.parametrize("seen", ["zone", "other", "neither"])
def test_who_may_not_see_a_zone_cannot_order_a_comparison_with_it(zone, seen):
    other = make.plan().zone
    person = make.person()
    places = {"zone": zone, "other": other}
    if seen in places:
        Membership.objects.create(person=person, zone=places[seen], role=Role.ADMINISTRATOR)
    for first, second in ((zone, other), (other, zone)):
        with pytest.raises(NotAllowed):
            compared = wish(first, kind=ReportKind.COMPARISON, beside=(second,))
            flow.order_documents([compared], by=person)
    assert not ReportOrder.objects.exists()


@pytest.mark.parametrize(
    ("limit", "most", "code"),
    [("MOST_FILES", 1, "too_many_files"), ("MOST_WAITING", 2, "too_many_waiting")],
)
def test_too_many_are_refused_with_the_number(zone, reader, monkeypatch, limit, most, code):
    build.file(build.order(reader), zone)
    monkeypatch.setattr(ordering, limit, most)
    with pytest.raises(OrderRefused) as refused:
        flow.order_documents([wish(zone), wish(zone, language="zh-hans")], by=reader)
    assert (refused.value.code, refused.value.data["most"]) == (code, most)
    assert str(most) in explain(refused.value)[0]
    assert ReportOrder.objects.count() == 1


def test_nothing_asked_is_no_order(reader):
    with pytest.raises(OrderRefused, match="nothing_asked"):
        flow.order_documents([], by=reader)


def test_no_two_orders_have_an_address_that_can_be_guessed(zone, reader):
    tokens = {flow.order_documents([wish(zone)], by=reader).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) == 22 and token.isalnum() for token in tokens)


# --- cancelled and made again -------------------------------------------------------------------


def batch(reader, zone) -> ReportOrder:
    """One file in each state."""
    order = build.order(reader)
    build.file(order, zone)
    build.file(order, zone, state=FileState.MAKING, lease_until=timezone.now(), attempts=1)
    build.made(order, zone)
    for state in (FileState.FAILED, FileState.CANCELLED, FileState.EXPIRED):
        build.file(order, zone, state=state, attempts=3, refusal=["why"])
    return order


def test_cancelling_lets_go_of_what_is_not_made(zone, reader):
    order = flow.cancel_documents(batch(reader, zone), by=reader)
    assert states(order) == ["cancelled", "cancelled", "made", "failed", "cancelled", "expired"]
    assert order.ended_at == order.cancelled_at is not None
    assert TrailEntry.objects.get(verb="cancel_documents").after == {"files": 2}
    with pytest.raises(WrongState, match="nothing_to_cancel"):
        flow.cancel_documents(order, by=reader)


def test_what_is_not_there_is_made_again(zone, reader):
    order = flow.cancel_documents(batch(reader, zone), by=reader)
    again = flow.retry_documents(order, by=reader)
    assert states(again) == ["waiting", "waiting", "made", "waiting", "waiting", "waiting"]
    assert (again.ended_at, again.cancelled_at) == (None, None)
    assert set(again.files.values_list("attempts", flat=True)) == {0}
    assert TrailEntry.objects.get(verb="retry_documents").after == {"files": 5}
    with pytest.raises(WrongState, match="nothing_to_retry"):
        flow.retry_documents(order, by=reader)


@pytest.mark.parametrize("harm", ["gone", "damaged"])
def test_what_was_lost_since_is_made_again(zone, reader, harm):
    order = build.order(reader, ended_at=timezone.now())
    file = build.made(order, zone, content=harm.encode())
    path = content.FILES.storage.path(file.stored)
    content.FILES.drop(file.stored)
    if harm == "damaged":
        Path(path).write_bytes(b"%PDX-")
    flow.retry_documents(order, by=reader)
    assert states(order) == ["waiting"]
    assert not content.FILES.storage.exists(file.stored)


def test_too_much_at_once_is_not_made_again_either(zone, reader, monkeypatch):
    order = batch(reader, zone)
    monkeypatch.setattr(ordering, "MOST_WAITING", 4)
    with pytest.raises(OrderRefused) as refused:
        flow.retry_documents(order, by=reader)
    assert refused.value.data == {"waiting": 2, "asked": 3, "most": 4}
    assert states(order).count("waiting") == 1


# --- what a choice comes to ---------------------------------------------------------------------


def test_a_choice_of_zones_kinds_and_formats_comes_to_wishes_and_names_the_rest(
    zone, django_assert_max_num_queries
):
    other, planless = make.plan().zone, make.zone()
    one, two = make.department(zone, "甲"), make.department(zone, "乙")
    for each in (one, two):
        make.target(zone.plans.get(), department=each)
    kinds = (ReportKind.MONITORING, ReportKind.COMPARISON, ReportKind.DEPARTMENT, ReportKind.FINAL)
    with django_assert_max_num_queries(2):
        found = flow.wishes_for(
            [zone, other, planless], 2024, kinds,
            formats=[ReportFormat.PDF, ReportFormat.DOCX], languages=["zh-hans", "en"],
        )  # fmt: skip
    told = {(each.zone, each.kind, each.format, each.department) for each in found.wanted}
    pdf, word = ReportFormat.PDF, ReportFormat.DOCX
    assert {(zone, ReportKind.MONITORING, word, None), (other, ReportKind.MONITORING, pdf, None),
            (zone, ReportKind.COMPARISON, pdf, None), (zone, ReportKind.DEPARTMENT, pdf, one),
            (zone, ReportKind.DEPARTMENT, pdf, two)} <= told  # fmt: skip
    assert {each.language for each in found.wanted} == {"zh-hans", "en"}
    why = {(each.zone, each.kind, each.format): error.code for each, error in found.left_out}
    assert why[planless, ReportKind.MONITORING, pdf] == "no_published_plan"
    assert why[zone, ReportKind.FINAL, pdf] == "kind_outside_year"
    assert why[other, ReportKind.DEPARTMENT, pdf] == "no_department"


def test_whatever_is_wished_can_be_ordered(zone, reader):
    found = flow.wishes_for(
        [zone], 2024, list(ReportKind), formats=list(ReportFormat), languages=["en"]
    )
    assert len(flow.order_documents(found.wanted, by=reader).files.all()) == len(found.wanted) > 5


def test_a_plan_that_is_not_published_any_more_is_told(zone, reader):
    zone.plans.update(state=PlanState.DRAFT)
    with pytest.raises(OrderRefused) as refused:
        flow.order_documents([wish(zone)], by=reader)
    assert refused.value.problems[0][1].code == "no_published_plan"
    assert not ReportFile.objects.exists()
