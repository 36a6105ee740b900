"""What finding, raising and telling alerts costs where there are many targets.

    DATABASE_URL=postgresql://… python -m tests.bench.alerts

Fills the empty database that DATABASE_URL names (a temporary SQLite file without one) with 45
zones and then 450, of 400 targets, four years of figures and 44 people each: 18 000 and 180 000
targets, 20 000 people. A fifth is off track. Prints seconds, the peak memory of a process that does
nothing else, and the queries: those that read and those that write, which are written in batches.
"""

import os
import resource
import subprocess
import sys
import time
from typing import Any

from tests.bench import timing

SIZES = (45, 450)


def main() -> None:
    if len(sys.argv) > 1:
        _step(*sys.argv[1:])
        return
    with timing.instance():
        if _is_filled():
            sys.exit("This database is not empty. Name an empty one in DATABASE_URL.")
        filled = 0
        for zones in SIZES:
            _itself("fill", str(filled), str(zones))
            filled = zones
            for step in ("first run", "second run", "after 1 % changed", "telling"):
                _itself(step, str(SIZES.index(zones)))


def _is_filled() -> bool:
    from tracker.models import Zone

    return Zone.objects.exists()


def _itself(*arguments: str) -> None:
    """Do one step in a process of its own, so that its memory is that of the step."""
    subprocess.run([sys.executable, "-m", "tests.bench.alerts", *arguments], check=True)


def _step(name: str, *arguments: str) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
    django.setup()
    if name == "fill":
        _fill(*map(int, arguments))
    elif name == "telling":
        _measure(name, _tell)
    else:
        if name.startswith("after"):
            _change(7 + int(arguments[0]))
        _measure(name, _reconcile)


def _fill(before: int, zones: int) -> None:
    from django.db import transaction

    from tests.bench import many
    from tracker.models import Alert, Message, Notice, Person, Target

    begun = time.perf_counter()
    with transaction.atomic():
        for model in (Notice, Message, Alert):
            model.objects.all().delete()
        if not before:
            many.first_zone()
        many.copy_zone(max(before, 1), zones - 1)
        many.people(before, zones - 1)
    seconds = time.perf_counter() - begun
    counts = f"{Target.objects.count()} targets, {Person.objects.count()} people"
    print(f"{counts}, filled in {seconds:.0f} s", flush=True)


def _reconcile() -> str:
    from tests.bench.many import TODAY
    from tracker import flow
    from tracker.flow import watching

    found = watching.reconcile(today=TODAY, by=flow.system_person())
    kept = sum(found.kept.values())
    return (
        f"{len(found.opened)} opened, {len(found.escalated)} escalated, "
        f"{len(found.cleared)} cleared, {kept} kept"
    )


def _tell() -> str:
    from datetime import datetime

    from django.utils import timezone

    from tests.bench.many import TODAY
    from tracker.alerts import telling

    at = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=timezone.get_default_timezone())
    return f"{len(telling.tell(today=TODAY, at=at))} mails written"


def _change(place: int) -> None:
    """Give one target of a hundred the figure of one that is far behind, and judge it."""
    from decimal import Decimal

    from django.db import transaction
    from django.utils import timezone

    from tests.bench.many import TARGETS
    from tracker.assessment import actions
    from tracker.models import Figure, Target

    chosen = Target.objects.filter(position__in=range(place, TARGETS, 100))
    Figure.objects.filter(target__in=chosen.values("pk"), year=2024).update(value=Decimal(110))
    with transaction.atomic():
        actions.assess(chosen, at=timezone.now())


def _measure(name: str, work: Any) -> None:
    from django.db import connection

    counted = {"reads": 0, "writes": 0}

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        is_read = sql.lstrip("( \n").upper().startswith(("SELECT", "WITH"))
        if is_read or sql.startswith(("INSERT", "UPDATE", "DELETE")):
            counted["reads" if is_read else "writes"] += 1
        return execute(sql, *rest)

    begun = time.perf_counter()
    with connection.execute_wrapper(count):
        done = work()
    seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"  {name:<18} {seconds:>6.1f} s {memory:>6.0f} MB {counted['reads']:>4} reads "
        f"{counted['writes']:>5} writes  {done}",
        flush=True,
    )


if __name__ == "__main__":
    main()
