"""Workers with their clocks, killed at any moment while they make documents."""

import random
import time
from collections.abc import Callable

from django.utils import timezone

from tests.instance.running import within
from tests.kill.parts import others_connected
from tests.kill.working import Worker
from tracker.models import ReportFile
from tracker.reports.orders import content
from tracker.terms import FileState

START_SECONDS = 30
# So many files are taken at most before a worker is killed, and so long it lives after that.
MOST_TAKEN, LIFE = 4, 0.3


class Printer(Worker):
    """The worker of ``make run``, its clock inside, killed while it is at a file."""

    def make_and_die(self, chance: random.Random, attempts: Callable[[], int]) -> None:
        """Begin, be killed at a random moment after a few more files were taken."""
        enough = attempts() + chance.randint(1, MOST_TAKEN)
        self.begin()
        within(START_SECONDS, lambda: attempts() >= enough, pause=0.01)
        time.sleep(chance.uniform(0, LIFE))
        self.kill()


def let_leases_run_out() -> int:
    """What waiting for minutes would do, while nobody is alive who holds any; how many there
    were."""
    assert within(10, lambda: not others_connected())
    held = ReportFile.objects.filter(state=FileState.MAKING, lease_until__gt=timezone.now())
    return held.update(lease_until=timezone.now())


def faults() -> list[str]:
    """What is half done: rows without their content, content that is not what its name says."""
    found = []
    for file in ReportFile.objects.all():
        if (file.state == FileState.MADE) != bool(file.stored):
            found.append(f"{file.pk} is {file.state} and stored as {file.stored!r}")
        elif file.state == FileState.MADE and not content.is_whole(file):
            found.append(f"{file.pk} is not whole")
    for folder in content.FILES.storage.listdir("")[0]:
        for name in content.FILES.storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            with content.FILES.open(path) as stored:
                whole = content.digest_of(stored) == name
            if not whole and not name.startswith(".draft-"):
                found.append(f"{path} is not what its name says")
    return found
