"""Workers make what was asked for: whole or not at all, and once."""

import errno
import json
import resource
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from tests import make
from tests.reports import build
from tests.reports.orders import build as orders
from tracker import flow
from tracker.flow import ordering
from tracker.models import Membership, Message, ReportFile
from tracker.reports.fonts import FontsMissing
from tracker.reports.orders import actions, content
from tracker.terms import FileState, MakingStep, ReportFormat, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def zone():
    plan = make.plan()
    build.example(plan, "level")
    return plan.zone


@pytest.fixture
def reader(zone):
    return make.member(Role.VIEWER, zone)


@pytest.fixture
def order(reader):
    return orders.order(reader)


def light(order, zone, **fields) -> ReportFile:
    """A file that is made within a moment."""
    return orders.file(order, zone, format=ReportFormat.JSON, **fields)


def work(**given) -> int:
    return flow.work_on_documents(by=flow.system_person(), **given)


def later(**given):
    return lambda: timezone.now() + timedelta(**given)


def test_what_waits_is_made_as_if_its_person_had_printed_it(order, zone, reader, settings):
    file = light(order, zone)
    assert (work(), work()) == (1, 0)
    file.refresh_from_db()
    with flow.fetch_document(file, by=reader) as opened:
        data = opened.read()
    assert json.loads(data)["zone"]
    assert (file.state, file.size, file.step, file.lease_until) == ("made", len(data), None, None)
    assert file.filename == f"{zone.code}-2024-monitoring-en.json"
    last = timezone.localdate(file.made_at) + timedelta(days=settings.REPORT_KEEP_DAYS)
    kept = timezone.localtime(file.expires_at)
    assert (kept.date(), kept.hour, kept.minute) == (last, 23, 59)
    order.refresh_from_db()
    assert order.ended_at is not None


def test_each_step_is_shown_as_it_begins(order, zone, monkeypatch):
    file, shown = light(order, zone), []
    begin = actions.begin

    def watched(claimed, step, *, at):
        begin(claimed, step, at=at)
        row = ReportFile.objects.get(pk=file.pk)
        shown.append((row.state, row.step, row.lease_until - at))

    monkeypatch.setattr(actions, "begin", watched)
    work()
    assert shown == [("making", step, actions.LEASE) for step in MakingStep]


def test_signs_that_no_file_holds_are_named_on_the_row(order, zone):
    zone.name = "济南\x0b🚀"
    zone.save()
    file = orders.file(order, zone)
    work()
    file.refresh_from_db()
    assert (file.state, "🚀" in file.replaced) == ("made", True)


def test_nobody_waits_behind_the_batch_of_another(zone, order, reader):
    batch = [light(order, zone) for _ in range(3)]
    single = light(orders.order(make.member(Role.VIEWER, zone)), zone)
    claimed = [actions.claim(timezone.now()).pk for _ in range(4)]
    assert claimed == [single.pk, *(file.pk for file in batch)]


def test_a_role_withdrawn_meanwhile_stops_it(order, zone, reader):
    file = light(order, zone)
    Membership.objects.filter(person=reader).delete()
    work()
    file.refresh_from_db()
    assert (file.state, file.stored, len(file.refusal)) == ("failed", "", 1)
    assert "看" in file.refusal[0] or "see" in file.refusal[0]


def test_a_plan_withdrawn_meanwhile_is_told_in_the_words_of_its_person(order, zone, reader):
    file = light(order, zone)
    reader.language = "en"
    reader.save()
    zone.plans.update(state="draft")
    work()
    file.refresh_from_db()
    assert file.refusal == [f"{zone.code} has no published plan. Choose another zone."]


def full(*_args):
    raise OSError(errno.ENOSPC, "No space left on device")


def forbidden(*_args):
    raise PermissionError(errno.EACCES, "Permission denied")


def away(*_args, **_given):
    raise OperationalError("server closed the connection")


@pytest.mark.parametrize(
    ("module", "name", "failure", "words"),
    [
        (content, "keep", full, "The server's disk is full"),
        (content, "keep", forbidden, "(Permission denied)"),
        (ordering, "make_report", away, "The database did not answer"),
    ],
)
def test_what_may_pass_is_tried_again_and_given_up_at_last(
    order, zone, reader, monkeypatch, module, name, failure, words
):
    reader.language = "en"
    reader.save()
    file = light(order, zone)
    monkeypatch.setattr(module, name, failure)
    monkeypatch.setattr(ordering, "close_old_connections", lambda: None)
    seen = []
    for clock in (timezone.now, timezone.now, later(minutes=2), later(minutes=3), later(minutes=8)):
        work(clock=clock)
        file.refresh_from_db()
        seen.append((file.state, file.attempts))
        assert words in file.refusal[0]
    assert seen == [("waiting", 1), ("waiting", 1), ("waiting", 2), ("waiting", 2), ("failed", 3)]
    order.refresh_from_db()
    assert order.ended_at is not None


