"""The web server is killed while it saves, approves and stores: what is found is old or new.

Every kill ends master and workers at a moment that is drawn anew, from before the request is read
until after it is answered. Then the database is opened again and compared with itself.
"""

import random
import statistics
from collections.abc import Iterator

import pytest

from tests.invariants import faults
from tests.kill.office import YEAR, Office
from tests.kill.serving import Send, Server
from tracker.models import Figure, TrailEntry

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]

# How often each is interrupted; whether all that one form says stands or falls together.
TRIES = {
    "saves": (12, True),
    "grid": (12, False),
    "approvals": (12, True),
    "batch": (12, False),
    "confirmation": (16, True),
}
MEASURED = 3
# Beyond what an answer takes, since other work on the machine slows it down.
REACH = 2


@pytest.fixture
def server(tmp_path) -> Iterator[Server]:
    with Server(tmp_path) as server:
        yield server


def versions(sends: list[Send]) -> list[list[int]]:
    """Of each form, the versions of its targets' figures; 0 where none was begun."""
    found = dict(Figure.objects.filter(year=YEAR).values_list("target", "version"))
    return [[found.get(target.pk, 0) for target in send.targets] for send in sends]


def stored_sheets() -> int:
    return TrailEntry.objects.filter(verb="take_sheet").count()


@pytest.mark.parametrize("what", TRIES)
def test_whatever_is_interrupted_is_wholly_old_or_wholly_new(server, what):
    office, chance, seen = Office(), random.Random(what), set()  # noqa: S311 - no secret
    server.sign_in_as(office.keeper, office.browser)
    prepare, (tries, together) = getattr(office, what), TRIES[what]
    took = statistics.median(server.strike(prepare(), 30)[1] for _ in range(MEASURED))
    for number in range(tries):
        sends, sheets = prepare(), stored_sheets()
        before, delay = versions(sends), took * REACH * (number + chance.random()) / tries
        answers, _seconds = server.strike(sends, delay)
        steps = [
            {now - old for now, old in zip(*each, strict=True)}
            for each in zip(versions(sends), before, strict=True)
        ]
        assert faults() == []
        assert all(len(each) == 1 or not together for each in steps)
        assert stored_sheets() - sheets == (steps[0] == {1} if what == "confirmation" else 0)
        # What was answered is stored: nobody is told of a figure that is gone.
        told = list(zip(answers, steps, strict=True))
        assert all(each <= ({0, 1} if answer is None else {1}) for answer, each in told)
        seen |= set(answers)
    assert seen == {None, 302}
