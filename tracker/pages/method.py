"""The formulas, the classes and where they come from, for everybody."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tracker.findings import flags
from tracker.models.asking import asked_help
from tracker.models.wording import label
from tracker.pages.common import Crumb, page
from tracker.pages.rules import CAGR, NBS, NDRC, RULES, SHORT, UN, VETO, WORDS, Rule
from tracker.terms import Light, Status, TargetKind, Verdict

LETTERS: tuple[tuple[str, Promise], ...] = (
    ("b", gettext_lazy("baseline, in the base year t₀")),
    ("x", gettext_lazy("latest reported figure, of year t")),
    ("y", gettext_lazy("target value, in the target year T")),
    ("n", gettext_lazy("years of the plan: T − t₀")),
    ("k", gettext_lazy("years passed: t − t₀")),
    ("m", gettext_lazy("years reported")),
    ("g", gettext_lazy("a year's rate of growth; g* is the promised one")),
    ("s", gettext_lazy("+1 for at least, −1 for at most")),
    ("p", gettext_lazy("figure of the compared series; m its margin, r its ratio")),
    ("C", gettext_lazy("promised total; S is the total so far")),
    ("D", gettext_lazy("promised change over the period; I is the index reached")),
)

STATUSES: tuple[tuple[Status, Promise], ...] = (
    (Status.ACHIEVED, gettext_lazy("The target is reached before its year.")),
    (Status.AHEAD, gettext_lazy("Pace of 1.05 or more.")),
    (Status.ON_TRACK, gettext_lazy("Pace from 0.95 to below 1.05; or a limit that is kept.")),
    (Status.BEHIND, gettext_lazy("Pace from 0.60 to below 0.95.")),
    (Status.FAR_BEHIND, gettext_lazy("Pace from 0 to below 0.60.")),
    (Status.REVERSED, gettext_lazy("Pace below 0; or a limit that is not kept.")),
    (Status.BREACHED, gettext_lazy("One of the years that are each tested has failed.")),
    (Status.OVERDUE, gettext_lazy("A milestone past its due year that is not done.")),
    (Status.PENDING, gettext_lazy("A milestone before its due year.")),
    (Status.NOT_ASSESSABLE, gettext_lazy("Something is missing; the reason is always named.")),
)

VERDICTS: tuple[tuple[Verdict, Promise], ...] = (
    (Verdict.EXCEEDED, gettext_lazy("Better than the target.")),
    (Verdict.MET, gettext_lazy("Equal to the target, where its wording includes the number.")),
    (Verdict.MET_BY_ROUNDING, gettext_lazy("A derived figure that meets it only when rounded.")),
    (Verdict.MET_WITHIN_TOLERANCE, gettext_lazy("Worded “about”, and short by no more than 5%.")),
    (Verdict.MET_LATE, gettext_lazy("A milestone done after its due year.")),
    (Verdict.BASICALLY_MET, gettext_lazy("Anticipatory, and attained to at least 95%.")),
    (Verdict.MISSED, gettext_lazy("Everything else. Binding targets have no tolerance.")),
    (Verdict.INCOMPLETE, gettext_lazy("A year that counts was not reported.")),
    (Verdict.NOT_REPORTED, gettext_lazy("The target year was not reported.")),
)

LIGHTS: tuple[tuple[Light, Promise], ...] = (
    (
        Light.GREEN,
        gettext_lazy(
            "Every assessable binding target on pace, and of all assessable ones at least 80%."
        ),
    ),
    (Light.YELLOW, gettext_lazy("Neither green nor red.")),
    (
        Light.RED,
        gettext_lazy(
            "A binding target far behind, reversed, breached or missed; or a share below 60%."
        ),
    ),
    (Light.GREY, gettext_lazy("Less than half of the targets can be assessed.")),
)

SOURCES: tuple[Promise | str, ...] = (NBS, VETO, NDRC, CAGR, UN, SHORT, WORDS)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Open to everybody: how a number is made is no secret."""
    context = {
        "title": _("How progress is measured"),
        "letters": LETTERS,
        "quantities": _rules("quantities"),
        "of_kinds": _rules("kinds"),
        "statuses": STATUSES,
        "verdicts": VERDICTS,
        "lights": LIGHTS,
        "kinds": [(label(kind), asked_help(kind)) for kind in TargetKind],
        "cautions": flags(),
        "sources": SOURCES,
    }
    return page(request, "method/method.html", context, crumbs=(Crumb(_("Method")),))


def _rules(section: str) -> Iterable[Rule]:
    return [rule for rule in RULES.values() if rule.section == section]
