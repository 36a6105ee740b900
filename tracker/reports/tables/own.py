"""What single kinds of reports add to their JSON: their own tables, under their own names."""

from collections.abc import Iterable
from typing import Any

from tracker.reports.datasets import (
    Brief,
    Comparison,
    DepartmentSheet,
    Ended,
    FinalReport,
    MidtermReport,
    Report,
    SharedLine,
    ZoneReport,
)
from tracker.reports.tables.targets import counted, figure, known, light, target

Named = dict[str, Any]


def own(report: Report) -> Named:
    """The tables of a kind by their names; rows of targets refer to ``targets`` by their ``id``."""
    match report:
        case MidtermReport():
            return _midterm(report)
        case FinalReport():
            return _final(report)
        case DepartmentSheet():
            return {"entries": _entries(report)}
        case Brief():
            return _brief(report)
        case Comparison():
            return _comparison(report)
    return {}


def findings(report: ZoneReport) -> list[Named]:
    """Binding targets and what falls short, written out, with the latest promise."""
    rows = []
    for one in (*report.binding, *report.behind):
        pledge = one.pledge
        answer = pledge and {
            "title": pledge.title,
            "cause": known(pledge.cause),
            "measure": known(pledge.measure),
            "owner": known(pledge.owner),
            "promised": known(pledge.promised),
            "outcome": known(pledge.outcome),
        }
        texts = list(one.sentences)
        note = known(one.note)
        rows.append({"id": one.key, "sentences": texts, "note": note, "promise": answer})
    return rows


def _midterm(report: MidtermReport) -> Named:
    return {
        "fields_of_work": _fields(report),
        "adjusted": [
            {
                "id": row.key,
                "printed": figure(row.exact_printed),
                "printed_text": known(row.printed),
                "revised": figure(row.exact_value),
                "revised_text": known(row.value),
                "since": row.since,
                "document": known(row.document),
                "reason": known(row.reason),
            }
            for row in report.adjusted
        ],
        "proposals": [
            {
                "id": row.key,
                "proposal": row.proposal,
                "outlook": known(row.outlook),
                "grounds": known(row.grounds),
            }
            for row in report.proposals
        ],
    }


def _final(report: FinalReport) -> Named:
    return {
        "outcomes": [
            {
                "judgement_text": row.judged.text,
                "light": row.judged.light,
                "targets": row.count,
                "binding": row.bound,
            }
            for row in report.outcomes
        ],
        "reached": _ended(row for group in report.reached for row in group.rows),
        "missed": _ended(report.missed),
        "baselines": [
            {
                "id": row.key,
                "value": figure(row.exact_value),
                "quality_text": known(row.quality),
                "following": figure(row.exact_following),
                "remark": known(row.remark),
            }
            for row in report.baselines
        ],
        "has_next": report.has_next,
    }


def _ended(rows: Iterable[Ended]) -> list[Named]:
    return [
        {"id": row.key, "judgement_text": row.judged.text, "reason": known(row.reason)}
        for row in rows
    ]


def _entries(report: DepartmentSheet) -> list[Named]:
    return [
        {
            "id": row.key,
            "quality_text": row.quality,
            "approved_on": known(row.approved_on),
            "note": known(row.note),
        }
        for row in report.entries
    ]


def _fields(report: MidtermReport | Brief) -> list[Named]:
    return [
        {
            "name": one.name,
            **counted(one.sums),
            **light(one.light),
            "finding": one.finding,
            "ahead": list(one.ahead),
            "behind": list(one.behind),
            "unassessed": list(one.unassessed),
        }
        for one in report.fields_of_work
    ]


def _brief(report: Brief) -> Named:
    return {
        "numbers": [
            {"name": one.name, "part": one.part, "whole": one.whole, "note": known(one.note)}
            for one in report.numbers
        ],
        "fields_of_work": _fields(report),
        "behind": [
            {
                "title": one.title,
                **(target(one.row) if one.row else {}),
                "finding": one.fact,
                "promise": known(one.promise),
            }
            for one in report.behind
        ],
        "more": known(report.more),
    }


def _comparison(report: Comparison) -> Named:
    return {
        "ranking": [
            {
                "place": rank.number,
                "zone": {"code": rank.zone_code, "name": rank.zone},
                "year": rank.year,
                "period": rank.period,
                **counted(rank.sums),
                "binding": counted(rank.bound),
                **light(rank.light),
                "light_reason": rank.reason,
            }
            for rank in report.ranking
        ],
        "matrix": [
            {
                "zone": {"code": row.zone_code, "name": row.zone},
                "fields": [
                    {"name": name, **counted(cell.sums), **light(cell.light)}
                    for name, cell in zip(report.columns, row.cells, strict=True)
                    if cell.light
                ],
            }
            for row in report.matrix
        ],
        "shared": [
            {
                "indicator": group.indicator,
                "unit": known(group.unit),
                "caliber": known(group.caliber),
                "targets": [_side_by_side(line) for line in group.lines],
            }
            for group in report.shared
        ],
    }


def _side_by_side(line: SharedLine) -> Named:
    zone = {"code": line.zone_code, "name": line.zone}
    return {"zone": zone, "period": line.period, **target(line.row)}
