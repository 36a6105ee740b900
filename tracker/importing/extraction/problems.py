"""What can be wrong with a register file, as codes; the words are in ``importing/wording.py``."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from enum import StrEnum
from typing import Any


class ProblemCode(StrEnum):
    """Why a value cannot be taken."""

    # The file as a whole.
    TOO_LARGE = "too_large"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    UNKNOWN_SCHEMA = "unknown_schema"
    # One field.
    REPEATED_FIELD = "repeated_field"
    UNKNOWN_FIELD = "unknown_field"
    MISSING = "missing"
    REQUIRED = "required"
    NOT_TEXT = "not_text"
    TOO_LONG = "too_long"
    NOT_A_CODE = "not_a_code"
    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"
    TOO_MANY_DIGITS = "too_many_digits"
    NOT_A_YEAR = "not_a_year"
    NOT_A_DATE = "not_a_date"
    NOT_A_LINE = "not_a_line"
    NOT_TRUE_OR_FALSE = "not_true_or_false"
    UNKNOWN_WORD = "unknown_word"
    # Fields that do not go together.
    YEARS_OUT_OF_ORDER = "years_out_of_order"
    DUPLICATE_ID = "duplicate_id"
    DUPLICATE_PLAN = "duplicate_plan"
    RESTATES_NOTHING = "restates_nothing"
    RESTATES_A_REFERENCE = "restates_a_reference"
    UNKNOWN_TARGET = "unknown_target"
    NO_BASELINE = "no_baseline"
    NOT_JUDGEABLE = "not_judgeable"
    # Against what is known already.
    UNKNOWN_ZONE = "unknown_zone"
    ID_OF_ANOTHER_PLAN = "id_of_another_plan"


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that cannot be taken, and where it stands.

    ``entry`` is the register number, the place (``targets[3]``) where that cannot be read, the
    name of another part (``plan``), or None for the file itself. ``data`` completes the reason.
    """

    file: str
    entry: str | None
    field: str | None
    value: Any
    code: ProblemCode
    data: Mapping[str, Any] = attribute(default_factory=dict)
