"""Enters, changes and ends schedules, and takes one of their days to be dealt with."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings

from tracker import access
from tracker.errors import Change, FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Person, ReportSchedule
from tracker.reports.schedules.given import Given
from tracker.reports.schedules.queries import yearly_of
from tracker.terms import ReportKind

LONGEST_NAME = 100


def add(given: Given, *, by: Person, today: date, at: datetime) -> ReportSchedule:
    """A new schedule, which counts from today. Raises ``Incomplete``."""
    _check(given, by)
    schedule = ReportSchedule.objects.create(**given.columns, by=by, since=today, saved_at=at)
    _link(schedule, given)
    return schedule


def change(
    schedule: ReportSchedule, given: Given, *, version: int, by: Person, today: date, at: datetime
) -> ReportSchedule:
    """Another wish, kept by who saves it. Raises ``Incomplete``, ``Stale`` and ``WrongState``.

    Days before today do not count for another date: nobody chose them while they were to come.
    """
    _check(given, by)
    held = _held(schedule)
    if held.version != version:
        raise Stale(change=Change(str(held.by), held.saved_at))
    moved = yearly_of(held) != given.yearly
    since = max(held.since, _not_made(held, today)) if moved else held.since
    for name, value in given.columns.items():
        setattr(held, name, value)
    held.by, held.since, held.saved_at, held.version = by, since, at, version + 1
    held.save()
    _link(held, given)
    return held


def end(schedule: ReportSchedule, *, at: datetime) -> ReportSchedule:
    """Nothing is made by it any more. Raises ``WrongState`` where it was ended already."""
    held = _held(schedule)
    held.ended_at = at
    held.save(update_fields=["ended_at"])
    return held


def claim(schedule: ReportSchedule, year: int) -> bool:
    """Take a reporting year to be dealt with, once; needs a transaction.

    Not where another run took it, or somebody changed the schedule since it was read.
    """
    unchanged = ReportSchedule.objects.filter(
        pk=schedule.pk, told_year=schedule.told_year, version=schedule.version, ended_at=None
    )
    return bool(unchanged.update(told_year=year))


def _not_made(schedule: ReportSchedule, today: date) -> date:
    """Today, or tomorrow where today's documents are ordered already: a day makes them once."""
    is_made = schedule.orders.filter(occurrence=today).exists()
    return today + timedelta(days=1) if is_made else today


def _held(schedule: ReportSchedule) -> ReportSchedule:
    """The row as it stands, kept from others until the transaction ends."""
    rows = ReportSchedule.objects.select_for_update(no_key=True, of=("self",)).select_related("by")
    held = rows.filter(pk=schedule.pk, ended_at=None).first()
    if held is None:
        raise WrongState("schedule_ended")
    return held


def _link(schedule: ReportSchedule, given: Given) -> None:
    schedule.zones.set(given.zones)
    schedule.recipients.set(given.recipients)


def _check(given: Given, by: Person) -> None:
    """Raises ``Incomplete`` with everything that cannot be taken."""
    if problems := [*_wrong_words(given), *_wrong_choices(given), *_wrong_people(given, by)]:
        raise Incomplete(*problems)


def _wrong_words(given: Given) -> Iterator[FieldProblem]:
    name = given.name.strip()
    if not name:
        yield FieldProblem("name", name, "field_missing")
    if len(name) > LONGEST_NAME:
        yield FieldProblem("name", name, "too_long")
    if not 1 <= given.yearly.day <= 31:
        yield FieldProblem("day", given.yearly.day, "not_a_day")
    if not 1 <= given.yearly.month <= 12:
        yield FieldProblem("month", given.yearly.month, "not_a_choice")


def _wrong_choices(given: Given) -> Iterator[FieldProblem]:
    if not given.zones:
        yield FieldProblem("zones", None, "no_zone")
    elif given.kind is ReportKind.COMPARISON and len(given.zones) < 2:
        yield FieldProblem("zones", None, "two_zones")
    if not given.formats:
        yield FieldProblem("formats", None, "nothing_ticked")
    if not given.languages:
        yield FieldProblem("languages", None, "nothing_ticked")
    for language in set(given.languages) - set(dict(settings.LANGUAGES)):
        yield FieldProblem("languages", language, "not_a_choice")


def _wrong_people(given: Given, by: Person) -> Iterator[FieldProblem]:
    """Everybody has to see every zone today; mails look again on their day."""
    if not given.recipients:
        yield FieldProblem("recipients", None, "nobody_chosen")
    seeing = {person.pk for person in access.readers_of(given.zones)} | {by.pk}
    blind = [str(person) for person in given.recipients if person.pk not in seeing]
    if blind and given.zones:
        yield FieldProblem("recipients", ", ".join(blind), "blind_recipient")
