"""A whole mail: its groups, the line of its subject, and why it came."""

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, ngettext

from tracker.alerts.digests import Digest
from tracker.alerts.letters import days, deadlines, targets
from tracker.alerts.letters.library import Library
from tracker.alerts.letters.shapes import Group
from tracker.models import Person, Zone
from tracker.models.wording import label

# Of more zones than these a mail says how many they are.
NAMED = 2


def of_digest(digest: Digest, books: Library) -> dict[str, Any]:
    """What the templates ``emails/letter`` are given for what one person is told."""
    groups = [*deadlines.groups(digest.lines, books), *targets.groups(digest.lines, books)]
    zone_ids = sorted({line.alert.zone_id for line in digest.lines})
    zones = [books.zones[pk] for pk in zone_ids]
    roles = " / ".join(dict.fromkeys(str(label(line.role)) for line in digest.lines))
    facts = {"person": digest.person, "roles": roles, "zones": _named(zones)}
    return contents(
        digest.person,
        groups,
        why=gettext("Sent to %(person)s as %(roles)s of %(zones)s.") % facts,
        illustrative=bool(books.illustrative.intersection(zone_ids)),
        unpublished=days.unpublished(books.today),
    )


def contents(
    person: Person,
    groups: Sequence[Group],
    *,
    why: str,
    illustrative: bool,
    unpublished: int | None = None,
) -> dict[str, Any]:
    """What the templates ``emails/letter`` are given; the first group is the most pressing one.

    ``unpublished`` is a year of which working days are guessed, as its holidays are not published.
    """
    return {
        "person": person,
        "site": settings.SITE_URL,
        "subject": _subject(groups),
        "groups": groups,
        "why": why,
        "illustrative": illustrative,
        "unpublished": unpublished,
    }


def _subject(groups: Sequence[Group]) -> str:
    first, *others = groups
    facts = {"tag": first.tag, "summary": first.summary}
    subject = gettext("%(tag)s: %(summary)s") % facts
    count = sum(group.things for group in others)
    if not count:
        return subject
    if all(group.is_alerts for group in others):
        words = ngettext("(and %(count)s alert)", "(and %(count)s alerts)", count)
    else:
        words = ngettext("(and %(count)s more matter)", "(and %(count)s more matters)", count)
    return gettext("%(subject)s %(others)s") % {
        "subject": subject,
        "others": words % {"count": count},
    }


def _named(zones: Collection[Zone]) -> str:
    if len(zones) <= NAMED:
        return gettext(", ").join(map(str, zones))
    return ngettext("%(count)s zone", "%(count)s zones", len(zones)) % {"count": len(zones)}
