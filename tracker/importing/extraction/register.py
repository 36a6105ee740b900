"""Reads register files (docs/register.md): every problem of every file, never only the first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.importing.extraction.drafts import (
    NO_ENCODING,
    DraftPastFigure,
    DraftPlan,
    DraftTarget,
    Encoding,
    PrintedKind,
    RegisterFile,
    YearlyFigure,
)
from tracker.importing.extraction.fields import Fields
from tracker.importing.extraction.json_text import parse
from tracker.importing.extraction.problems import Problem, ProblemCode
from tracker.terms import (
    Attribute,
    Category,
    Confidence,
    Direction,
    Measure,
    PlanKind,
    TargetKind,
)

SCHEMA = 1
OPERATORS = {op: op for op in (">=", ">", "<=", "<", "=")}
ATTRIBUTES = {"约束性": Attribute.BINDING, "预期性": Attribute.ANTICIPATORY}
MATCHES = {"same": False, "related": True}
_YEARS = re.compile(r"(?P<first>[0-9]{4})-(?P<last>[0-9]{4})")
# The columns that hold these texts are that long.
_NAME, _NAME_EN, _SCOPE, _UNIT, _WORDING, _NOTE = 120, 200, 100, 20, 300, 4000


def _words(terms: Iterable[Any]) -> dict[str, Any]:
    return {term.value: term for term in terms}


@dataclass(frozen=True, slots=True)
class Reading:
    """What several files say, and everything that is wrong with them."""

    files: tuple[RegisterFile, ...]
    problems: tuple[Problem, ...]


def read(texts: Sequence[tuple[str, str]]) -> Reading:
    """Read register files, given as (file name, text), together: ids are unique over all."""
    problems: list[Problem] = []
    files = [read_one(text, name, problems) for name, text in texts]
    known = [file for file in files if file is not None]
    problems += _duplicates(known)
    for file in known:
        problems += _references(file)
    return Reading(tuple(known), tuple(problems))


def read_one(text: str, name: str, problems: list[Problem]) -> RegisterFile | None:
    """One file as drafts; adds to ``problems``. None when nothing of it can be read."""
    value, found = parse(text, file=name)
    problems += found
    if not isinstance(value, dict):
        if not found:
            problems.append(Problem(name, None, None, value, ProblemCode.NOT_AN_OBJECT))
        return None
    top = Fields(value, problems, file=name, entry=None)
    schema = top.take("schema", required=True)
    if schema is not None and (isinstance(schema, bool) or schema != SCHEMA):
        top.refuse("schema", ProblemCode.UNKNOWN_SCHEMA, known=SCHEMA)
    rows = list(top.rows("targets", required=True))
    file = RegisterFile(
        name=name,
        zone=top.code("zone", longest=40, required=True),
        zone_name=top.text("zone_name", longest=100, required=True),
        zone_name_en=top.text("zone_name_en", longest=100),
        parent=top.text("parent", longest=100),
        plan=_plan(top.part("plan", required=True)),
        targets=tuple(_entries(rows, problems, name)),
        history=tuple(_history(top.rows("history", required=True), problems, name)),
        ids=tuple(row["id"] for row in rows if _has_id(row)),
    )
    top.end()
    return file


def _plan(fields: Fields | None) -> DraftPlan | None:
    if fields is None:
        return None
    kind = fields.word("kind", _words(PlanKind), required=True)
    texts = {
        "title": fields.text("title", longest=200),
        "doc_number": fields.text("doc_number", longest=60),
        "issuer": fields.text("issuer", longest=100),
        "issued": fields.date("issued"),
        "note": fields.text("note", longest=_NOTE, optional=True),
    }
    base, start, end = (
        fields.year(name, required=True) for name in ("base_year", "start_year", "end_year")
    )
    fields.end()
    if kind is None or base is None or start is None or end is None:
        return None
    if not base < start <= end:
        return fields.refuse("end_year", ProblemCode.YEARS_OUT_OF_ORDER)
    return DraftPlan(kind=kind, base_year=base, start_year=start, end_year=end, **texts)


def _entries(rows: list[Any], problems: list[Problem], file: str) -> Iterable[DraftTarget]:
    """The entries that can be read whole; the others are in ``problems``."""
    for index, row in enumerate(rows):
        place = f"targets[{index}]"
        if not isinstance(row, dict):
            problems.append(Problem(file, place, None, row, ProblemCode.NOT_AN_OBJECT))
            continue
        before = len(problems)
        entry = row["id"] if _has_id(row) else place
        draft = _entry(Fields(row, problems, file=file, entry=entry), index + 1)
        if len(problems) == before:
            yield draft


def _entry(fields: Fields, position: int) -> DraftTarget:
    """One entry; where a value could not be taken the draft is not used."""
    locator = fields.part("locator", required=True)
    draft = DraftTarget(
        id=fields.code("id", longest=60, required=True),  # type: ignore[arg-type]
        position=position,
        indicator=fields.text("indicator", longest=_NAME, required=True),  # type: ignore[arg-type]
        indicator_en=fields.text("indicator_en", longest=_NAME_EN),
        category=fields.word("category", _words(Category), required=True),  # type: ignore[arg-type]
        scope=fields.text("scope", longest=_SCOPE, required=True),  # type: ignore[arg-type]
        unit=fields.text("unit", longest=_UNIT) or "",
        kind=fields.word("kind", _words(PrintedKind), required=True),  # type: ignore[arg-type]
        op=fields.word("op", OPERATORS),
        target_value=fields.number("target_value"),
        target_value_max=fields.number("target_value_max"),
        target_text=fields.text("target_text", longest=_WORDING),
        target_year=fields.year("target_year"),
        target_year_stated=fields.flag("target_year_stated", required=True) is True,
        growth_percent=fields.number("growth_pct"),
        growth_op=fields.word("growth_op", OPERATORS),
        baseline_value=fields.number("baseline_value"),
        baseline_year=fields.year("baseline_year"),
        cumulative_value=fields.number("cumulative_value"),
        attribute=fields.word("attribute", ATTRIBUTES),
        caliber=fields.text("caliber", longest=_WORDING),
        locator=_locator(locator) if locator else {},
        confidence=fields.word("confidence", _words(Confidence), required=True),  # type: ignore[arg-type]
        note=fields.text("note", longest=_NOTE),
        encode=_encoding(fields.part("encode", optional=True)),
        restates=fields.code("restates", longest=60, optional=True),
    )
    fields.end()
    return draft


def _locator(fields: Fields) -> dict[str, Any]:
    locator: dict[str, Any] = {
        name: fields.text(name, longest=_WORDING) for name in ("chapter", "section", "table")
    }
    locator["line"] = fields.line("line")
    fields.end()
    return locator


def _encoding(fields: Fields | None) -> Encoding:
    if fields is None:
        return NO_ENCODING
    encoding = Encoding(
        kind=fields.word("kind", _words(TargetKind), optional=True),
        direction=fields.word("direction", _words(Direction), optional=True),
        strict=fields.flag("strict", optional=True),
        approximate=fields.flag("approximate", optional=True),
        target_value=fields.number("target_value", optional=True),
        multiple=fields.number("multiple", optional=True),
        relative_kind=fields.word("relative_kind", _words(Measure), optional=True),
        to=fields.text("to", longest=_NAME, optional=True),
        ratio=fields.number("ratio", optional=True),
        margin=fields.number("margin", optional=True),
        yearly_figure=fields.word("yearly_figure", _words(YearlyFigure), optional=True),
        confirm=fields.text("confirm", longest=_NAME_EN, optional=True),
    )
    fields.end()
    return encoding


def _history(rows: Iterable[Any], problems: list[Problem], file: str) -> Iterable[DraftPastFigure]:
    for index, row in enumerate(rows):
        place = f"history[{index}]"
        if not isinstance(row, dict):
            problems.append(Problem(file, place, None, row, ProblemCode.NOT_AN_OBJECT))
            continue
        before = len(problems)
        past = _past_figure(Fields(row, problems, file=file, entry=place))
        if len(problems) == before:
            yield past


def _past_figure(fields: Fields) -> DraftPastFigure:
    period, year = _period(fields)
    past = DraftPastFigure(
        name=fields.text("indicator", longest=_NAME, required=True),  # type: ignore[arg-type]
        scope=fields.text("scope", longest=_SCOPE, required=True),  # type: ignore[arg-type]
        unit=fields.text("unit", longest=_UNIT) or "",
        period=period,
        year=year,
        value=fields.number("value", required=True),  # type: ignore[arg-type]
        line=fields.line("line"),
        note=fields.text("note", longest=_NOTE, optional=True),
        target=fields.code("target", longest=60, optional=True),
        related_only=fields.word("match", MATCHES, optional=True) is True,
    )
    fields.end()
    return past


def _period(fields: Fields) -> tuple[str | None, int | None]:
    """A year, or the years that a figure is over, as "2016-2020"."""
    value = fields.take("year")
    if isinstance(value, str):
        years = _YEARS.fullmatch(value)
        if years and years["first"] < years["last"]:
            return value, None
        return fields.refuse("year", ProblemCode.YEARS_OUT_OF_ORDER), None
    year = fields.year("year")
    return (str(year), year) if year is not None else (None, None)


def _has_id(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), str)


def _duplicates(files: Sequence[RegisterFile]) -> Iterable[Problem]:
    """Register numbers, and plans, that the given files hold twice."""
    first: dict[str, str] = {}
    plans: dict[Any, str] = {}
    for file in files:
        for number in file.ids:
            if number in first:
                data = {"file": first[number]}
                yield Problem(file.name, number, "id", number, ProblemCode.DUPLICATE_ID, data)
            first.setdefault(number, file.name)
        if file.plan is None:
            continue
        key = (file.zone, file.plan.kind, file.plan.start_year, file.plan.end_year)
        if key in plans:
            data = {"file": plans[key]}
            yield Problem(file.name, "plan", None, file.zone, ProblemCode.DUPLICATE_PLAN, data)
        plans.setdefault(key, file.name)


def _references(file: RegisterFile) -> Iterable[Problem]:
    """Links between entries that lead nowhere, or to an entry that is itself a reference."""
    known = set(file.ids)
    references = {draft.id for draft in file.targets if draft.restates}
    for draft in file.targets:
        if draft.restates is None:
            continue
        wrong = None
        if draft.restates not in known or draft.restates == draft.id:
            wrong = ProblemCode.RESTATES_NOTHING
        elif draft.restates in references:
            wrong = ProblemCode.RESTATES_A_REFERENCE
        if wrong:
            yield Problem(file.name, draft.id, "restates", draft.restates, wrong)
    for past in file.history:
        if past.target is not None and past.target not in known:
            code = ProblemCode.UNKNOWN_TARGET
            yield Problem(file.name, f"{past.name} {past.period}", "target", past.target, code)
