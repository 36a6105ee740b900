"""What workbooks cost: ``python -m tests.bench.workbook``.

W4: 20 zones × 40 targets × 5 years in one workbook, the comparison of all of them, from the verb to
the file; and one zone's own workbook. Prints the median of seven runs and the queries.
"""

from collections.abc import Callable

from tests.bench import timing
from tests.bench.verbs import TARGETS, ZONES, build

YEAR = 2025


def main() -> None:
    with timing.instance():
        timing.report(lines())


def lines() -> list[tuple[str, Callable[[], timing.Work]]]:
    from tracker import flow
    from tracker.models import Indicator, Target, Zone
    from tracker.terms import ReportFormat, ReportKind

    zones, by = build(), flow.system_person()
    flow.reassess(Target.objects.select_related("plan"), by=by)
    share_indicators(list(Indicator.objects.all()[:TARGETS]))
    asked = {"language": "zh-hans", "by": by, "format": ReportFormat.XLSX}

    def together() -> timing.Work:
        kind, beside = ReportKind.COMPARISON, zones[1:]
        return lambda: flow.make_report(zones[0], YEAR, kind, beside=beside, **asked)

    def alone() -> timing.Work:
        return lambda: flow.make_report(zones[0], YEAR, ReportKind.MONITORING, **asked)

    together()()
    return [
        ("reference: one row by its key", lambda: lambda: Zone.objects.get(pk=zones[0].pk)),
        (f"W4 workbook of {ZONES} zones × {TARGETS} targets × 5 years", together),
        ("   one zone's own workbook", alone),
    ]


def share_indicators(indicators: list) -> None:
    """Every zone has the same indicators, so that all of them are compared."""
    from tracker.models import Target

    targets = list(Target.objects.order_by("plan", "position", "pk"))
    for number, target in enumerate(targets):
        target.indicator = indicators[number % TARGETS]
    Target.objects.bulk_update(targets, ["indicator"])


if __name__ == "__main__":
    main()
