"""Which steps of a milestone are done; how many that is follows and is not typed."""

from collections.abc import Collection, Mapping
from typing import Any

from tracker.errors import FieldProblem, Incomplete
from tracker.models import Figure

COUNTED = ("steps_done", "steps_total")


def with_ticks(steps: Collection[int], figure: Figure, report: Mapping[str, Any]) -> dict[str, Any]:
    """The report of a milestone with its counts; as it was where it has no named ``steps``.

    Raises ``Incomplete`` for counts that say otherwise than the ticks, and for unknown steps.
    """
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
    if strange := ticked - set(steps):
        raise Incomplete(*(FieldProblem("ticked", pk, "not_a_choice") for pk in sorted(strange)))
    return kept | {
        "ticked": sorted(ticked),
        "steps_done": len(ticked),
        "steps_total": len(steps),
    }
