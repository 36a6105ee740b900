"""The tables that single kinds of documents have, each as a sheet of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.attainment.numbers import places
from tracker.reports.datasets import (
    Adjusted,
    Baseline,
    Comparison,
    DepartmentSheet,
    Ended,
    FinalReport,
    Line,
    MidtermReport,
    Report,
)
from tracker.reports.workbook.grids import Amount, Cell, Column, Grid, Row
from tracker.reports.workbook.indicators import Table, digits_of, target_digits
from tracker.reports.workbook.looks import PERCENT, digits
from tracker.terms import ReportKind

_WHOLE = digits(0)
_SHARES = frozenset({"attainment", "progress", "elapsed"})


# The sheets that a kind of report adds to those that all have, in their order.
OWN = {
    ReportKind.MIDTERM: ("fields", "adjusted", "proposals"),
    ReportKind.FINAL: ("outcomes", "ended", "baselines"),
    ReportKind.DEPARTMENT: ("entries",),
    ReportKind.COMPARISON: ("ranking",),
}
_CENTRED = frozenset(
    {"number", "unit", "status", "verdict", "light_short", "quality", "approved_on", "place"}
)
# What may not have been written down of any target.
_OPTIONAL = frozenset({"reason", "note", "following"})


def own_grids(report: Report, lines: Iterable[Line], table: Table) -> Mapping[str, Grid]:
    """The tables of the kind by the names of their sheets; ``table`` is that of indicators, and
    ``lines`` its rows."""
    own = _Own(report.words, {line.key: line for line in lines}, table)
    grids: tuple[Grid, ...] = ()
    match report:
        case MidtermReport():
            grids = (own.fields(report), own.adjusted(report), own.proposals(report))
        case FinalReport():
            grids = (own.outcomes(report), own.ended(report), own.baselines(report))
        case DepartmentSheet():
            grids = (own.entries(report),)
        case Comparison():
            grids = (own.ranking(report),)
    return dict(zip(OWN.get(report.kind, ()), grids, strict=True))


@dataclass(frozen=True)
class _Own:
    """Tables over the targets of one report; their numbers are those of its table."""

    words: Mapping[str, str]
    lines: Mapping[str, Line]
    table: Table

    def fields(self, report: MidtermReport) -> Grid:
        columns = [
            Column(self.words["field"], 18.0),
            *self._columns(light_short=13.0, total=9.0, assessable=9.0, on_pace=9.0, share=10.0),
            *self._columns(
                finding=34.0, ahead_names=30.0, behind_names=30.0, unassessed_names=30.0
            ),
        ]
        names = self.words["names"].join
        rows: list[Row] = []
        for one in report.fields_of_work:
            sums = one.sums
            counts = (sums.total, sums.assessable, sums.on_pace) if sums else (None, None, None)
            rows.append(
                (
                    *(one.name, one.light),
                    *(Amount(count, _WHOLE) for count in counts),
                    share_of(counts[2], counts[1], "E{row}/D{row}"),
                    *(one.finding, names(one.ahead), names(one.behind), names(one.unassessed)),
                )
            )
        return Grid(self.words["by_field"], self.words["empty_lead"], columns, rows)

    def adjusted(self, report: MidtermReport) -> Grid:
        columns = [
            *self._columns(id=14.0, indicator=30.0, unit=10.0, printed=15.0, revised=15.0),
            *self._columns(since=30.0, document=26.0, reason=44.0),
        ]
        rows: list[Row] = [
            (
                *(row.key, row.name, row.unit),
                *(self._promise(row, name) for name in ("printed", "value")),
                *(row.since, row.document, row.reason),
            )
            for row in report.adjusted
        ]
        words = self.words
        return Grid(words["adjusted"], words["empty_lead"], columns, rows, words["no_adjusted"])

    def _promise(self, row: Adjusted, name: str) -> Cell:
        exact, text = getattr(row, f"exact_{name}"), getattr(row, name)
        line = self.lines.get(row.key)
        if exact is None or line is None:
            return str(text)
        return Amount(exact, target_digits(line.basis, places(exact)))

    def proposals(self, report: MidtermReport) -> Grid:
        columns = [
            *self._columns(id=14.0, indicator=30.0, unit=10.0, status=13.0, target=15.0),
            *self._columns(actual=13.0, outlook=22.0, proposal=30.0, grounds=56.0),
        ]
        rows: list[Row] = [
            (
                *(row.key, row.name, row.unit, row.judged),
                *(self._value(row.key, name, getattr(row, name)) for name in ("target", "actual")),
                *(row.outlook, row.proposal, row.grounds),
            )
            for row in report.proposals
        ]
        words = self.words
        lead = words["proposals_lead"]
        return Grid(words["proposals"], lead, columns, rows, words["no_proposals"])

    def outcomes(self, report: FinalReport) -> Grid:
        columns = self._columns(
            verdict=20.0,
            binding_short=12.0,
            anticipatory_short=12.0,
            total=12.0,
            outcome_share=12.0,
        )
        last = 3 + len(report.outcomes)
        rows: list[Row] = []
        whole = sum(row.count for row in report.outcomes)
        for row in report.outcomes:
            rest = row.count - row.bound
            counts = (row.bound, rest, row.count)
            formula = f"D{{row}}/SUM(D$4:D${last})"
            share = share_of(row.count, whole, formula)
            rows.append((row.judged, *(Amount(count, _WHOLE) for count in counts), share))
        return Grid(self.words["outcomes"], "", columns, rows)

    def ended(self, report: FinalReport) -> Grid:
        """What was reached, then what was missed, each with why."""
        columns = [
            *self._columns(id=14.0, number=6.0, indicator=30.0, unit=10.0, target=15.0),
            *self._columns(actual=13.0, attainment=11.0, verdict=15.0, reason=60.0),
        ]
        ended = [row for group in report.reached for row in group.rows] + list(report.missed)
        rows = [self._end(row, str(place)) for place, row in enumerate(ended, start=1)]
        words = self.words
        return Grid(words["sheet_ended"], words["empty_lead"], columns, rows, words["no_ended"])

    def _end(self, row: Ended, place: str) -> Row:
        names = ("target", "actual", "attainment")
        values = (self._value(row.key, name, getattr(row, name)) for name in names)
        return (row.key, place, row.name, row.unit, *values, row.judged, row.reason)

    def baselines(self, report: FinalReport) -> Grid:
        columns = [
            *self._columns(id=14.0, number=6.0, indicator=34.0, unit=10.0, value=14.0),
            *self._columns(quality=14.0, following=14.0, remark=40.0),
        ]
        rows = [self._baseline(row) for row in report.baselines]
        words = self.words
        lead = words["baselines_lead"]
        return Grid(words["baselines"], lead, columns, rows, words["no_baselines"])

    def _baseline(self, row: Baseline) -> Row:
        value, following = (
            Amount(exact, digits(places(exact)) if exact is not None else "")
            for exact in (row.exact_value, row.exact_following)
        )
        named = (row.key, row.number, row.name, row.unit)
        return (*named, value, row.quality, following, row.remark)

    def entries(self, report: DepartmentSheet) -> Grid:
        columns = [
            *self._columns(id=14.0, number=6.0, indicator=34.0, unit=10.0, value=14.0),
            *self._columns(quality=14.0, approved_on=18.0, note=50.0),
        ]
        rows: list[Row] = [
            (
                *(row.key, row.number, row.name, row.unit),
                self._value(row.key, "actual", row.value),
                *(row.quality, row.approved_on, row.note),
            )
            for row in report.entries
        ]
        words = self.words
        return Grid(words["entries"], words["empty_lead"], columns, rows, words["no_entries"])

    def ranking(self, report: Comparison) -> Grid:
        words = self.words
        bound = [f"{words['binding_short']} · {words[name]}" for name in ("assessable", "on_pace")]
        columns = [
            *self._columns(place=7.0, zone=22.0, period=22.0, total=9.0, assessable=9.0),
            *self._columns(on_pace=9.0, share=10.0, coverage=10.0),
            *(Column(head, 11.0) for head in bound),
            *self._columns(light_short=13.0, why=36.0),
        ]
        rows: list[Row] = []
        for rank in report.ranking:
            sums, binding = rank.sums, rank.bound
            counts = (sums.total, sums.assessable, sums.on_pace)
            bounds = (binding.assessable, binding.on_pace) if binding else (None, None)
            place = rank.place if rank.number is None else Amount(rank.number, _WHOLE)
            rows.append(
                (
                    *(place, rank.zone, rank.period),
                    *(Amount(count, _WHOLE) for count in counts),
                    share_of(sums.on_pace, sums.assessable, "F{row}/E{row}"),
                    share_of(sums.assessable, sums.total, "E{row}/D{row}"),
                    *(Amount(count, _WHOLE) for count in bounds),
                    *(rank.light, rank.reason),
                )
            )
        return Grid(words["ranking"], words["ranking_lead"], columns, rows)

    def _columns(self, **widths: float) -> list[Column]:
        """Columns under the words of their names."""
        return [
            Column(
                self.words[name],
                width,
                "centre" if name in _CENTRED else "text",
                hidden=name == "id",
                optional=name in _OPTIONAL,
            )
            for name, width in widths.items()
        ]

    def _value(self, key: str, name: str, text: str) -> Cell:
        """A number of a target as the table of indicators has it, or else the word for it."""
        line = self.lines.get(key)
        exact = getattr(line.exact, name) if line else None
        if line is None or exact is None:
            return text
        shown = PERCENT if name in _SHARES else digits_of(line, name)
        return Amount(exact, shown, self.table.found(name))


def share_of(part: int | None, whole: int | None, formula: str) -> Amount:
    """A share as a formula; empty where there is nothing to be a share of."""
    if not whole or part is None:
        return Amount(None, PERCENT)
    return Amount(part / whole, PERCENT, f"={formula}")
