"""The words for what is wrong with a register file, each with what to do about it."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from tracker.importing.extraction.problems import Problem, ProblemCode
from tracker.models.wording import label
from tracker.terms import TargetKind

# Reason and remedy of every code; ``data`` of the problem completes them.
REASONS: dict[ProblemCode, Promise] = {
    ProblemCode.TOO_LARGE: _(
        "the file has more than %(longest)s characters; a register holds one plan, split it"
    ),
    ProblemCode.NOT_JSON: _(
        "not JSON at line %(line)s, column %(column)s; check commas, quotes and brackets there"
    ),
    ProblemCode.TOO_DEEP: _("nested too deeply; a register is an object with lists of entries"),
    ProblemCode.NOT_AN_OBJECT: _("not an object; write { … } with the fields of docs/register.md"),
    ProblemCode.NOT_A_LIST: _("not a list; write [ … ] with one object for each entry"),
    ProblemCode.UNKNOWN_SCHEMA: _("no known version of the format; write %(known)s"),
    ProblemCode.REPEATED_FIELD: _("given twice in one object; keep one of them"),
    ProblemCode.UNKNOWN_FIELD: _("no field of the format; check the spelling or remove it"),
    ProblemCode.MISSING: _("missing; add it, with null where the document does not say"),
    ProblemCode.REQUIRED: _("empty; fill it in"),
    ProblemCode.NOT_TEXT: _("not a text; put it in quotation marks"),
    ProblemCode.TOO_LONG: _("longer than %(longest)s characters; shorten it"),
    ProblemCode.NOT_A_CODE: _(
        "not a short name; use small letters, digits and hyphens, as jinan-ht-001"
    ),
    ProblemCode.NOT_A_NUMBER: _(
        "not a number; write digits without quotation marks, unit or grouping, or null"
    ),
    ProblemCode.NOT_FINITE: _("not a finite number; write null where it is not known"),
    ProblemCode.TOO_MANY_DIGITS: _(
        "more than %(whole)s digits before or %(decimals)s after the point; use a larger unit"
    ),
    ProblemCode.NOT_A_YEAR: _("not a year from %(first)s to %(last)s; write it as a number"),
    ProblemCode.NOT_A_DATE: _("not a date; write 2021, 2021-08 or 2021-11-01"),
    ProblemCode.NOT_A_LINE: _("not a line number; write a whole number from 1, or null"),
    ProblemCode.NOT_TRUE_OR_FALSE: _("neither true nor false; write one of them"),
    ProblemCode.UNKNOWN_WORD: _("not a known word; write one of %(allowed)s"),
    ProblemCode.YEARS_OUT_OF_ORDER: _(
        "years out of order; the base year comes before the first, the first not after the last"
    ),
    ProblemCode.DUPLICATE_ID: _("used before, in %(file)s; give every entry its own number"),
    ProblemCode.DUPLICATE_PLAN: _("this zone and period is in %(file)s too; load only one of them"),
    ProblemCode.RESTATES_NOTHING: _("no other entry of the file has this number; correct it"),
    ProblemCode.RESTATES_A_REFERENCE: _(
        "that entry restates another itself; name the entry that stands on its own"
    ),
    ProblemCode.UNKNOWN_TARGET: _("no entry of the file has this number; correct or remove it"),
    ProblemCode.NO_BASELINE: _(
        "%(multiple)s times the baseline needs a baseline; add baseline_value"
    ),
    ProblemCode.NOT_JUDGEABLE: _(
        "a target of the kind “%(kind)s” cannot be judged so: %(reason)s; complete or correct it, "
        "or set confidence to low until it is confirmed"
    ),
    ProblemCode.UNKNOWN_ZONE: _(
        "no known zone; use one of %(known)s, or create the zone in the administration first"
    ),
    ProblemCode.ID_OF_ANOTHER_PLAN: _(
        "this number belongs to %(plan)s already; give the entry another"
    ),
}

# The reasons of the method, in the words of a form (they come from attainment/faults.py).
METHOD_REASONS: dict[str, Promise] = {
    "required": _("the figure is missing"),
    "a rate must be above -100": _("a rate must be above −100 %%"),
    "a rank must be a whole number from 1": _("a rank is a whole number from 1"),
    "the target year must lie after the base year": _(
        "the target year must lie after the base year"
    ),
    "the lower end lies above the upper one": _("the lower end lies above the upper one"),
    "a margin and a ratio exclude each other": _("a margin and a ratio exclude each other"),
    "a sum can only be a floor": _("a sum can only be a floor"),
    "a sum must be above 0": _("a sum must be above 0"),
    "a cumulative change is a positive percent; the direction says which way": _(
        "a cumulative change is a positive percent; the direction says which way"
    ),
    "nothing can fall by 100 % or more": _("nothing can fall by 100 %% or more"),
}

# What shipped files ask the administrator for; ``Target.to_confirm`` translates it.
TO_CONFIRM = (
    gettext_noop("the rank to reach and the base rank"),
    gettext_noop("what 第一方阵 means as a rank"),
)

_LONGEST_VALUE = 60


def describe(problem: Problem) -> str:
    """One line for one problem: file · entry · field: value — reason; remedy."""
    place = " · ".join(part for part in (problem.file, problem.entry, problem.field) if part)
    reason = str(REASONS[problem.code]) % _words(problem)
    if problem.value is None:
        return f"{place} — {reason}"
    return f"{place}: {_shown(problem.value)} — {reason}"


def _words(problem: Problem) -> dict[str, Any]:
    data = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in problem.data.items()
    }
    if problem.code == ProblemCode.NOT_JUDGEABLE:
        reason = METHOD_REASONS.get(data["reason"])
        data["reason"] = reason % {} if reason else gettext(data["reason"])
        data["kind"] = label(TargetKind(data["kind"]))
    return data


def _shown(value: Any) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
