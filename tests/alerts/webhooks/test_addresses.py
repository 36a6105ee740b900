"""Which addresses a webhook may lead to."""

import pytest

from tracker.alerts.webhooks.addresses import (
    Listed,
    NotCalled,
    checked,
    place_of,
    require_listed,
)

LISTED = Listed.of(["Robots.Example.cn", "other.example.cn:8443"], ["10.1.2.3:8080"])
PUBLIC, PUBLIC_6 = "8.8.8.8", "2606:4700::1111"


def refusal(call, *arguments) -> str:
    with pytest.raises(NotCalled) as refused:
        call(*arguments)
    return refused.value.code


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "not_a_web_address"),
        ("robots.example.cn/x", "not_a_web_address"),
        ("ftp://robots.example.cn/", "not_a_web_address"),
        ("file:///etc/passwd", "not_a_web_address"),
        ("https:///x", "not_a_web_address"),
        ("https://robots.example.cn:99999/", "not_a_web_address"),
        ("https://robots.example.cn/a b", "not_a_web_address"),
        ("https://robots.example.cn/\r\nHost: x", "not_a_web_address"),
        ("https://robots.example.cn\\@10.0.0.1/", "not_a_web_address"),
        ("https://robots.example.cn/#x", "not_a_web_address"),
        ("https://机器人.cn/", "not_a_web_address"),
        ("https://user:password@robots.example.cn/", "password_in_address"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url, code):
    assert refusal(place_of, url) == code


@pytest.mark.parametrize(
    "url",
    [
        "https://robots.example.cn/x?key=1",
        "https://ROBOTS.example.cn:443/",
        "https://robots.example.cn./",
        "https://other.example.cn:8443/",
        "http://10.1.2.3:8080/",
        "https://10.1.2.3:8080/",
    ],
)
def test_listed_hosts_may_be_called(url):
    require_listed(place_of(url), LISTED)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://robots.example.cn.evil.cn/", "host_not_listed"),
        ("https://sub.robots.example.cn/", "host_not_listed"),
        ("https://robots.example.cn:8443/", "host_not_listed"),
        ("https://other.example.cn/", "host_not_listed"),
        ("https://0x0a.0x01.0x02.0x03:8080/", "host_not_listed"),
        ("http://robots.example.cn:443/", "not_https"),
        ("http://robots.example.cn/", "host_not_listed"),
    ],
)
def test_nothing_else_may(url, code):
    assert refusal(require_listed, place_of(url), LISTED) == code


def test_nothing_may_be_called_where_nothing_is_listed():
    assert refusal(require_listed, place_of("https://a.cn/"), Listed.of([], [])) == (
        "host_not_listed"
    )


INSIDE = [
    *("127.0.0.1", "::1", "10.0.0.8", "172.16.5.4", "192.168.1.1", "100.64.0.7", "fd12::1"),
    *("::ffff:10.0.0.8", "64:ff9b::a00:8", "2002:a00:8::1"),
]
NEVER = [
    *("169.254.169.254", "fe80::1", "fe80::1%eth0", "224.0.0.1", "ff02::1", "0.0.0.0", "::"),  # noqa: S104
    *("240.0.0.1", "255.255.255.255", "100.100.100.200", "fd00:ec2::254"),
    *("::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "::127.0.0.1"),
]


@pytest.mark.parametrize("address", [*INSIDE, *NEVER])
def test_a_listed_name_that_leads_inside_is_refused(address):
    place = place_of("https://robots.example.cn/")
    assert refusal(checked, place, [address], LISTED) == "inner_address"
    assert refusal(checked, place, [PUBLIC, address], LISTED) == "inner_address"


@pytest.mark.parametrize("address", INSIDE)
def test_a_host_listed_as_inside_may_be_there(address):
    assert checked(place_of("http://10.1.2.3:8080/"), [address], LISTED)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_called(address):
    place = place_of("http://10.1.2.3:8080/")
    assert refusal(checked, place, [address], LISTED) == "inner_address"


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6])
def test_a_public_address_is_called(address):
    assert checked(place_of("https://robots.example.cn/"), [address], LISTED) == address
