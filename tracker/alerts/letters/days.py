"""Days in words: with their weekday, and how many working days there are until or since."""

from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext, ngettext

from tracker import working_days

DAY = timedelta(days=1)


def written(day: date) -> str:
    """A day with its weekday, as "Tuesday, March 31, 2026"."""
    words = {"day": formats.date_format(day), "weekday": formats.date_format(day, "l")}
    return gettext("%(weekday)s, %(day)s") % words


def due(due_on: date, today: date) -> str:
    """When it is due, and how long there is until then."""
    return gettext("Due %(day)s") % {"day": written(due_on)} + " · " + left(due_on, today)


def left(due_on: date, today: date) -> str:
    """How many working days there are until a due date, today included."""
    if due_on == today:
        return gettext("today is the last day")
    days = working_days.count(today - DAY, due_on)
    if days == 0:
        return gettext("no working day is left until then")
    words = ngettext(
        "%(count)s working day left, today included",
        "%(count)s working days left, today included",
        days,
    )
    return words % {"count": days}


def overdue(due_on: date, today: date) -> str:
    """When it was due, and how long ago that is."""
    return gettext("Was due %(day)s") % {"day": written(due_on)} + " · " + late(due_on, today)


def late(due_on: date, today: date) -> str:
    """How many days a due date has passed."""
    days = (today - due_on).days
    return ngettext("%d day overdue", "%d days overdue", days) % days


def waiting(since: date, today: date) -> str:
    """Since when the first of some figures has waited."""
    days = working_days.count(since, today)
    words = ngettext(
        "Waiting since %(day)s · %(count)s working day",
        "Waiting since %(day)s · %(count)s working days",
        days,
    )
    return words % {"day": written(since), "count": days}


def until(due_on: date, today: date) -> str:
    """A due date in a few words, for the line of a subject."""
    days = (due_on - today).days
    if days == 0:
        return gettext("Due today")
    if days == 1:
        return gettext("Due tomorrow")
    return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}


def unpublished(*days: date) -> int | None:
    """The first year of these days whose holidays are not published yet."""
    years = sorted({day.year for day in days})
    return next((year for year in years if not working_days.is_published(year)), None)
