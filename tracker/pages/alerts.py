"""What needs someone: the open alerts of the zones that a person may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import access
from tracker.alerts.queries import illustrative_zones, open_alerts
from tracker.models import Alert
from tracker.models.wording import label
from tracker.pages.common import Crumb, SignedIn, page
from tracker.terms import AlertRule, Attribute, Status, Verdict, judged

# As many as one still reads; beyond, the page asks to narrow.
MOST = 200


@dataclass(frozen=True)
class Line:
    """One open alert as its line shows it."""

    alert: Alert

    @property
    def word(self) -> Status | Verdict | None:
        """The judgement behind an off-track alert."""
        if self.alert.target_id is None:
            return None
        return judged(self.alert.facts["status"], self.alert.facts["verdict"])

    @property
    def binding(self) -> bool:
        target = self.alert.target
        return target is not None and target.attribute == Attribute.BINDING

    @property
    def due_on(self) -> date | None:
        due = self.alert.facts.get("due_on")
        return date.fromisoformat(due) if due else None


@login_required
@require_safe
def alerts(request: SignedIn) -> HttpResponse:
    """Open alerts, the gravest first; ``?zone=`` and ``?rule=`` narrow them."""
    zones = list(access.visible_zones(request.user))
    chosen = [zone for zone in zones if zone.code == request.GET.get("zone")]
    rule = request.GET.get("rule", "")
    rows = open_alerts(chosen or zones)
    if rule in set(AlertRule):
        rows = rows.filter(rule=rule)
    context: dict[str, Any] = {
        "title": _("Alerts"),
        "count": rows.count(),
        "lines": [Line(alert) for alert in rows[:MOST]],
        "zones": zones,
        "zone": chosen[0].code if chosen else "",
        "rules": [(one.value, label(one)) for one in AlertRule],
        "rule": rule,
        "illustrative": bool(illustrative_zones() & {one.pk for one in chosen or zones}),
    }
    return page(request, "alerts/alerts.html", context, crumbs=(Crumb(_("Alerts")),))
