"""Every refusal as sentences that say what is wrong and what to do next, for all doors."""

from datetime import date, datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracker.errors import (
    Change,
    EvidenceRefused,
    FieldProblem,
    Incomplete,
    NotAllowed,
    NotReproduced,
    NotStored,
    OrderRefused,
    Refused,
    SheetRefused,
    Stale,
    WrongState,
)
from tracker.models import (
    accounts,
    answering,
    channels,
    documents,
    filing,
    intervals,
    schedules,
)
from tracker.models.asking import field_label
from tracker.models.wording import label
from tracker.terms import FigureState, ReportFormat, ReportKind

# Keyed by the code of a FieldProblem; each names the value as typed and the remedy.
PROBLEMS: dict[str, Promise] = {
    **accounts.PROBLEMS,
    **answering.PROBLEMS,
    **channels.PROBLEMS,
    **filing.PROBLEMS,
    **intervals.PROBLEMS,
    **schedules.PROBLEMS,
    "required": _("Nothing was entered. Enter a value; zero is a value, empty means not reported."),
    "not_a_number": _("“%(value)s” is no number. Enter digits only, as 1234.5."),
    "has_words": _("“%(value)s” is more than a number. Leave out units, signs and words."),
    "ambiguous": _("“%(value)s” can be read in two ways. Write it without grouping, as 1234.5."),
    "other_unit": _("“%(value)s” is in another unit than this target. Convert it."),
    "too_fine": _("“%(value)s” has more than four decimals in this target's unit. Round it."),
    "too_precise": _("“%(value)s” has more than four decimals. Round it to four at most."),
    "too_large": _("“%(value)s” is too large. Check the unit; eleven digits before the point."),
    "not_a_rank": _("%(value)s is no rank. Enter a whole number from 1."),
    "beyond_field_size": _("%(value)s is a rank beyond the number that is ranked. Check both."),
    "not_a_count": _("%(value)s is no count. Enter a whole number from 1."),
    "too_many": _("%(value)s is too large for a count. Check it; 32767 is the most."),
    "not_whole": _("“%(value)s” is no whole number. Enter one without decimals."),
    "more_than_total": _("%(value)s steps are more than there are. Check both numbers."),
    "rate_not_above_minus_100": _(
        "%(value)s is impossible: nothing falls by a hundred per cent or more. Enter a change."
    ),
    "not_a_choice": _("“%(value)s” is not among the choices. Choose one of them."),
    "too_long": _("The text is too long. Shorten it."),
    "outside_plan": _("%(value)s lies outside the plan. Choose one of the plan's years."),
    "before_opening": _("The due date %(value)s is before the opening. Choose a later one."),
    "not_later": _("%(value)s is not later than the cycle's own due date. Choose a later one."),
    "over": _("%(value)s is over already. Choose today or a later day."),
    "formula_without_value": _(
        "The cell has a formula without a result. Open the file, recalculate, save, upload again."
    ),
    "error_value": _("The formula of this cell ends in “%(value)s”. Correct it or type a figure."),
    "merged": _("The cell is part of merged cells. Split them; each row has a figure of its own."),
    "date_for_figure": _("“%(value)s” is a date. Set the cell's format to number, type it again."),
    "percent_for_figure": _(
        "%(value)s is a percentage, but the unit of this row is another. Enter it in that unit."
    ),
    "not_asked_for": _("This row does not ask for it. Empty the cell; check the row."),
    "reason_missing": _("Nothing was entered. Say why, in a sentence."),
    "basis_missing": _("Nothing was entered. Say what the decision rests on."),
    "empty": _("Nothing is filled in here. Fill it in; it is kept with the change."),
    "same": _("%(value)s is what holds already. Enter another value, or leave it as it is."),
    "revised_already": _("A revision from %(value)s on is in force. Withdraw that one first."),
    "not_after_base_year": _("The target year must lie after the base year. Check both."),
    "range_reversed": _("The lower end lies above the upper one. Exchange the two."),
    "margin_and_ratio": _("A margin and a ratio exclude each other. Empty one of the two."),
    "sum_has_no_ceiling": _("A cumulative amount can only be a floor. Choose “at least”."),
    "not_above_zero": _("%(value)s is not above 0. Enter it positive; the direction says the way."),
    "falls_by_all": _("%(value)s is impossible: nothing falls by that much. Enter less than 100."),
    "not_taken": _("“%(value)s” cannot be taken here. Choose or enter another one."),
    "not_a_year": _("“%(value)s” is no year. Enter one between 1949 and 2100."),
    "unknown_target": _("“%(value)s” is no target of this plan. Copy its number from the table."),
    "twice": _("“%(value)s” stands here twice. Keep one of them."),
    "step_ticked": _("“%(value)s” was reported as done. Rename it, but do not take it away."),
    "follows_from_ticks": _(
        "%(value)s is not taken: the steps have names. Tick those that are done on the figure's "
        "page."
    ),
    "given_by_series": _(
        "“%(value)s” is not the figure of the compared series. Empty the cell: the plan "
        "administrator enters that figure once for all."
    ),
    "series_exists": _("There is a series “%(value)s” already. Choose it from the list."),
    "not_above": _("%(value)s is not above this zone. Choose this zone, one above it, or none."),
    "other_measure": _(
        "“%(value)s” is measured otherwise. Choose a series of levels for levels, of changes for "
        "changes."
    ),
    "nobody_chosen": _("Nobody is ticked. Tick at least one person."),
    "cycle_exists": _("There is a reporting cycle for %(value)s already. Open that one."),
}

