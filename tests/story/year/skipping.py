"""What must still hold where the run did not come on some days.

Compared with the year in which it came every day, of which ``opened`` says what was open when:

*Nothing false.* Whatever is told on a day was open on that day, and as urgent at least.

*Nothing lost.* Take a thing that somebody was told in the full year. From that day on it went on
for a while at that level or above: its life. If a run came in its life on a working day, or on
any day where it was the last chance, that person was told of it by then, at that level or above.
What nobody ran for in its whole life was dealt with or answered, or has become something more
urgent, which is told in its own right: the final notice of a due date becomes the first of what is
overdue. Who reads weekly is told on the first working day of a week, but of deadlines.

*Escalation lags.* Steps that count days since an alert was raised come as much later as no run
had raised it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from tests.story.year.cast import PEOPLE
from tests.story.year.simulation import DAY, Simulation, days
from tests.story.year.telling import Mail, Place, Thing
from tracker import working_days
from tracker.alerts.timing import DEADLINES, week_opens
from tracker.terms import Frequency

WEEKLY = {one.name for one in PEOPLE if one.account.get("mail_frequency") == Frequency.WEEKLY}

# From this level on, days have been counted since the alert of a target was raised.
ESCALATED = 10


@dataclass(frozen=True)
class Comparison:
    """A year with gaps beside the full one, from the first day on which they may differ."""

    full: Simulation
    gaps: Simulation
    first: date
    last: date

    def faults(self) -> list[str]:
        """Everything that does not hold; nothing where all does."""
        return [*self._false(), *self._lost()]

    def _false(self) -> Iterator[str]:
        for mail in self._mails(self.gaps):
            for thing in mail.things:
                day = mail.on
                level = self.full.opened[day].get(thing.place)
                if not thing.happened and (level is None or level < thing.level):
                    yield f"false on {day}: {mail.person}, {thing} (was {level})"

    def _lost(self) -> Iterator[str]:
        for mail in self._mails(self.full):
            for thing in mail.things:
                life = self._life(thing, mail.on)
                told_by = next((run for run in life if self._could_tell(mail, thing, run)), None)
                if told_by is not None and not self._told(mail.person, thing, told_by):
                    yield f"lost on {told_by}: {mail.person}, {thing}, told on {mail.on} else"

    def _mails(self, year: Simulation) -> Iterator[Mail]:
        for mail in year.mails:
            if self.first <= mail.on <= self.last:
                yield mail

    def _life(self, thing: Thing, day: date) -> Iterator[date]:
        """The days from which it was told in the full year until it ended."""
        if thing.happened:
            yield day
            return
        counts = thing.level >= ESCALATED and thing.rule not in DEADLINES
        lag = self._lag(thing.place) if counts else 0
        for number, each in enumerate(days(day, self.last)):
            if self.full.left[each].get(thing.place, 0) < thing.level:
                return
            if number >= lag:
                yield each

    def _could_tell(self, mail: Mail, thing: Thing, run: date) -> bool:
        """Whether the run of a day could tell it: as the full year did, or on a working day."""
        hours = self.gaps.hours(run)
        if run == mail.on:
            asked = timezone.localtime(mail.at).hour
            return thing.happened or any(hour >= asked for hour in hours)
        if mail.person in WEEKLY and thing.rule not in DEADLINES and run != week_opens(run):
            return False
        return bool(hours) and working_days.is_working_day(run)

    def _told(self, person: str, thing: Thing, until: date) -> bool:
        return any(
            mail.person == person and mail.on <= until
            for mail in self.gaps.mails
            for told in mail.things
            if told.place == thing.place and told.level >= thing.level
        )

    def _lag(self, place: Place) -> int:
        """By how many days the alert was raised later."""
        raised = [
            min((day for day, seen in year.opened.items() if place in seen), default=self.last)
            for year in (self.full, self.gaps)
        ]
        return max(0, (raised[1] - raised[0]) // DAY)
