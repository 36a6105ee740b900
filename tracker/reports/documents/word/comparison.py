"""The comparison of zones (横向比较)."""

from collections.abc import Sequence

from tracker.reports.datasets import Comparison, MatrixCell, SharedGroup, SharedLine
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.elements import Element, paragraph, run
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.pictures import width_of
from tracker.reports.documents.word.tables import (
    MARGINS,
    Column,
    group_row,
    row,
    side_by_side,
    table,
)


def comparison(paper: Paper, furniture: Furniture, report: Comparison) -> None:
    """All that the comparison says, in the order of the printed one."""
    words = report.words
    parts.cover(paper, report.cover, words["doc_number"])
    paper.contents(words["contents"])
    paper.heading(words["overview"])
    for text in report.summary:
        paper.text(text)
    if report.zones.bars:
        paper.chart(report.zones, report.zones_caption, words["figure"])
    paper.heading(words["ranking"])
    _ranking(paper, report)
    paper.turn(furniture.upright())
    paper.heading(words["matrix"])
    _matrix(paper, report)
    paper.heading(words["shared"])
    _shared(paper, report)
    annexes.heading(paper, report, words["method"])
    annexes.method(paper, report)
    furniture.sideways()


def _ranking(paper: Paper, report: Comparison) -> None:
    """The zones by their share on pace, with coverage and light."""
    words = report.words
    paper.lead(words["ranking_lead"])
    columns = [
        Column(words["place"], 640, "TableNumber"),
        Column(words["zone"], 1340),
        Column(words["period"], 1200),
        Column(words["on_pace"], 700, "TableNumber"),
        Column(words["share"], 800, "TableNumber"),
        Column(words["coverage"], 1250, "TableNumber"),
        Column(words["binding_short"], 700, "TableNumber"),
        Column(words["light_short"], 940),
        Column(words["why"], WIDTH - 7570),
    ]
    rows = [
        row(
            columns,
            *(each.place, each.zone, each.period, each.on_pace, each.share, each.coverage),
            each.binding,
            parts.judged_cell(each.light),
            each.reason,
        )
        for each in report.ranking
    ]
    paper.add(table(words["ranking"], columns, rows))


def _matrix(paper: Paper, report: Comparison) -> None:
    """Zones by field of work; where a plan has no target, its cell is empty."""
    paper.lead(report.words["matrix_lead"])
    # A column for each field, and room for one and a half for the zone.
    field = int(annexes.WIDTH / (len(report.columns) + 1.5))
    columns = [
        Column(report.words["zone"], annexes.WIDTH - field * len(report.columns)),
        *(Column(name, field) for name in report.columns),
    ]
    rows = [row(columns, each.zone, *map(_matrix_cell, each.cells)) for each in report.matrix]
    paper.add(table(report.words["matrix"], columns, rows))
    paper.text(report.matrix_key, "TableKey")


def _matrix_cell(cell: MatrixCell) -> str | Element:
    if cell.light is None:
        return ""
    text = f"{cell.light.mark}\u00a0{cell.share}"
    if cell.is_thin:
        return paragraph("TableText", run(text, "Muted"))
    return paragraph("TableText", run(text, colour=parts.colour(cell.light.light)))


def _shared(paper: Paper, report: Comparison) -> None:
    """The same indicators side by side."""
    words = report.words
    if report.shared_charts:
        paper.lead(report.shared_charts_lead)
        _charts(paper, report)
    if not report.shared:
        paper.text(words["no_shared"])
        return
    paper.lead(words["shared_lead"])
    columns = [
        Column(words["zone"], annexes.WIDTH - 11980),
        Column(words["scope_attribute"], 2400),
        Column(words["period"], 1360),
        Column(words["base"], 1130, "TableNumber"),
        Column(words["target"], 1480, "TableNumber"),
        Column(words["actual"], 1130, "TableNumber"),
        Column(words["attainment"], 960, "TableNumber"),
        Column(words["progress"], 960, "TableNumber"),
        Column(words["elapsed"], 960, "TableNumber"),
        Column(words["status"], 1600),
    ]
    rows = []
    for group in report.shared:
        rows.append(group_row(columns, _indicator(group), group.caliber))
        rows += [row(columns, *_shared_line(line)) for line in group.lines]
    paper.add(table(words["shared"], columns, rows))


def _charts(paper: Paper, report: Comparison) -> None:
    """In their own size, as many in a row as there is room for."""
    rows: list[list[tuple[int, Sequence[Element]]]] = [[]]
    for shown in report.shared_charts:
        figure = paper.figure(
            shown.chart, shown.caption, report.words["figure"], widest=annexes.WIDTH
        )
        width = width_of(figure[0]) + MARGINS
        if sum(taken for taken, _figure in rows[-1]) + width > annexes.WIDTH:
            rows.append([])
        rows[-1].append((width, figure))
    for row_of_charts in rows:
        paper.add(side_by_side(row_of_charts))
        paper.gap()


def _indicator(group: SharedGroup) -> str:
    return f"{group.indicator} ({group.unit})" if group.unit else group.indicator


def _shared_line(line: SharedLine) -> tuple[str | Element, ...]:
    promise = (line.zone, line.scope, line.period, line.base, line.target)
    shares = (line.attainment, line.progress, line.elapsed)
    return (*promise, line.actual, *shares, parts.judged_cell(line.judged))