# Keyed by the code of a WrongState.
STATES: dict[str, Promise] = {
    **accounts.STATES,
    **answering.STATES,
    **channels.STATES,
    **documents.STATES,
    **filing.STATES,
    **schedules.STATES,
    "wrong_state": _("This is not possible any more. Reload the page to see where it stands."),
    "already_submitted": _(
        "The figure is with its reviewer. It can be changed again once it is returned."
    ),
    "already_approved": _(
        "The figure was approved meanwhile. Reload the page; a revision is a new figure."
    ),
    "nobody_to_remind": _(
        "Nobody was written to: they were reminded already on that day, or owe nothing any more. "
        "Look at the list again."
    ),
    "already_open": _(
        "A newer figure of this year is being worked on already. Nothing needs to be reopened."
    ),
    "not_in_force": _("This figure is not in force any more. Reload the page and look again."),
    "cycle_not_open": _(
        "Figures of %(year)s are not asked for. The plan administrator opens the reporting cycle."
    ),
    "cycle_closed": _(
        "The reporting cycle of %(year)s was closed on %(closed_on)s. Ask the plan administrator."
    ),
    "cycle_closed_for_all": _(
        "The reporting cycle of %(year)s is closed. Reopen it, or extend it for one department."
    ),
    "evidence_closed": _(
        "Files are attached and removed while the figure is being entered; it is not any more."
    ),
    "evidence_removed": _("The file was removed already. Reload the page."),
    "target_retired": _("This target is retired. What it promised is no longer changed."),
    "target_not_retired": _("This target is not retired any more. Reload the page."),
    "figure_waits": _(
        "The figure of %(years)s waits for review. Once it is approved or returned, retire the "
        "target."
    ),
    "target_unconfirmed": _("This target is still to be confirmed. Confirm it first."),
    "restates_another": _("This entry restates another one. Change that one instead."),
    "kind_without_value": _("A target of this kind has no value of its own that can be revised."),
    "revision_withdrawn": _("The revision was withdrawn meanwhile. Reload the page."),
    "no_yearly_values": _("This target is not broken down by year. Reload the page."),
    "no_milestone": _("Only milestones have steps. Reload the page to see the target's kind."),
    "not_relative": _("Only relative targets are compared with a series. Reload the page."),
    "target_not_reported": _(
        "This target is not reported: it restates another one, or is still to be confirmed."
    ),
}

# Keyed by the code of an EvidenceRefused: one file, named by ``name``.
EVIDENCE: dict[str, Promise] = {
    "empty_file": _("“%(name)s” is empty. Choose the file again."),
    "too_big": _("“%(name)s” is larger than %(most)s MB. Send fewer pages or smaller pictures."),
    "too_many": _("“%(name)s” was not attached: %(most)s files are the most. Remove one first."),
    "not_taken": _(
        "“%(name)s” is of a kind that is not taken. Attach PDF, OFD, PNG, JPEG, Word, Excel or "
        "PowerPoint files."
    ),
    "archive": _("“%(name)s” is an archive. Unpack it and attach the files themselves."),
    "macros": _("“%(name)s” holds macros. Save it without macros, or as PDF."),
    "locked": _("“%(name)s” has a password. Save it without one; the reviewer has to read it."),
    "damaged": _("“%(name)s” is damaged. Open it, save it again, and attach that."),
    "no_room": _(
        "“%(name)s” was not stored: the server's disk is full. Tell the system administrator, then "
        "attach it again."
    ),
    "not_stored": _(
        "“%(name)s” was not stored: the server cannot write it (%(why)s). Tell the system "
        "administrator, then attach it again."
    ),
}

