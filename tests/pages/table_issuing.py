"""Rows of the permission table about issuing documents."""

from datetime import date

from tests.pages.rows import Verb
from tests.pages.scene import Scene
from tracker import flow
from tracker.terms import ReportKind

ISSUERS = frozenset({"administrator", "keeper"})


def issue(scene: Scene, by, number: str = "1号", **options):
    """The brief, which is quick to print."""
    zone, kind = scene.zone, ReportKind.BRIEF
    return flow.issue_report(zone, 2025, kind, number=number, language="en", by=by, **options)


VERBS = (
    Verb("prepare_issue", ISSUERS, lambda s, by, f: flow.prepare_issue(
        s.zone, 2025, ReportKind.BRIEF, language="en", by=by, today=date(2026, 4, 2))),
    Verb("issue_report", ISSUERS, lambda s, by, f: issue(s, by)),
)  # fmt: skip
