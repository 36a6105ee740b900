"""A zone's webhooks as its administrators see them: never with secret or key. Reads only."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from tracker.alerts.webhooks.addresses import place_of
from tracker.alerts.webhooks.given import listed, refusal
from tracker.alerts.webhooks.wording import explain_posting, explain_refusal
from tracker.models import Posting, Webhook, Zone
from tracker.terms import MessageState

# So many postings are shown on the page of one webhook.
LATEST = 20


@dataclass(frozen=True)
class Shown:
    """One webhook; of its address the host alone."""

    hook: Webhook
    latest: Posting | None

    @property
    def host(self) -> str:
        place = place_of(self.hook.url)
        return f"{place.scheme}://{place.host_port}/…"

    @cached_property
    def refused(self) -> str:
        """Why its address may not be called as things are; empty where it may."""
        error = refusal(self.hook)
        return explain_refusal(error) if error else ""


@dataclass(frozen=True)
class Told:
    """One posting, what became of it, and why that is, in words."""

    posting: Posting

    @property
    def words(self) -> str:
        posting = self.posting
        if posting.state == MessageState.SENT:
            return posting.answer or ""
        return explain_posting(posting.last_error or "")

    @property
    def waits(self) -> bool:
        return self.posting.state in (MessageState.QUEUED, MessageState.CLAIMED)


def webhooks_of(zone: Zone) -> list[Shown]:
    """The zone's webhooks by name, each with the last thing that it was told. Two queries."""
    latest = Prefetch("postings", queryset=Posting.objects.all()[:1], to_attr="latest")
    hooks = Webhook.objects.filter(zone=zone).prefetch_related(latest)
    return [Shown(hook, next(iter(hook.latest), None)) for hook in hooks]


def told_to(hook: Webhook) -> list[Told]:
    """The last things that a webhook was told, the newest first. One query."""
    return [Told(posting) for posting in hook.postings.all()[:LATEST]]


def hosts() -> list[str]:
    """The hosts that may be called, in order."""
    found = listed()
    return sorted(found.outer | found.inner)