# Keyed by the code of a SheetRefused: a file as a whole.
SHEETS: dict[str, Promise] = {
    "unreadable": _("The file is damaged or protected. Save it again as .xlsx and upload that."),
    "no_file": _("No file was chosen. Choose the filled-in sheet."),
    "empty_file": _("The file is empty. Choose the filled-in sheet."),
    "too_big": _("The file is larger than 5 MB. Remove pictures and other sheets from it."),
    "bomb": _("The file unpacks to far more than a sheet can hold. Download the sheet again."),
    "macros": _("The file holds macros. Save it as .xlsx without macros."),
    "locked": _("The file has a password. Save it without one and upload that."),
    "old_unreadable": _("The .xls file cannot be read. Open it, save it as .xlsx, upload that."),
    "web_page": _(
        "The file is a web page with a workbook's name. Open it, save it as .xlsx, upload that."
    ),
    "not_a_table": _("The file is no table. Upload the sheet as .xlsx, .xls or .csv."),
    "no_rows": _("The file holds no row of a downloaded sheet. Download the sheet, fill it in."),
    "other_format": _("The sheet comes from another version of this system. Download it again."),
    "other_cycle": _("The file belongs to another reporting cycle, not to %(cycle)s."),
    "edited_identity": _(
        "The hidden numbers of the file were edited. Download the sheet again, copy the figures."
    ),
    "column_twice": _("Sheet “%(sheet)s” has the column “%(column)s” twice. Delete the copy."),
    "too_many_rows": _("Sheet “%(sheet)s” goes on to %(cell)s; %(most)s rows are the most."),
    "outdated": _("This preview is no longer there or was confirmed already. Upload again."),
    "not_all_good": _("Some rows cannot be stored, so nothing was. Correct the file or take the "
        "good rows only."),
}  # fmt: skip

# Keyed by the reason for which a row of a sheet as a whole is refused.
ROWS: dict[str, Promise] = {
    "without_identity": _("The row was added by hand; its target is not known. Use its own row."),
    "edited_identity": _(
        "The hidden numbers of this row were edited or belong to another file. Download again."
    ),
    "not_yours": _("The target belongs to another zone or department, or is not asked for now."),
    "row_twice": _("The target stands in several rows. Keep one of them."),
    "already_submitted": STATES["already_submitted"],
    "cycle_closed": _(
        "The cycle is closed; only what was returned can still be corrected. Ask the plan "
        "administrator."
    ),
    "approved_on_page": _("The figure is approved. A revision is entered on the figure's page."),
}

NOT_ALLOWED: dict[str, Promise] = {
    **accounts.NOT_ALLOWED,
    **answering.NOT_ALLOWED,
    **channels.NOT_ALLOWED,
    **documents.NOT_ALLOWED,
    **filing.NOT_ALLOWED,
    **schedules.NOT_ALLOWED,
    "save_figure": _("Only reporting officers of the responsible department enter this figure."),
    "submit_figure": _("Only reporting officers of the responsible department submit this figure."),
    "attach_evidence": _(
        "Only reporting officers of the responsible department attach files to this figure."
    ),
    "remove_evidence": _(
        "Only reporting officers of the responsible department remove files from this figure."
    ),
    "approve_figure": _("Only a reviewer of the zone who did not enter the figure approves it."),
    "return_figure": _("Only a reviewer of the zone who did not enter the figure returns it."),
    "reopen_figure": _("Only reviewers and plan administrators of the zone reopen its figures."),
    "confirm_target": _("Only plan administrators of the zone confirm its targets."),
    **dict.fromkeys(
        (
            "revise_target",
            "withdraw_revision",
            "verify_baseline",
            "set_yearly_values",
            "set_steps",
            "add_series",
            "compare_target",
        ),
        _("Only plan administrators of the zone change what its targets promise."),
    ),
    "enter_parent_figure": _(
        "Only plan administrators of the zone whose figures they are enter them."
    ),
    "open_cycle": _("Only plan administrators of the zone open reporting cycles."),
    "extend_cycle": _("Only plan administrators of the zone extend reporting cycles."),
    "set_reminders": _("Only plan administrators of the zone change when people are reminded."),
    "close_cycle": _("Only plan administrators of the zone close reporting cycles."),
    "reopen_cycle": _("Only plan administrators of the zone reopen reporting cycles."),
    "open_grid": _("Only reporting officers with targets in this cycle enter its figures."),
    "make_sheet": _("Only reporting officers with targets in this cycle have a sheet of it."),
    "check_sheet": _("Only reporting officers with targets in this cycle upload its sheet."),
    "take_sheet": _("Only reporting officers with targets in this cycle upload its sheet."),
}


