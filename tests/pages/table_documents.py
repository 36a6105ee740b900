"""Rows of the permission table about documents that are made in the background."""

from django.utils import timezone

from tests.pages.rows import Facts, Verb
from tests.pages.scene import INSIDE, Scene
from tests.reports.orders import build as orders
from tracker import flow
from tracker.terms import FileState, ReportKind

JOBS = frozenset({"keeper", "system"})
# Not even who keeps the system: the order is the owner's.
ASKED = frozenset({"owner"})


def ordered(scene: Scene) -> Facts:
    """The owner asked for a document, which waits."""
    file = orders.file(orders.order(scene.owner), scene.zone)
    return {"order": file.order}


def failed(scene: Scene) -> Facts:
    """The owner asked for a document, which could not be made."""
    order = orders.order(scene.owner, ended_at=timezone.now())
    orders.file(order, scene.zone, state=FileState.FAILED)
    return {"order": order}


def made(scene: Scene) -> Facts:
    """The owner asked for a document, and it is there."""
    order = orders.order(scene.owner, ended_at=timezone.now())
    return {"order": order, "file": orders.made(order, scene.zone)}


def wish(scene: Scene) -> flow.Wish:
    return flow.Wish(scene.zone, 2025, ReportKind.MONITORING, "en")


VERBS = (
    Verb("order_documents", frozenset({*INSIDE, "keeper", "system"}),
         lambda s, by, f: flow.order_documents([wish(s)], by=by)),
    Verb("cancel_documents", ASKED,
         lambda s, by, f: flow.cancel_documents(f["order"], by=by), given=ordered),
    Verb("retry_documents", ASKED,
         lambda s, by, f: flow.retry_documents(f["order"], by=by), given=failed),
    Verb("work_on_documents", JOBS, lambda s, by, f: flow.work_on_documents(by=by)),
    Verb("fetch_document", ASKED,
         lambda s, by, f: flow.fetch_document(f["file"], by=by).close(), given=made),
    Verb("fetch_documents", ASKED,
         lambda s, by, f: flow.fetch_documents(f["order"], by=by).close(), given=made),
    Verb("sweep_documents", JOBS,
         lambda s, by, f: flow.sweep_documents(at=timezone.now(), by=by)),
)  # fmt: skip
