"""How long a monitoring report takes: ``python -m tests.bench.report``.

The largest shipped plan with illustrative figures. Cold is a whole process, as the command runs;
warm is one more report of a process that has made one before, with every chart drawn anew.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.timing import RUNS, Work, instance, report

ZONE, YEAR = "weihai-torch", 2024
ROOT = Path(__file__).parents[2]


def main() -> None:
    with instance():
        load()
        report([("one report, charts drawn anew", anew), ("one report, charts known", again)])
        print(f"one report in a new process, median of {RUNS}: {cold():.2f} s")


def load() -> None:
    """The five plans and invented figures."""
    from tracker import flow
    from tracker.importing.queries import registers

    flow.load_register(registers(), by=flow.system_person())
    flow.load_demonstration(password="not used here", by=flow.system_person())


def anew() -> Work:
    from tracker.reports.charts import field_chart, path_chart

    work = again()
    work()
    path_chart.cache_clear()
    field_chart.cache_clear()
    return work


def again() -> Work:
    from tracker import flow
    from tracker.models import Zone
    from tracker.terms import ReportKind

    zone, by = Zone.objects.get(code=ZONE), flow.system_person()
    return lambda: flow.make_report(zone, YEAR, ReportKind.MONITORING, language="zh-hans", by=by)


def cold() -> float:
    """Median seconds of the command, from start to exit."""
    place = Path(os.environ["DATA_DIR"]) / "report.pdf"
    command = [sys.executable, "manage.py", "make_report", "--zone", ZONE, "--year", str(YEAR)]
    command += ["--kind", "monitoring", "--output", str(place)]
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
