"""A child is started again with patience, given up with a reason, and stopped with its children."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitoring import children
from monitoring.children import Child, GaveUp, stop_all

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FIRST_PAUSE_SECONDS", 0.01)


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Make a child that runs a line of shell; all of them are stopped after the test."""
    made: list[Child] = []

    def make(line: str, *, name: str = "worker", patience: float = 2.0) -> Child:
        log = tmp_path / "logs" / f"{name}.log"
        made.append(Child(name, ["sh", "-c", line], log, patience))
        return made[-1]

    yield make
    stop_all(made)


def watch_until(child: Child, done: Callable[[], bool]) -> list[str]:
    """What watching says until something holds, at most five seconds."""
    said: list[str] = []
    latest = time.monotonic() + 5
    while not done():
        assert time.monotonic() < latest, said
        said += [news for news in [child.watch()] if news]
        time.sleep(0.01)
    return said


def alive(process: int) -> bool:
    """Whether a process runs; one that ended and was not fetched yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_child_that_died_is_started_again_and_said_to_be(child):
    one = child("sleep 60")
    one.start()
    first = one.process.pid
    os.kill(first, signal.SIGKILL)
    said = watch_until(one, lambda: one.running and one.process.pid != first)
    assert said == [f"worker has ended (SIGKILL) and is started again; see {one.log}"]


def test_a_child_that_keeps_dying_is_given_up_with_the_end_of_its_log(child):
    one = child("echo the address is taken; exit 3")
    one.start()
    with pytest.raises(GaveUp, match=r"worker keeps ending \(exit 3\)(.*\n)+the address is taken"):
        watch_until(one, lambda: False)


def test_a_child_that_had_settled_starts_counting_anew(child, monkeypatch):
    monkeypatch.setattr(children, "SETTLED_SECONDS", 0.0)
    monkeypatch.setattr(children, "MOST_FAILURES", 2)
    one = child("exit 1")
    one.start()
    watch_until(one, lambda: one.log.exists() and one.started_at > 0 and one.failures == 1)
    watch_until(one, lambda: one.start_again_at is None)
    watch_until(one, lambda: one.start_again_at is not None)
    assert one.failures == 1


def test_stopping_asks_first_and_ends_what_does_not_listen(child):
    deaf = child("trap '' TERM; while :; do sleep 0.1; done", patience=0.3)
    deaf.start()
    time.sleep(0.2)
    stop_all([deaf])
    assert not deaf.running
    assert deaf.process.returncode == -signal.SIGKILL


def test_nothing_that_a_child_started_outlives_it(child, tmp_path):
    written = tmp_path / "grandchild"
    one = child(f"sleep 60 & echo $! > {written}; wait")
    one.start()
    watch_until(one, lambda: written.exists() and written.read_text().strip() != "")
    grandchild = int(written.read_text())
    assert alive(grandchild)
    stop_all([one])
    watch_until(one, lambda: not alive(grandchild))


def test_a_long_log_is_begun_anew_and_the_old_one_kept_once(child, monkeypatch):
    monkeypatch.setattr(children, "LOG_BYTES", 10)
    one = child("echo new")
    one.log.parent.mkdir()
    one.log.write_text("something long from before")
    one.start()
    one.process.wait()
    assert one.log.read_text() == "new\n"
    assert one.log.with_suffix(".log.1").read_text() == "something long from before"
