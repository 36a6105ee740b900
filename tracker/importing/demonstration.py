"""Demonstration people, departments and illustrative figures on top of the loaded register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password

from tracker.errors import WrongState
from tracker.importing.illustration import Promise, assigned, invent
from tracker.models import (
    AssignedValue,
    Department,
    Figure,
    Membership,
    ParentFigure,
    Person,
    Plan,
    Target,
    Zone,
)
from tracker.terms import (
    Category,
    Direction,
    FigureState,
    Measure,
    Quality,
    Role,
    TargetKind,
    TargetState,
)

NOTE = "演示数据"
LEADER = "leader"
ADMIN = "admin"

# Username ending, Chinese name and role of the people that each zone gets.
PEOPLE = (
    ("officer", "填报员", Role.OFFICER),
    ("reviewer", "审核员", Role.REVIEWER),
    ("administrator", "规划管理员", Role.ADMINISTRATOR),
    ("viewer", "查看员", Role.VIEWER),
)

# Departments that every zone gets, and the fields of work that they report.
DEPARTMENTS: tuple[tuple[str, str, tuple[Category, ...]], ...] = (
    (
        "经济发展部",
        "Economic Development Department",
        (Category.ECONOMY, Category.INDUSTRY, Category.OPENNESS, Category.OTHER),
    ),
    ("科技创新部", "Science and Innovation Department", (Category.INNOVATION,)),
    ("建设环保部", "Construction and Environment Department", (Category.CITY, Category.ECOLOGY)),
    (
        "社会事务部",
        "Social Affairs Department",
        (Category.PEOPLE, Category.GOVERNANCE, Category.SAFETY),
    ),
)


@dataclass(frozen=True)
class Login:
    """One demonstration person; ``zone`` is None for who sees all zones, ``role`` for who keeps
    the system."""

    username: str
    role: Role | None
    zone: Zone | None


@dataclass(frozen=True)
class Demonstration:
    """What stands there now, and how many illustrative figures this run added."""

    logins: tuple[Login, ...]
    figures: int
    targets: tuple[int, ...]


def load(password: str, *, at: datetime) -> Demonstration:
    """Add people and figures that are not there yet; a second run adds nothing.

    Raises ``WrongState`` where figures have been reported in earnest: invented and reported
    figures are never mixed.
    """
    first = not Person.objects.filter(username=LEADER).exists()
    if first and Figure.objects.filter(in_force=True).exists():
        raise WrongState("reported_figures_exist")
    plans = list(Plan.objects.select_related("zone"))
    hashed = make_password(password)
    logins = [login for plan in plans for login in _people(plan.zone, hashed)]
    for plan in plans:
        _departments(plan)
    logins += _overseers([plan.zone for plan in plans], hashed)
    added = [figure for plan in plans for figure in _figures(plan, at)] if first else []
    Figure.objects.bulk_create(added, batch_size=500)
    return Demonstration(tuple(logins), len(added), tuple({figure.target_id for figure in added}))


def _people(zone: Zone, hashed: str) -> Iterable[Login]:
    for ending, name, role in PEOPLE:
        username = f"{zone.code}-{ending}"
        person = _person(username, f"{zone.name}{name}", hashed)
        Membership.objects.get_or_create(person=person, zone=zone, role=role, department=None)
        yield Login(username, role, zone)


def _overseers(zones: list[Zone], hashed: str) -> Iterable[Login]:
    """A leader who reads all zones, and a system administrator."""
    leader = _person(LEADER, "市领导", hashed)
    for zone in zones:
        Membership.objects.get_or_create(
            person=leader, zone=zone, role=Role.VIEWER, department=None
        )
    yield Login(LEADER, Role.VIEWER, None)
    _person(ADMIN, "系统管理员", hashed, is_staff=True, is_superuser=True)
    yield Login(ADMIN, None, None)


def _person(username: str, name: str, hashed: str, **fields: bool) -> Person:
    defaults = {
        "name": name,
        "email": f"{username}@example.com",
        "password": hashed,
        **fields,
    }
    return Person.objects.get_or_create(username=username, defaults=defaults)[0]


def _departments(plan: Plan) -> None:
    """Give every target without one the department of its field of work."""
    for name, name_en, categories in DEPARTMENTS:
        department, _ = Department.objects.get_or_create(
            zone=plan.zone, name=name, defaults={"name_en": name_en}
        )
        plan.targets.filter(department=None, indicator__category__in=categories).update(
            department=department
        )


def _figures(plan: Plan, at: datetime) -> Iterable[Figure]:
    """Illustrative figures for all but the last year of a plan; that one is to be reported."""
    last = max(plan.start_year, plan.end_year - 1)
    years = range(plan.start_year, last + 1)
    officer = Person.objects.get(username=f"{plan.zone.code}-officer")
    reviewer = Person.objects.get(username=f"{plan.zone.code}-reviewer")
    targets = plan.targets.filter(restates=None, state=TargetState.PUBLISHED, figures=None)
    for target in targets:
        promise = _promise(target, plan)
        for year, report in invent(promise, years):
            if target.kind == TargetKind.DELEGATED:
                _assign(target, promise, year)
            if target.compared_series_id is not None:
                _enter_parent(target, year, report.pop("parent_value"), officer, at)
            yield Figure(
                target=target,
                year=year,
                **report,
                decimals=_decimals(report.get("value")),
                quality=Quality.ILLUSTRATIVE,
                note=NOTE,
                state=FigureState.APPROVED,
                in_force=True,
                entered_by=officer,
                entered_at=at,
                submitted_by=officer,
                submitted_at=at,
                approved_by=reviewer,
                approved_at=at,
            )


def _assign(target: Target, promise: Promise, year: int) -> None:
    value = assigned(promise, year)
    if value is not None:
        AssignedValue.objects.get_or_create(
            target=target, year=year, defaults={"value": value, "document": NOTE}
        )


def _enter_parent(target: Target, year: int, value: Any, by: Person, at: datetime) -> None:
    """The compared series' figure, entered once, instead of one beside each figure."""
    facts = {
        "value": value,
        "decimals": _decimals(value),
        "quality": Quality.ILLUSTRATIVE,
        "document": NOTE,
        "entered_by": by,
        "entered_at": at,
    }
    series = target.compared_series_id
    ParentFigure.objects.get_or_create(series_id=series, year=year, in_force=True, defaults=facts)


def _decimals(value) -> int:
    return max(0, -value.as_tuple().exponent) if value is not None else 0


def _promise(target: Target, plan: Plan) -> Promise:
    return Promise(
        number=target.register_id,
        kind=TargetKind(target.kind),
        direction=Direction(target.direction),
        unit=target.unit,
        decimals=target.decimals,
        is_share=target.is_share,
        start_year=plan.start_year,
        target_year=target.target_year or plan.end_year,
        base=target.base_value,
        value=target.target_value,
        growth=target.growth_percent,
        ratio=target.ratio,
        margin=target.margin,
        relative_kind=Measure(target.relative_kind),
        assigned_kind=Measure(target.assigned_kind),
    )
