"""Which steps of a milestone are done; how many that is follows and is not typed."""

from collections.abc import Mapping
from typing import Any

from tracker.errors import FieldProblem, Incomplete
from tracker.models import Figure, Target

COUNTED = ("steps_done", "steps_total")


def with_ticks(target: Target, figure: Figure, report: Mapping[str, Any]) -> dict[str, Any]:
    """The report of a milestone with its counts; as it was where its steps have no names.

    Raises ``Incomplete`` for counts that say otherwise than the ticks, and for unknown steps.
    """
    steps = set(target.steps.values_list("pk", flat=True))
    if not steps:
        return {name: value for name, value in report.items() if name != "ticked"}
    typed = [
        FieldProblem(name, report[name], "follows_from_ticks")
        for name in COUNTED
        if report.get(name) is not None and report[name] != getattr(figure, name)
    ]
    if typed:
        raise Incomplete(*typed)
    kept = {name: value for name, value in report.items() if name not in COUNTED}
    if "ticked" not in report:
        return kept
    ticked = set(report["ticked"])
    if strange := ticked - steps:
        raise Incomplete(*(FieldProblem("ticked", pk, "not_a_choice") for pk in sorted(strange)))
    return kept | {
        "ticked": sorted(ticked),
        "steps_done": len(ticked),
        "steps_total": len(steps),
    }
