"""Rows of the permission table about reporting cycles and the reminders of their due dates."""

from datetime import date
from typing import Any

from tests.pages.rows import ADMINISTRATORS, Facts, Form, Page, Verb, going_on, missing
from tests.pages.scene import Scene
from tracker import flow
from tracker.models import CycleExtension, Plan, ReportingCycle

PLANNING = "/zones/jinan-ht/planning/"
CYCLE, REMINDERS = PLANNING + "cycles/{cycle}/", PLANNING + "reminders/{plan}/"
PLANNERS = frozenset({"administrator", "keeper"})
OPENS, DUE = date(2025, 1, 1), date(2025, 3, 31)
EXTENSION = {"action": "extend", "due_on": "2099-12-31", "why": "统计局推迟发布"}
SETTINGS = {
    "reminder_days": "14、2",
    "correction_days": "3",
    "review_days": "3",
    "stale_years": "2",
    "deadline_floor": "weekly",
}


def closed(scene: Scene) -> Facts:
    """The cycle is closed."""
    scene.target.plan.cycles.update(closed_on=date(2026, 4, 1))
    return {"closed": scene.cycle}


def opening(year: int) -> dict[str, Any]:
    """The form of a new cycle as the planning page sends it."""
    dates = {"year": year, "opens_on": f"{year + 1}-01-01", "due_on": f"{year + 1}-03-31"}
    return {"open": "{plan}"} | {"plan{plan}-" + name: value for name, value in dates.items()}


PAGES = (
    Page("planning", PLANNING, ADMINISTRATORS),
    Page("planning-cycle", CYCLE, ADMINISTRATORS),
    Page("planning-reminders", REMINDERS, ADMINISTRATORS),
    Page("planning-reminders", PLANNING + "reminders/0/", missing(ADMINISTRATORS)),
)

FORMS = (
    Form("planning", PLANNING, going_on(ADMINISTRATORS), opening(2024), ReportingCycle),
    Form("planning-cycle", CYCLE, going_on(ADMINISTRATORS), EXTENSION, CycleExtension),
    Form("planning-cycle", CYCLE, going_on(ADMINISTRATORS), {"action": "close", "sure": "on"},
         ReportingCycle),
    Form("planning-cycle", CYCLE, going_on(ADMINISTRATORS), {"action": "reopen", "why": "漏报"},
         ReportingCycle, given=closed),
    Form("planning-reminders", REMINDERS, going_on(ADMINISTRATORS), SETTINGS, Plan),
)  # fmt: skip

VERBS = (
    Verb("open_cycle", PLANNERS, lambda s, by, f: flow.open_cycle(
        s.target.plan, 2024, opens_on=OPENS, due_on=DUE, by=by)),
    Verb("set_reminders", PLANNERS, lambda s, by, f: flow.set_reminders(
        s.target.plan, {"reminder_days": [14, 2]}, by=by)),
    Verb("extend_cycle", PLANNERS, lambda s, by, f: flow.extend_cycle(
        s.cycle, due_on=date(2099, 12, 31), reason="统计局推迟发布", by=by)),
    Verb("close_cycle", PLANNERS, lambda s, by, f: flow.close_cycle(
        s.cycle, on=date(2026, 4, 1), by=by)),
    Verb("reopen_cycle", PLANNERS, lambda s, by, f: flow.reopen_cycle(
        f["closed"], reason="漏报一个部门", by=by), given=closed),
)  # fmt: skip
