"""Where a webhook may lead: a listed host, and never an address inside that is not listed.

A server that calls addresses which people type can be made to call what only it can reach: its
own administration, the neighbours' databases, the cloud's metadata. So the host stands in a list
that the owner of the machine keeps, and the address that its name leads to is looked at before
the connection goes to just that address (a second look-up could answer otherwise).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

IP = IPv4Address | IPv6Address

PORTS = {"https": 443, "http": 80}
# What clouds answer with keys from, beside link-local addresses.
METADATA = frozenset({ip_address("100.100.100.200"), ip_address("fd00:ec2::254")})
# An IPv4 address is inside these; what it leads to is judged as that address (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")


class NotCalled(Exception):
    """An address that is not called; ``code`` says why, in the words of ``wording``."""

    def __init__(self, code: str, facts: str = "") -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code}: {facts}" if facts else code)


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart. ``path`` has the query, which is where robots have their key."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_port(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Listed:
    """The hosts that may be called, as ``host:port`` in small letters.

    ``inner`` ones may have an address inside, and may be spoken to without encryption.
    """

    outer: frozenset[str]
    inner: frozenset[str]

    @classmethod
    def of(cls, outer: Iterable[str], inner: Iterable[str]) -> "Listed":
        """From the settings, where the port of HTTPS need not be written."""
        return cls(frozenset(map(_with_port, outer)), frozenset(map(_with_port, inner)))

    def has(self, place: Place) -> bool:
        return place.host_port in self.outer | self.inner


def _with_port(entry: str) -> str:
    entry = entry.lower()
    return entry if entry.rpartition(":")[2].isdigit() else f"{entry}:{PORTS['https']}"


def place_of(url: str) -> Place:
    """Take an address apart. Raises ``NotCalled`` for what is no plain web address."""
    if not url.isascii() or not url.isprintable() or any(sign in url for sign in " \\#"):
        raise NotCalled("not_a_web_address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotCalled("not_a_web_address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotCalled("not_a_web_address")
    if "@" in parts.netloc:
        raise NotCalled("password_in_address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname.rstrip(".")
    return Place(parts.scheme, host, PORTS[parts.scheme] if port is None else port, path)


def require_listed(place: Place, listed: Listed) -> None:
    """Raise ``NotCalled`` unless the host is listed, and spoken to as it may be."""
    if not listed.has(place):
        raise NotCalled("host_not_listed", place.host_port)
    if place.scheme != "https" and place.host_port not in listed.inner:
        raise NotCalled("not_https", place.host_port)


def checked(place: Place, addresses: Iterable[str], listed: Listed) -> str:
    """The address to connect to. Raises ``NotCalled`` where any that the name has is not allowed.

    One bad address among good ones is how a name is made to change sides between two look-ups.
    """
    found = [ip_address(text.partition("%")[0]) for text in addresses]
    if not found:
        raise NotCalled("name_unknown", place.host)
    inner = place.host_port in listed.inner
    for one in found:
        if not _allowed(one, inner=inner):
            raise NotCalled("inner_address", f"{place.host} → {one}")
    return str(found[0])


def _allowed(address: IP, *, inner: bool) -> bool:
    """A public address; an inner host may also have a private one or be this machine."""
    real = _embedded(address)
    if real in METADATA or real.is_link_local or real.is_multicast or real.is_unspecified:
        return False
    if real.is_loopback:
        return inner
    return not real.is_reserved and (inner or real.is_global)


def _embedded(address: IP) -> IP:
    """The IPv4 address within an IPv6 one, where it is only the wrapping of one."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    tunnelled = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or tunnelled or address
