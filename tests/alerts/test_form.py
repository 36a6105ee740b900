"""Mails are written so that any mailbox shows them: heads, letters, line ends."""

from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from tests import make
from tracker.alerts import unsubscribing
from tracker.alerts.delivery import deliver
from tracker.models import Message
from tracker.terms import MessageKind

pytestmark = pytest.mark.django_db

LONGEST_LINE = 998
FEWER = {MessageKind.DIGEST, MessageKind.URGENT, MessageKind.REMINDER}


@pytest.fixture
def sent(server):
    """``sent(subject=…)`` is a mail of such a row as it came: its head and parts, and its bytes."""
    answers = server()

    def send(kind=MessageKind.DIGEST, **fields):
        # As reminders are named, which are looked at again before they go.
        key = f"{kind}:cycle-1:person-1:{timezone.localdate()}"
        make.message(kind=kind, key=key, **fields)
        deliver(clock=timezone.now)
        return answers.mails[-1], answers.raw[-1]

    yield send


@pytest.mark.parametrize("kind", MessageKind)
def test_every_mail_says_that_nobody_wrote_it_by_hand(sent, kind):
    mail, _raw = sent(kind=kind)
    heads = ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "Content-Language")
    assert [mail[head] for head in heads] == [
        "auto-generated", "OOF, AutoReply", "bulk", "zh-hans",
    ]  # fmt: skip
    assert mail["Message-ID"] == Message.objects.get().message_id
    assert abs(parsedate_to_datetime(mail["Date"]) - timezone.now()).total_seconds() < 60


@pytest.mark.parametrize("kind", MessageKind)
def test_mails_that_one_can_have_fewer_of_say_where(sent, settings, kind):
    settings.SITE_URL = "https://targets.example.cn"
    mail, _raw = sent(kind=kind)
    link = unsubscribing.link(Message.objects.get().person)
    expected = [f"<{link}>", "List-Unsubscribe=One-Click", "<plan-targets.example.test>"]
    heads = ("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id")
    assert [mail[head] and mail[head].strip() for head in heads] == (
        expected if kind in FEWER else [None] * 3
    )


def test_one_click_is_not_promised_without_encryption(sent, settings):
    settings.SITE_URL = "http://10.1.2.3"
    mail, _raw = sent()
    assert mail["List-Unsubscribe"].strip().startswith("<http://10.1.2.3/mails/unsubscribe/")
    assert mail["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("reply_to", ["", "规划办 <office@example.cn>"])
def test_answers_go_where_the_office_wants_them(sent, settings, reply_to):
    settings.MAIL_REPLY_TO = reply_to
    mail, _raw = sent()
    assert (mail["Reply-To"] or "") == reply_to


@pytest.mark.parametrize(
    "name", ["张三", "王五, 局长", 'Li "Ming"', "欧阳\r\nBcc: x@example.test", ""]
)
def test_the_recipient_is_named(sent, name):
    person = make.person(name=name)
    mail, raw = sent(to=person)
    (to,) = mail["To"].addresses
    assert (to.display_name, to.addr_spec) == (" ".join(name.split()), person.email)
    assert b"\r\nBcc:" not in raw


def test_a_long_chinese_subject_comes_back_as_it_was(sent):
    subject = "【填报提醒】济南高新区“十四五”规划2025年度还有3项数据未提交，请于3月31日前提交" * 3
    mail, raw = sent(subject=subject)
    assert mail["Subject"].strip() == subject
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(map(len, head.split(b"\r\n"))) <= LONGEST_LINE


@pytest.mark.parametrize(
    "text",
    [
        "正文" * 2000,
        "a" * 5000,
        ".\n..\n.end",
        "一\n二\r\n三\n",
        "末行没有换行 🙂",
        "From here\nFrom there",
    ],
    ids=["long Chinese", "long Latin", "dots", "line ends", "no last line end", "From"],
)
def test_any_text_comes_back_as_it_was_in_lines_that_servers_take(sent, text):
    mail, raw = sent(body_text=text, body_html=f"<pre>{text}</pre>")
    plain, page = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert plain.splitlines() == text.splitlines()
    assert page.splitlines() == f"<pre>{text}</pre>".splitlines()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= LONGEST_LINE
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_the_plain_text_comes_first_and_both_name_their_letters(sent):
    mail, _raw = sent()
    assert mail.get_content_type() == "multipart/alternative"
    types = [(part.get_content_type(), part.get_content_charset()) for part in mail.iter_parts()]
    assert types == [("text/plain", "utf-8"), ("text/html", "utf-8")]


def test_a_domain_in_chinese_is_written_as_servers_know_it(sent):
    mail, _raw = sent(to=make.person(name="张三"), address="zhang@高新区.example")
    assert mail["To"].addresses[0].addr_spec == "zhang@xn--dkr924bn02b.example"
