"""Clocks, workers and a broker as they run: nothing twice, nothing missed, each seen alive."""

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerts.mailserver import Answers, serving
from tests.instance.running import within
from tests.schedule.office import Office

# Processes start slowly on a busy machine.
WAIT = 120

SIGNS = """
import json
from tracker.models import Pulse
print(json.dumps(dict(Pulse.objects.values_list("name", "seen_at")), default=str))
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which ten officers owe a figure today, and nobody has told them yet."""
    folder = tmp_path_factory.mktemp("prepared")
    Office(folder, port=0).prepare()
    return folder


@pytest.fixture
def mails() -> Answers:
    return Answers()


@pytest.fixture
def office(prepared: Path, mails: Answers) -> Iterator[Office]:
    """A copy of it with a broker; in a short folder, as sockets have short names."""
    with (
        tempfile.TemporaryDirectory(prefix="plan-") as folder,
        serving(mails) as port,
        Office(shutil.copytree(prepared, Path(folder) / "data"), port) as office,
    ):
        yield office


def arrived(mails: Answers) -> Counter:
    return Counter(mail["To"] for mail in mails.mails)


def signs(office: Office) -> dict[str, str]:
    return json.loads(office.run(SIGNS))


def test_a_worker_that_starts_catches_up_without_waiting_for_the_clock(office, mails):
    office.start_worker()
    assert within(WAIT, lambda: len(mails.mails) == 10), office.log("worker")
    assert set(arrived(mails).values()) == {1}
    assert set(signs(office)) == {"worker", "alerts"}


def test_two_clocks_at_once_tell_nobody_twice_and_a_dead_worker_is_no_dead_clock(office, mails):
    office.start_clock("one")
    office.start_clock("two")
    office.start_worker()

    assert within(WAIT, lambda: office.log("worker").count("tracker.run_alerts[") > 8), office.log(
        "worker"
    )
    assert all("Sending due task" in office.log(name) for name in ("one", "two"))
    assert (len(arrived(mails)), set(arrived(mails).values())) == (10, {1})
    office.kill("worker")
    before = signs(office)
    time.sleep(2)
    after = signs(office)
    assert set(after) == {"clock", "worker", "alerts"}
    assert after["clock"] > before["clock"]
    assert after["worker"] == before["worker"]
