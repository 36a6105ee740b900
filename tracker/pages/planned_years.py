"""A plan's targets by year in one table, changed by a block that is pasted from a spreadsheet."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tracker import flow
from tracker.assessment.queries import proposals
from tracker.errors import NotAllowed, Refused
from tracker.models import Plan, Target, Zone
from tracker.models.explaining import explain, explain_problem
from tracker.pages.common import Crumb, SignedIn, open_planning, page, years_of
from tracker.pages.planned_list import plan_of, way
from tracker.pages.problems import status_of
from tracker.planning.keeping import check_block, with_years
from tracker.planning.pasting import Block, as_text
from tracker.planning.yearly import print_of, stored_values
from tracker.terms import TargetKind

# What a block can be at most: a plan of some hundred targets is far below.
MOST_TEXT = 500_000


@dataclass
class Paste:
    """What was typed or proposed, and what came of it; ``block`` is None before a preview."""

    text: str
    document: str = ""
    seen: str = ""
    block: Block | None = None
    refusal: tuple[str, ...] = ()
    is_proposal: bool = False
    status: int = 200

    @property
    def refused(self) -> list[tuple[int, str, int | None, str]]:
        """Each line or cell that cannot be taken, with the reason in words."""
        if self.block is None:
            return []
        return [
            (one.line, one.label, one.year, explain_problem(one.problem))
            for one in sorted(self.block.refused, key=lambda one: (one.line, one.year or 0))
        ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def years(request: SignedIn, code: str) -> HttpResponse:
    """The table; a POST previews a pasted block or stores what was previewed."""
    zone = open_planning(request, code)
    plan = plan_of(request, zone)
    if plan is None:
        raise Http404
    targets, span = with_years(plan), years_of([plan])
    stored = stored_values(targets)
    values = {pk: {year: row.value for year, row in rows.items()} for pk, rows in stored.items()}
    if request.method != "POST":
        paste = _opened(request, targets, span, values)
        return _show(request, zone, plan, targets, paste)
    paste = _pasted(request, targets, span)
    if request.POST.get("action") == "save" and _save(request, targets, paste):
        return redirect(f"{request.path}?plan={plan.pk}")
    return _show(request, zone, plan, targets, paste)


def _opened(
    request: SignedIn,
    targets: list[Target],
    span: list[int],
    values: dict[int, dict[int, Decimal]],
) -> Paste:
    """The block as it stands; where asked for, with proposals in the cells without a value."""
    if "spread" not in request.GET:
        return Paste(as_text(targets, span, values))
    proposed = proposals(targets)
    filled = {
        target.pk: {**(proposed[target.pk].values if target.pk in proposed else {}),
                    **values[target.pk]}
        for target in targets
    }  # fmt: skip
    return Paste(as_text(targets, span, filled), is_proposal=True)


def _pasted(request: SignedIn, targets: list[Target], span: list[int]) -> Paste:
    text = request.POST.get("block", "")[:MOST_TEXT]
    block, stored = check_block(text, targets, span)
    return Paste(
        text=text,
        document=request.POST.get("document", "").strip()[:200],
        seen=print_of(stored),
        block=block,
    )


def _save(request: SignedIn, targets: list[Target], paste: Paste) -> bool:
    """Store what was previewed; whether it was stored. Refused cells are left out."""
    block = paste.block or Block()
    chosen: dict[int, dict[int, Decimal | None]] = {}
    for cell in block.changed:
        chosen.setdefault(cell.target.pk, {})[cell.year] = cell.after
    rows = [target for target in targets if target.pk in chosen]
    everything = {target.pk: chosen.get(target.pk, {}) for target in targets}
    try:
        flow.set_yearly_values(
            targets,
            everything,
            seen=request.POST.get("seen", ""),
            document=paste.document,
            by=request.user,
        )
    except NotAllowed as error:
        raise PermissionDenied(explain(error)[0]) from error
    except Refused as error:
        paste.refusal, paste.status = tuple(explain(error)), status_of(error)
        return False
    text = ngettext(
        "Values of %(count)s target are saved.", "Values of %(count)s targets are saved.", len(rows)
    )
    messages.success(request, text % {"count": len(rows)})
    return True


def _show(
    request: SignedIn, zone: Zone, plan: Plan, targets: list[Target], paste: Paste
) -> HttpResponse:
    span, stored = years_of([plan]), stored_values(targets)
    lines = [(target, [stored[target.pk].get(year) for year in span]) for target in targets]
    context = {
        "title": _("Values by year"),
        "zone": zone,
        "plan": plan,
        "years": span,
        "lines": lines,
        "paste": paste,
        "delegated": TargetKind.DELEGATED,
        "set": sum(bool(stored[target.pk]) for target in targets),
    }
    crumbs = (
        *way(zone),
        Crumb(_("Targets over time"), reverse("planning-targets", args=[zone.code])),
        Crumb(_("Values by year")),
    )
    return page(
        request, "planned/years.html", context, plan=plan, crumbs=crumbs, status=paste.status
    )
