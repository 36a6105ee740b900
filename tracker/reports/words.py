"""The fixed words of a document by the names that its template knows them by."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def document_words(*, is_over: bool) -> dict[str, str]:
    """Headings, heads of columns and captions in the active language.

    ``is_over`` says that the plan's last year is reported on: verdicts take the place of pace.
    """
    short = _("Targets that were missed") if is_over else _("Targets that fall short")
    return _headings() | {"behind": short} | _columns() | _running()


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
        "table": _("Table of indicators"),
        "annex": _("Annex: {title}"),
        "light": _("Light of the zone"),
        "no_binding": _("The plan labels no target as binding."),
        "no_behind": _("No other assessable target falls short."),
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


def _columns() -> dict[str, str]:
    return {
        "id": _("Register number"),
        "number": pgettext("column", "No."),
        "indicator": pgettext("column", "Indicator"),
        "scope": pgettext("column", "Scope"),
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


def _running() -> dict[str, str]:
    return {
        "figure": pgettext("caption", "Figure"),
        "page": _("Page {n} of {total}"),
        "replaced": _("Characters that the fonts do not have are printed as □."),
        "names": pgettext("between names", "; "),
    }
