"""What looks odd about the figures of an upload, as they would be once it is confirmed."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.attainment.numbers import places
from tracker.entry.comparing import comparison, read
from tracker.entry.sheet.comparing import DryRun, Outcome
from tracker.entry.sheet.facts import Line
from tracker.entry.warnings import warnings_about
from tracker.models import Figure


def with_warnings(run: DryRun) -> DryRun:
    """The same dry run, every changed row with its warnings. Two queries for any number of rows.

    The rows are compared with one another too: a rate with the level in the next row, as typed.
    """
    foreseen = {
        found.line.target.pk: ahead(found.line, run.cycle.year, found.report)
        for found in run.of(Outcome.CHANGED)
        if found.line is not None and found.report is not None
    }
    if not foreseen:
        return run
    shelf = read(list(foreseen.values()))
    for figure in foreseen.values():
        shelf.put(figure)
        shelf.targets[figure.target.indicator_id][figure.target_id] = figure.target
    findings = tuple(
        replace(found, warnings=warnings_about(comparison(foreseen[found.line.target.pk], shelf)))
        if found.outcome is Outcome.CHANGED and found.line is not None
        else found
        for found in run.findings
    )
    return replace(run, findings=findings)


def ahead(line: Line, year: int, report: Mapping[str, Any]) -> Figure:
    """The figure as it would be, not stored; the stored one stays as it is."""
    figure = Figure(year=year) if line.figure is None else copy.copy(line.figure)
    figure.target, figure.in_force = line.target, False
    for name, value in report.items():
        setattr(figure, name, value)
    if figure.value is not None and "value" in report:
        figure.decimals = places(figure.value)
    return figure
