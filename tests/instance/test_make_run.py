"""``make run`` serves, refuses what would harm, and leaves nothing behind however it ends."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.instance.running import (
    FIRST_START_SECONDS,
    LATER_START_SECONDS,
    Instance,
    free_port,
    within,
)

pytestmark = pytest.mark.instance


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for the module: the first start fills it, later ones find it."""
    return tmp_path_factory.mktemp("instance") / "data"


@pytest.fixture
def instance(folder: Path) -> Iterator[Instance]:
    instance = Instance(folder, free_port())
    yield instance
    instance.clear()


def test_first_start_prepares_everything_and_sigterm_to_make_ends_it(instance):
    instance.start().wait_until_it_answers(FIRST_START_SECONDS)
    assert instance.get("/") == 200
    os.kill(instance.make.pid, signal.SIGTERM)
    assert instance.all_gone(), instance.processes()


def test_second_start_takes_seconds_and_says_where_and_who(instance):
    before = time.monotonic()
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    assert instance.get("/") == 200
    assert time.monotonic() - before < LATER_START_SECONDS
    instance.wait_until_it_says(f"http://127.0.0.1:{instance.port}/")
    instance.wait_until_it_says("jinan-ht-officer")
    os.killpg(instance.make.pid, signal.SIGINT)
    assert instance.all_gone(), instance.processes()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGHUP])
def test_a_signal_to_make_alone_ends_everything(instance, number):
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    os.kill(instance.make.pid, number)
    assert instance.all_gone(), instance.processes()


def test_a_killed_supervisor_takes_its_children_along(instance):
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    children = Path(f"/proc/{instance.make.pid}/task/{instance.make.pid}/children")
    os.kill(int(children.read_text().split()[0]), signal.SIGKILL)
    assert instance.all_gone(), instance.processes()


def test_a_child_that_dies_is_started_again(instance):
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    web = [pid for pid in instance.processes() if b"gunicorn" in _command(pid)]
    for process in web:
        os.kill(process, signal.SIGKILL)
    instance.wait_until_it_answers(LATER_START_SECONDS)
    os.kill(instance.make.pid, signal.SIGTERM)
    assert instance.all_gone(), instance.processes()


def test_a_job_that_is_sent_is_done_by_the_worker(instance):
    started = datetime.now(UTC)
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    # The worker makes one run by itself when it starts. Mails are no sign: none go on a day off.
    assert within(30, lambda: instance.alerts_seen_at() > started)
    caught_up = instance.alerts_seen_at()
    instance.command("-m", "celery", "--app=monitoring", "call", "tracker.run_alerts")
    assert within(30, lambda: instance.alerts_seen_at() > caught_up)
    os.kill(instance.make.pid, signal.SIGTERM)
    assert instance.all_gone(), instance.processes()


def test_a_second_instance_on_the_same_folder_is_refused(instance, folder):
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    second = Instance(folder, free_port()).start()
    assert second.make.wait(LATER_START_SECONDS) != 0
    assert f"PID {_supervisor(instance)}" in instance.printed
    assert instance.get("/health/") == 200


def test_a_port_in_use_is_named_with_the_way_out(instance):
    with socket.create_server(("127.0.0.1", instance.port)):
        assert instance.start().make.wait(LATER_START_SECONDS) != 0
    assert f"PORT={instance.port + 1}" in instance.printed


def test_two_instances_run_side_by_side_and_a_deep_folder_is_no_hindrance(instance, tmp_path):
    instance.start().wait_until_it_answers(LATER_START_SECONDS)
    deep = tmp_path / ("数据 %20" * 12) / "data"
    deep.parent.mkdir()
    other = Instance(deep, free_port(), demo="0").start()
    try:
        other.wait_until_it_answers(FIRST_START_SECONDS)
        other.wait_until_it_says("createsuperuser")
        os.kill(other.make.pid, signal.SIGTERM)
        assert other.all_gone(), other.processes()
    finally:
        other.clear()
    assert instance.get("/health/") == 200


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def _supervisor(instance: Instance) -> int:
    return next(pid for pid in instance.processes() if b"monitoring.supervise" in _command(pid))
