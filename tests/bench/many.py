"""A whole country of zones for the benches: one zone with everything in it, and copies of that.

The first zone is built and judged by the product's own code. Copies are made in the database, one
statement a table: a row's number is the first one's plus so many strides, and so are its links.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

TARGETS, DEPARTMENTS = 400, 10
OFFICERS, REVIEWERS, ADMINISTRATORS = 38, 4, 2
TODAY = date(2026, 3, 10)
# Numbers that a zone has for the rows of each table.
STRIDE = 10_000

# What of a hundred targets becomes of each course; the rest is on its path.
COURSES = {
    "behind": 11,
    "far_behind": 5,
    "reversed": 3,
    "breached": 2,
    "fell_back": 4,
    "annual_missed": 4,
    "stale": 3,
    "preliminary": 3,
    "milestone": 2,
    "changed": 1,
}
# Share of the way to 200 from 100 that each year brought, 2021 to 2024.
_WAYS = {
    "behind": (16, 30, 44, 60),
    "far_behind": (8, 14, 20, 30),
    "reversed": (4, 2, -2, -6),
    "fell_back": (25, 48, 70, 78),
}
_ON_PATH = (22, 43, 65, 85)


def courses() -> list[str]:
    """The course of each target of a zone, mixed."""
    hundred = [name for name, number in COURSES.items() for _ in range(number)]
    hundred += ["on_path"] * (100 - len(hundred))
    return [hundred[number * 37 % 100] for number in range(TARGETS)]


def first_zone() -> Any:
    """The zone that all others are copies of, judged."""
    from tests import make
    from tracker import flow
    from tracker.models import Indicator, Person, Target

    typist, reviewer = (Person.objects.create(username=name) for name in ("typist", "approver"))
    zone = make.zone("zone-0", name="第0高新区")
    plan = make.plan(zone)
    make.cycle(plan, 2025)
    departments = [make.department(zone, f"部门{number}") for number in range(DEPARTMENTS)]
    indicator, scope = make.indicator(), make.scope(zone)
    assert isinstance(indicator, Indicator)
    Target.objects.bulk_create(
        Target(
            plan=plan, register_id=f"zone-0-{number}", name=f"指标{number}", indicator=indicator,
            scope=scope, department=departments[number % DEPARTMENTS], position=number,
            unit="亿元", base_year=2020, state="published",
            attribute="binding" if number % 5 == 0 else "anticipatory", **_promise(course),
        )
        for number, course in enumerate(courses())
    )  # fmt: skip
    targets = list(plan.targets.select_related("plan").order_by("position"))
    _report(targets, typist, reviewer)
    flow.reassess(targets, by=flow.system_person())
    _revise(targets, reviewer)
    return zone


def _promise(course: str) -> dict[str, Any]:
    if course == "milestone":
        return {"kind": "milestone", "target_year": 2024}
    if course == "breached":
        return {"kind": "each_year", "target_value": Decimal(120), "target_year": 2025}
    return {
        "kind": "level",
        "base_value": Decimal(100),
        "target_value": Decimal(200),
        "target_year": 2025,
        "path": "linear",
    }


def _report(targets: list[Any], typist: Any, reviewer: Any) -> None:
    """Four years of figures, and the annual targets of those that miss theirs."""
    from tracker.models import AnnualTarget, Figure

    rows, annual = [], []
    for target, course in zip(targets, courses(), strict=True):
        for place, year in enumerate(range(2021, 2023 if course == "stale" else 2025)):
            value = Decimal(100 + _WAYS.get(course, _ON_PATH)[place])
            rows.append(
                Figure(
                    target=target, year=year, in_force=True, state="approved",
                    quality="preliminary" if course == "preliminary" else "final",
                    value=None if course == "milestone" else value,
                    done=False if course == "milestone" else None,
                    entered_by=typist, entered_at=_at(year), approved_by=reviewer,
                    approved_at=_at(year),
                )
            )  # fmt: skip
        if course == "annual_missed":
            annual.append(AnnualTarget(target=target, year=2024, value=Decimal(190)))
    Figure.objects.bulk_create(rows)
    AnnualTarget.objects.bulk_create(annual)


def _at(year: int) -> Any:
    """A day in the March after."""
    from datetime import datetime

    from django.utils import timezone

    return datetime(year + 1, 3, 5, 10, tzinfo=timezone.get_default_timezone())


def _revise(targets: list[Any], reviewer: Any) -> None:
    """Judgements that were another word until some days ago."""
    from tracker.models import Assessment, JudgementChange

    for target, course in zip(targets, courses(), strict=True):
        if course == "changed":
            now = Assessment.objects.get(target=target, year=2024, is_latest=True)
            was = Assessment.objects.create(
                target=target, year=2024, status="behind", answer=now.answer, inputs=now.inputs,
                rule_version="1", is_latest=False, assessed_at=now.assessed_at,
            )  # fmt: skip
            JudgementChange.objects.create(
                target=target, year=2024, before=was, after=now, changed_by=reviewer,
                changed_at=_at(2025) - timedelta(days=3), reason="统计核实",
            )  # fmt: skip


def copy_zone(first: int, last: int) -> None:
    """Copies number ``first`` to ``last`` of the only zone there is without a number above."""
    from django.core.management.color import no_style
    from django.db import connection

    from tracker import models

    copied = [
        models.Zone, models.Scope, models.Department, models.Plan, models.ReportingCycle,
        models.Target, models.AnnualTarget, models.Figure, models.Assessment,
        models.JudgementChange,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        for model in copied:
            cursor.execute(_copying(model, copied), [first, last])
        for statement in connection.ops.sequence_reset_sql(no_style(), copied):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            # As the database does by itself some time after it was filled.
            cursor.execute("ANALYZE")


def _copying(model: Any, copied: list[Any]) -> str:
    columns = {field.column: _copy_of(field, copied) for field in model._meta.concrete_fields}
    table, names, values = model._meta.db_table, ", ".join(columns), ", ".join(columns.values())
    numbers = "SELECT %s UNION ALL SELECT n + 1 FROM copies WHERE n < %s"
    rows = f"SELECT {values} FROM {table}, copies WHERE id < {STRIDE}"  # noqa: S608
    return f"WITH RECURSIVE copies(n) AS ({numbers}) INSERT INTO {table} ({names}) {rows}"


def _copy_of(field: Any, copied: list[Any]) -> str:
    """A number moves by strides, a link to what is copied does too, a key is given a tail."""
    moves = field.primary_key or (field.is_relation and field.related_model in copied)
    if moves:
        return f"{field.column} + n * {STRIDE}"
    if field.unique:
        return f"{field.column} || '-' || CAST(n AS varchar(9))"
    return field.column


def people(first: int, last: int) -> None:
    """Officers of each department, reviewers and administrators of the zones of these numbers."""
    from tracker.models import Department, Membership, Person, Zone

    zones = {zone.code: zone for zone in Zone.objects.all()}
    departments: dict[int, list[int]] = {}
    for pk, zone_id in Department.objects.order_by("id").values_list("id", "zone_id"):
        departments.setdefault(zone_id, []).append(pk)
    roles = (
        *("officer" for _ in range(OFFICERS)),
        *("reviewer" for _ in range(REVIEWERS)),
        *("administrator" for _ in range(ADMINISTRATORS)),
    )
    for number in range(first, last + 1):
        zone = next(zone for code, zone in zones.items() if code == _code(number))
        rows = Person.objects.bulk_create(
            Person(
                username=f"p{number}-{place}", name=f"人员{number}-{place}", password="!",
                email=f"p{number}-{place}@example.test",
            )
            for place in range(len(roles))
        )  # fmt: skip
        Membership.objects.bulk_create(
            Membership(
                person=person, zone=zone, role=role,
                department_id=departments[zone.pk][place % DEPARTMENTS]
                if role == "officer"
                else None,
            )
            for place, (person, role) in enumerate(zip(rows, roles, strict=True))
        )  # fmt: skip


def _code(number: int) -> str:
    return "zone-0" if number == 0 else f"zone-0-{number}"
