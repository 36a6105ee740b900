"""What a sheet of ten thousand rows costs, and one of an office's usual size.

    python -m tests.bench.sheet [ROWS]

Reading, comparing and storing, from .xlsx; reading the same rows from .csv; and storing other
figures over the drafts. Every row is changed. Prints the seconds of one run each: what takes longer
than one is left to a worker.
"""

import csv
import io
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from tests.bench import timing

USUAL = 130


def main(most: int) -> None:
    with timing.instance():
        for rows in (USUAL, most):
            measure(rows)


def measure(rows: int) -> None:
    """One office with so many targets: its sheet, filled in, goes through every step."""
    from tracker import flow
    from tracker.entry.sheet.keeping import good_rows
    from tracker.entry.sheet.layout import stamp
    from tracker.entry.sheet.reading import read

    officer, cycle, data = office(rows)
    print(f"{rows} rows, {len(data) // 1024} KB")
    timed("  read .xlsx", lambda: read(data))
    text = as_csv(data)
    timed("  read .csv", lambda: read(text))
    run = timed("  read and compare", lambda: flow.check_sheet(cycle, data, by=officer))
    kept = good_rows(run)
    again = [replace(row, version=stamp(1, 1), report=other(row.report)) for row in kept]
    for name, good in (("store as drafts", kept), ("store over the drafts", again)):
        timed(f"  {name}", partial(flow.take_sheet, cycle, good, by=officer, all_or_nothing=True))


def other(report: Mapping[str, Any]) -> dict[str, Any]:
    """The report with another figure."""
    return {**report, "value": report["value"] + 1}


def timed(name: str, work: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    answer = work()
    print(f"{name:<24} {time.perf_counter() - begun:>8.2f} s", flush=True)
    return answer


def office(rows: int) -> tuple[Any, Any, bytes]:
    """An officer, her cycle, and her sheet with a figure in every row."""
    from django.utils import timezone

    from tests import make
    from tests.entry.sheet import build
    from tracker.entry.queries import sheet_lines
    from tracker.entry.sheet.facts import Facts
    from tracker.entry.sheet.writing import workbook
    from tracker.models import Indicator, Target
    from tracker.terms import Role

    zone = make.zone()
    own, plan = make.department(zone), make.plan(zone)
    first = make.target(plan, department=own)
    names = [f.attname for f in Target._meta.concrete_fields if not f.primary_key]
    same = {name: getattr(first, name) for name in names}
    indicators = Indicator.objects.bulk_create(
        Indicator(name=f"指标{rows}-{n}", unit="亿元", category=first.indicator.category)
        for n in range(rows - 1)
    )
    copies = [
        Target(**same | {"register_id": each.name, "indicator_id": each.pk}) for each in indicators
    ]
    Target.objects.bulk_create(copies, batch_size=500)
    targets = list(plan.targets.select_related("plan__zone", "indicator", "scope", "department"))
    cycle = make.cycle(plan)
    lines = sheet_lines(cycle, targets, {})
    data = workbook(Facts(cycle, tuple(lines), timezone.now()))
    values = {(str(target.pk), "value"): n / 10 for n, target in enumerate(targets)}
    return make.member(Role.OFFICER, zone, department=own), cycle, build.filled(data, values)


def as_csv(data: bytes) -> bytes:
    """The department's sheet as text."""
    import openpyxl

    text = io.StringIO()
    csv.writer(text).writerows(openpyxl.load_workbook(io.BytesIO(data)).worksheets[1].values)
    return text.getvalue().encode()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
