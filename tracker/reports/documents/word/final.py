"""The final evaluation (总结评估报告)."""

from tracker.reports.datasets import Baseline, Ended, FinalReport
from tracker.reports.documents.word import annexes, parts
from tracker.reports.documents.word.elements import Element
from tracker.reports.documents.word.furniture import Furniture
from tracker.reports.documents.word.paper import WIDTH, Paper
from tracker.reports.documents.word.tables import Column, group_row, row, rows_of, table


def final(paper: Paper, furniture: Furniture, report: FinalReport) -> None:
    """All that the evaluation says, in the order of the printed one."""
    words = report.words
    parts.cover(paper, report.cover, words["doc_number"])
    paper.contents(words["contents"])
    paper.heading(words["overview"])
    parts.overview(paper, report)
    paper.heading(words["outcomes"])
    _outcomes(paper, report)
    parts.written_out(paper, report)
    paper.heading(words["reached"])
    _reached(paper, report)
    parts.not_judged(paper, report)
    paper.heading(words["baselines"])
    _baselines(paper, report)
    annexes.heading(paper, report, words["contradictions"])
    parts.contradictions(paper, report)
    paper.turn(furniture.upright())
    annexes.of_zone(paper, report)
    furniture.sideways()


def _outcomes(paper: Paper, report: FinalReport) -> None:
    """How many targets ended with which verdict."""
    words = report.words
    names = ("verdict", "binding_short", "anticipatory_short", "total", "outcome_share")
    widths = (2844, 1500, 1500, 1500, 1500)
    styles = ("TableText", *["TableNumber"] * 4)
    columns = [
        Column(words[name], width, style)
        for name, width, style in zip(names, widths, styles, strict=True)
    ]
    rows = [
        row(
            columns,
            parts.judged_cell(each.judged),
            *(each.binding, each.anticipatory, each.total, each.share),
        )
        for each in report.outcomes
    ]
    paper.add(table(words["outcomes"], columns, rows))


def _reached(paper: Paper, report: FinalReport) -> None:
    """What was exceeded and met; where nobody wrote why, there is no column for it."""
    words = report.words
    if not report.reached:
        paper.text(words["no_reached"])
        return
    with_why = any(each.reason for group in report.reached for each in group.rows)
    columns = [
        Column(words["number"], 520, "TableNumber"),
        Column(words["indicator"], 1614 if with_why else WIDTH - 5630),
        Column(words["unit"], 850),
        Column(words["target"], 1100, "TableNumber"),
        Column(words["actual"], 950, "TableNumber"),
        Column(words["attainment"], 980, "TableNumber"),
        Column(words["verdict"], 1230),
        *([Column(words["reason"], WIDTH - 7244, "TableRemark")] if with_why else []),
    ]
    rows = []
    for group in report.reached:
        rows.append(group_row(columns, group.title, group.count))
        for each in group.rows:
            rows += rows_of(columns, *_ended(each, with_why=with_why))
    paper.add(table(words["reached"], columns, rows))


def _ended(each: Ended, *, with_why: bool) -> tuple[str | Element, ...]:
    numbers = (each.number, each.name, each.unit, each.target, each.actual, each.attainment)
    why = (each.reason,) if with_why else ()
    return (*numbers, parts.judged_cell(each.judged), *why)


def _baselines(paper: Paper, report: FinalReport) -> None:
    """What the next plan starts from, beside what that plan itself prints."""
    words = report.words
    if not report.baselines:
        paper.text(words["no_baselines"])
        return
    paper.lead(words["baselines_lead"])
    fixed = 5020 if report.has_next else 3870
    remark = 1500 if report.has_next else 1900
    columns = [
        Column(words["number"], 520, "TableNumber"),
        Column(words["indicator"], WIDTH - fixed - remark),
        Column(words["unit"], 950),
        Column(words["value"], 1150, "TableNumber"),
        Column(words["quality"], 1250),
        *([Column(words["following"], 1150, "TableNumber")] if report.has_next else []),
        Column(words["remark"], remark, "TableRemark"),
    ]
    rows = [row(columns, *_baseline(each, has_next=report.has_next)) for each in report.baselines]
    paper.add(table(words["baselines"], columns, rows))


def _baseline(each: Baseline, *, has_next: bool) -> tuple[str, ...]:
    following = (each.following,) if has_next else ()
    return (each.number, each.name, each.unit, each.value, each.quality, *following, each.remark)
