"""Keeps the steps that lead to a milestone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.errors import FieldProblem, Incomplete, Stale, WrongState
from tracker.models import Figure, MilestoneStep, Target
from tracker.terms import TargetKind, TargetState


@dataclass(frozen=True)
class Step:
    """One step as a form says it; ``pk`` is None for a new one, and no name takes it away."""

    pk: int | None
    name: str
    due_year: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class StepProblem(FieldProblem):
    """One line of the form that cannot be taken."""

    line: int = 0


def set_steps(target: Target, steps: Sequence[Step]) -> list[MilestoneStep]:
    """Make a milestone's steps what the form says, in its order.

    A step that a figure has ticked can be renamed, and not be taken away. Raises ``WrongState``
    for what is no milestone, ``Stale`` where a step is gone meanwhile, ``Incomplete`` with every
    line that cannot be.
    """
    current = Target.objects.select_for_update(no_key=True).get(pk=target.pk)
    if current.kind != TargetKind.MILESTONE or current.restates_id is not None:
        raise WrongState("no_milestone")
    if current.state == TargetState.RETIRED:
        raise WrongState("target_retired")
    stored = {step.pk: step for step in current.steps.all()}
    if any(step.pk is not None and step.pk not in stored for step in steps):
        raise Stale
    problems = [*_names(steps), *_dues(steps), *_ticked(current, stored, steps)]
    if problems:
        raise Incomplete(*problems)
    kept = [step for step in steps if step.name.strip()]
    named = {step.pk for step in kept}
    gone = [pk for pk in stored if pk not in named]
    current.steps.filter(pk__in=gone).delete()
    for pk in stored.keys() & named:
        # Two steps may swap their names; on the way there each has one of its own.
        current.steps.filter(pk=pk).update(name=f"#{pk}")
    for position, step in enumerate(kept, start=1):
        facts = {
            "position": position,
            "name": step.name.strip(),
            "due_year": step.due_year,
            "due_on": step.due_on,
        }
        if step.pk is None:
            current.steps.create(**facts)
        else:
            current.steps.filter(pk=step.pk).update(**facts)
    return list(current.steps.all())


def _names(steps: Sequence[Step]) -> list[FieldProblem]:
    names = [step.name.strip() for step in steps]
    return [
        StepProblem("name", name, "twice", line)
        for line, name in enumerate(names)
        if name and name in names[:line]
    ]


def _dues(steps: Sequence[Step]) -> list[FieldProblem]:
    return [
        StepProblem("name", step.name, "empty", line)
        for line, step in enumerate(steps)
        if step.pk is None and not step.name.strip() and (step.due_year or step.due_on)
    ]


def _ticked(
    target: Target, stored: dict[int, MilestoneStep], steps: Sequence[Step]
) -> list[FieldProblem]:
    kept = {step.pk for step in steps if step.name.strip()}
    gone = stored.keys() - kept
    if not gone:
        return []
    reported = {
        pk
        for ticked in Figure.objects.filter(target=target).values_list("ticked", flat=True)
        for pk in ticked
    }
    lines = {step.pk: line for line, step in enumerate(steps)}
    return [
        StepProblem("name", stored[pk].name, "step_ticked", lines.get(pk, 0))
        for pk in sorted(gone & reported)
    ]
