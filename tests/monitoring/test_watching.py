"""The supervisor says once when the background stands still, and once when it works again."""

import pytest

from monitoring import watching


@pytest.fixture
def told(monkeypatch) -> dict:
    """What ``/health/`` answers; every look is due."""
    answer = {name: {"state": "ok", "seen_at": None} for name in ("clock", "worker", "alerts")}
    monkeypatch.setattr(watching, "GRACE_SECONDS", -1)
    monkeypatch.setattr(watching, "EVERY_SECONDS", -1)
    monkeypatch.setattr(watching, "ask", lambda _port: (200, answer))
    return answer


def test_what_stands_still_is_said_once(told, english):
    watch = watching.Watch(8000)
    assert list(watch.news()) == []
    told["clock"] = {"state": "late", "seen_at": "2026-03-24T08:00:00+08:00"}
    (line,) = watch.news()
    assert "clock" in line
    assert "2026-03-24T08:00:00+08:00" in line
    assert list(watch.news()) == []
    told["clock"]["state"] = "ok"
    assert list(watch.news()) == ["Background: the clock (beat) works again."]


def test_what_was_never_seen_is_said_only_after_the_first_minutes(told, monkeypatch, english):
    told["alerts"]["state"] = "never"
    (line,) = watching.Watch(8000).news()
    assert "never" in line
    monkeypatch.setattr(watching, "GRACE_SECONDS", 180)
    assert list(watching.Watch(8000).news()) == []


def test_nobody_who_answers_is_no_news():
    assert watching.ask(1) == (None, {})
