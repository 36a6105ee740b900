"""One call to a real server, whatever it does."""

import time

import pytest

from tests.alerts.webhooks.hookserver import Moods
from tracker.alerts.webhooks import calling
from tracker.alerts.webhooks.addresses import Listed, NotCalled
from tracker.alerts.webhooks.calling import MOST_ANSWER, NotAnswered, make
from tracker.alerts.webhooks.presets import Call, Reply

HEADERS = {"Content-Type": "application/json"}


def call(moods: Moods, *, scheme: str = "http", **options) -> Reply:
    url = moods.url.replace("http", scheme, 1)
    listed = Listed.of([], [moods.address])
    return make(Call(url, HEADERS, b"{}"), listed=listed, **options)


def reason(moods: Moods, **options) -> str:
    with pytest.raises(NotAnswered) as failed:
        call(moods, **options)
    return str(failed.value)


def test_what_is_sent_arrives_and_the_answer_comes_back(hook):
    moods = hook((201, "schön"))
    assert call(moods) == Reply(201, "schön".encode())
    (heard,) = moods.heard
    assert (heard.path, heard.body) == ("/hook?key=a-long-key", b"{}")
    assert heard.headers["Host"] == moods.address
    assert heard.headers["Content-Type"] == "application/json"


def test_redirections_are_not_followed(hook):
    moods = hook("elsewhere")
    assert call(moods).status == 302
    assert len(moods.heard) == 1


def test_a_huge_answer_is_cut_off(hook):
    assert len(call(hook("huge")).body) == MOST_ANSWER


def test_who_hangs_up_has_not_answered(hook):
    assert reason(hook("drop")) == "not_there: RemoteDisconnected"


@pytest.mark.parametrize("mood", ["hang", "drip"])
def test_who_is_too_slow_is_left(hook, monkeypatch, mood):
    monkeypatch.setattr(calling, "TO_CONNECT", 0.2)
    begun = time.monotonic()
    assert reason(hook(mood), seconds=0.2) == "too_slow"
    assert time.monotonic() - begun < 5


def test_who_is_not_there_has_not_answered():
    moods = Moods(port=1)
    assert reason(moods) == "not_there: ConnectionRefusedError"


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(hook):
    moods = hook(tls=True)
    assert reason(moods, scheme="https").startswith("not_trusted: CERTIFICATE_VERIFY_FAILED")
    assert moods.heard == []


def test_a_server_without_encryption_is_no_https(hook):
    assert reason(hook(), scheme="https").startswith("not_trusted: ")


def test_a_name_that_leads_inside_is_not_called(hook):
    moods = hook()
    listed = Listed.of([f"robots.example.cn:{moods.port}"], [])
    sent = Call(f"https://robots.example.cn:{moods.port}/", HEADERS, b"{}")
    with pytest.raises(NotCalled) as refused:
        make(sent, listed=listed, resolve=lambda host, port: ["127.0.0.1"])
    assert refused.value.code == "inner_address"
    assert moods.heard == []


def test_the_connection_goes_to_the_address_that_was_checked(hook):
    moods, asked = hook(), []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    inner = f"robots.example.cn:{moods.port}"
    sent = Call(f"http://{inner}/", HEADERS, b"{}")
    assert make(sent, listed=Listed.of([], [inner]), resolve=resolve).status == 200
    assert asked == [("robots.example.cn", moods.port)]
    assert moods.heard[0].headers["Host"] == inner


def test_a_name_that_nobody_knows_is_not_called(hook):
    moods = hook()
    assert reason(moods, resolve=lambda host, port: []) == "name_unknown: 127.0.0.1"


def test_what_the_system_cannot_look_up_has_no_address():
    assert calling.look_up("127.0.0.1", 80) == ["127.0.0.1"]
    assert calling.look_up(f"{'x' * 64}.cn", 80) == []
