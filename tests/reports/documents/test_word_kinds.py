"""Every kind of document in Word: the dataset's words and digits, in the order of the printed."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from tests import make
from tests.reports import build
from tests.reports.documents.every import LEFT_OUT, documents_of, everything
from tests.reports.documents.word import (
    headings,
    opened,
    printed_texts,
    said,
    tables,
    text,
    written,
)
from tracker.reports import documents
from tracker.reports.datasets import Adjusted, Behind, Report, Superseded, Word
from tracker.terms import Light, ReportKind

pytestmark = pytest.mark.django_db

NASTY = '😀 # *强* $x$ <script>alert(1)</script> & "q" ]]> =1+1 @SUM(A1)'


@pytest.fixture
def made() -> dict[ReportKind, Report]:
    return documents_of(*everything())


def cells_of(row, *names: str) -> list[str]:
    return [getattr(row, name) for name in names]


def shown(judged: Word) -> str:
    return f"{judged.mark}\u00a0{judged.text}"


def test_every_text_of_every_dataset_is_said(made):
    assert set(made) == set(ReportKind)
    for kind, report in made.items():
        found = text(written(report))
        for each in printed_texts(report, LEFT_OUT.get(kind, frozenset())):
            assert each in found, (kind, each)


def test_the_headings_are_those_of_the_printed_one_in_their_order(made):
    for kind, report in made.items():
        template = Path(documents.__file__).parent / "templates" / f"{kind}.typ"
        heads = re.findall(r"^= #words\.(\w+)", template.read_text(encoding="utf-8"), re.MULTILINE)
        expected = [report.words[head] for head in heads]
        found = headings(written(report))
        if kind is ReportKind.BRIEF:
            assert found == [report.words["behind_brief"]]
        else:
            assert found[: len(expected)] == expected
            annexes = {ReportKind.DEPARTMENT: 1, ReportKind.COMPARISON: 1}
            assert len(found) - len(expected) == annexes.get(kind, 4)


def test_every_kind_has_its_tables_with_the_numbers_of_the_dataset(made):
    for kind in (
        ReportKind.MONITORING,
        ReportKind.MIDTERM,
        ReportKind.FINAL,
        ReportKind.DEPARTMENT,
    ):
        report = made[kind]
        _head, *rows = tables(written(report))[report.words["table"]]
        lines = [line for group in report.groups for line in group.lines]
        found = [row for row in rows if len(row) > 1]
        names = ("expected", "actual", "attainment", "progress", "elapsed")
        assert [row[-7:-2] for row in found] == [cells_of(line, *names) for line in lines]
        assert [row[0] for row in found] == [line.number for line in lines]


def test_the_midterm_evaluation_has_its_revisions_and_proposals(made):
    report = made[ReportKind.MIDTERM]
    found = tables(written(report))
    assert found[report.words["adjusted"]][1:] == [
        [
            *cells_of(row, "name", "unit", "printed", "value", "since"),
            "\n".join(filter(None, (row.document, row.reason))),
        ]
        for row in report.adjusted
    ]
    rows = found[report.words["proposals"]][1:]
    assert len(rows) == len(report.proposals) > 3
    for cells, row in zip(rows, report.proposals, strict=True):
        assert cells[0] == f"{row.name} {row.unit}".strip()
        assert cells[1:5] == [shown(row.judged), *cells_of(row, "target", "actual", "outlook")]


def test_the_final_evaluation_has_its_verdicts_and_baselines(made):
    report = made[ReportKind.FINAL]
    found = tables(written(report))
    assert found[report.words["outcomes"]][1:] == [
        [shown(row.judged), *cells_of(row, "binding", "anticipatory", "total", "share")]
        for row in report.outcomes
    ]
    names = ("number", "name", "unit", "target", "actual", "attainment")
    assert [row[:6] for row in found[report.words["reached"]][1:] if len(row) > 1] == [
        cells_of(row, *names) for group in report.reached for row in group.rows
    ]
    names = ("number", "name", "unit", "value", "quality", "remark")
    rows = found[report.words["baselines"]][1:]
    assert rows == [cells_of(row, *names) for row in report.baselines]


def test_the_next_plans_baselines_stand_beside_the_figures(made):
    report = replace(made[ReportKind.FINAL], has_next=True)
    head, *rows = tables(written(report))[report.words["baselines"]]
    assert head[5] == report.words["following"]
    assert [row[5] for row in rows] == [row.following for row in report.baselines]


def test_the_sheet_of_a_department_has_what_was_reported(made):
    report = made[ReportKind.DEPARTMENT]
    names = ("number", "name", "unit", "value", "quality", "approved_on")
    found = tables(written(report))[report.words["entries"]][1:]
    assert found == [cells_of(row, *names) for row in report.entries]
    noted = replace(report, entries=[replace(row, note="说明") for row in report.entries])
    found = tables(written(noted))[report.words["entries"]][1:]
    assert found == [cells_of(row, *names, "note") for row in noted.entries]


def test_what_is_written_at_length_stands_below_its_row_across_the_table(made):
    report = made[ReportKind.DEPARTMENT]
    first, *others = report.entries
    long = replace(first, note=NASTY + "说明" * 900)
    found = tables(written(replace(report, entries=(long, *others))))[report.words["entries"]]
    assert found[1][-1] == ""
    assert found[2] == [f"{report.words['note']}　{long.note}"]
    report = made[ReportKind.MIDTERM]
    long = replace(report.adjusted[0], reason="理由" * 900)
    found = tables(written(replace(report, adjusted=(long,))))[report.words["adjusted"]]
    assert found[1][-1] == long.document
    assert found[2] == [f"{report.words['reason']}　{long.reason}"]


def test_the_comparison_has_ranking_matrix_and_shared_indicators(made):
    report = made[ReportKind.COMPARISON]
    found = tables(written(report))
    names = ("place", "zone", "period", "on_pace", "share", "coverage", "binding")
    assert [row[:7] for row in found[report.words["ranking"]][1:]] == [
        cells_of(row, *names) for row in report.ranking
    ]
    matrix = [
        [row.zone, *(f"{c.light.mark}\u00a0{c.share}" if c.light else "" for c in row.cells)]
        for row in report.matrix
    ]
    assert found[report.words["matrix"]] == [[report.words["zone"], *report.columns], *matrix]
    names = ("zone", "scope", "period", "base", "target", "actual", "attainment")
    shared = [row for row in found[report.words["shared"]][1:] if len(row) > 1]
    lines = [line for group in report.shared for line in group.lines]
    assert [row[:7] for row in shared] == [cells_of(line, *names) for line in lines]
    assert len(lines) >= 4


def test_the_brief_has_its_numbers_and_what_is_behind(made):
    report = made[ReportKind.BRIEF]
    found = tables(written(report))
    for field in report.fields_of_work:
        assert f"{field.name}\u00a0{field.light.mark}\u00a0{field.share}" in text(written(report))
    names, values = found[report.words["overview"]]
    assert names == [number.name for number in report.numbers]
    assert values == [f"{number.value}\u2002{number.note}" for number in report.numbers]
    rows = found[report.words["behind_brief"]][1:]
    assert [row[1:] for row in rows] == [
        [shown(row.judged), row.fact, row.promise] for row in report.behind
    ]


def test_a_brief_makes_room_by_leaving_out_charts_and_then_by_smaller_letters(made):
    report = made[ReportKind.BRIEF]
    judged = Word("▼", "严重滞后", Light.RED)
    chart = next(row.chart for row in report.behind if row.chart)
    looks = []
    for letters in (4, 40, 60, 110):
        name = "长" * min(letters, 60)
        long = Behind(name, judged, "约束性", "说" * letters, "措" * letters, chart)
        body = opened(written(replace(report, behind=(long,) * 7))).element.body
        styles = {each.get(qn("w:val")) for each in body.iter(qn("w:pStyle"))}
        charts = len(list(body.iter(qn("w:drawing"))))
        looks.append((charts, next(s for s in ("RowTiny", "RowSmall", "RowText") if s in styles)))
    assert looks == [(2, "RowText"), (0, "RowText"), (0, "RowSmall"), (0, "RowTiny")]


def test_what_a_brief_supersedes_comes_after_its_page(made):
    former = Superseded("济高规〔2025〕3号", "2025年4月2日", "更正数据", ())
    report = replace(made[ReportKind.BRIEF], superseded=former)
    body = opened(written(report)).element.body
    (broken,) = (p for p in body if p.find(f".//{qn('w:pageBreakBefore')}") is not None)
    assert report.words["differences"] in said(broken)


def test_documents_without_contents_ask_the_reader_nothing_when_opened(made):
    for kind, report in made.items():
        document = opened(written(report))
        asks = document.settings.element.find(qn("w:updateFields")) is not None
        assert asks == (kind not in (ReportKind.BRIEF, ReportKind.DEPARTMENT))


def test_a_table_is_never_the_last_thing_and_never_follows_another(made):
    for report in made.values():
        body = opened(written(report)).element.body
        tags = [each.tag.rpartition("}")[2] for each in body]
        assert tags[-2:] == ["p", "sectPr"]
        assert ("tbl", "tbl") not in set(pairwise(tags))


def test_the_same_document_of_any_kind_is_the_same_file(made):
    for report in made.values():
        assert written(report).content == written(report).content


def test_whatever_people_type_stays_text_in_every_kind():
    plan = make.plan(title=f"规划{NASTY}")
    ours = make.department(plan.zone, NASTY)
    long = (NASTY * 2)[:60]
    figures = {year: {"value": "90", "note": NASTY} for year in (2023, 2024, 2025)}
    target = build.judged(plan, figures, name=long, unit="#😀", department=ours)
    make.handling(make.alert(target, year=2023), explanation=NASTY, measure=NASTY, owner=NASTY[:9])
    for kind, report in documents_of(plan, ours).items():
        if kind is ReportKind.MIDTERM:
            odd = Adjusted(NASTY, "#", "1", "2", "2023", NASTY, NASTY)
            report = replace(report, adjusted=(odd,))
        document = written(report)
        assert document.replaced == document.removed == frozenset()
        if kind is not ReportKind.COMPARISON:
            assert long[:40] in text(document), kind


def test_zones_without_targets_and_without_figures_have_every_document():
    empty, bare = make.plan(), make.plan(make.zone("bare", name="空白区"))
    ours = make.department(bare.zone)
    build.judged(bare, {}, department=ours)
    for plan, department in ((empty, make.department(empty.zone)), (bare, ours)):
        for report in documents_of(plan, department).values():
            assert said(opened(written(report)).element.body)
