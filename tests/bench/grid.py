"""What the grid of a large zone costs: ``python -m tests.bench.grid``.

130 targets of mixed kinds with five years of figures, all of the last one drafts, in five zones
that share their indicators. Prints milliseconds and queries of the whole page, from the request to
the last byte, and of saving one cell: the median of seven, and its ratio to a plain loop of the
same process, since machines differ.
"""

from decimal import Decimal

from tests.bench import timing
from tests.bench.evaluate import reference_loop

ZONES, TARGETS, YEAR = 5, 130, 2025


def main() -> None:
    with timing.instance():
        timing.report([("reference: ten million additions", lambda: reference_loop), *lines()])


def lines():
    from django.test import Client

    cycle, officer = build()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(officer)
    page = f"/entry/{cycle.pk}/"
    targets = list(cycle.plan.targets.all())
    client.get(page)

    def grid() -> timing.Work:
        return lambda: answered(client.get(page), len(targets))

    def cell() -> timing.Work:
        target = targets[7]
        version = target.figures.get(year=YEAR).version
        sent = {"value": str(190 + version), "quality": "final", "version": str(version)}
        return lambda: answered(client.post(f"{page}{target.pk}/", sent), 1)

    return [(f"the grid of {len(targets)} targets", grid), ("   saving one cell of it", cell)]


def answered(response, rows: int) -> None:
    assert response.status_code == 200, response.status_code
    assert response.content.count(b"data-target=") == rows


def build():
    """The zones with everything in place; the first one's cycle and its officer."""
    from tests import make
    from tracker.terms import Role

    zones = [make.zone() for _ in range(ZONES)]
    for zone in zones:
        fill(zone)
    plan = zones[0].plans.get()
    return make.cycle(plan, YEAR), make.member(Role.OFFICER, zones[0])


def fill(zone) -> None:
    from django.utils import timezone

    from tests import make
    from tracker.models import Figure
    from tracker.terms import Category, TargetKind

    kinds = (TargetKind.LEVEL, TargetKind.LEVEL, TargetKind.GROWTH, TargetKind.CUMULATIVE_SUM)
    fields = tuple(Category)
    plan, entered, approved, now = make.plan(zone), make.person(), make.person(), timezone.now()
    targets = [
        make.target(
            plan,
            name=f"指标{n}",
            kind=kinds[n % 4],
            category=fields[n % len(fields)],
            growth_percent=8,
            base_value=100,
            target_value=200,
        )
        for n in range(TARGETS)
    ]
    Figure.objects.bulk_create(
        Figure(
            target=target,
            year=year,
            value=Decimal(100 + (year - 2020) * 18 + n % 7),
            state="draft" if year == YEAR else "approved",
            in_force=year < YEAR,
            quality="final",
            entered_by=entered,
            entered_at=now,
            approved_by=None if year == YEAR else approved,
            approved_at=None if year == YEAR else now,
        )
        for n, target in enumerate(targets)
        for year in range(YEAR - 4, YEAR + 1)
    )


if __name__ == "__main__":
    main()
