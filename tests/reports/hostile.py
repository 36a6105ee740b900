"""Plans whose people typed whatever a keyboard has, and plans of the sizes that break pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests import make
from tests.reports import build
from tracker import flow
from tracker.models import Department, Figure, Plan, Target
from tracker.terms import Attribute, Category, Direction, Quality, TargetKind

# Markup of typesetters, pages and spreadsheets, and signs that no font has or that nobody sees.
NASTY = (
    '😀 # *强* $x$ <script>a("1")</script> \\ @ref [a](b) `c` //d /* e */ =1+1 '
    '#read("/etc/pass") _下划_ ~ ^ {% 1 %} &amp; \x07\x1b\u200d\ufeff\u202e 止'
)
UNBROKEN = "https://stats.example.gov.cn/" + "bulletin-2024/" * 14
ZONE_NAME = "中国（山东）自由贸易试验区济南片区临空经济与国际医疗康养融合创新发展示范园区"
NAME = ("规模以上战略性新兴产业增加值占工业增加值比重" + "（含新材料、节能环保）" * 4)[:60]
NOTE = ("本年数据按新口径核算，已与上年同口径数据作可比调整。" * 80)[:2000]
MEASURE = ("倒排工期、按月调度，逐项目明确责任人和完成时限；" * 43)[:1000]


def words(plan: Plan) -> Sequence[Target]:
    """A target whose every text is nasty, and one for each text that is as long as it may be."""
    theirs = make.department(plan.zone, f"部{NASTY[:60]}")
    here = make.scope(plan.zone, f"片区 <b>{NASTY[:40]}")
    nasty = {"name": NASTY, "unit": "#个*", "target_text": NASTY}
    figures = {2023: _figure("104", NASTY), 2024: _figure("106", NASTY)}
    long = {2024: _figure("103.5", NOTE)}
    rows = [
        build.judged(plan, figures, **nasty, department=theirs, scope=here),
        build.judged(plan, long, name=NAME, unit="万元/平方公里·年", attribute=Attribute.BINDING),
        build.judged(plan, {2024: _figure("90", UNBROKEN)}, name="W" * 60, unit="W" * 20),
        build.judged(
            plan, {}, name="长" * 60, target_text="目" * 300, kind=TargetKind.UNDETERMINED
        ),
    ]
    for row, text in zip(rows, (NASTY, MEASURE, UNBROKEN), strict=False):
        make.handling(
            make.alert(row),
            explanation=text,
            measure=text,
            owner=text[:60],
            promised_on=date(2025, 6, 30),
        )
    return rows


def _figure(value: str, note: str) -> dict[str, Any]:
    return {"value": value, "note": note, "quality": Quality.FLASH, "evidence": note[:300]}


def many(plan: Plan, number: int = 300, *, silent: str = "沉默部") -> Plan:
    """A plan of so many targets in all fields of work, every tenth of a department that reports
    nothing, every fifteenth binding, every third short of its path."""
    reporting, mute = make.department(plan.zone, "填报部"), make.department(plan.zone, silent)
    rows = [_one_of_many(plan, place, mute if place % 10 == 9 else reporting)
            for place in range(number)]  # fmt: skip
    Figure.objects.bulk_create(_figures(row for row in rows if row.department == reporting))
    flow.reassess(rows, by=flow.system_person())
    return plan


def _one_of_many(plan: Plan, place: int, department: Department) -> Target:
    fields = list(Category)
    return make.target(
        plan,
        name=f"第{place + 1}项指标" + "及其配套工作完成情况" * (place % 3),
        category=fields[place * len(fields) // 300 % len(fields)],
        department=department,
        base_value=Decimal(1000 + 37 * place),
        target_value=Decimal(1500 + 37 * place),
        attribute=Attribute.BINDING if place % 15 == 0 else Attribute.ANTICIPATORY,
    )


def _figures(rows: Iterable[Target]) -> Iterable[Figure]:
    author, reviewer = make.person(), make.person()
    for place, row in enumerate(rows):
        for year in (2021, 2022, 2023, 2024):
            pace = 20 if place % 3 == 0 else 110
            yield Figure(
                target=row,
                year=year,
                value=row.base_value + pace * (year - 2020),
                quality=Quality.PRELIMINARY if year == 2024 else Quality.FINAL,
                state="approved",
                in_force=True,
                entered_by=author,
                approved_by=reviewer,
                entered_at=_AT,
                approved_at=_AT,
            )


_AT = make.timezone.now()


def kept(plan: Plan) -> Target:
    """The one target of its plan, and a ceiling."""
    return build.judged(
        plan,
        {2024: "4.8"},
        name="城镇登记失业率",
        unit="%",
        direction=Direction.AT_MOST,
        kind=TargetKind.EACH_YEAR,
        target_value="4.5",
    )
