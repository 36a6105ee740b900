"""Which documents can be asked for, told before anything is stored."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tracker.errors import Refused, WrongState
from tracker.flow.reporting import Wish, plan_for, plans_of
from tracker.models import Department, Plan, Zone
from tracker.terms import ReportFormat, ReportKind


@dataclass(frozen=True)
class Wishes:
    """What a choice of zones, kinds, formats and languages comes to.

    ``left_out`` holds what does not fit, each with the refusal that says why: once for all
    languages.
    """

    wanted: tuple[Wish, ...]
    left_out: tuple[tuple[Wish, WrongState], ...]


def wishes_for(
    zones: Sequence[Zone],
    year: int,
    kinds: Iterable[ReportKind],
    *,
    formats: Iterable[ReportFormat],
    languages: Iterable[str],
    plan: Plan | None = None,
    department: Department | None = None,
) -> Wishes:
    """All documents of these kinds on these zones, as far as they can be made.

    One comparison holds all of the zones; departments' sheets are one for each department that is
    responsible for a target, or that of one ``department`` alone. ``plan`` is meant for its own
    zone; for the others it is the one in force. Two queries, whatever the number of zones; asks
    nobody whether they may.
    """
    plans, written = plans_of(zones), tuple(languages)
    chosen = {plan.zone_id: plan} if plan else {}
    has_sheets = ReportKind.DEPARTMENT in (kinds := tuple(kinds))
    departments = _departments(zones, department) if has_sheets else {}
    wanted: list[Wish] = []
    left_out: list[tuple[Wish, WrongState]] = []
    for kind, format in product(kinds, tuple(formats)):
        for alike in _alike(zones, year, kind, format, written, departments, chosen):
            refused = _unfit(alike[0], plans)
            if refused is None:
                wanted += alike
            else:
                left_out.append((alike[0], refused))
    return Wishes(tuple(wanted), tuple(left_out))


def impossible(wishes: Sequence[Wish]) -> list[tuple[int, Refused]]:
    """The places of those wishes that cannot be made, each with the refusal. One query."""
    plans = plans_of(zone for wish in wishes for zone in wish.zones)
    found = ((place, _unfit(wish, plans)) for place, wish in enumerate(wishes))
    return [(place, refused) for place, refused in found if refused is not None]


def _unfit(wish: Wish, plans: Mapping[int, Sequence[Plan]]) -> WrongState | None:
    try:
        plan_for(wish, plans)
    except WrongState as refused:
        return refused
    return None


def _alike(
    zones: Sequence[Zone],
    year: int,
    kind: ReportKind,
    format: ReportFormat,
    languages: Sequence[str],
    departments: Mapping[int, Sequence[Department | None]],
    plans: Mapping[int, Plan],
) -> Iterator[list[Wish]]:
    """Wishes of one kind and format; those that differ by their language alone together."""
    if not zones or not languages:
        return
    if kind is ReportKind.COMPARISON:
        beside = tuple(zones[1:])
        yield [Wish(zones[0], year, kind, each, format, beside=beside) for each in languages]
        return
    for zone in zones:
        plan = plans.get(zone.pk)
        sheets: Sequence[Department | None] = (None,)
        if kind is ReportKind.DEPARTMENT:
            sheets = departments.get(zone.pk, ())
        for one in sheets:
            yield [Wish(zone, year, kind, each, format, plan, one) for each in languages]


def _departments(
    zones: Sequence[Zone], only: Department | None
) -> dict[int, Sequence[Department | None]]:
    """Whose sheets are made, by the number of the zone; None where a zone has nobody to name."""
    if only is not None:
        return {only.zone_id: [only]}
    found: dict[int, list[Department | None]] = {zone.pk: [] for zone in zones}
    named = Department.objects.filter(zone__in=zones, targets__isnull=False).distinct()
    for one in named.order_by("zone", "pk"):
        found[one.zone_id].append(one)
    return {zone: theirs or [None] for zone, theirs in found.items()}
