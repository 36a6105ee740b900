"""Addresses in typed text become links, and nothing else does."""

import pytest

from tracker.templatetags.links import linked

LINK = '<a href="{0}" rel="noopener noreferrer nofollow" target="_blank">{0}</a>'


@pytest.mark.parametrize("address", ["https://tjj.example.cn/a?b=1", "HTTP://example.cn"])
def test_an_address_is_a_link_that_tells_the_other_site_nothing(address):
    assert linked(address) == LINK.format(address)


@pytest.mark.parametrize(
    "text",
    ["济统〔2026〕3号", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", None],
)
def test_any_other_text_stays_text(text):
    assert linked(text) == (text or "")


def test_an_address_in_a_sentence_ends_before_its_punctuation():
    assert linked("见 https://example.cn/1.html。") == (
        f"见 {LINK.format('https://example.cn/1.html')}。"
    )
    assert linked("See https://example.cn/a.") == f"See {LINK.format('https://example.cn/a')}."


def test_what_was_typed_is_never_markup():
    text = linked('<b>https://example.cn/"onclick=x</b> javascript:https://a.cn')
    assert "<b>" not in text and '"onclick' not in text
    assert 'href="javascript' not in text
