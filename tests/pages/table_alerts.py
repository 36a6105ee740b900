"""Rows of the permission table about alerts: what is found, answered and mailed."""

from datetime import date
from typing import Any

from django.utils import timezone

from tests import make
from tests.pages.rows import (
    NOT_THERE,
    READERS,
    SIGNED_IN,
    Facts,
    Form,
    Page,
    Verb,
    going_on,
    only,
)
from tests.pages.scene import Scene
from tracker import flow
from tracker.models import Handling, Message

ALERT = "/alerts/{alert_pk}/"
JOBS = frozenset({"keeper", "system"})
# Those who answer an alert about the owner's target.
ANSWERING = frozenset({"owner", "deskmate", "reviewer", "administrator", "keeper"})
ANSWER: dict[str, Any] = {
    "cause": "funds",
    "explanation": "资金未到位",
    "measure": "申请专项债",
    "owner": "王建国 部长",
}


def alerted(scene: Scene) -> Facts:
    """The owner's target has fallen behind."""
    alert = make.alert(scene.target)
    return {"alert": alert, "alert_pk": alert.pk, "today": str(timezone.localdate())}


def owing(scene: Scene) -> Facts:
    """The owner has a figure to submit."""
    return {"person": scene.owner.pk}


# Those who may write to the zone's officers by hand.
REMINDING = frozenset({"reviewer", "administrator", "keeper"})

PAGES = (
    Page("alerts", "/alerts/", SIGNED_IN),
    Page("alert", ALERT, READERS, given=alerted),
    Page("alert", "/alerts/0/", NOT_THERE),
    Page("remind", "/alerts/remind/", only(*REMINDING, "governor")),
    Page("remind", "/alerts/remind/?cycle=0", only(*REMINDING, "governor", gets=404)),
    Page("remind-preview", "/alerts/remind/preview/?cycle={cycle}&preview={person}",
         only(*REMINDING) | {"governor": 404}, given=owing),
    Page("system", "/system/", only("administrator", "governor", "keeper")),
)  # fmt: skip

FORMS = (
    Form("alert", ALERT, going_on(only(*ANSWERING)), {**ANSWER, "promised_on": "{today}"},
         Handling, given=alerted),
    Form("remind", "/alerts/remind/", only(*REMINDING) | {"governor": 404},
         {"cycle": "{cycle}", "preview": "{person}"}, None, given=owing),
    Form("remind", "/alerts/remind/", going_on(only(*REMINDING)) | {"governor": 404},
         {"cycle": "{cycle}", "chosen": "1", "people": "{person}"}, Message, given=owing),
)  # fmt: skip

VERBS = (
    Verb("run_alerts", JOBS, lambda s, by, f: flow.run_alerts(
        today=date(2026, 3, 1), at=timezone.now(), by=by)),
    Verb("send_messages", JOBS, lambda s, by, f: flow.send_messages(by=by)),
    Verb("handle_alert", ANSWERING, lambda s, by, f: flow.handle_alert(
        f["alert"], promised_on=timezone.localdate(), at=timezone.now(), by=by, **ANSWER),
        given=alerted),
    Verb("remind_officers", REMINDING, lambda s, by, f: flow.remind_officers(
        s.cycle, [s.owner], at=timezone.now(), by=by)),
)  # fmt: skip
