"""Whether this instance can serve: asked by the supervisor, a load balancer, a monitor."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker import queue


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database can be read and has every migration, else 503.

    The broker is told for information: without it pages work, and jobs wait for the next sweep.
    """
    database = _database()
    status = 200 if database == "ok" else 503
    broker = "ok" if queue.broker_reachable() else "away"
    return JsonResponse({"database": database, "broker": broker}, status=status)


def _database() -> str:
    """Return ``ok``, ``away`` or ``not migrated``."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return "away"
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "not migrated" if waiting else "ok"
