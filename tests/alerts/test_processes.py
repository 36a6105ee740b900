"""Several processes at one outbox, and one that is killed: every mail arrives, none twice."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from tests import make
from tests.alerts.mailserver import Answers, serving
from tests.architecture.source import ROOT
from tracker import flow
from tracker.models import Message, Notice
from tracker.terms import Role

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import make
from tracker.terms import Role
plan = make.plan()
make.cycle(plan)
for number in range(20):
    make.member(Role.OFFICER, plan.zone)
make.target(plan)
"""

SEND_LATER = """
from django.utils import timezone
from tracker import flow
from tracker.alerts.claiming import LEASE
later = timezone.now() + LEASE
flow.send_messages(by=flow.system_person(), clock=lambda: later)
"""


def start(folder: Path, *arguments: str, port: int = 0) -> subprocess.Popen[bytes]:
    """A process of the product with its data in ``folder`` and its mails going to ``port``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    where = {"DATA_DIR": str(folder), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env={**kept, **where}, stdout=subprocess.DEVNULL)


def run(folder: Path, script: str, port: int = 0) -> None:
    assert start(folder, "shell", "-c", script, port=port).wait() == 0


def run_alerts(folder: Path, port: int) -> subprocess.Popen[bytes]:
    return start(folder, "run_alerts", "--today", "2026-03-24", port=port)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    """A data folder in which twenty officers owe a figure."""
    folder = tmp_path_factory.mktemp("prepared")
    run(folder, PREPARE)
    return folder


@pytest.fixture
def folder(prepared, tmp_path) -> Path:
    """A copy of it for one test."""
    return shutil.copytree(prepared, tmp_path / "data")


def arrived(answers: Answers) -> Counter:
    return Counter(mail["To"] for mail in answers.mails)


def test_three_runs_at_once_tell_everybody_once(folder):
    answers = Answers()
    with serving(answers) as port:
        runs = [run_alerts(folder, port) for _ in range(3)]
        assert [one.wait() for one in runs] == [0, 0, 0]
    assert (len(arrived(answers)), set(arrived(answers).values())) == (20, {1})


def test_a_sender_that_is_killed_loses_nothing_and_doubles_nothing(folder):
    answers = Answers(rcpt=["250 OK"] * 5 + ["hang", "250 OK"])
    with serving(answers) as port:
        sender = run_alerts(folder, port)
        wait_until(lambda: len(answers.rcpt) == 1)
        sender.kill()
        assert sender.wait() != 0
        assert len(answers.mails) == 5
        run(folder, SEND_LATER, port)
    assert (len(arrived(answers)), set(arrived(answers).values())) == (20, {1})


def wait_until(condition, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' SQLite is in memory: one connection alone"
)
@pytest.mark.django_db(transaction=True)
def test_runs_in_parallel_write_each_mail_once_on_a_server():
    plan = make.plan()
    make.cycle(plan)
    make.target(plan)
    for _ in range(20):
        make.member(Role.OFFICER, plan.zone)
    by, start_together = flow.system_person(), threading.Barrier(4)

    def run_once(_):
        start_together.wait()
        flow.run_alerts(today=date(2026, 3, 24), by=by, at=timezone.now())
        sent = flow.send_messages(by=by).sent
        connection.close()
        return sent

    with ThreadPoolExecutor(4) as threads:
        sent = [pk for pks in threads.map(run_once, range(4)) for pk in pks]
    assert sorted(sent) == sorted(Message.objects.values_list("pk", flat=True))
    assert (len(sent), Notice.objects.count()) == (20, 20)
