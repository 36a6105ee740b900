"""What a zone's webhooks are told: a digest a day of what is new or graver, urgent things at once.

Drafts and figures are not in it: a group has readers that nobody here knows. Names, words and
links are, and a link opens only to who may see what it leads to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tracker.alerts.inbox import open_in
from tracker.alerts.queries import illustrative_zones
from tracker.alerts.timing import MORNING, Moment, Way, Wish, way
from tracker.models import Alert, PostedAlert, Posting, Webhook
from tracker.models.wording import label
from tracker.terms import AlertRule, AlertState, Attribute, Frequency, TargetState, Urgency, judged

MOST_LINES = 10
BATCH = 500


@dataclass(frozen=True)
class Run:
    """When it is, and which zones have invented figures."""

    moment: Moment
    at: datetime
    illustrative: frozenset[int]

    def told_now(self, digested_on: date | None) -> dict[Way, list[Urgency]]:
        """What is told now in which way, to a group: it has no wish but to be told in the morning,
        once a day. On days off it is told what has no later day."""
        wish = Wish(Frequency.DAILY, MORNING, digested_on)
        told: dict[Way, list[Urgency]] = {each: [] for each in Way}
        for urgency in Urgency:
            if found := way(urgency, wish, self.moment, since=self.moment.today):
                told[found].append(urgency)
        return told


def write(*, today: date, at: datetime) -> list[Posting]:
    """Put what the webhooks that are on have not been told into the outbox; needs a transaction.

    Two runs at once wait for each other here. One query where none is on, then as many for each
    that is, whatever the number of alerts.
    """
    rows = Webhook.objects.filter(is_on=True).select_for_update(no_key=True, of=("self",))
    hooks = list(rows.select_related("zone").order_by("pk"))
    run = Run(
        Moment.of(today, timezone.localtime(at)),
        at,
        illustrative_zones() if hooks else frozenset(),
    )
    return [posting for hook in hooks for posting in _tell(hook, run)]


def _tell(hook: Webhook, run: Run) -> Iterator[Posting]:
    """What is urgent in a posting of its own, and the digest of the day."""
    today = run.moment.today
    digest = f"webhook-{hook.pk}:{today.isoformat()}"
    had_it = Posting.objects.filter(key=digest).exists()
    told = run.told_now(today if had_it else None)
    untold = _untold(hook, today)
    urgent = untold.filter(urgency__in=told[Way.AT_ONCE])
    if told[Way.AT_ONCE] and (pairs := _pairs(urgent)):
        first, level = pairs[0]
        key = f"webhook-{hook.pk}:alert-{first}:level-{level}"
        yield _post(hook, urgent, pairs, run, key=key)
    rest = untold.filter(urgency__in=told[Way.DIGEST])
    if told[Way.DIGEST] and (pairs := _pairs(rest)):
        yield _post(hook, rest, pairs, run, key=digest)


def _untold(hook: Webhook, today: date) -> QuerySet[Alert]:
    """Open alerts that the webhook was not told of at their level, nor rest under a promise."""
    told = PostedAlert.objects.filter(
        webhook=hook, alert=OuterRef("pk"), level__gte=OuterRef("level")
    )
    return open_in([hook.zone], today).filter(~Exists(told), rests=False)


def _pairs(alerts: QuerySet[Alert]) -> list[tuple[int, int]]:
    """Number and level of all of them, the gravest first."""
    return list(alerts.values_list("pk", "level"))


def _post(
    hook: Webhook, alerts: QuerySet[Alert], pairs: Sequence[tuple[int, int]], run: Run, *, key: str
) -> Posting:
    with override(hook.language):
        gravest = list(alerts[:MOST_LINES])
        content = _content(hook, gravest, len(pairs), run, key)
    posting = Posting.objects.create(
        webhook=hook,
        key=key,
        subject=content["title"][:250],
        body=content,
        not_before=run.at,
        written_at=run.at,
    )
    PostedAlert.objects.bulk_create(
        (
            PostedAlert(posting=posting, webhook=hook, alert_id=pk, level=level)
            for pk, level in pairs
        ),
        batch_size=BATCH,
    )
    return posting


def _content(
    hook: Webhook, gravest: Sequence[Alert], count: int, run: Run, key: str
) -> dict[str, Any]:
    """As ``presets`` want it, and as signed JSON goes out; docs/alerts.md describes each field."""
    zone = hook.zone
    title = ngettext(
        "%(zone)s: %(count)s new or graver alert", "%(zone)s: %(count)s new or graver alerts", count
    )
    more = max(0, count - len(gravest))
    rest = ngettext("%(more)s more, see all", "%(more)s more, see all", more) % {"more": more}
    return {
        "id": key,
        "zone": zone.code,
        "language": hook.language,
        "title": title % {"zone": zone, "count": count},
        "summary": _summary(zone.pk, run),
        "illustrative": zone.pk in run.illustrative,
        "count": count,
        "items": [_item(alert) for alert in gravest],
        "more": rest if more else _("See all"),
        "link": f"{settings.SITE_URL}/alerts/?zone={zone.code}",
        "written_at": timezone.localtime(run.at).isoformat("T", "seconds"),
    }


def _summary(zone_id: int, run: Run) -> str:
    open_now = Alert.objects.filter(zone=zone_id, state=AlertState.OPEN).exclude(
        target__state=TargetState.RETIRED
    )
    count = open_now.count()
    binding = open_now.filter(target__attribute=Attribute.BINDING).count()
    text = ngettext("%(count)s alert is open", "%(count)s alerts are open", count)
    words = text % {"count": count}
    if binding:
        of_them = ngettext("%(count)s of a binding target", "%(count)s of binding targets", binding)
        words = _("%(all)s, %(some)s") % {"all": words, "some": of_them % {"count": binding}}
    if zone_id in run.illustrative:
        return _("%(words)s. Illustrative figures, invented for demonstration.") % {"words": words}
    return _("%(words)s.") % {"words": words}


def _item(alert: Alert) -> dict[str, Any]:
    figures = _("Figures of %(year)s") % {"year": alert.year}
    return {
        "rule": alert.rule,
        "words": _words(alert),
        "target": str(alert.target or figures),
        "department": str(alert.department or ""),
        "year": alert.year,
        "link": f"{settings.SITE_URL}/alerts/{alert.pk}/",
    }


# Their word is the class of the target; of the others it is what was found.
CLASSES = frozenset({AlertRule.OFF_TRACK, AlertRule.FLOOR_BREACHED})


def _words(alert: Alert) -> str:
    """What is wrong, in as few words as a line of a group chat has room for."""
    facts = alert.facts
    if alert.rule in CLASSES:
        return str(label(judged(facts.get("status"), facts.get("verdict"))))
    words = str(alert.get_rule_display())
    if due := facts.get("due_on"):
        day = formats.date_format(date.fromisoformat(due), "DATE_FORMAT")
        words = _("%(words)s, due %(day)s") % {"words": words, "day": day}
    if count := facts.get("outstanding"):
        text = ngettext("%(words)s, %(count)s figure", "%(words)s, %(count)s figures", count)
        words = text % {"words": words, "count": count}
    return words
