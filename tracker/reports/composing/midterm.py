"""The mid-term evaluation (中期评估报告): progress by field of work, and what is to be adjusted."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tracker.attainment.numbers import places
from tracker.models import TargetRevision
from tracker.models.promise import exact, promise, revised_to
from tracker.notation import target_text
from tracker.reports.composing.fields import fields_of_work
from tracker.reports.composing.material import Material
from tracker.reports.composing.monitoring import zone_parts
from tracker.reports.composing.numbers import promised_value
from tracker.reports.composing.proposals import proposals
from tracker.reports.composing.unreported import name_of
from tracker.reports.datasets import Adjusted, MidtermReport
from tracker.standing import Standing
from tracker.terms import ReportKind


def midterm_report(material: Material) -> MidtermReport:
    """Everything that the mid-term evaluation of a zone says, in the active language."""
    zone = material.zone
    title = _("Mid-term evaluation report %(year)s") % {"year": zone.year}
    return MidtermReport(
        **zone_parts(material, ReportKind.MIDTERM, title),
        fields_of_work=tuple(fields_of_work(zone)),
        adjusted=tuple(_adjusted(material)),
        proposals=tuple(proposals(material)),
    )


def _adjusted(material: Material) -> Iterable[Adjusted]:
    """Every revision so far, those of later years as well, in the order of the plan."""
    for item in material.zone.counted:
        for revision in material.revisions.get(item.target.pk, ()):
            yield _row(item, revision)


def _row(item: Standing, revision: TargetRevision) -> Adjusted:
    target = item.target
    printed = promise(target)
    value = exact(revision.value, target.decimals)
    decided = revised_to(printed, value)
    facts = {
        "year": revision.effective_year,
        "day": date_format(revision.effective_on, pgettext("format of dates", "j F Y")),
    }
    return Adjusted(
        name=name_of(item),
        unit=target.unit,
        printed=target_text(printed),
        value=target_text(decided, decimals=max(target.decimals, places(value))),
        since=_("%(year)s on (decided %(day)s)") % facts,
        document=revision.document,
        reason=revision.reason,
        key=target.register_id,
        exact_printed=promised_value(printed),
        exact_value=promised_value(decided),
    )
