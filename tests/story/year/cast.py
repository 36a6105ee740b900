"""The five shipped zones with a few of their targets, their people, and the years before."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tests import make
from tracker import flow
from tracker.importing.demonstration import DEPARTMENTS
from tracker.importing.queries import registers
from tracker.models import Figure, Membership, Person, Plan, Target, Zone
from tracker.terms import FigureState, Quality, Role, TargetState

# The year that the fragment of the annual plan does not state.
ANNUAL = {"zhifu": 2025}

# By department, short: 经 economy, 科 science, 建 construction, 社 social affairs.
SHORT = {"经": "经济发展部", "科": "科技创新部", "建": "建设环保部", "社": "社会事务部"}


class Member(NamedTuple):
    """One person, with the role in one zone and, for officers, the departments."""

    name: str
    username: str
    zone: str
    role: Role
    departments: str = ""
    account: Mapping[str, Any] = {}


PEOPLE = (
    Member("王敏", "wang", "jinan-ht", Role.OFFICER, "经"),
    Member("李科", "li", "jinan-ht", Role.OFFICER, "科", {"mail_frequency": "at_once"}),
    Member("赵清", "zhao", "jinan-ht", Role.OFFICER, "建", {"mail_hour": 14}),
    Member("孙晴", "sun", "jinan-ht", Role.OFFICER, "社", {"language": "en"}),
    Member("周正", "zhou", "jinan-ht", Role.REVIEWER),
    Member("吴越", "wu", "jinan-ht", Role.ADMINISTRATOR),
    Member("郑重", "zheng", "zibo-ht", Role.OFFICER, "", {"mail_frequency": "weekly"}),
    Member("冯远", "feng", "zibo-ht", Role.REVIEWER),
    Member("陈立", "chen", "zibo-ht", Role.ADMINISTRATOR),
    Member("褚健", "chu", "yantai-ht", Role.OFFICER, "经科"),
    Member("卫国", "wei", "yantai-ht", Role.OFFICER, "社建"),
    Member("蒋文", "jiang", "yantai-ht", Role.OFFICER, "科"),
    Member("沈航", "shen", "yantai-ht", Role.REVIEWER),
    Member("韩松", "han", "yantai", Role.ADMINISTRATOR),
    Member("杨帆", "yang", "weihai-torch", Role.OFFICER, "", {"mail_frequency": "required"}),
    Member("朱明", "zhu", "weihai-torch", Role.REVIEWER),
    Member("秦岭", "qin", "weihai-torch", Role.ADMINISTRATOR),
    Member("尤佳", "you", "zhifu", Role.OFFICER, "经科"),
    Member("许宁", "xu", "zhifu", Role.REVIEWER),
    Member("何总", "he", "jinan-ht", Role.VIEWER),
)

# What each target reported before: the years up to 2024, a gap where there was no figure.
BEFORE: dict[str, dict[int, Any]] = {
    "jinan-ht-001": {2021: 1432, 2022: 1560, 2023: 1690, 2024: 1850},
    "jinan-ht-010": {2021: 1400, 2022: 1600, 2023: 1760, 2024: 1900},
    "jinan-ht-013": {2021: "5.70", 2022: "5.75", 2023: "5.80", 2024: "5.90"},
    "jinan-ht-024": {2021: 26, 2022: 27, 2023: 25, 2024: 22},
    "jinan-ht-029": {2021: "63.0", 2022: "64.1", 2023: "66.0", 2024: "67.5"},
    "jinan-ht-060": {},
    "zibo-ht-002": {2021: 325, 2022: 370, 2023: 420, 2024: 470},
    "zibo-ht-015": {2021: "2.10", 2022: "2.60", 2023: "3.40", 2024: "4.80"},
    "zibo-ht-018": {2021: "91.8", 2022: "92.9", 2023: "94.0", 2024: "95.0"},
    "zibo-ht-030": {2021: 395, 2022: 440, 2023: 490, 2024: 545},
    "yantai-ht-002": {2021: 358, 2022: 390, 2023: 424, 2024: 461},
    "yantai-ht-018": {2021: 190, 2022: 230, 2023: 280, 2024: 335},
    "yantai-ht-032": {2021: 150, 2022: 158},
    "yantai-ht-042": {2021: "8.1", 2022: "7.4", 2023: "7.2", 2024: "6.4"},
    "yantai-ht-048": {2021: 100, 2022: 100, 2023: 100, 2024: 100},
    "weihai-torch-007": {2021: "97.0", 2022: "97.0", 2023: "97.1", 2024: "97.2"},
    "weihai-torch-013": {2021: "75.0", 2022: "75.4", 2023: "75.6", 2024: "76.0"},
    "weihai-torch-028": {2021: "0.90", 2022: "1.10", 2023: "1.30", 2024: "1.60"},
    "weihai-torch-030": {2021: 100, 2022: 100, 2023: 100, 2024: 100},
    "zhifu-001": {},
    "zhifu-004": {},
    "zhifu-011": {},
}

# Figures that were not the last word.
PRELIMINARY = {("weihai-torch-013", 2024)}
ASSIGNED = {"jinan-ht-029": {2021: 62, 2022: 63, 2023: 65, 2024: 67}}
STAMPS = ("entered_at", "submitted_at", "approved_at")
ANNUAL_TARGETS = {"jinan-ht-001": {2024: 1900}}


def gather() -> None:
    """Put everything there that the first of December 2025 finds."""
    by = flow.system_person()
    flow.load_register(list(_chosen()), by=by)
    for plan in Plan.objects.select_related("zone"):
        _settle(plan)
    for member in PEOPLE:
        _employ(member)
    for number, years in BEFORE.items():
        _report(Target.objects.get(register_id=number), years)
    zibo = Plan.objects.get(zone__code="zibo-ht")
    days = {"opens_on": date(2025, 1, 2), "due_on": date(2025, 3, 31)}
    make.cycle(zibo, 2024, **days, closed_on=date(2025, 4, 30))
    flow.reassess(Target.objects.select_related("plan"), by=by)


def _chosen() -> Iterable[tuple[str, str]]:
    """The shipped registers, cut down to the targets of ``BEFORE``."""
    for name, text in registers():
        register = json.loads(text)
        register["targets"] = [row for row in register["targets"] if row["id"] in BEFORE]
        register["history"] = []
        if year := ANNUAL.get(register["zone"]):
            register["plan"] |= {"base_year": year - 1, "start_year": year, "end_year": year}
            for row in register["targets"]:
                row["target_year"] = year
        yield name, json.dumps(register, ensure_ascii=False)


def _settle(plan: Plan) -> None:
    """Confirm what the documents left open, and give each target its department."""
    plan.targets.update(state=TargetState.PUBLISHED)
    for name, name_en, categories in DEPARTMENTS:
        department = make.department(plan.zone, name, name_en=name_en)
        plan.targets.filter(indicator__category__in=categories).update(department=department)


def _employ(member: Member) -> None:
    person = make.person(member.username, name=member.name, **member.account)
    zone = Zone.objects.get(code=member.zone)
    for short in member.departments or [""]:
        department = make.department(zone, SHORT[short]) if short else None
        Membership.objects.create(person=person, zone=zone, role=member.role, department=department)


def _report(target: Target, years: Mapping[int, Any]) -> None:
    """Figures of the years before, approved each spring."""
    number = target.register_id
    officer, reviewer = (
        Person.objects.filter(memberships__zone=target.plan.zone, memberships__role=role).first()
        for role in (Role.OFFICER, Role.REVIEWER)
    )
    Figure.objects.bulk_create(
        Figure(
            target=target,
            year=year,
            value=Decimal(str(value)),
            decimals=len(str(value).partition(".")[2]),
            quality=Quality.PRELIMINARY if (number, year) in PRELIMINARY else Quality.FINAL,
            state=FigureState.APPROVED,
            in_force=True,
            **dict.fromkeys(("entered_by", "submitted_by"), officer),
            approved_by=reviewer,
            **dict.fromkeys(STAMPS, datetime(year + 1, 3, 20, 2, tzinfo=UTC)),
        )
        for year, value in years.items()
    )
    for year, value in ASSIGNED.get(number, {}).items():
        make.assigned_value(target, year, value)
    for year, value in ANNUAL_TARGETS.get(number, {}).items():
        make.annual_target(target, year, value)
