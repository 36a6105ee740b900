"""``manage.py run_alerts``: a table or JSON of what was done, or would be."""

import json
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tests import make
from tracker.models import Alert, Message, Person, Pulse, Zone
from tracker.terms import Role

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("run_alerts", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def asked() -> Person:
    """An officer who owes a figure by 31 March 2026."""
    plan = make.plan()
    make.cycle(plan)
    make.target(plan)
    return make.member(Role.OFFICER, plan.zone, name="张三", language="en")


def test_it_opens_tells_and_sends(asked):
    answer = json.loads(run("--today", "2026-03-24", "--format", "json"))
    assert answer["rules"]["due_soon"] == {"opened": 1, "kept": 0, "escalated": 0, "cleared": 0}
    (message,) = answer["messages"]
    assert (message["person"], message["address"]) == ("张三", asked.email)
    assert (message["state"], message["error"]) == ("sent", None)
    assert message["key"].endswith(f"digest:person-{asked.pk}:2026-03-24")
    assert [asked.email in one.to[0] for one in mail.outbox] == [True]


def test_a_second_run_keeps_and_tells_nobody(asked):
    run("--today", "2026-03-24")
    answer = json.loads(run("--today", "2026-03-24", "--format", "json"))
    assert answer["rules"]["due_soon"] == {"opened": 0, "kept": 1, "escalated": 0, "cleared": 0}
    assert answer["messages"] == []
    assert len(mail.outbox) == 1


def test_a_dry_run_shows_the_same_and_does_nothing(asked):
    shown = run("--today", "2026-03-24", "--dry-run")
    for words in ("2026-03-24", "张三", asked.email, "7 days left"):
        assert words in shown
    assert not Alert.objects.exists()
    assert not Message.objects.exists()
    assert mail.outbox == []


def test_the_table_keeps_its_columns_whatever_the_script(asked):
    make.member(Role.OFFICER, Zone.objects.get(), name="Li", language="en")
    lines = [wide(line) for line in run("--today", "2026-03-24").splitlines()]
    assert len({line.index("person-") for line in lines if "person-" in line}) == 1
    assert len({line.index("7 days left") for line in lines if "7 days left" in line}) == 1


def wide(line: str) -> str:
    """A line with every Chinese character taking the two columns that it has on a terminal."""
    return "".join(char + " " if char > "\u2e80" else char for char in line)


def test_mails_that_wait_are_sent_too_and_a_server_that_is_away_is_named(asked, settings):
    settings.EMAIL_BACKEND = "monitoring.mails.Server"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = json.loads(run("--today", "2026-03-24", "--format", "json"))
    assert (answer["waiting"], answer["messages"][0]["state"]) == (1, "queued")
    assert "refused" in answer["server_away"]
    Message.objects.update(not_before="2026-01-01T00:00Z")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert json.loads(run("--today", "2026-03-24", "--format", "json"))["waiting"] == 0
    assert len(mail.outbox) == 1


def test_each_alert_and_each_line_of_a_mail_says_what_it_is_about(asked):
    answer = json.loads(run("--today", "2026-03-24", "--dry-run", "--format", "json"))
    zone = Zone.objects.get()
    about = {
        "rule": "due_soon", "zone": zone.code, "year": 2025, "department": None, "target": None,
        "severity": "warning", "step": "step-7", "level": 93,
    }  # fmt: skip
    assert answer["alerts"] == [{"change": "opened", **about}]
    (message,) = answer["messages"]
    assert message["lines"] == [about]
    assert (message["kind"], message["state"]) == ("digest", "queued")


def test_what_is_held_back_says_from_whom_and_why(asked, time_machine):
    time_machine.move_to("2026-03-28T02:00Z")  # a Saturday
    answer = json.loads(run("--dry-run", "--format", "json"))
    assert answer["messages"] == []
    assert answer["held"] == [
        {
            "reason": "day_off", "person": "张三", "address": asked.email,
            "until": "2026-03-30", "hour": 8, "alerts": {"due_soon": 1},
        }
    ]  # fmt: skip
    assert "2026-03-30" in run("--dry-run")


def test_zones_can_be_chosen_and_a_wrong_one_is_refused_with_those_that_are(asked):
    other = make.zone("zibo-ht")
    answer = json.loads(run("--today", "2026-03-24", "--zone", "zibo-ht", "--format", "json"))
    assert answer["rules"]["due_soon"]["opened"] == 0
    with pytest.raises(CommandError, match=other.code):
        run("--zone", "nowhere")


@pytest.mark.parametrize(
    ("arguments", "seen"), [((), True), (("--dry-run",), False), (("--today", "2026-03-24"), False)]
)
def test_only_a_run_of_this_very_day_is_a_sign_of_life(asked, arguments, seen):
    run(*arguments)
    assert Pulse.objects.filter(name="alerts").exists() == seen


def test_a_day_that_is_none_is_refused_with_the_way_to_write_it(asked):
    with pytest.raises(CommandError, match="2026-03-24"):
        run("--today", "24.3.2026")
    assert not Alert.objects.exists()


def test_without_a_day_it_judges_by_the_present_one(asked, time_machine):
    time_machine.move_to("2026-03-30T16:30Z")  # already the 31st in Shanghai
    assert json.loads(run("--format", "json"))["today"] == "2026-03-31"
