"""What ``manage.py check --database default`` and every ``migrate`` look after in the database."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from tracker.models import TrailEntry

GUARDS = {"trail_refuses_update", "trail_refuses_delete"}

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s)",
}


@register(Tags.database)
def trail_is_append_only(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """The triggers that refuse to change or delete rows of the trail are there."""
    return [
        Error(
            "The trail can be changed: its triggers are missing.",
            hint="Restore them: migrate tracker back to the migration before "
            "'append_only_trail', and forward again.",
            id="tracker.E001",
        )
        for alias in databases or ()
        if (found := _triggers(alias)) is not None and not found >= GUARDS
    ]


def _triggers(alias: str) -> set[str] | None:
    """Names of the triggers on the trail's table; ``None`` while migrations are to be applied."""
    connection, table = connections[alias], TrailEntry._meta.db_table
    loader = MigrationLoader(connection)
    if not set(loader.graph.leaf_nodes()) <= set(loader.applied_migrations):
        return None
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor], [table])
        return {name for (name,) in cursor.fetchall()}