def test_on_a_full_disk_nothing_is_half_stored_and_it_is_made_once_there_is_room(
    order, zone, reader, monkeypatch, settings, tmp_path
):
    settings.DOCUMENTS_ROOT = tmp_path
    small, large = light(order, zone), orders.file(order, zone)
    keep, room = content.keep, 30_000

    def without_room(data):
        """The system itself refuses what is larger, in the middle of the file."""
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
        try:
            return keep(data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    with monkeypatch.context() as patched:
        patched.setattr(content, "keep", without_room)
        work()
    states = dict(ReportFile.objects.values_list("pk", "state"))
    assert states == {small.pk: "made", large.pk: "waiting"}
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    work(clock=later(minutes=2))
    large.refresh_from_db()
    assert (large.state, content.is_whole(large)) == ("made", True)


def test_what_passed_leaves_no_words_behind(order, zone, monkeypatch):
    file = light(order, zone)
    with monkeypatch.context() as patched:
        patched.setattr(content, "keep", full)
        work()
    work(clock=later(minutes=2))
    file.refresh_from_db()
    assert (file.state, file.refusal, file.not_before) == ("made", [], None)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FontsMissing("REPORT_FONT_DIRS: no such folder: /fonts."), "no such folder: /fonts"),
        (ZeroDivisionError("division by zero"), "(ZeroDivisionError)"),
    ],
)
def test_what_does_not_pass_is_given_up_and_the_others_are_made(
    order, zone, reader, monkeypatch, error, words
):
    reader.language = "en"
    reader.save()
    bad, good = light(order, zone), light(order, zone, language="zh-hans")
    make_report = ordering.make_report

    def sometimes(*args, language, **given):
        if language == "en":
            raise error
        return make_report(*args, language=language, **given)

    monkeypatch.setattr(ordering, "make_report", sometimes)
    assert work() == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("failed", "made")
    assert words in bad.refusal[0]


# --- workers that die, or come late -------------------------------------------------------------


def test_what_a_dead_worker_left_is_made_once_its_lease_is_over(order, zone):
    file = light(order, zone)
    actions.claim(timezone.now())
    assert (work(), work(clock=later(minutes=4))) == (0, 1)
    file.refresh_from_db()
    assert (file.state, file.attempts) == ("made", 2)


def test_what_ends_its_worker_three_times_is_given_up_and_comes_after_the_others(order, zone):
    file, other = light(order, zone), light(order, zone)
    first = [actions.claim(later(minutes=4 * number)()).pk for number in range(3)]
    assert first == [file.pk, other.pk, file.pk]
    ReportFile.objects.filter(pk=other.pk).update(state="cancelled", lease_until=None)
    assert actions.claim(later(minutes=12)()).pk == file.pk
    work(clock=later(minutes=16))
    file.refresh_from_db()
    assert (file.state, len(file.refusal)) == ("failed", 1)
    assert "3" in file.refusal[0]


@pytest.mark.parametrize("lost", ["cancelled", "taken over"])
@pytest.mark.parametrize("step", MakingStep)
def test_a_worker_that_lost_its_file_writes_nothing(order, zone, reader, monkeypatch, lost, step):
    file, begin = light(order, zone), actions.begin

    def interrupted(claimed, at_hand, *, at):
        begin(claimed, at_hand, at=at)
        if at_hand is step and lost == "cancelled":
            flow.cancel_documents(order, by=reader)
        elif at_hand is step:
            assert actions.claim(at + timedelta(minutes=4)) is not None

    monkeypatch.setattr(actions, "begin", interrupted)
    work()
    file.refresh_from_db()
    assert file.state == ("cancelled" if lost == "cancelled" else "making")
    assert (file.stored, file.refusal, Message.objects.count()) == ("", [], 0)


def test_an_order_whose_worker_died_before_ending_it_is_ended(order, zone):
    light(order, zone, state=FileState.FAILED)
    work()
    order.refresh_from_db()
    assert order.ended_at is not None


def test_a_round_ends_in_time_and_the_rest_is_a_job_of_its_own(order, zone, monkeypatch):
    woken = []
    monkeypatch.setattr(ordering, "_wake", woken.append)
    light(order, zone)
    light(order, zone)
    ticks = iter(timezone.now() + timedelta(seconds=number) for number in range(100))
    # A file asks for the time some six times.
    assert work(clock=lambda: next(ticks), until=timezone.now() + timedelta(seconds=4)) == 1
    assert woken == [1]
    assert work() == 1
    assert woken == [1]


def test_as_many_workers_are_woken_as_have_something_to_do(monkeypatch):
    sent = []
    monkeypatch.setattr(ordering.queue, "send", lambda name, priority: sent.append(priority))
    for files, jobs in ((1, 1), (2, 2), (500, 2)):
        ordering._wake(files)
        assert len(sent) == jobs
        sent.clear()
