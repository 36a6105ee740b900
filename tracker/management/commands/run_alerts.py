"""Opens and clears alerts, tells people, and sends what waits in the outbox."""

import json
import unicodedata
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker import flow
from tracker.flow.watching import RunResult
from tracker.management.traced import TracedCommand
from tracker.models import Message
from tracker.models.wording import label
from tracker.terms import AlertRule, MessageState


class Command(TracedCommand):
    help = (
        "Finds figures that are due soon or overdue and targets that are off track, writes each "
        "person one mail about what they were not told yet, and sends all mails that wait. "
        "A second run on the same day tells nobody twice; a day that was missed is caught up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=_day,
            metavar="DATE",
            help="the day to judge by, as 2026-03-24; by default the present day",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would be done, and do nothing"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, today: date | None, dry_run: bool, format: str, **options: Any) -> None:
        by = flow.system_person()
        day = today or timezone.localdate()
        result = flow.run_alerts(today=day, by=by, at=timezone.now(), dry_run=dry_run)
        away = None if dry_run else flow.send_messages(by=by).away
        answer = {
            "today": day.isoformat(),
            "dry_run": dry_run,
            "alerts": _alerts(result),
            "messages": _messages(result.messages),
            "waiting": Message.objects.filter(state=MessageState.QUEUED).count(),
            "server_away": away,
        }
        if format == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            self._print(answer)

    def _print(self, answer: dict[str, Any]) -> None:
        say = self.stdout.write
        if answer["dry_run"]:
            say(_("Dry run: nothing is kept and nothing is sent."))
        say(_("Alerts as of %s") % answer["today"])
        head = [_("rule"), _("opened"), _("kept"), _("cleared")]
        rows = [
            [str(label(AlertRule(rule))), *map(str, counts.values())]
            for rule, counts in answer["alerts"].items()
        ]
        _table(say, [head, *rows])
        say(_("Messages written: %d") % len(answer["messages"]))
        _table(
            say,
            (
                [str(label(MessageState(row["state"]))), row["person"], row["address"] or "—",
                 row["subject"], row["error"] or ""]
                for row in answer["messages"]
            ),
        )  # fmt: skip
        if answer["waiting"]:
            say(_("Messages waiting to be sent: %d") % answer["waiting"])
        if answer["server_away"]:
            say(_("The mail server takes nothing at present: %s") % answer["server_away"])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("%r is not a day; write it as 2026-03-24.") % text) from None


def _alerts(result: RunResult) -> dict[str, dict[str, int]]:
    opened = Counter(alert.rule for alert in result.opened)
    cleared = Counter(alert.rule for alert in result.cleared)
    return {
        rule.value: {
            "opened": opened[rule],
            "kept": result.kept.get(rule, 0),
            "cleared": cleared[rule],
        }
        for rule in AlertRule
    }


def _messages(written: Iterable[Message]) -> list[dict[str, str | None]]:
    """The mails of this run as they stand by now; those of a dry run as they would begin."""
    now = Message.objects.in_bulk([message.pk for message in written])
    rows = [now.get(message.pk, message) for message in written]
    return [
        {
            "key": row.key,
            "person": str(message.person),
            "address": row.address,
            "language": row.language,
            "subject": row.subject,
            "state": row.state,
            "error": row.last_error,
        }
        for row, message in zip(rows, written, strict=True)
    ]


def _table(say: Any, rows: Iterable[Sequence[str]]) -> None:
    """Columns side by side; a Chinese character is as wide as two others."""
    lines = list(rows)
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        )
        say("  " + "  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
