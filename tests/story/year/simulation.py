"""Plays the days one after the other, with the clock at each instant."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Self
from unittest import mock

import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from tests.story.year import cast, script
from tests.story.year.telling import Mail, Place, open_places, read
from tracker import flow, queue, tasks, working_days
from tracker.models import Message
from tracker.terms import MessageState

FIRST, LAST = date(2025, 12, 1), date(2026, 6, 30)
# Two due dates have passed by then, one of them on a day off.
IN_MARCH = date(2026, 3, 4)
DAY = timedelta(days=1)

# When somebody reads: the usual hour of the digest, and that of who chose the afternoon.
READING = (8, 14)

# The jobs that verbs of the script ask for.
JOBS = {queue.WATCH_ZONE: tasks.watch_zone, queue.RUN_ALERTS: tasks.run_alerts}

Hours = Callable[[date], Sequence[int]]


def every_day(day: date) -> Sequence[int]:
    """The run came at the hours at which anybody reads; on a day off, once."""
    return READING if working_days.is_working_day(day) else READING[:1]


def days(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + DAY * number


@dataclass
class Simulation:
    """One way in which the days went by.

    ``hours`` are those at which the run came on a day; one that stands there twice is a run that
    was made twice. ``jobs`` says whether what verbs ask of the workers is done.

    ``mails`` gathers what arrived, ``opened`` what was open on each day at any time, and ``left``
    what its last run left to be told. ``late`` are the lines of the script that wait: nobody can
    answer an alert that no run has raised. ``postponed`` are all that ever waited.
    """

    hours: Hours = every_day
    jobs: bool = True
    mails: list[Mail] = field(default_factory=list)
    opened: dict[date, dict[Place, int]] = field(default_factory=dict)
    left: dict[date, dict[Place, int]] = field(default_factory=dict)
    late: list[script.Step] = field(default_factory=list)
    postponed: list[script.Step] = field(default_factory=list)
    _has_run: bool = False

    @classmethod
    def begin(cls, hours: Hours = every_day) -> Self:
        """The morning of the first day, with everything that it finds."""
        year = cls(hours, jobs=False)
        with year._workers(), as_if_committed():
            cast.gather()
        year.jobs = True
        return year

    def play(self, first: date = FIRST, last: date = LAST) -> list[Mail]:
        """From the morning of the first day to midnight of the last."""
        for day in days(first, last):
            self.play_day(day)
        return self.mails

    def play_day(self, day: date) -> None:
        """What people did and what ran, in order; then the sweeps up to midnight."""
        mail.outbox.clear()
        lines = [step for step in script.steps() if timezone.localdate(step.at) == day]
        events: list[tuple[datetime, script.Step | None]] = [(step.at, step) for step in lines]
        events += [(_instant(day, hour), None) for hour in self.hours(day)]
        with time_machine.travel(_instant(day), tick=False) as clock, self._workers():
            for at, step in sorted(events, key=lambda event: event[0]):
                self._sweep(clock, at)
                clock.move_to(at)
                self._run(at) if step is None else self._do(step)
                self._look(day)
                self._send(at)
            self._sweep(clock, _instant(day, 23, 59))

    def _look(self, day: date) -> None:
        seen, told = open_places()
        self.opened[day] = self.opened.get(day, {}) | seen
        if self._has_run:
            self.left[day], self._has_run = told, False

    def find_and_tell(self, at: datetime) -> None:
        """The run of an hour."""
        flow.run_alerts(today=timezone.localdate(at), by=flow.system_person(), at=at)

    def deliver(self, _at: datetime) -> None:
        """The sweep of a minute."""
        flow.send_messages(by=flow.system_person())

    def _run(self, at: datetime) -> None:
        self.find_and_tell(at)
        self._has_run = True
        late, self.late = self.late, []
        for step in late:
            self._do(step)

    def _do(self, step: script.Step) -> None:
        try:
            with as_if_committed():
                done = script.do(step)
        except Exception as error:
            error.add_note(f"at the line of the script: {step}")
            raise
        if not done:
            self.late.append(step)
            self.postponed.append(step)

    @contextmanager
    def _workers(self) -> Iterator[None]:
        """Jobs are done as soon as they are sent, or never."""

        def work(name: str, *arguments: str) -> bool:
            if self.jobs:
                self._has_run = True
                JOBS[name](*arguments)
            return True

        with mock.patch.object(queue, "send", work):
            yield

    def _sweep(self, clock: time_machine.Traveller, until: datetime) -> None:
        """What waits goes out in its minute, up to an instant."""
        waiting = Message.objects.filter(state=MessageState.QUEUED, not_before__lt=until)
        while (first := waiting.order_by("not_before").first()) is not None:
            clock.move_to(first.not_before)
            self._send(first.not_before)

    def _send(self, at: datetime) -> None:
        self.deliver(at)
        arrived = [one.extra_headers["Message-ID"] for one in mail.outbox]
        mail.outbox.clear()
        rows = Message.objects.select_related("person").in_bulk(arrived, field_name="message_id")
        self.mails += [read(rows[name], at) for name in arrived]


@contextmanager
def as_if_committed() -> Iterator[None]:
    """What a verb leaves for after its transaction happens, though the test's goes on."""
    known = len(connection.run_on_commit)
    yield
    waiting = connection.run_on_commit[known:]
    del connection.run_on_commit[known:]
    for _savepoints, job, _robust in waiting:
        job()


def _instant(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
