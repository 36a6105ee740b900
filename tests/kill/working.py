"""Workers with their clocks, killed at any moment while they send."""

import contextlib
import os
import random
import signal
import time
from pathlib import Path

from tests.instance.running import within
from tests.kill.parts import Part
from tests.kill.postoffice import Desk

START_SECONDS = 30
# The longest life after a worker first spoke to the mail server, in seconds.
LIFE = 0.3


class Worker(Part):
    """The worker of ``make run``, its clock inside, which sends to one desk."""

    NAME = "worker"

    def live_and_die(self, desk: Desk, chance: random.Random) -> list[float]:
        """Begin, be killed at random moments, and answer when: first a part of it, or all."""
        met = desk.connections
        self.begin()
        within(START_SECONDS, lambda: desk.connections > met, pause=0.005)
        kills = []
        if chance.random() < 0.4:
            time.sleep(chance.uniform(0, LIFE))
            kills.append(time.monotonic())
            self._kill_one(chance)
        time.sleep(chance.uniform(0, LIFE))
        kills.append(time.monotonic())
        self.kill()
        return kills

    def _kill_one(self, chance: random.Random) -> None:
        """End the process that sends, or the clock, and leave the rest alive."""
        children = [pid for pid in _group(self.number) if pid != self.number]
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(children), signal.SIGKILL)


def _group(leader: int | None) -> list[int]:
    """The processes of a group (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state != "Z":
                found.append(int(stat.parent.name))
    return sorted(found)


class Broker(Part):
    """The queue that comes along; whoever needs it waits for it."""

    NAME = "broker"
