"""Workers and their clocks are killed a hundred times while they send a thousand mails.

Each mail arrives. One can arrive twice only where its sender was killed between the server's
keeping it and the stamp: the window of docs/alerts.md.
"""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests import make
from tests.instance.running import within
from tests.kill.parts import others_connected
from tests.kill.postoffice import Desk, PostOffice, desk
from tests.kill.working import Broker, Worker
from tracker.models import Message
from tracker.terms import MessageState

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

MAILS, KILLS, ROUNDS, WORKERS = 1000, 100, 4, 2
DONE_SECONDS = 120


def write(number: int) -> None:
    """A thousand mails to ten people wait."""
    people = [make.person() for _ in range(10)]
    template = make.message(people[0])
    rows = []
    for one in range(number - 1):
        person = people[one % 10]
        rows.append(Message(
            person=person, key=f"kill-{one}", address=person.email, language="zh-hans",
            subject=template.subject, body_text="正文", body_html="<p>正文</p>",
            message_id=f"<kill-{one}@example.test>", not_before=template.not_before,
            written_at=template.written_at,
        ))  # fmt: skip
    Message.objects.bulk_create(rows)


def let_leases_run_out() -> None:
    """What waiting for seven minutes would do, while nobody is alive who holds any."""
    assert within(10, lambda: not others_connected())
    held = Message.objects.filter(state=MessageState.CLAIMED)
    held.update(lease_until=timezone.now() - timedelta(seconds=1))


def strike(worker, answers, chance, until: int) -> list[float]:
    kills = []
    while len(kills) < until:
        kills += worker.live_and_die(answers, chance)
    return kills


@pytest.fixture
def office() -> PostOffice:
    return PostOffice(seed=20260331)


@pytest.fixture
def crews(tmp_path, office) -> Iterator[list[tuple[Worker, Desk, random.Random]]]:
    """Each worker with the desk that it sends to and its own chance; the queue runs."""
    with ExitStack() as running:
        running.enter_context(Broker(tmp_path)).begin()
        found = []
        for number in range(WORKERS):
            answers, port = running.enter_context(desk(office, number))
            told = {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
            worker = running.enter_context(Worker(tmp_path, told=told))
            found.append((worker, answers, random.Random(f"kill-{number}")))  # noqa: S311
        yield found


def test_every_mail_arrives_and_twice_only_within_the_window(crews, office, capsys):
    write(MAILS)
    share, kills = -(-KILLS // (ROUNDS * WORKERS)), [[] for _ in crews]
    connection.close()
    for _round in range(ROUNDS):
        with ThreadPoolExecutor(WORKERS) as threads:
            struck = [threads.submit(strike, *crew, share) for crew in crews]
        for times, each in zip(kills, struck, strict=True):
            times += each.result()
        let_leases_run_out()
    left, office.pauses = MAILS - len(office.arrivals), False
    for worker, _desk, _chance in crews:
        worker.begin()
    assert within(DONE_SECONDS, all_sent, pause=0.5)
    with capsys.disabled():
        print(f"\n{sum(map(len, kills))} kills with {left} mails left, {office}")
    rows = dict(Message.objects.values_list("message_id", "attempts"))
    assert set(office.arrivals) == set(rows)
    assert all(len(office.arrivals[name]) <= attempts for name, attempts in rows.items())
    assert office.outside_the_window(kills) == []
    # Something was interrupted, and something was left to do when the killing ended.
    assert office.broken > 0 < left


def all_sent() -> bool:
    return not Message.objects.exclude(state=MessageState.SENT).exists()
