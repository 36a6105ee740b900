"""The web server is killed while it saves, approves and stores: what is found is old or new.

Every kill ends master and workers at a moment that is drawn anew, from before the request is read
until after it is answered. Then the database is opened again and compared with itself.
"""

import random
import statistics
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.invariants import faults
from tests.kill.office import YEAR, Office
from tests.kill.serving import Server
from tracker.models import Figure, Target, TrailEntry

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

# How often each is interrupted; whether all figures of one try stand or fall together.
TRIES = {"saves": (24, False), "approvals": (24, False), "confirmation": (24, True)}
MEASURED = 3
# Beyond what an answer takes, since other work on the machine slows it down.
REACH = 2


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    with Server(tmp_path) as server:
        yield server


def versions(targets: list[Target]) -> dict[int, tuple[int, str]]:
    """Version and state of each target's figure; (0, "") where none was begun."""
    found = Figure.objects.filter(target__in=targets, year=YEAR)
    known = {figure.target_id: (figure.version, figure.state) for figure in found}
    return {target.pk: known.get(target.pk, (0, "")) for target in targets}


def moved(before: dict, after: dict) -> list[bool]:
    """Of each target, whether its figure is one version further; nothing else is possible."""
    steps = [after[pk][0] - version for pk, (version, _state) in before.items()]
    assert set(steps) <= {0, 1}, (before, after)
    return [step == 1 for step in steps]


def stored_sheets() -> int:
    return TrailEntry.objects.filter(verb="take_sheet").count()


@pytest.mark.parametrize("what", TRIES)
def test_whatever_is_interrupted_is_wholly_old_or_wholly_new(server, what):
    office, chance, seen = Office(), random.Random(what), Counter()  # noqa: S311 - no secret
    server.sign_in_as(office.keeper, office.browser)
    prepare, (tries, together) = getattr(office, what), TRIES[what]
    took = statistics.median(server.strike(prepare()[0], 30)[1] for _ in range(MEASURED))
    for number in range(tries):
        sends, targets = prepare()
        before, sheets = versions(targets), stored_sheets()
        delay = took * REACH * (number + chance.random()) / tries
        answers, _seconds = server.strike(sends, delay)
        news = moved(before, versions(targets))
        assert faults() == []
        if together:
            assert len(set(news)) == 1
            assert stored_sheets() - sheets == news[0]
        # What was answered is stored: nobody is told of a figure that is gone.
        told = list(zip(answers, news, strict=False))
        assert all(new for answer, new in told if answer)
        seen.update(told)
    assert {answer for answer, _new in seen} == {None, 302}, seen
