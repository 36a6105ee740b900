"""Parts that several kinds of documents are made of, in the order of the printed ones."""

from collections.abc import Sequence

from tracker.reports.charts.canvas import MUTED
from tracker.reports.charts.lights import LIGHT_COLOURS
from tracker.reports.datasets import Cover, Finding, Pledge, Unassessed, Word, ZoneReport
from tracker.reports.documents.word.elements import Element, element, paragraph, run
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, group_row, row, table
from tracker.terms import Light

_BLANK_LINE = "_" * 24


def cover(paper: Paper, shown: Cover, number_label: str) -> None:
    """Zone and title, the document's own number or a place to type it, and what it rests on."""
    paper.text(shown.zone, "Subtitle")
    paper.text(shown.title, "Title")
    number = _number_field(number_label, shown.number)
    paper.add(paragraph("DocumentNumber", run(f"{number_label} "), number))
    if shown.stamp:
        paper.text(shown.stamp, "Stamp")
    for place, (name, value) in enumerate(shown.facts):
        above = () if place else (element("spacing", {"before": 3400, "after": 120}),)
        content = (run(name, "Muted"), run(f"\t{value}"))
        paper.add(paragraph("CoverFact", *content, properties=above))


def _number_field(label: str, number: str) -> Element:
    """A field that the office fills in, and that programs find by its tag."""
    properties = element(
        "sdtPr",
        None,
        element("alias", {"val": label}),
        element("tag", {"val": "document-number"}),
        element("text"),
    )
    return element("sdt", None, properties, element("sdtContent", None, run(number or _BLANK_LINE)))


def overview(paper: Paper, report: ZoneReport) -> None:
    """Summary, light, counts and the chart of the fields of work."""
    for text in report.summary:
        paper.text(text)
    words = report.words
    content = (
        run(f"{words['light']}　", "Muted"),
        judgement(report.light),
        run(f"　{report.light_reason}"),
    )
    paper.add(paragraph("Lead", *content, properties=_bar(report.light)))
    paper.add(_counts(report))
    if report.fields.bars:
        paper.chart(report.fields, report.fields_caption, words["figure"])


def _bar(judged: Word) -> tuple[Element, ...]:
    """A bar in the colour of the light beside a paragraph."""
    side = {"val": "single", "sz": 20, "space": 8, "color": _colour(judged.light)}
    return (
        element("keepNext"),
        element("pBdr", None, element("left", side)),
        element("spacing", {"before": 160, "after": 160}),
        element("ind", {"left": 200}),
    )


def _colour(light: Light) -> str:
    """Set on the text itself: LibreOffice drops the colour of a style in tables."""
    return LIGHT_COLOURS.get(light, MUTED).removeprefix("#")


def _counts(report: ZoneReport) -> Element:
    words = report.words
    heads = [words[name] for name in ("group", "total", "assessable", "on_pace", "share")]
    widths = (2844, 1500, 1500, 1500, 1500)
    styles = ("TableText", *["TableNumber"] * 4)
    columns = [Column(*each) for each in zip(heads, widths, styles, strict=True)]
    rows = []
    for count in report.counts:
        texts = (count.name, count.total, count.assessable, count.on_pace, count.share)
        strong = "Strong" if count.is_sum else ""
        cells = [
            paragraph(column.style, run(text, strong))
            for column, text in zip(columns, texts, strict=True)
        ]
        rows.append(row(columns, *cells))
    return table(words["overview"], columns, rows)


def judgement(judged: Word) -> Element:
    """Mark and word in the colour of the light."""
    return run(f"{judged.mark}\u00a0{judged.text}", colour=_colour(judged.light))


def findings(paper: Paper, report: ZoneReport, items: Sequence[Finding], none_found: str) -> None:
    """Targets written out, each with its chart and what people wrote about it."""
    if not items:
        paper.text(none_found)
    for item in items:
        _finding(paper, report, item)


def _finding(paper: Paper, report: ZoneReport, item: Finding) -> None:
    paper.text(item.title, "Heading2")
    paper.add(paragraph("Judgement", judgement(item.judged)))
    between = "" if paper.chinese else " "
    paper.text(between.join(item.sentences), stays=item.chart is not None)
    if item.chart is not None:
        more = bool(item.note or item.pledge)
        paper.chart(item.chart, item.caption, report.words["figure"], stays=more)
    if item.note:
        paper.add(_labelled(report.words["note"], item.note))
    if item.pledge is not None:
        _pledge(paper, report, item.pledge)


def _pledge(paper: Paper, report: ZoneReport, given: Pledge) -> None:
    """What was promised: by whom and until when, and whether it was kept."""
    words = report.words
    paper.text(given.title, "NoteHead")
    paper.add(_labelled(words["cause"], given.cause))
    paper.add(_labelled(words["measure"], given.measure))
    paper.add(_labelled(words["owner"], given.owner))
    outcome = run(f"　{given.outcome}", colour=_colour(given.light))
    paper.add(_labelled(words["promised"], given.promised, outcome))


def _labelled(label: str, text: str, *more: Element) -> Element:
    return paragraph("Note", run(label, "Muted"), run(f"\t{text}"), *more)


def unassessed(paper: Paper, report: ZoneReport) -> None:
    """What was not judged, under the reason that targets share."""
    if not report.unassessed:
        paper.text(report.words["no_unassessed"])
    for group in report.unassessed:
        paper.text(_counted(group), "Heading2")
        paper.text(report.words["names"].join(group.names))


def _counted(group: Unassessed) -> str:
    return f"{group.reason} · {len(group.names)}"


def unreported(paper: Paper, report: ZoneReport) -> None:
    """What is not reported, by department; a note may be longer than a page."""
    words = report.words
    if not report.unreported:
        paper.text(words["no_unreported"])
        return
    paper.text(words["unreported_lead"])
    columns = [
        Column(words["indicator"], 3400),
        Column(words["latest"], 2000),
        Column(words["note"], WIDTH - 5400),
    ]
    rows = []
    for group in report.unreported:
        rows.append(group_row(columns, group.department, group.count))
        rows += [row(columns, g.name, g.latest, g.note, breaks=bool(g.note)) for g in group.gaps]
    paper.add(table(words["unreported"], columns, rows))


def contradictions(paper: Paper, report: ZoneReport) -> None:
    """What is odd in the plan itself."""
    words = report.words
    if not report.contradictions:
        paper.text(words["no_contradictions"])
        return
    paper.text(words["contradictions_lead"])
    columns = [
        Column(words["severity"], 1000),
        Column(words["indicator"], 2400),
        Column(words["finding"], WIDTH - 3400),
    ]
    rows = [row(columns, c.severity, c.subject, c.text) for c in report.contradictions]
    paper.add(table(words["contradictions"], columns, rows))
