"""The fixed words of a document by the names that its template knows them by."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.attainment.rollup import Rollup


def document_words(*, is_over: bool, rollup: Rollup | None = None) -> dict[str, str]:
    """Headings, heads of columns and captions in the active language.

    ``is_over`` says that the plan's last year is reported on: verdicts take the place of pace.
    ``rollup`` is what a document on one zone counts: where there is nothing, nothing is praised.
    """
    return (
        _headings()
        | _of_kinds()
        | _of_comparisons()
        | _columns()
        | _columns_of_kinds()
        | _running()
        | _sheets()
        | _of_issued()
        | (_of_the_end() if is_over else _under_way())
        | (_where_empty(rollup, is_over=is_over) if rollup else {})
    )


def _of_the_end() -> dict[str, str]:
    return {
        "behind": _("Targets that were missed"),
        "no_behind": _("No other assessable target was missed."),
        "on_pace": pgettext("column", "Met"),
        "share": pgettext("column", "Share met"),
    }


def _under_way() -> dict[str, str]:
    return {
        "behind": _("Targets that fall short"),
        "no_behind": _("No other assessable target falls short."),
    }


def _where_empty(rollup: Rollup, *, is_over: bool) -> dict[str, str]:
    """What is said in place of a list, where it is not empty because all is well."""
    if not rollup.all.total:
        nothing = _("The plan has no published target.")
        lists = ("no_binding", "no_behind", "no_unassessed", "no_unreported")
        return dict.fromkeys((*lists, "no_entries", "no_findings"), nothing)
    if not rollup.all.assessable:
        unknown = _("No target could be assessed.")
        return dict.fromkeys(("no_behind", "no_proposals", "no_reached"), unknown)
    if rollup.binding.total:
        return {}
    if is_over:
        return {"no_behind": _("No assessable target was missed.")}
    return {"no_behind": _("No assessable target falls short.")}


def _headings() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "doc_number": _("Document number"),
        "overview": _("Overview"),
        "binding": _("Binding targets"),
        "unassessed": _("What could not be assessed"),
        "unreported": _("Not reported, by department"),
        "unreported_lead": _(
            "Targets that the plan asks a figure of, and that have no approved one of the year."
        ),
        "contradictions": _("Contradictions in the plan itself"),
        "method": _("How the numbers are made"),
        "sources": _("Sources of the published rules"),
        "data_sources": _("Data sources and vintages"),
        "sheet_data_sources": _("Data sources and vintages"),
        "data_sources_lead": _(
            "What each department has reported of the year and how settled it is; figures are "
            "those in force on the day on which this document was made. Revised: approved figures "
            "that replaced others."
        ),
        "table": _("Table of indicators"),
        "annex": _("Annex: {title}"),
        "light": _("Light of the zone"),
        "no_binding": _("The plan labels no target as binding."),
        "no_unassessed": _("Every target could be assessed."),
        "no_unreported": _("Every figure of the year is reported and approved."),
        "no_contradictions": _("The checks found no contradiction."),
        "contradictions_lead": _(
            "Found by comparing the plan's own figures with each other; the plan's administrator "
            "decides what holds. The judgements above use the figures as printed."
        ),
        "table_lead": _(
            "Values are in the unit of the row. Expected is what the path asks for in the latest "
            "year reported. Brackets 〔 〕 hold values over the whole period."
        ),
    }


def _of_kinds() -> dict[str, str]:
    """Headings and leads that single kinds of documents have."""
    return {
        "by_field": _("Progress by field of work"),
        "ahead_names": _("Achieved or ahead"),
        "behind_names": _("Short of their path"),
        "unassessed_names": _("Not assessable"),
        "adjusted": _("Targets revised so far"),
        "no_adjusted": _("No target has been revised."),
        "proposals": _("Targets to be looked at again"),
        "proposals_lead": _(
            "Proposed by rules of this system, from the figures and from what departments "
            "answered; what is revised is decided by whoever approved the plan."
        ),
        "no_proposals": _("No target has to be looked at again."),
        "outcomes": _("How the targets ended"),
        "reached": _("What was exceeded and what was met"),
        "no_reached": _("No target was met."),
        "no_ended": _("No target has ended yet."),
        "baselines": _("Baselines for the next plan"),
        "baselines_lead": _(
            "Figures of the last year, as reported; what is not final is to be replaced before the "
            "next plan is judged by it."
        ),
        "no_baselines": _("No target has a figure that a plan could start from."),
        "entries": _("What was reported"),
        "no_entries": _("No figure is asked for this year."),
        "facts": _("Where it stands"),
        "findings": _("Targets written out"),
        "no_findings": _("No target is binding or falls short."),
        "behind_brief": _("What falls short, and what was promised"),
    }


def _of_comparisons() -> dict[str, str]:
    return {
        "ranking": _("Ranking by share on pace"),
        "ranking_lead": _(
            "On pace ÷ assessable. Zones of which too little can be assessed are listed at the end "
            "without a place; plans differ in what they promise."
        ),
        "matrix": _("Zones by field of work"),
        "matrix_lead": _("On pace / assessable and light; empty where the plan has no target."),
        "shared": _("The same indicators side by side"),
        "shared_lead": _(
            "Indicators that two or more zones promise in the same caliber and in the same way; "
            "other ones cannot be compared."
        ),
        "no_shared": _("The zones have no indicator in common."),
    }


def _columns() -> dict[str, str]:
    return {
        "id": _("Register number"),
        "number": pgettext("column", "No."),
        "indicator": pgettext("column", "Indicator"),
        "scope": pgettext("column", "Scope"),
        "scope_attribute": _("Scope, attribute"),
        "unit": pgettext("column", "Unit"),
        "attribute": _("Attribute"),
        "base": pgettext("column", "Baseline"),
        "operator": pgettext("column", "Sign"),
        "target": pgettext("column", "Target"),
        "annual": _("Annual target"),
        "expected": pgettext("column", "Expected"),
        "actual": _("Actual this year"),
        "attainment": _("Attainment"),
        "progress": _("Progress"),
        "elapsed": _("Elapsed share"),
        "status": pgettext("column", "Status"),
        "remark": _("Remarks"),
        "group": pgettext("column", "Group"),
        "total": pgettext("column", "Targets"),
        "assessable": pgettext("column", "Assessable"),
        "on_pace": pgettext("column", "On pace"),
        "share": pgettext("column", "Share on pace"),
        "cause": _("Cause"),
        "measure": _("Measure"),
        "owner": _("Responsible person"),
        "promised": _("Promised"),
        "rule": pgettext("column", "Quantity"),
        "formula": pgettext("column", "Rule"),
        "source": pgettext("column", "Source"),
        "severity": _("Severity"),
        "finding": pgettext("column", "Finding"),
        "latest": _("Latest figure"),
        "note": pgettext("column", "Note"),
    }


def _columns_of_kinds() -> dict[str, str]:
    return {
        "printed": _("As printed"),
        "revised": _("Revised to"),
        "asked": pgettext("column", "Asked for"),
        "approved": pgettext("column", "Approved"),
        "qualities": pgettext("column", "Of which"),
        "replacing": pgettext("column", "Revised"),
        "latest_approval": pgettext("column", "Latest approval"),
        "evidence": pgettext("column", "As evidence"),
        "since": _("Judged by it from"),
        "document": _("Approving document"),
        "reason": pgettext("column", "Reason"),
        "outlook": _("If it goes on like this"),
        "proposal": pgettext("column", "Proposal"),
        "grounds": pgettext("column", "Grounds"),
        "verdict": _("Verdict"),
        "outcome_share": _("Share of all"),
        "light_short": _("Light"),
        "binding_short": _("Binding"),
        "anticipatory_short": _("Anticipatory"),
        "value": pgettext("column", "Figure"),
        "quality": _("Quality"),
        "approved_on": _("Approved on"),
        "following": _("In the next plan"),
        "place": pgettext("column", "Place"),
        "zone": pgettext("column", "Zone"),
        "period": _("Period"),
        "coverage": _("Assessable / all"),
        "why": _("Why the light"),
        "caliber": _("Caliber"),
    }


def _running() -> dict[str, str]:
    return {
        "figure": pgettext("caption", "Figure"),
        "page": _("Page {n} of {total}"),
        "replaced": _("Characters that the fonts do not have are printed as □"),
        "counted": pgettext("count of names", " ({count})"),
        "names": pgettext("between names", "; "),
        "colon": pgettext("after a label", ": "),
    }


def _sheets() -> dict[str, str]:
    """What stands in workbooks alone: names of sheets, their heads, and how to read them."""
    return {
        "sheet_cover": pgettext("sheet", "Cover"),
        "sheet_table": pgettext("sheet", "Table of indicators"),
        "sheet_years": pgettext("sheet", "Yearly figures"),
        "sheet_fields": pgettext("sheet", "Fields of work"),
        "sheet_adjusted": pgettext("sheet", "Revised targets"),
        "sheet_proposals": pgettext("sheet", "To be looked at again"),
        "sheet_outcomes": pgettext("sheet", "Outcomes"),
        "sheet_ended": pgettext("sheet", "How each target ended"),
        "sheet_baselines": pgettext("sheet", "Baselines"),
        "sheet_entries": pgettext("sheet", "Entries"),
        "sheet_ranking": pgettext("sheet", "Ranking"),
        "sheet_brief": pgettext("sheet", "Brief"),
        "in_numbers": _("In numbers"),
        "quantity": pgettext("column", "What is counted"),
        "part": pgettext("column", "Count"),
        "whole": pgettext("column", "Out of"),
        "share_short": pgettext("column", "Share"),
        "promised_short": pgettext("column", "Promise"),
        "sheet_matrix": pgettext("sheet", "Status matrix"),
        "sheet_unreported": pgettext("sheet", "Not reported"),
        "sheet_method": pgettext("sheet", "Method and formulas"),
        "base_year": pgettext("column", "Base year"),
        "judged_year": pgettext("column", "Judged by"),
        "target_year": pgettext("column", "Target year"),
        "quality_of": _("Quality {year}"),
        "field": pgettext("column", "Field of work"),
        "department": _("Responsible department"),
        "years_lead": _(
            "The figures in force, with the decimals as reported. The formulas of the table of "
            "indicators refer to them."
        ),
        "empty_lead": _("An empty cell is not reported or not defined; 0 is a value."),
        "formulas_lead": _(
            "Attainment, progress and elapsed share are formulas over the cells. Where a judgement "
            "rests on more than the cells hold, its number stands there and the remarks say so."
        ),
        "as_value": _("{names}: a number, not a formula"),
    }


def _of_issued() -> dict[str, str]:
    """What an issued document says of the one that it takes the place of."""
    return {
        "differences": _("Differences from the superseded document"),
        "no_differences": _("No figure differs."),
        "supersedes": _("Supersedes"),
        "superseding_reason": _("Reason for the new one"),
        "superseded_on": _("That one was issued on"),
        "content": pgettext("column", "What differs"),
        "before": pgettext("column", "Superseded document"),
        "after": pgettext("column", "This document"),
        "added": pgettext("row", "Added"),
        "gone": pgettext("row", "No longer in it"),
        "changed": pgettext("row", "Changed"),
        "change": pgettext("column", "Change"),
        "figure_of": _("Figure {year}"),
        "sheet_differences": pgettext("sheet", "Differences"),
    }
