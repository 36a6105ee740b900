"""Opens and clears alerts, tells people, and sends what waits in the outbox."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker import flow, pulses
from tracker.alerts.holding import Hold
from tracker.management import runs
from tracker.management.tables import table
from tracker.management.traced import TracedCommand
from tracker.models import Message, Zone
from tracker.models.wording import label
from tracker.pulses import Part
from tracker.terms import AlertRule, MessageKind, MessageState

# As many as one reads on a terminal; ``--format json`` has them all.
MOST_LINES, MOST_OF_A_MAIL = 100, 5

CHANGES = {
    "opened": gettext_lazy("opened"),
    "escalated": gettext_lazy("escalated"),
    "cleared": gettext_lazy("cleared"),
}
HELD: dict[str, str | Promise] = {
    Hold.PROMISE: gettext_lazy("silent by a promise until %(day)s"),
    Hold.REFUSED: gettext_lazy("the address was refused"),
    Hold.NOT_WISHED: gettext_lazy("the person wants deadlines alone"),
    Hold.DAY_OFF: gettext_lazy("a day off: on %(day)s from %(hour)s:00"),
    Hold.HOUR: gettext_lazy("before the hour of the person: from %(hour)s:00"),
    Hold.DIGESTED: gettext_lazy("the digest of the day is written: on %(day)s from %(hour)s:00"),
    Hold.WEEKLY: gettext_lazy("told once a week: on %(day)s from %(hour)s:00"),
}


class Command(TracedCommand):
    help = (
        "Finds what is due, overdue, off track or left undone, writes each person one mail about "
        "what they were not told yet, and sends all mails that wait. A second run on the same day "
        "tells nobody twice; a day that was missed is caught up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=_day,
            metavar="DATE",
            help="the day to judge by, as 2026-03-24, taken as over; by default this very moment",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, and do nothing"
        )
        parser.add_argument(
            "--zone", metavar="CODE", action="append", help="these zones alone; by default all"
        )
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def handle(
        self,
        *,
        today: date | None,
        dry_run: bool,
        zone: list[str] | None,
        format: str,
        **options: Any,
    ) -> None:
        by, at = flow.system_person(), timezone.now()
        day = today or timezone.localdate(at)
        result = flow.run_alerts(
            today=day, by=by, at=at, zones=_zones(zone), dry_run=dry_run, explain=True
        )
        if not (dry_run or today or zone):
            seconds = round((timezone.now() - at).total_seconds(), 1)
            pulses.stamp(Part.ALERTS, at=at, **result.facts, seconds=seconds)
        away = None if dry_run else flow.send_messages(by=by).away
        answer = {
            "today": day.isoformat(),
            "dry_run": dry_run,
            "zones": zone,
            **runs.told(result),
            "waiting": Message.objects.filter(state=MessageState.QUEUED).count(),
            "server_away": away,
        }
        if format == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for line in _printed(answer):
                self.stdout.write(line)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("%r is not a day; write it as 2026-03-24.") % text) from None


def _zones(codes: list[str] | None) -> list[int] | None:
    if not codes:
        return None
    found = dict(Zone.objects.values_list("code", "pk"))
    for code in codes:
        if code not in found:
            raise CommandError(
                _("No zone has the code %(code)s; known are: %(known)s.")
                % {"code": code, "known": ", ".join(sorted(found)) or "-"}
            )
    return [found[code] for code in codes]


def _printed(answer: dict[str, Any]) -> Iterator[str]:
    """The lines for a terminal."""
    if answer["dry_run"]:
        yield _("Dry run: nothing is kept and nothing is sent.")
    yield _("Alerts as of %s") % answer["today"]
    head = [_("rule"), _("opened"), _("kept"), _("escalated"), _("cleared")]
    counts = [
        [str(label(AlertRule(rule))), *map(str, found.values())]
        for rule, found in answer["rules"].items()
        if any(found.values())
    ]
    yield from table([head, *counts])
    yield from _changes(answer["alerts"])
    yield _("Messages written: %d") % len(answer["messages"])
    yield from _mails(answer["messages"])
    if answer["held"]:
        yield _("Held back:")
        yield from table(map(_held, answer["held"]))
    if answer["waiting"]:
        yield _("Messages waiting to be sent: %d") % answer["waiting"]
    if answer["server_away"]:
        yield _("The mail server takes nothing at present: %s") % answer["server_away"]


def _changes(alerts: list[dict[str, Any]]) -> Iterator[str]:
    yield from table(
        [str(CHANGES[one["change"]]), *_about(one), one["step"]] for one in alerts[:MOST_LINES]
    )
    yield from _more(len(alerts) - MOST_LINES)


def _about(alert: dict[str, Any]) -> list[str]:
    """Zone, year, the rule, and the target or department that it is about."""
    about = alert["target"] or alert["department"] or "—"
    department = alert["department"] or "—" if alert["target"] else ""
    rule = str(label(AlertRule(alert["rule"])))
    return [alert["zone"], str(alert["year"]), rule, about, department]


def _mails(messages: list[dict[str, Any]]) -> Iterator[str]:
    rows = [
        [
            str(label(MessageKind(one["kind"]))),
            str(label(MessageState(one["state"]))),
            one["not_before"][:16].replace("T", " "),
            one["person"],
            one["address"] or "—",
            one["subject"],
            one["error"] or "",
        ]
        for one in messages[:MOST_LINES]
    ]
    for line, one in zip(table(rows), messages, strict=False):
        yield line
        told = (_about(each) for each in one["lines"][:MOST_OF_A_MAIL])
        yield from (f"    · {' · '.join(part for part in each if part)}" for each in told)
        yield from _more(len(one["lines"]) - MOST_OF_A_MAIL, indent="    ")
    yield from _more(len(messages) - MOST_LINES)


def _held(one: dict[str, Any]) -> list[str]:
    until = datetime.fromisoformat(one["until"]).date().isoformat() if one["until"] else ""
    reason = str(HELD[one["reason"]]) % {"day": until, "hour": one["hour"]}
    rules = (f"{label(AlertRule(rule))} {count}" for rule, count in one["alerts"].items())
    return [one["person"] or "—", one["address"] or "—", reason, ", ".join(rules)]


def _more(count: int, indent: str = "  ") -> Iterable[str]:
    return [indent + _("… and %d more; --format json lists them all") % count] if count > 0 else []
