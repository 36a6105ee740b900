"""The words of the script, each of them a verb of the product."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from tests.story.year.cast import SHORT
from tracker import flow
from tracker.models import (
    Alert,
    Department,
    Figure,
    Handling,
    Person,
    Plan,
    ReportingCycle,
    Target,
    Zone,
)
from tracker.terms import AlertState

# What a verb answers with that cannot be done yet.
LATER = object()


def opens(about: str, words: str, by: Person) -> None:
    """``zone year`` · ``first day  due date``"""
    code, year = about.split()
    opens_on, due_on = map(date.fromisoformat, words.split())
    plan = Plan.objects.get(zone__code=code)
    flow.open_cycle(plan, int(year), opens_on=opens_on, due_on=due_on, by=by)


def extends(about: str, words: str, by: Person) -> None:
    """``zone year [department]`` · ``due date, reason``"""
    code, year, *short = about.split()
    due_on, reason = words.split(maxsplit=1)
    department = None
    if short:
        department = Department.objects.get(zone__code=code, name=SHORT[short[0]])
    cycle = _cycle(code, year)
    due = date.fromisoformat(due_on)
    flow.extend_cycle(cycle, department, due_on=due, reason=reason, by=by)


def closes(about: str, _words: str, by: Person) -> None:
    """``zone year``"""
    flow.close_cycle(_cycle(*about.split()), on=timezone.localdate(), by=by)


def saves(about: str, words: str, by: Person) -> Figure:
    """``target year`` · ``value [quality] [reason of a revision]``"""
    target, year = _target(about)
    value, *rest = words.split(maxsplit=2)
    report: dict[str, Any] = {"value": Decimal(value)}
    if value == "done":
        report = {"done": True}
    report["quality"] = rest[0] if rest else "final"
    if rest[1:]:
        report["revision_reason"] = rest[1]
    open_one = _vintages(about).exclude(state="approved").first()
    version = open_one.version if open_one else None
    return flow.save_figure(target, year, report, version=version, by=by)


def submits(about: str, _words: str, by: Person) -> None:
    """``target year``"""
    figure = _figure(about)
    flow.submit_figure(figure, version=figure.version, by=by)


def reports(about: str, words: str, by: Person) -> None:
    """As ``saves``, and submits it."""
    saves(about, words, by)
    submits(about, "", by)


def approves(about: str, _words: str, by: Person) -> None:
    """``target year``"""
    figure = _figure(about)
    flow.approve_figure(figure, version=figure.version, by=by)


def returns(about: str, words: str, by: Person) -> None:
    """``target year`` · ``reason``"""
    figure = _figure(about)
    flow.return_figure(figure, version=figure.version, reason=words, by=by)


def reopens(about: str, words: str, by: Person) -> None:
    """``target year`` · ``reason``"""
    figure = _vintages(about).get(in_force=True)
    flow.reopen_figure(figure, reason=words, by=by)


def assigns(about: str, words: str, by: Person) -> None:
    """``target year`` · ``value``"""
    target, year = _target(about)
    values = {target.pk: {year: Decimal(words)}}
    flow.set_yearly_values([target], values, seen=None, document="济环发〔2026〕3号", by=by)


def revises(about: str, words: str, by: Person) -> None:
    """``target year`` · ``value, document, reason``"""
    target, year = _target(about)
    value, document, reason = words.split()
    flow.revise_target(
        target,
        value=Decimal(value),
        effective_year=year,
        effective_on=timezone.localdate(),
        document=document,
        reason=reason,
        by=by,
    )


def retires(about: str, words: str, by: Person) -> None:
    """``target`` · ``document, reason``"""
    document, reason = words.split()
    target = Target.objects.select_related("plan__zone").get(register_id=about)
    flow.retire_target(target, document=document, reason=reason, by=by)


def answers(about: str, words: str, by: Person) -> object:
    """``target`` · ``promised date, kind of cause, measure``; to all its open alerts at once.

    Where no run has raised any by the day that would be promised, nobody answers any more.
    """
    promised_on, cause, measure = words.split()
    if timezone.localdate() > date.fromisoformat(promised_on):
        return None
    alerts = list(Alert.objects.filter(target__register_id=about, state=AlertState.OPEN))
    if not alerts:
        return LATER
    given = Handling.objects.filter(alerts__in=alerts).distinct().count()
    return flow.handle_alert(
        alerts[0],
        also=alerts[1:],
        cause=cause,
        explanation=measure,
        measure=measure,
        owner=by.name,
        promised_on=date.fromisoformat(promised_on),
        seen=given or None,
        by=by,
        at=timezone.now(),
    )


def reminds(about: str, words: str, by: Person) -> None:
    """``zone year`` · ``days before the due date``"""
    plan = _cycle(*about.split()).plan
    flow.set_reminders(plan, {"reminder_days": [int(day) for day in words.split()]}, by=by)


def delegates(about: str, words: str, by: Person) -> None:
    """``zone substitute`` · ``first day  last day, reason``"""
    code, name = about.split()
    first, last, reason = words.split(maxsplit=2)
    flow.make_delegation(
        by,
        Person.objects.get(name=name),
        Zone.objects.get(code=code),
        from_on=date.fromisoformat(first),
        to_on=date.fromisoformat(last),
        reason=reason,
        by=by,
    )


VERBS: dict[str, Callable[[str, str, Person], object]] = {
    verb.__name__: verb
    for verb in (
        opens, extends, closes, saves, submits, reports, approves, returns, reopens, assigns,
        revises, retires, answers, reminds, delegates,
    )
}  # fmt: skip


def _cycle(code: str, year: str) -> ReportingCycle:
    cycles = ReportingCycle.objects.select_related("plan__zone")
    return cycles.get(plan__zone__code=code, year=year)


def _target(about: str) -> tuple[Target, int]:
    number, year = about.split()
    targets = Target.objects.select_related("plan__zone")
    return targets.get(register_id=number), int(year)


def _vintages(about: str) -> Any:
    number, year = about.split()
    rows = Figure.objects.filter(target__register_id=number, year=year)
    return rows.select_related("target__plan__zone")


def _figure(about: str) -> Figure:
    figure: Figure = _vintages(about).latest("vintage")
    return figure
