"""Makes one call over HTTP: to the address that was checked, without redirections, in short time.

The standard library's client, given a connection of our own: libraries that are kinder to their
users look the name up themselves, follow redirections, and use the proxies of the environment.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Timer

from tracker.alerts.webhooks.addresses import Listed, Place, checked, place_of, require_listed
from tracker.alerts.webhooks.presets import Call, Reply

# Seconds until the connection stands, and for everything from then on.
TO_CONNECT, TO_ANSWER = 5.0, 10.0
MOST_ANSWER = 64 * 1024

# From host and port to the addresses that the name has.
Resolve = Callable[[str, int], Sequence[str]]


class NotAnswered(Exception):
    """Nothing that could be read came back; later it may. The text is a code and the reason."""


def look_up(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them; none where it does not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(address[0]) for _family, _type, _proto, _name, address in found]


def make(
    call: Call, *, listed: Listed, resolve: Resolve = look_up, seconds: float = TO_ANSWER
) -> Reply:
    """Make the call and give back what was answered, whatever its status.

    Raises ``NotCalled`` for an address that may not be called, ``NotAnswered`` where the other
    side is not there, too slow, not who it should be, or hangs up.
    """
    place = place_of(call.url)
    require_listed(place, listed)
    found = resolve(place.host, place.port)
    if not found:
        raise NotAnswered(f"name_unknown: {place.host}")
    address = checked(place, found, listed)
    connection = _Connection(place, address)
    try:
        with _limited(connection, seconds):
            connection.request("POST", place.path, body=call.body, headers=dict(call.headers))
            reply = _read(connection.getresponse())
    except (OSError, http.client.HTTPException) as error:
        raise NotAnswered(_reason(error, connection)) from error
    finally:
        connection.close()
    if connection.ran_out:
        raise NotAnswered("too_slow")
    return reply


def _read(answer: http.client.HTTPResponse) -> Reply:
    """The answer, or as much of it as is read; one that ends too early is none."""
    body = answer.read(MOST_ANSWER)
    if answer.length and len(body) < MOST_ANSWER:
        raise http.client.IncompleteRead(body, answer.length)
    return Reply(answer.status, body)


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was looked up and checked before."""

    def __init__(self, place: Place, address: str) -> None:
        super().__init__(place.host, place.port)
        self.place, self.address, self.ran_out = place, address, False

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), TO_CONNECT)
        self.sock.settimeout(TO_ANSWER)
        if self.place.scheme == "https":
            context = ssl.create_default_context()
            # Begun later, so that the clock can end a handshake that never does.
            self.sock = context.wrap_socket(
                self.sock, server_hostname=self.place.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def hang_up(self) -> None:
        """Called by the clock: whoever reads or writes finds the connection closed."""
        self.ran_out = True
        if self.sock is not None:
            # It may have been closed a moment before.
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


@contextmanager
def _limited(connection: _Connection, seconds: float) -> Iterator[None]:
    """A limit for the whole: one who sends a byte a second keeps each single wait short."""
    timer = Timer(TO_CONNECT + seconds, connection.hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _reason(error: Exception, connection: _Connection) -> str:
    if connection.ran_out or isinstance(error, TimeoutError):
        return "too_slow"
    if isinstance(error, ssl.SSLError):
        return f"not_trusted: {error.reason or error}"
    return f"not_there: {type(error).__name__}"
