"""What documents cost: ``python -m tests.bench.documents``.

W4 and W5, a workbook and a PDF of 20 zones × 40 targets × 5 years, from the verb to the file; the
report of a zone in a process that has made one before and in a new one; 178 reports by two
workers; and what a worker has in memory after 300 documents. Medians of seven runs, of which the
CPU counts where the machine has other work; one run of what takes a minute.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.bench import timing
from tests.bench.timing import Line, Work
from tests.bench.verbs import TARGETS, ZONES, build

ROOT = Path(__file__).parents[2]
# Twelve pages with fourteen charts, of the plans that the product brings along.
ZONE, YEAR = "yantai-ht", 2024
LARGE_ZONES, YEARS = ("jinan-ht", "zibo-ht", "yantai-ht", "weihai-torch"), range(2021, 2025)
WORKERS, REPORTS, MANY = 2, 178, 300


def main() -> None:
    with timing.instance():
        load()
        timing.report(one_zone())
        timing.report(all_zones())
        for ending in ("pdf", "docx", "xlsx"):
            cold(ending)
        together()
        memory()


def all_zones() -> list[Line]:
    """The comparison of all zones in both formats, on figures that were judged."""
    from tracker import flow
    from tracker.models import Indicator, Target, Zone
    from tracker.terms import ReportKind

    zones = build()
    targets = Target.objects.filter(plan__zone__in=zones)
    flow.reassess(targets.select_related("plan"), by=flow.system_person())
    share_indicators(targets, list(Indicator.objects.all()[:TARGETS]))
    size = f"{ZONES} zones × {TARGETS} targets × 5 years"

    def made(ending: str) -> Work:
        return again(zones[0], 2025, ending, ReportKind.COMPARISON, beside=zones[1:])

    return [
        ("reference: one row by its key", lambda: lambda: Zone.objects.get(pk=zones[0].pk)),
        (f"W4 workbook of {size}", lambda: made("xlsx")),
        (f"W5 PDF of {size}", lambda: made("pdf")),
        ("   with every chart drawn anew", lambda: anew(made("pdf"))),
    ]


def share_indicators(targets: Any, indicators: list[Any]) -> None:
    """Every zone has the same indicators, so that all of them are compared."""
    ordered = list(targets.order_by("plan", "position", "pk"))
    for number, target in enumerate(ordered):
        target.indicator = indicators[number % TARGETS]
    targets.bulk_update(ordered, ["indicator"])


def load() -> None:
    """The plans that the product brings along, and invented figures."""
    from tracker import flow
    from tracker.importing.queries import registers

    flow.load_register(registers(), by=flow.system_person())
    flow.load_demonstration(password="not used here", by=flow.system_person())


def one_zone() -> list[Line]:
    from tracker.models import Zone

    zone = Zone.objects.get(code=ZONE)
    return [
        ("reference: one row by its key", lambda: lambda: Zone.objects.get(pk=zone.pk)),
        ("PDF of a zone, 12 pages", lambda: again(zone, YEAR, "pdf")),
        ("   with its 14 charts drawn anew", lambda: anew(again(zone, YEAR, "pdf"))),
        ("Word document of the same", lambda: again(zone, YEAR, "docx")),
        ("workbook of the same", lambda: again(zone, YEAR, "xlsx")),
    ]


def again(zone: Any, year: int, ending: str, kind: str = "monitoring", **options: Any) -> Work:
    """One more document of a process that has made the same before."""
    from tracker import flow
    from tracker.terms import ReportFormat, ReportKind

    options = {"language": "zh-hans", "by": flow.system_person(), **options}
    asked = {"format": ReportFormat(ending), **options}
    work = partial(flow.make_report, zone, year, ReportKind(kind), **asked)
    work()
    return work


def anew(work: Work) -> Work:
    """The same without the charts that are kept."""

    def forgetful() -> Any:
        forget_charts()
        return work()

    return forgetful


def forget_charts() -> None:
    from tracker.reports.charts import fields, matrix, multiples, path

    for drawing in (
        fields.field_chart, matrix.matrix_chart, multiples.multiples_chart, path.path_chart,
    ):  # fmt: skip
        drawing.cache_clear()


def cold(ending: str) -> None:
    """The command, from start to exit."""
    place = Path(os.environ["DATA_DIR"]) / f"report.{ending}"
    command = [sys.executable, "manage.py", "make_report", "--zone", ZONE, "--year", str(YEAR)]
    command += ["--kind", "monitoring", "--format", ending, "--output", str(place)]
    seconds, busy = [], []
    for _ in range(timing.RUNS):
        begun, used = time.perf_counter(), cpu_of_children()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
        busy.append(cpu_of_children() - used)
    wall, cpu = statistics.median(seconds), statistics.median(busy)
    print(f"{f'{ending} in a new process':<52} {wall:>9.2f} s  {cpu:>9.2f} s of CPU")


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def together() -> None:
    """Reports of large zones, 12 to 17 pages all charts drawn anew, by workers of their own."""
    begun, used = time.perf_counter(), cpu_of_children()
    share = REPORTS // WORKERS
    workers = [
        subprocess.Popen(as_worker(share, place * share, ["pdf"]), cwd=ROOT)
        for place in range(WORKERS)
    ]
    failed = sum(worker.wait() != 0 for worker in workers)
    assert not failed
    wall, cpu = time.perf_counter() - begun, cpu_of_children() - used
    name = f"{share * WORKERS} reports by {WORKERS} workers"
    print(f"{name:<52} {wall:>9.2f} s  {cpu:>9.2f} s of CPU")


def memory() -> None:
    """A worker that makes documents of every format."""
    subprocess.run(as_worker(MANY, 0, ["pdf", "docx", "xlsx"]), cwd=ROOT, check=True)


def as_worker(number: int, first: int, endings: list[str]) -> list[str]:
    command = [sys.executable, "-m", "tests.bench.documents", "--make", str(number)]
    return [*command, "--first", str(first), "--as", *endings]


def work(number: int, first: int, endings: list[str]) -> None:
    """What a worker does: one document after the other."""
    import django

    django.setup()
    from tracker import flow
    from tracker.models import Zone
    from tracker.terms import ReportFormat, ReportKind

    by = flow.system_person()
    zones = {zone.code: zone for zone in Zone.objects.filter(code__in=LARGE_ZONES)}
    for made, (code, year, language, ending) in enumerate(asked(number, first, endings)):
        if made in (10, number // 2):
            print(f"   after {made} documents {held():>4.0f} MB")
        forget_charts()
        written = ReportFormat(ending)
        kind = ReportKind.MONITORING
        flow.make_report(zones[code], year, kind, language=language, format=written, by=by)
    print(f"   after {number} documents {held():>4.0f} MB")


def asked(number: int, first: int, endings: list[str]) -> Iterator[tuple[str, int, str, str]]:
    every = [
        (code, year, language, ending)
        for year in YEARS
        for code in LARGE_ZONES
        for language in ("zh-hans", "en")
        for ending in endings
    ]
    return islice(cycle(every), first, first + number)


def held() -> float:
    """Megabytes that this process has in memory."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--make", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--as", dest="endings", nargs="+", default=["pdf"])
    given = parser.parse_args()
    if given.make:
        work(given.make, given.first, given.endings)
    else:
        main()
