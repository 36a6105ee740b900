"""Who waits for documents is told by one mail, as far as they may see what is in them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tests.reports.orders import build
from tracker import flow
from tracker.flow import ordering
from tracker.models import Membership, Message
from tracker.terms import FileState, Role

pytestmark = pytest.mark.django_db

OFFICE = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2026, 4, 15, 10, tzinfo=OFFICE)
SATURDAY = datetime(2026, 4, 18, 10, tzinfo=OFFICE)


@pytest.fixture
def zone():
    return make.plan(make.zone(name="济南高新区")).zone


@pytest.fixture
def reader(zone):
    return make.member(Role.VIEWER, zone, language="en")


def ended(by, zone, *, at=WEDNESDAY, took=timedelta(minutes=2), **fields):
    """An order with one file of the zone that ended now."""
    order = build.order(by, asked_at=at - took, ended_at=at, **fields)
    build.made(order, zone, made_at=at, expires_at=at + timedelta(days=30))
    return order


def told() -> set[str]:
    return set(Message.objects.values_list("person__username", flat=True))


@pytest.mark.parametrize(("seconds", "mails"), [(59, 0), (60, 0), (61, 1)])
def test_who_asked_is_told_where_it_took_long(zone, reader, seconds, mails):
    order = ended(reader, zone, took=timedelta(seconds=seconds))
    ordering.tell_documents_ready(order, at=WEDNESDAY)
    assert Message.objects.count() == mails


@pytest.mark.parametrize("at", [WEDNESDAY, SATURDAY])
def test_who_asked_and_waits_is_told_at_once_on_a_day_off_too(zone, reader, at):
    order = ended(reader, zone, at=at)
    ordering.tell_documents_ready(order, at=at)
    mail = Message.objects.get()
    assert (mail.key, mail.kind) == (f"documents:order-{order.pk}:person-{reader.pk}", "documents")
    assert mail.not_before == at
    assert mail.subject == "Ready: 济南高新区 2024 Annual monitoring report"
    assert f"/reports/{order.token}/" in mail.body_text
    assert "To be fetched until Friday, May 15, 2026" in mail.body_text or at == SATURDAY
    assert f"Sent to {reader}, who asked for these documents." in mail.body_text


def test_the_day_that_is_told_is_the_first_on_which_one_goes(zone, reader):
    order = ended(reader, zone, at=WEDNESDAY)
    build.made(order, zone, expires_at=WEDNESDAY + timedelta(days=3))
    gone = {"state": FileState.FAILED, "expires_at": WEDNESDAY - timedelta(days=3)}
    build.file(order, zone, **gone)
    ordering.tell_documents_ready(order, at=WEDNESDAY)
    assert "To be fetched until Saturday, April 18, 2026" in Message.objects.get().body_text


def test_recipients_of_a_schedule_are_always_told_but_not_on_a_day_off(zone, reader):
    keeper, recipient = make.member(Role.ADMINISTRATOR, zone), make.member(Role.VIEWER, zone)
    recipient.mail_hour = 9
    recipient.save()
    order = ended(
        keeper,
        zone,
        at=SATURDAY,
        took=timedelta(seconds=5),
        schedule=make.schedule(by=keeper, recipients=[recipient], name="年度监测"),
    )
    ordering.tell_documents_ready(order, at=SATURDAY)
    mail = Message.objects.get()
    assert (mail.person, mail.not_before) == (
        recipient,
        datetime(2026, 4, 20, 9, tzinfo=OFFICE),
    )
    assert "年度监测" in mail.subject


def test_only_who_may_see_every_zone_of_it_is_told(zone):
    other = make.plan().zone
    whole, half = make.person("whole"), make.member(Role.VIEWER, zone)
    for each in (zone, other):
        Membership.objects.create(person=whole, zone=each, role=Role.VIEWER)
    former = make.person("former", is_active=False)
    order = build.order(
        whole,
        schedule=make.schedule(by=whole, recipients=[whole, half, former]),
        ended_at=WEDNESDAY,
    )
    build.made(order, zone)
    build.made(order, zone, other)
    ordering.tell_documents_ready(order, at=WEDNESDAY)
    assert told() == {"whole"}


def test_what_failed_is_told_first_with_why(zone, reader):
    order = ended(reader, zone)
    build.file(order, zone, state=FileState.FAILED, refusal=["The server's disk is full."])
    ordering.tell_documents_ready(order, at=WEDNESDAY)
    mail = Message.objects.get()
    assert mail.subject == "Not made: 1 of 2 documents"
    assert "The server's disk is full." in mail.body_text
    assert mail.body_text.index("disk is full") < mail.body_text.index("● Made")


def test_what_is_made_again_is_told_again(zone, reader):
    order = ended(reader, zone)
    for minutes in (0, 5):
        ordering.tell_documents_ready(order, at=WEDNESDAY + timedelta(minutes=minutes))
    assert Message.objects.filter(key__startswith=f"documents:order-{order.pk}:").count() == 2


def test_an_order_is_told_once_whoever_ends_it(zone, reader, time_machine):
    time_machine.move_to(WEDNESDAY, tick=False)
    order = build.order(reader, asked_at=WEDNESDAY - timedelta(minutes=5))
    build.made(order, zone)
    for _ in range(3):
        flow.work_on_documents(by=flow.system_person())
    assert Message.objects.count() == 1
