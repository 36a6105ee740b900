"""The forms in which webhooks are spoken to, and how their answers are read. Pure.

What is said is the same for all of them (``writing``): ``title``, ``summary``, ``items`` with a
``link`` each, and how many more there are. Times are given, secrets are never logged.
"""

import hmac
import json
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote_plus

from tracker.terms import WebhookPreset

TIMESTAMP, SIGNATURE = "X-Plan-Target-Monitor-Timestamp", "X-Plan-Target-Monitor-Signature"
JSON = {"Content-Type": "application/json; charset=utf-8"}

# 企业微信: markdown.content, in bytes of UTF-8. 钉钉 takes 20 000; the same is plenty for it.
MOST_BYTES = 4096
# An answer of 企业微信 (45009 too often, -1 busy), of 钉钉 (130101, 410100 too fast, -1 busy).
LATER = frozenset({-1, 45009, 130101, 410100})
TOO_MANY, TIMEOUT, SERVER_ERROR = 429, 408, 500
# In names that people typed these would become links, headings, or a call for everybody (<@all>).
PLAIN = str.maketrans(
    {
        "[": "〔",
        "]": "〕",
        "<": "＜",
        ">": "＞",
        "*": "＊",
        "`": "'",
        "_": "＿",
        "#": "＃",
        "\n": " ",
    }
)

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call, ready to be made."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, cut off at the most that is read."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether it was taken; else whether later may help. ``words`` are the other side's."""

    taken: bool
    again: bool
    words: str


def call_for(preset: WebhookPreset, url: str, secret: str, content: Content, *, at: float) -> Call:
    """The call that says ``content``; ``at`` in seconds since 1970, now."""
    return FORMS[preset](url, secret, content, at)


def _signed(url: str, secret: str, content: Content, at: float) -> Call:
    """Signed as ``timestamp.body``, so that no recorded call can be sent again much later."""
    body, stamp = _json(content), str(int(at))
    sign = hmac.new(secret.encode(), f"{stamp}.".encode() + body, sha256).hexdigest()
    return Call(url, {**JSON, TIMESTAMP: stamp, SIGNATURE: sign}, body)


def _wecom(url: str, secret: str, content: Content, at: float) -> Call:
    """企业微信群机器人: the key in the address is all there is."""
    text = markdown(content)
    return Call(url, JSON, _json({"msgtype": "markdown", "markdown": {"content": text}}))


def _dingtalk(url: str, secret: str, content: Content, at: float) -> Call:
    """钉钉自定义机器人, with 加签 where a secret was entered."""
    if secret:
        stamp = str(int(at * 1000))
        digest = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), sha256).digest()
        url = f"{url}&timestamp={stamp}&sign={quote_plus(b64encode(digest))}"
    said = {"title": content["title"], "text": markdown(content)}
    return Call(url, JSON, _json({"msgtype": "markdown", "markdown": said}))


FORMS: dict[WebhookPreset, Callable[[str, str, Content, float], Call]] = {
    WebhookPreset.SIGNED: _signed,
    WebhookPreset.WECOM: _wecom,
    WebhookPreset.DINGTALK: _dingtalk,
}


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


# --- as text for a group ------------------------------------------------------------------------


def markdown(content: Content, most: int = MOST_BYTES) -> str:
    """Title, summary, a line for each item as far as there is room, and where the rest is."""
    head = [f"**{_plain(content['title'])}**", _plain(content["summary"])]
    tail = [f"[{_plain(content['more'])}]({content['link']})"]
    lines = list(_lines(content["items"]))
    while len(text := "\n\n".join([*head, *lines, *tail]).encode()) > most and lines:
        lines.pop()
    return text[:most].decode(errors="ignore")


def _lines(items: list[Mapping[str, Any]]) -> Iterator[str]:
    for place, item in enumerate(items, 1):
        about = f"[{_plain(item['target'])}]({item['link']})"
        rest = (_plain(str(item[name])) for name in ("department", "year") if item.get(name))
        yield " · ".join((f"{place}. {_plain(item['words'])}", about, *rest))


def _plain(text: str) -> str:
    return text.translate(PLAIN)


# --- what the other side answers ----------------------------------------------------------------


def judged(preset: WebhookPreset, reply: Reply) -> Judged:
    """What an answer means. Redirections are never followed: the address is not the one listed."""
    status = reply.status
    if 300 <= status < 400:
        return Judged(False, False, f"redirected: {status}")
    if not 200 <= status < 300:
        again = status in (TOO_MANY, TIMEOUT) or status >= SERVER_ERROR
        return Judged(False, again, f"{status} {_words(reply.body)}".strip())
    if preset is WebhookPreset.SIGNED:
        return Judged(True, False, f"{status} {_words(reply.body)}".strip())
    return _robot(reply)


def _robot(reply: Reply) -> Judged:
    """Robots answer 200 whatever happens, and say in ``errcode`` what did."""
    try:
        said = json.loads(reply.body)
        code, words = int(said["errcode"]), str(said.get("errmsg", ""))
    except (ValueError, TypeError, KeyError, AttributeError):
        return Judged(False, False, f"no_robot: {_words(reply.body)}".strip())
    return Judged(code == 0, code in LATER, f"errcode {code} {words}"[:500].strip())


def _words(body: bytes) -> str:
    """The beginning of what was said, on one line."""
    return " ".join(body[:400].decode(errors="replace").split())[:200]
