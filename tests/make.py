"""Builders: plain keyword functions that make one valid row each, and the few things around it."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any

from django.utils import timezone

from tracker.models import (
    Alert,
    AnnualTarget,
    AnsweredAlert,
    AssignedValue,
    ComparedSeries,
    Delegation,
    Department,
    Figure,
    Handling,
    Indicator,
    IssuedFile,
    IssuedReport,
    Membership,
    Message,
    MilestoneStep,
    ParentFigure,
    Person,
    Plan,
    Posting,
    ReportingCycle,
    ReportSchedule,
    Scope,
    Target,
    TargetRetirement,
    TargetRevision,
    Webhook,
    Zone,
)
from tracker.terms import (
    AlertRule,
    Category,
    Cause,
    FigureState,
    PlanKind,
    PlanState,
    Quality,
    ReportFormat,
    ReportKind,
    Role,
    Severity,
    TargetKind,
    TargetState,
)

_number = count(1)


def zone(code: str | None = None, **fields: Any) -> Zone:
    code = code or f"zone-{next(_number)}"
    return Zone.objects.create(**{"code": code, "name": f"{code}高新区", **fields})


def scope(zone: Zone, name: str = "全区", **fields: Any) -> Scope:
    defaults = {"is_whole": name == "全区", **fields}
    return Scope.objects.get_or_create(zone=zone, name=name, defaults=defaults)[0]


def department(zone: Zone, name: str = "经济发展部", **fields: Any) -> Department:
    return Department.objects.get_or_create(zone=zone, name=name, defaults=fields)[0]


def person(username: str | None = None, **fields: Any) -> Person:
    username = username or f"person-{next(_number)}"
    return Person.objects.create_user(
        username, email=f"{username}@example.test", password="correct horse", **fields
    )


def member(
    role: Role, zone: Zone, *, department: Department | None = None, **fields: Any
) -> Person:
    """A person with one role in one zone."""
    someone = person(**fields)
    Membership.objects.create(person=someone, zone=zone, role=role, department=department)
    return someone


def delegation(principal: Person, substitute: Person, zone: Zone, **fields: Any) -> Delegation:
    """One person stands in for another in a zone, today unless told otherwise."""
    today = timezone.localdate()
    defaults = {
        "from_on": today,
        "to_on": today,
        "made_by": principal,
        "made_at": timezone.now(),
        **fields,
    }
    return Delegation.objects.create(
        principal=principal, substitute=substitute, zone=zone, **defaults
    )


def plan(zone: Zone | None = None, **fields: Any) -> Plan:
    """A published five-year plan, 2021 to 2025."""
    defaults = {
        "kind": PlanKind.FIVE_YEAR,
        "title": "第十四个五年规划",
        "base_year": 2020,
        "start_year": 2021,
        "end_year": 2025,
        "state": PlanState.PUBLISHED,
    }
    return Plan.objects.create(zone=zone or globals()["zone"](), **{**defaults, **fields})


def indicator(name: str = "地区生产总值", unit: str = "亿元", **fields: Any) -> Indicator:
    defaults = {"category": Category.ECONOMY, **fields}
    return Indicator.objects.get_or_create(name=name, unit=unit, defaults=defaults)[0]


def target(plan: Plan | None = None, *, name: str = "地区生产总值", **fields: Any) -> Target:
    """A confirmed target: by default a level of 200 in 2025 from 100 in 2020."""
    plan = plan or globals()["plan"]()
    unit = fields.pop("unit", "亿元")
    category = fields.pop("category", Category.ECONOMY)
    kind = fields.get("kind", TargetKind.LEVEL)
    defaults: dict[str, Any] = {
        "register_id": f"{plan.zone.code}-{next(_number):03}",
        "name": name,
        "indicator": fields.pop("indicator", None) or indicator(name, unit, category=category),
        "scope": fields.pop("scope", None) or scope(plan.zone),
        "unit": unit,
        "kind": kind,
        "base_year": 2020,
        "target_year": 2025,
        "state": TargetState.PUBLISHED,
    }
    if kind == TargetKind.LEVEL:
        defaults |= {"base_value": Decimal(100), "target_value": Decimal(200)}
    return Target.objects.create(plan=plan, **{**defaults, **fields})


def cycle(plan: Plan, year: int = 2025, **fields: Any) -> ReportingCycle:
    """A reporting cycle from 1 January to 31 March of the year after."""
    defaults = {"opens_on": date(year + 1, 1, 1), "due_on": date(year + 1, 3, 31), **fields}
    return ReportingCycle.objects.create(plan=plan, year=year, **defaults)


def figure(target: Target, year: int, value: Any = None, **fields: Any) -> Figure:
    """A figure in force, approved by a reviewer who did not enter it."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "value": None if value is None else Decimal(str(value)),
        "quality": Quality.FINAL,
        "state": FigureState.APPROVED,
        "in_force": True,
        "entered_by": person(),
        "entered_at": now,
        "approved_by": person(),
        "approved_at": now,
    }
    return Figure.objects.create(target=target, year=year, **{**defaults, **fields})


