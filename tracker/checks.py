"""What ``manage.py check --database default`` and every ``migrate`` look after in the database.

With ``--deploy`` also whether the background works: an instance whose clock or worker is not there
looks healthy, and tells nobody anything.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from tracker import pulses
from tracker.models import IssuedFile, IssuedReport, TrailEntry
from tracker.pulses import Part, Sign

# The tables whose rows are only ever added, and what their triggers are called by.
GUARDED = {
    TrailEntry._meta.db_table: ("The trail", "trail", "append_only_trail"),
    **{
        model._meta.db_table: ("What was issued", model._meta.db_table, "issued_documents_kept")
        for model in (IssuedReport, IssuedReport.beside.through, IssuedFile)
    },
}

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)",
}


@register(Tags.database)
def rows_are_only_added(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """The triggers that refuse to change or delete the trail, or what was issued, are there."""
    return [
        Error(
            f"{what} can be changed: triggers of {table} are missing.",
            hint="Restore them: migrate tracker back to the migration before "
            f"'{migration}', and forward again.",
            id="tracker.E001",
        )
        for alias in databases or ()
        if _is_migrated(alias)
        for table, (what, prefix, migration) in GUARDED.items()
        if not _triggers(alias, table) >= {f"{prefix}_refuses_update", f"{prefix}_refuses_delete"}
    ]


def _is_migrated(alias: str) -> bool:
    """Whether every migration is applied; until then triggers may be still to come."""
    loader = MigrationLoader(connections[alias])
    return set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations)


def _triggers(alias: str, table: str) -> set[str]:
    """Names of the triggers on a table."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor], [table])
        return {name for (name,) in cursor.fetchall()}


# The identifier, what is wrong, and the remedy.
MISSED = {
    Part.CLOCK: (
        "tracker.W001",
        "The clock of the background jobs was last seen: {seen}; no mail goes out by itself.",
        "Start the service plan-target-monitor-beat (docs/deploy.md); if it runs, look whether it "
        "reaches the queue named by BROKER_URL and the database.",
    ),
    Part.WORKER: (
        "tracker.W002",
        "The worker of the background jobs was last seen: {seen}; what is sent to it is not done.",
        "Start the service plan-target-monitor-worker (docs/deploy.md); if it runs, its log says "
        "what keeps it busy.",
    ),
    Part.ALERTS: (
        "tracker.W003",
        "Alerts were last looked for: {seen}; deadlines may have passed without a word.",
        "Start the services of clock and worker, or run: python manage.py run_alerts",
    ),
}


@register("background", Tags.database, deploy=True)
def background_is_alive(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Clock, worker and the runs of the alerts gave a sign of life of late.

    Says nothing about a database that is not there, or is not migrated yet: other checks do.
    """
    if not databases:
        return []
    try:
        signs = pulses.signs(timezone.now())
    except DatabaseError:
        return []
    return [_missed(sign) for sign in signs.values() if sign.is_missed]


def _missed(sign: Sign) -> CheckMessage:
    number, text, hint = MISSED[sign.part]
    seen = "never" if sign.seen_at is None else f"{timezone.localtime(sign.seen_at):%Y-%m-%d %H:%M}"
    return Warning(text.format(seen=seen), hint=hint, id=number)
