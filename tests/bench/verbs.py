"""What an approval, a judgement of everything and a zone's list cost.

    python -m tests.bench.verbs

20 zones × 40 targets × 5 years, each year reported in four vintages: 16 000 figures. Prints the
median of seven runs, the queries, and the ratio to reading one row in the same run.
"""

from collections.abc import Callable
from decimal import Decimal

from tests.bench import timing

ZONES, TARGETS, VINTAGES = 20, 40, 4


def main() -> None:
    with timing.instance():
        timing.report(lines())


def lines() -> list[tuple[str, Callable[[], timing.Work]]]:
    from tests import make
    from tracker import flow, standing
    from tracker.models import Assessment, Target, Zone
    from tracker.terms import Role

    zones = build()
    system, reviewer = flow.system_person(), make.member(Role.REVIEWER, zones[0])
    everything = list(Target.objects.select_related("plan"))
    judge_all = lambda: flow.reassess(everything, by=system)  # noqa: E731

    def from_nothing() -> timing.Work:
        Assessment.objects.all().delete()
        return lambda: flow.reassess(Target.objects.select_related("plan"), by=system)

    def zone_list() -> list[tuple[str, float | None]]:
        shown = standing.zone_standing(zones[0], 2025)
        return [(item.word, item.answer.attainment) for item in shown.items]

    def board() -> list[object]:
        return [row.by_category for row in standing.zone_standings(Zone.objects.all(), 2025)]

    return [
        ("reference: one row by its key", lambda: lambda: Zone.objects.get(pk=zones[0].pk)),
        ("W2 judge 4 000 target-years and store them", from_nothing),
        ("   the same again, nothing new", lambda: judge_all),
        ("W1 approve one figure, judge its target", lambda: approval(zones[0], reviewer)),
        ("W3 one zone's list with judgements", lambda: zone_list),
        ("   the board of 20 zones", lambda: board),
    ]


def approval(zone, reviewer) -> timing.Work:
    """One submitted figure of 2025, freshly read as a page would."""
    from tests import make
    from tracker import flow
    from tracker.models import Figure, Person
    from tracker.terms import FigureState

    target = zone.plans.get().targets.first()
    number = target.figures.filter(year=2025).count() + 1
    draft = make.draft(target, 2025, number, vintage=number, state=FigureState.SUBMITTED)
    figure = Figure.objects.select_related("target__plan__zone").get(pk=draft.pk)
    by = Person.objects.get(pk=reviewer.pk)
    return lambda: flow.approve_figure(figure, version=figure.version, by=by)


def build() -> list:
    """The zones, with every figure in place and nothing judged yet."""
    from django.utils import timezone

    from tests import make
    from tracker.models import Figure

    zones = [make.zone() for _ in range(ZONES)]
    entered, approved, now = make.person(), make.person(), timezone.now()
    for zone in zones:
        plan = make.plan(zone)
        targets = [make.target(plan, name=f"指标{n}") for n in range(TARGETS)]
        Figure.objects.bulk_create(
            Figure(
                target=target,
                year=year,
                vintage=vintage,
                value=Decimal(100 + (year - 2020) * 18 + vintage + n % 7),
                state="approved",
                in_force=vintage == VINTAGES,
                quality="final",
                entered_by=entered,
                entered_at=now,
                approved_by=approved,
                approved_at=now,
            )
            for n, target in enumerate(targets)
            for year in range(2021, 2026)
            for vintage in range(1, VINTAGES + 1)
        )
    return zones


if __name__ == "__main__":
    main()