def draft(target: Target, year: int, value: Any = None, **fields: Any) -> Figure:
    """A figure that is being worked on."""
    pending = {
        "state": FigureState.DRAFT,
        "in_force": False,
        "approved_by": None,
        "approved_at": None,
    }
    return figure(target, year, value, **{**pending, **fields})


def retired(target: Target, **fields: Any) -> TargetRetirement:
    """A target is retired, as it stood."""
    defaults = {"document": "关于调整指标的通知", "reason": "统计制度取消该指标"}
    defaults |= {"retired_by": fields.pop("by", None) or person(), "retired_at": timezone.now()}
    row = TargetRetirement.objects.create(
        target=target, state_before=target.state, **{**defaults, **fields}
    )
    target.state = TargetState.RETIRED
    target.save(update_fields=["state"])
    return row


def annual_target(target: Target, year: int, value: Any) -> AnnualTarget:
    return AnnualTarget.objects.create(target=target, year=year, value=Decimal(str(value)))


def assigned_value(target: Target, year: int, value: Any) -> AssignedValue:
    return AssignedValue.objects.create(target=target, year=year, value=Decimal(str(value)))


def steps(target: Target, *names: str) -> list[MilestoneStep]:
    """The named steps of a milestone, in their order."""
    return [
        MilestoneStep.objects.create(target=target, name=name, position=position)
        for position, name in enumerate(names, 1)
    ]


def series(name: str = "全市", zone: Zone | None = None, **fields: Any) -> ComparedSeries:
    """A series that relative targets are compared with; of no zone unless one is given."""
    return ComparedSeries.objects.create(name=name, zone=zone, **fields)


def parent_figure(series: ComparedSeries, year: int, value: Any, **fields: Any) -> ParentFigure:
    """A compared series' figure in force."""
    defaults = {
        "value": Decimal(str(value)),
        "quality": Quality.FINAL,
        "document": "统计公报",
        "entered_by": fields.pop("entered_by", None) or person(),
        "entered_at": timezone.now(),
    }
    return ParentFigure.objects.create(series=series, year=year, **{**defaults, **fields})


def message(to: Person | None = None, **fields: Any) -> Message:
    """A mail that waits in the outbox."""
    to = to or person()
    number, now = next(_number), timezone.now()
    defaults: dict[str, Any] = {
        "key": f"due_soon:cycle-{number}:due-2026-03-31:step-7:person-{to.pk}",
        "address": to.email,
        "language": to.language,
        "subject": "请提交年度数据",
        "body_text": "请提交年度数据。",
        "body_html": "<p>请提交年度数据。</p>",
        "message_id": f"<message-{number}@example.test>",
        "not_before": now,
        "written_at": now,
    }
    return Message.objects.create(person=to, **{**defaults, **fields})


def webhook(zone: Zone, **fields: Any) -> Webhook:
    """A webhook for signed JSON, switched on."""
    defaults: dict[str, Any] = {
        "name": f"推送 {next(_number)}",
        "url": "https://robots.example.cn/hook",
        "secret": "sixteen characters and more",
        "is_on": True,
        "made_by": fields.pop("made_by", None) or person(),
        "made_at": timezone.now(),
    }
    return Webhook.objects.create(zone=zone, **{**defaults, **fields})


def posting(webhook: Webhook, **fields: Any) -> Posting:
    """Something that waits to be told to a webhook."""
    now = timezone.now()
    key = f"webhook-{webhook.pk}:2026-03-{next(_number)}"
    body = {"id": key, "title": "预警", "summary": "1 项。", "items": [], "more": "", "link": "/"}
    defaults: dict[str, Any] = {
        "key": key, "subject": "预警", "body": body, "not_before": now, "written_at": now,
    }  # fmt: skip
    return Posting.objects.create(webhook=webhook, **{**defaults, **fields})


