"""Rows of the permission table about schedules of documents, and about verifying one."""

from datetime import date

from tests import make
from tests.pages.rows import (
    SIGNED_IN,
    Facts,
    Form,
    Page,
    Verb,
    going_on,
    missing,
    only,
)
from tests.pages.scene import Scene
from tracker import flow
from tracker.models import ReportSchedule
from tracker.reports.occurrences import Yearly
from tracker.reports.schedules.given import Given
from tracker.terms import ReportFormat, ReportKind

JOBS = frozenset({"keeper", "system"})
# Those who look after the zone, and whoever administers another one.
KEEPERS = only("administrator", "keeper")
PLANNERS = only("administrator", "governor", "keeper")
THEIRS = PLANNERS | {"governor": 404}
ONE = "/reports/schedules/{schedule_pk}/"


def scheduled(scene: Scene) -> Facts:
    """The zone's administrator has the monitoring report made each year."""
    by = scene.people["administrator"]
    schedule = make.schedule(scene.zone, by=by, recipients=[by])
    return {"schedule": schedule, "schedule_pk": schedule.pk, "recipient": by.pk}


def with_reader(scene: Scene) -> Facts:
    """The number of somebody who may see the zone."""
    return {"recipient": scene.people["viewer"].pk}


def given(scene: Scene) -> Given:
    return Given(
        "年报", ReportKind.MONITORING, (scene.zone,), (ReportFormat.PDF,), ("zh-hans",),
        Yearly(4, 15, 1), (scene.people["viewer"],),
    )  # fmt: skip


TYPED = {
    "name": "年报",
    "kind": "monitoring",
    "zones": "jinan-ht",
    "formats": "pdf",
    "languages": "zh-hans",
    "month": "4",
    "day": "15",
    "years_back": "1",
    "recipients": "{recipient}",
}
SAVE, LOOK = {"save": "1"}, {"look": "1"}
# Of another zone nothing is offered, so its administrator is told what is wrong.
SAVED = going_on(KEEPERS) | {"governor": 422}

PAGES = (
    Page("verify", "/reports/verify/", SIGNED_IN),
    Page("verify", "/reports/verify/?number=1", SIGNED_IN),
    Page("schedules", "/reports/schedules/", PLANNERS),
    Page("schedule-add", "/reports/schedules/add/?zone=jinan-ht", PLANNERS),
    Page("schedule", ONE, THEIRS, given=scheduled),
    Page("schedule", "/reports/schedules/0/", missing(PLANNERS)),
)

FORMS = (
    Form("verify", "/reports/verify/", SIGNED_IN, {"number": "1"}, None),
    Form("schedule-add", "/reports/schedules/add/", SAVED, TYPED | SAVE, ReportSchedule,
         given=with_reader),
    Form("schedule-add", "/reports/schedules/add/", PLANNERS | {"governor": 422},
         TYPED | LOOK, None, given=with_reader),
    Form("schedule", ONE, going_on(THEIRS), TYPED | SAVE | {"version": "1"}, ReportSchedule,
         given=scheduled),
    Form("schedule", ONE, going_on(THEIRS), {"end": "1"}, ReportSchedule, given=scheduled),
)  # fmt: skip

VERBS = (
    Verb("schedule_documents", frozenset({"administrator", "keeper"}),
         lambda s, by, f: flow.schedule_documents(given(s), by=by)),
    Verb("change_schedule", frozenset({"administrator", "keeper"}),
         lambda s, by, f: flow.change_schedule(f["schedule"], given(s), version=1, by=by),
         given=scheduled),
    Verb("end_schedule", frozenset({"administrator", "keeper"}),
         lambda s, by, f: flow.end_schedule(f["schedule"], by=by), given=scheduled),
    Verb("run_schedules", JOBS,
         lambda s, by, f: flow.run_schedules(today=date(2026, 4, 15), by=by)),
)  # fmt: skip
