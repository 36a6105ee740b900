"""Parts that several kinds of documents are made of, in the order of the printed ones."""

from collections.abc import Mapping, Sequence

from tracker.notation import NOT_KNOWN
from tracker.reports.charts.canvas import MUTED
from tracker.reports.charts.lights import LIGHT_COLOURS
from tracker.reports.datasets import Cover, Finding, Pledge, Report, Word, ZoneReport
from tracker.reports.documents.word.elements import Element, element, paragraph, run
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, group_row, row, rows_of, table
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
        above = () if place else (element("spacing", {"before": 1300, "after": 120}),)
        content = (run(name, "Muted"), run(f"\t{value}"))
        paper.add(paragraph("CoverFact", *content, properties=above))


def first_head(paper: Paper, shown: Cover) -> None:
    """What a document without a cover begins with."""
    paper.text(shown.zone, "ZoneLine")
    stamp = [run(f"\u3000{shown.stamp}", "StampLine")] if shown.stamp else []
    paper.add(paragraph("TitleLine", run(shown.title), *stamp))


def facts(report: Report) -> Element:
    """What a document without a cover rests on, in small letters."""
    return paragraph("Facts", run(facts_of(report)))


def facts_of(report: Report) -> str:
    """Labels and values in a row."""
    colon = report.words["colon"]
    facts = report.cover.facts_with(report.words["doc_number"])
    return "\u2003".join(f"{name}{colon}{value}" for name, value in facts)


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
    light(paper, words, report.light, report.light_reason)
    counts(paper, report)
    if report.fields.bars:
        paper.chart(report.fields, report.fields_caption, words["figure"])


def light(
    paper: Paper, words: Mapping[str, str], judged: Word, reason: str, *, style: str = "Lead"
) -> None:
    """The light of a zone and why it burns, beside a bar in its colour."""
    content = (run(f"{words['light']}　", "Muted"), judgement(judged), run(f"　{reason}"))
    paper.add(paragraph(style, *content, properties=_bar(judged)))


def _bar(judged: Word) -> tuple[Element, ...]:
    """A bar in the colour of the light beside a paragraph."""
    side = {"val": "single", "sz": 20, "space": 8, "color": colour(judged.light)}
    return (
        element("keepNext"),
        element("pBdr", None, element("left", side)),
        element("spacing", {"before": 160, "after": 160}),
        element("ind", {"left": 200}),
    )


def colour(light: Light) -> str:
    """Of the light; set on the text itself: LibreOffice drops the colour of a style in tables."""
    return LIGHT_COLOURS.get(light, MUTED).removeprefix("#")


def counts(paper: Paper, report: ZoneReport) -> None:
    """How many targets there are, can be judged and are on pace, with their sum."""
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
    paper.add(table(words["overview"], columns, rows))


def named(name: str, beside: str, style: str = "TableText") -> Element:
    """The content of a cell: a name, and in small letters what tells it from others."""
    small = [run(f" {beside}", "Scope")] if beside else []
    return paragraph(style, run(name), *small)


def judged_cell(judged: Word, style: str = "TableText") -> Element:
    """A judgement as the content of a cell."""
    return paragraph(style, judgement(judged))


def judgement(judged: Word) -> Element:
    """Mark and word in the colour of the light."""
    return run(f"{judged.mark}\u00a0{judged.text}", colour=colour(judged.light))


def written_out(paper: Paper, report: ZoneReport) -> None:
    """The targets that are told one by one: the binding ones, and those that fall short."""
    words = report.words
    paper.heading(words["binding"])
    findings(paper, report, report.binding, words["no_binding"])
    paper.heading(words["behind"])
    findings(paper, report, report.behind, words["no_behind"])


def findings(paper: Paper, report: Report, items: Sequence[Finding], none_found: str) -> None:
    """Targets written out, each with its chart and what people wrote about it."""
    if not items:
        paper.text(none_found)
    for item in items:
        _finding(paper, report, item)


def _finding(paper: Paper, report: Report, item: Finding) -> None:
    paper.text(item.title, "Heading2")
    paper.add(paragraph("Judgement", judgement(item.judged)))
    between = "" if paper.chinese else " "
    paper.text(between.join(item.sentences), stays=item.chart is not None)
    if item.chart is not None:
        more = bool(item.note or item.pledge)
        paper.chart(item.chart, item.caption, report.words["figure"], stays=more)
    if item.note:
        paper.add(labelled(report.words["note"], item.note))
    if item.pledge is not None:
        _pledge(paper, report, item.pledge)


def _pledge(paper: Paper, report: Report, given: Pledge) -> None:
    """What was promised: by whom and until when, and whether it was kept."""
    words = report.words
    paper.text(given.title, "NoteHead")
    paper.add(labelled(words["cause"], given.cause))
    paper.add(labelled(words["measure"], given.measure))
    paper.add(labelled(words["owner"], given.owner))
    outcome = run(f"　{given.outcome}", colour=colour(given.light))
    paper.add(labelled(words["promised"], given.promised, outcome))


def labelled(label: str, text: str, *more: Element, style: str = "Note") -> Element:
    """A line with its label before it."""
    return paragraph(style, run(label, "Muted"), run(f"\t{text}"), *more)


def not_judged(paper: Paper, report: ZoneReport) -> None:
    """What nothing can be said of, and who has not reported."""
    paper.heading(report.words["unassessed"])
    unassessed(paper, report)
    paper.heading(report.words["unreported"])
    unreported(paper, report)


def unassessed(paper: Paper, report: ZoneReport) -> None:
    """What was not judged, under the reason that targets share."""
    if not report.unassessed:
        paper.text(report.words["no_unassessed"])
    for group in report.unassessed:
        count = report.words["counted"].replace("{count}", str(len(group.names)))
        paper.add(paragraph("Heading2", run(f"{group.reason}　"), run(count, "Muted")))
        paper.text(report.words["names"].join(group.names))


def unreported(paper: Paper, report: ZoneReport) -> None:
    """What is not reported, by department; where nobody wrote why, there is no column for it."""
    words = report.words
    if not report.unreported:
        paper.text(words["no_unreported"])
        return
    paper.lead(words["unreported_lead"])
    with_notes = any(gap.note for group in report.unreported for gap in group.gaps)
    note = WIDTH - 5800 if with_notes else 0
    columns = [
        Column(words["indicator"], WIDTH - 2400 - note),
        Column(words["latest"], 2400),
        *([Column(words["note"], note)] if with_notes else []),
    ]
    rows = []
    for group in report.unreported:
        rows.append(group_row(columns, group.department, group.count))
        for gap in group.gaps:
            notes = [gap.note] if with_notes else []
            rows += rows_of(columns, gap.name, gap.latest or NOT_KNOWN, *notes)
    paper.add(table(words["unreported"], columns, rows))


def contradictions(paper: Paper, report: ZoneReport) -> None:
    """What is odd in the plan itself."""
    words = report.words
    if not report.contradictions:
        paper.text(words["no_contradictions"])
        return
    paper.lead(words["contradictions_lead"])
    columns = [
        Column(words["severity"], 1000),
        Column(words["indicator"], 2400),
        Column(words["finding"], WIDTH - 3400),
    ]
    rows = [row(columns, c.severity, c.subject, c.text) for c in report.contradictions]
    paper.add(table(words["contradictions"], columns, rows))