def revision(target: Target, year: int, value: Any, **fields: Any) -> TargetRevision:
    """A new target value that judgements follow from ``year`` on."""
    defaults = {
        "effective_on": date(year, 6, 1),
        "document": "关于中期调整的批复",
        "reason": "中期评估",
        "revised_by": person(),
        **fields,
    }
    return TargetRevision.objects.create(
        target=target, effective_year=year, value=Decimal(str(value)), **defaults
    )


def alert(target: Target, **fields: Any) -> Alert:
    """An open alert about a target that is behind in 2024, told to officer and reviewer."""
    defaults: dict[str, Any] = {
        "rule": AlertRule.OFF_TRACK,
        "zone": target.plan.zone,
        "department": target.department,
        "year": 2024,
        "severity": Severity.WARNING,
        "step": "behind",
        "told": ["officer", "reviewer"],
        "facts": {"status": "behind", "verdict": None},
        "raised_on": timezone.localdate(),
    }
    return Alert.objects.create(target=target, **{**defaults, **fields})


def owed_alert(cycle: ReportingCycle, department: Department | None = None, **fields: Any) -> Alert:
    """An open alert about two of three figures that a department owes since yesterday."""
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "rule": AlertRule.OVERDUE,
        "zone": cycle.plan.zone,
        "department": department,
        "year": cycle.year,
        "severity": Severity.WARNING,
        "step": "week-1",
        "told": ["officer"],
        "facts": {"due_on": str(today - timedelta(days=1)), "asked": 3, "outstanding": 2},
        "raised_on": today,
    }
    return Alert.objects.create(cycle=cycle, **{**defaults, **fields})


def handling(*alerts: Alert, **fields: Any) -> Handling:
    """An answer to alerts about one thing, which promises something within thirty days."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "zone": alerts[0].zone,
        "target": alerts[0].target,
        "cause": Cause.PROJECT,
        "explanation": "重点项目开工推迟",
        "measure": "倒排工期，按月调度",
        "owner": "王建国 经济发展部部长",
        "promised_on": timezone.localdate(now) + timedelta(days=30),
        "handled_by": fields.pop("by", None) or person(),
        "handled_at": now,
    }
    level = fields.pop("level", None)
    row = Handling.objects.create(**{**defaults, **fields})
    for each in alerts:
        at = each.level if level is None else level
        AnsweredAlert.objects.create(handling=row, alert=each, level=at)
    return row


def schedule(
    *zones: Zone, by: Person, recipients: Iterable[Person] = (), **fields: Any
) -> ReportSchedule:
    """Every 15 April the monitoring report of the year before, as PDF in Chinese, since 2020."""
    defaults: dict[str, Any] = {
        "name": f"年度监测报告 {next(_number)}",
        "kind": ReportKind.MONITORING,
        "formats": [ReportFormat.PDF],
        "languages": ["zh-hans"],
        "month": 4,
        "day": 15,
        "since": date(2020, 1, 1),
        "saved_at": timezone.now(),
        **fields,
    }
    row = ReportSchedule.objects.create(by=by, **defaults)
    row.zones.set(zones)
    row.recipients.set(recipients)
    return row


def issued_report(
    zone: Zone, number: str = "济高规〔2026〕3号", *, content: bytes = b"%PDF", **fields: Any
) -> IssuedReport:
    """An issued monitoring report of 2025, with one PDF of this content that is stored nowhere."""
    defaults: dict[str, Any] = {
        "kind": ReportKind.MONITORING,
        "year": 2025,
        "language": "zh-hans",
        "title": f"{zone.name}2025年度监测报告",
        "dataset": b"{}",
        "dataset_sha256": sha256(b"{}").hexdigest(),
        "rule_version": "1",
        "issued_by": fields.pop("issued_by", None) or person(),
        "issued_at": timezone.now(),
    }
    report = IssuedReport.objects.create(zone=zone, number=number, **{**defaults, **fields})
    digest = sha256(content).hexdigest()
    IssuedFile.objects.create(
        report=report, format=ReportFormat.PDF, filename=f"{zone.code}-2025.pdf",
        stored=digest, sha256=digest, size=len(content),
    )  # fmt: skip
    return report
