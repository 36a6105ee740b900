"""How long a monitoring report takes as PDF and as Word: ``python -m tests.bench.report``.

The largest shipped plan with illustrative figures. Cold is a whole process, as the command runs;
warm is one more report of a process that has made one before, with every chart drawn anew.
"""

import os
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from tests.bench.timing import RUNS, Work, instance, report

ZONE, YEAR = "weihai-torch", 2024
ROOT = Path(__file__).parents[2]


def main() -> None:
    with instance():
        load()
        for ending in ("pdf", "docx"):
            kinds = (("charts drawn anew", anew), ("charts known", again))
            report([(f"{ending}, {name}", partial(make, ending)) for name, make in kinds])
            print(f"{ending} in a new process, median of {RUNS}: {cold(ending):.2f} s")


def load() -> None:
    """The five plans and invented figures."""
    from tracker import flow
    from tracker.importing.queries import registers

    flow.load_register(registers(), by=flow.system_person())
    flow.load_demonstration(password="not used here", by=flow.system_person())


def anew(ending: str) -> Work:
    from tracker.reports.charts.fields import field_chart
    from tracker.reports.charts.path import path_chart

    work = again(ending)
    work()
    path_chart.cache_clear()
    field_chart.cache_clear()
    return work


def again(ending: str) -> Work:
    from tracker import flow
    from tracker.models import Zone
    from tracker.terms import ReportFormat, ReportKind

    zone, by = Zone.objects.get(code=ZONE), flow.system_person()
    return partial(
        flow.make_report,
        *(zone, YEAR, ReportKind.MONITORING),
        format=ReportFormat(ending),
        language="zh-hans",
        by=by,
    )


def cold(ending: str) -> float:
    """Median seconds of the command, from start to exit."""
    place = Path(os.environ["DATA_DIR"]) / f"report.{ending}"
    command = [sys.executable, "manage.py", "make_report", "--zone", ZONE, "--year", str(YEAR)]
    command += ["--kind", "monitoring", "--format", ending, "--output", str(place)]
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
