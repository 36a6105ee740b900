"""What each form sends, and how its answers are read."""

import json
from hashlib import sha256
from hmac import new as hmac

import pytest

from tracker.alerts.webhooks.presets import (
    MOST_BYTES,
    SIGNATURE,
    TIMESTAMP,
    Judged,
    Reply,
    call_for,
    judged,
    markdown,
)
from tracker.terms import WebhookPreset

SIGNED, WECOM, DINGTALK = WebhookPreset
AT = 1_770_000_000.25
ITEM = {
    "rule": "off_track",
    "words": "滞后",
    "target": "地区生产总值",
    "department": "经济发展部",
    "year": 2025,
    "link": "https://targets.example.cn/alerts/7/",
}
CONTENT = {
    "id": "webhook-1:2026-03-24",
    "title": "济南高新区：3 项新预警",
    "summary": "当前共 12 项预警。",
    "items": [ITEM],
    "more": "查看全部",
    "link": "https://targets.example.cn/alerts/?zone=jinan-ht",
}


def test_signed_json_can_be_checked_by_who_has_the_secret():
    call = call_for(SIGNED, "https://a.cn/hook", "s3cret", CONTENT, at=AT)
    assert json.loads(call.body) == CONTENT
    assert call.headers[TIMESTAMP] == "1770000000"
    expected = hmac(b"s3cret", b"1770000000." + call.body, sha256).hexdigest()
    assert (call.url, call.headers[SIGNATURE]) == ("https://a.cn/hook", expected)


def test_a_wecom_robot_gets_markdown():
    call = call_for(WECOM, "https://q.cn/send?key=1", "", CONTENT, at=AT)
    sent = json.loads(call.body)
    assert sent["msgtype"] == "markdown"
    assert sent["markdown"]["content"] == (
        "**济南高新区：3 项新预警**\n\n当前共 12 项预警。\n\n"
        "1. 滞后 · [地区生产总值](https://targets.example.cn/alerts/7/) · 经济发展部 · 2025\n\n"
        "[查看全部](https://targets.example.cn/alerts/?zone=jinan-ht)"
    )


def test_a_dingtalk_robot_is_signed_as_its_manual_says():
    call = call_for(DINGTALK, "https://d.cn/send?access_token=1", "SEC1", CONTENT, at=AT)
    # base64(HMAC-SHA256("SEC1", "1770000000250\nSEC1")), reckoned with openssl.
    sign = "3lqFODiHBTm340pgLWDcLLPw42Vbnz3eju%2Bu4RKyMro%3D"
    assert call.url == (f"https://d.cn/send?access_token=1&timestamp=1770000000250&sign={sign}")
    assert json.loads(call.body)["markdown"]["title"] == "济南高新区：3 项新预警"


def test_a_dingtalk_robot_without_a_secret_is_not_signed():
    assert call_for(DINGTALK, "https://d.cn/?access_token=1", "", CONTENT, at=AT).url == (
        "https://d.cn/?access_token=1"
    )


def test_markdown_stays_within_its_bytes_and_keeps_the_way_to_the_rest():
    many = {**CONTENT, "items": [{**ITEM, "target": "很长的指标名称" * 12}] * 40}
    text = markdown(many)
    assert len(text.encode()) <= MOST_BYTES
    assert text.startswith("**济南") and text.endswith("/alerts/?zone=jinan-ht)")
    assert "3. 滞后" in text


def test_names_that_people_typed_call_nobody_and_link_nowhere():
    item = {**ITEM, "target": "<@all>[看](http://evil)*#_`", "department": "一\n# 二"}
    text = markdown({**CONTENT, "items": [item]})
    assert "<@" not in text and "[看]" not in text and "\n# " not in text


@pytest.mark.parametrize(
    ("status", "taken", "again"),
    [(200, True, False), (204, True, False), (429, False, True), (408, False, True),
     (500, False, True), (503, False, True), (302, False, False), (400, False, False),
     (404, False, False)],
)  # fmt: skip
def test_the_status_tells_what_became_of_signed_json(status, taken, again):
    answer = judged(SIGNED, Reply(status, b" so\n so "))
    assert (answer.taken, answer.again) == (taken, again)
    assert answer.words == (f"redirected: {status}" if status == 302 else f"{status} so so")


@pytest.mark.parametrize("preset", [WECOM, DINGTALK])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"errcode":0,"errmsg":"ok"}', Judged(True, False, "errcode 0 ok")),
        ('{"errcode":45009,"errmsg":"limit"}', Judged(False, True, "errcode 45009 limit")),
        ('{"errcode":130101,"errmsg":"fast"}', Judged(False, True, "errcode 130101 fast")),
        ('{"errcode":93000,"errmsg":"url"}', Judged(False, False, "errcode 93000 url")),
        ("<html>login</html>", Judged(False, False, "no_robot: <html>login</html>")),
        ("[]", Judged(False, False, "no_robot: []")),
        ('{"errcode":null}', Judged(False, False, 'no_robot: {"errcode":null}')),
    ],
)  # fmt: skip
def test_robots_say_in_their_answer_what_became_of_it(preset, body, expected):
    assert judged(preset, Reply(200, body.encode())) == expected
