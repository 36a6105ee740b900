"""The brief (领导简报): one page, whatever was typed.

Lines have fixed heights, which ``empty/word/styles.xml`` names, so that counting them tells what
finds room: charts give way first, then the size of the letters, as on the printed one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.notation import NOT_KNOWN
from tracker.reports.charts.canvas import SMALL
from tracker.reports.datasets import Behind, Brief, FieldOfWork, Number
from tracker.reports.documents.word import parts
from tracker.reports.documents.word.elements import Element, paragraph, run
from tracker.reports.documents.word.fitting import lines
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import Paper
from tracker.reports.documents.word.tables import Column, row, side_by_side, table

# Between the margins of 18 mm, in twentieths of a point and in points.
_WIDTH = 9864
_POINTS = _WIDTH / 20
# Of the page, without the margins of 14 mm, in points.
_HEIGHT = 762.0
_COLUMNS = (2280, 1360, 3524, 2700)
# Where nobody promised anything there is more to say of where targets stand.
_WITHOUT_PROMISES = (2280, 1360, 5124, 1100)
# What a cell keeps free at its sides and above and below, in points.
_SIDES, _ABOVE = 7.0, 5.5
_LAMPS_A_LINE = 3
_CHARTS_A_LINE = 2


@dataclass(frozen=True, slots=True)
class _Way:
    """How the targets are shown: the style of their rows, its letters and lines in points."""

    style: str
    size: float
    line: float
    with_charts: bool


_WAYS = (
    _Way("RowText", 9, 12.5, with_charts=True),
    _Way("RowText", 9, 12.5, with_charts=False),
    _Way("RowSmall", 8, 11, with_charts=False),
    _Way("RowTiny", 6.5, 9, with_charts=False),
)


def brief(paper: Paper, furniture: Furniture, report: Brief) -> None:
    """All that the brief says, in the order of the printed one."""
    words = report.words
    room = _HEIGHT - _height_of_foot(report) - _height_of_head(report)
    way = next((way for way in _WAYS if _height(report, way) <= room), _WAYS[-1])
    parts.first_head(paper, report.cover)
    for text in report.summary:
        paper.text(text, "BriefSummary")
    parts.light(paper, words, report.light, report.light_reason, style="BriefLight")
    paper.add(_numbers(words["overview"], report.numbers))
    paper.add(paragraph("Lamps", *_lamps(report.fields_of_work)))
    paper.text(words["behind_brief"], "BriefHeading")
    if report.behind:
        _behind(paper, report, way)
    else:
        paper.text(words["no_behind"], "BriefText")
    furniture.one_page(parts.facts(report))


def _numbers(title: str, numbers: Sequence[Number]) -> Element:
    """Large numbers, each below what it counts."""
    each = _WIDTH // len(numbers)
    columns = [Column(number.name, each, "RowText") for number in numbers]
    cells = [
        paragraph("LargeNumber", run(number.value), run(f"\u2002{number.note}", "Scope"))
        for number in numbers
    ]
    return table(title, columns, [row(columns, *cells)], style="NumbersTable")


def _lamps(fields: Iterable[FieldOfWork]) -> Iterable[Element]:
    """The fields of work with their lights, in columns."""
    for place, field in enumerate(fields):
        before = "\t" if place % _LAMPS_A_LINE else "\n" if place else ""
        yield run(f"{before}{field.name}\u00a0")
        shown = f"{field.light.mark}\u00a0{field.share}"
        yield run(shown, colour=parts.colour(field.light.light))


def _behind(paper: Paper, report: Brief, way: _Way) -> None:
    words = report.words
    names = ("indicator", "status", "facts", "promised")
    columns = [
        Column(words[name], width, way.style)
        for name, width in zip(names, _widths(report), strict=True)
    ]
    rows = [
        row(
            columns,
            parts.named(each.title, each.attribute, way.style),
            parts.judged_cell(each.judged, way.style),
            *(each.fact, each.promise),
        )
        for each in report.behind
    ]
    paper.add(table(words["behind_brief"], columns, rows))
    if report.more:
        paper.text(report.more, "BriefText")
    if way.with_charts:
        _charts(paper, report)


def _widths(report: Brief) -> tuple[int, ...]:
    is_promised = any(each.promise != NOT_KNOWN for each in report.behind)
    return _COLUMNS if is_promised else _WITHOUT_PROMISES


def _charts(paper: Paper, report: Brief) -> None:
    """The charts of the worst beside each other."""
    width = _WIDTH // _CHARTS_A_LINE
    cells = [
        (width, paper.figure(each.chart, each.title, report.words["figure"], SMALL))
        for each in report.behind
        if each.chart
    ]
    if cells:
        paper.gap()
        paper.add(side_by_side(cells[:_CHARTS_A_LINE]))


def _height_of_foot(report: Brief) -> float:
    """As far as it reaches above the margin."""
    return max(0.0, 10 * lines(parts.facts_of(report), _POINTS, 7.5) - 16)


def _height_of_head(report: Brief) -> float:
    """All that stands above the targets that fall short."""
    cover, light = report.cover, report.light
    head = 13 + 26 * lines(f"{cover.title}　{cover.stamp}", _POINTS, 18) + 14
    said = sum(19 * lines(text, _POINTS, 11.5) + 5 for text in report.summary)
    why = f"{report.words['light']}　{light.mark} {light.text}　{report.light_reason}"
    burns = 14 * lines(why, _POINTS - 20, 9) + 16
    names = max(lines(number.name, _POINTS / 3 - _SIDES, 9) for number in report.numbers)
    lamps = -(-len(report.fields_of_work) // _LAMPS_A_LINE)
    return head + said + burns + (12.5 * names + _ABOVE + 30 + _ABOVE) + (14.5 * lamps + 14) + 28


def _height(report: Brief, way: _Way) -> float:
    """The targets that fall short, shown in one way."""
    widths = _widths(report)
    rows = 12.5 + _ABOVE + sum(_height_of_row(each, widths, way) for each in report.behind)
    more = 16 if report.more else 0
    shown = [each for each in report.behind if each.chart][:_CHARTS_A_LINE]
    if not way.with_charts or not shown:
        return rows + more
    width = _POINTS / _CHARTS_A_LINE - _SIDES
    captions = max(lines(f"{'—' * 4}{each.title}", width, 9.5) for each in shown)
    return rows + more + SMALL.height + 14 * captions + 16


def _height_of_row(each: Behind, widths: Sequence[int], way: _Way) -> float:
    texts = (f"{each.title} {each.attribute}", each.judged.text + "——", each.fact, each.promise)
    most = max(
        lines(text, width / 20 - _SIDES, way.size)
        for text, width in zip(texts, widths, strict=True)
    )
    return way.line * most + _ABOVE