def explain(error: Refused) -> list[str]:
    """What went wrong and what to do, one sentence or two each, in the current language."""
    if isinstance(error, Incomplete):
        return [f"{field_label(p.field)}{_colon()}{explain_problem(p)}" for p in error.problems]
    if isinstance(error, Stale) and error.code == "answered":
        return [answering.explain_answered(error.data["change"])]
    if isinstance(error, Stale):
        change, state = error.data.get("change"), error.data.get("state")
        return [explain_faster(change, state) if change and state else explain_change(change)]
    if isinstance(error, NotAllowed):
        return [str(NOT_ALLOWED.get(error.data.get("verb", ""), gettext("This is not allowed.")))]
    if isinstance(error, WrongState):
        return [_wrong_state(error)]
    if isinstance(error, SheetRefused):
        return _sheet(error)
    if isinstance(error, OrderRefused):
        return [_fill(documents.ORDERS[error.code], **error.data)]
    if isinstance(error, EvidenceRefused):
        return [_fill(EVIDENCE[error.code], **error.data)]
    if isinstance(error, NotStored):
        return [_fill(filing.STORING[error.code], **error.data)]
    if isinstance(error, NotReproduced):
        return [_fill(filing.NOT_REPRODUCED, **error.data)]
    return [gettext("This was refused, and nothing was changed.")]


def explain_problem(problem: FieldProblem) -> str:
    """One field's problem, to be shown beside the field."""
    text = PROBLEMS.get(problem.code, _("“%(value)s” cannot be taken."))
    return _fill(text, value="" if problem.value is None else problem.value)


def explain_stopped(code: str, **facts: object) -> str:
    """What stopped the making of a document, and what to do."""
    return _fill(documents.STOPPED[code], **facts)


def explain_since_download(change: Change | None) -> str:
    """Who changed a figure after the sheet was made; what the sheet says is not stored."""
    if change is None:
        return gettext("Changed here since the download. Download the sheet again.")
    at = formats.date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
    text = gettext("%(by)s changed this at %(at)s; enter it on the page, or download again.")
    return text % {"by": change.by, "at": at}


def explain_row(reason: str) -> str:
    """Why a row of an upload is refused as a whole."""
    return str(ROWS[reason])


def explain_change(change: Change | None) -> str:
    """Who was faster; what was typed is kept, and a second save is a decision."""
    if change is None:
        return gettext("Somebody else changed this meanwhile. Compare, then save again.")
    at = formats.date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
    text = gettext("%(by)s changed this at %(at)s. Compare the two, then save again if needed.")
    return text % {"by": change.by, "at": at}


def explain_faster(change: Change, state: FigureState) -> str:
    """Who did something else to a figure under review, and where it stands since."""
    at = formats.date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
    text = gettext("%(by)s was faster (%(at)s): the figure is now “%(state)s”. Look at it again.")
    return text % {"by": change.by, "at": at, "state": label(state)}


def explain_rival(change: Change | None) -> str:
    """Who was faster with a row of the grid; both values stand there, and one is chosen."""
    if change is None:
        return gettext("Somebody else changed this meanwhile. Choose which of the two stays.")
    at = formats.date_format(timezone.localtime(change.at), "DATETIME_FORMAT")
    text = gettext("%(by)s changed this at %(at)s. Choose which of the two stays.")
    return text % {"by": change.by, "at": at}


def _sheet(error: SheetRefused) -> list[str]:
    if error.code == "row":
        place = gettext("Row %(row)s of sheet “%(sheet)s” stopped it; nothing was stored.")
        return [place % error.data, *explain(error.data["cause"])]
    return [_fill(SHEETS[error.code], **error.data)]


def _wrong_state(error: WrongState) -> str:
    data = {name: _readable(value) for name, value in error.data.items()}
    if error.code not in STATES or error.code == "wrong_state":
        actual = data.get("actual")
        if actual in {state.value for state in FigureState}:
            text = gettext("The figure is now “%(state)s”. Reload the page to go on from there.")
            return text % {"state": label(FigureState(actual))}
        return str(STATES["wrong_state"])
    return _fill(STATES[error.code], **data)


def _readable(value: object) -> object:
    """A moment as the time of day where the office is, a day as it is written there, documents as
    people call them."""
    if isinstance(value, ReportKind | ReportFormat):
        return label(value)
    if isinstance(value, tuple):
        return gettext(", ").join(str(_readable(one)) for one in value)
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "TIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    return value


def _fill(text: Promise | str, **facts: object) -> str:
    return str(text) % facts


def _colon() -> str:
    return gettext(": ")
