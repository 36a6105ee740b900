"""A real web server on loopback that answers as it is told."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

UNTRUSTED = Path(__file__).parent / "untrusted.pem"
# Longer than any test waits for an answer.
FOREVER = 30


@dataclass
class Heard:
    """One call as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Moods:
    """What the server does next; the last mood holds from then on.

    A mood is a status with a text, as ``(200, "OK")``, or ``hang``, ``drop``, ``drip`` (a byte
    now and then), ``huge``, or ``elsewhere`` for a redirection.
    """

    moods: list[Any] = field(default_factory=lambda: [(200, "OK")])
    heard: list[Heard] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}/hook?key=a-long-key"

    def next(self) -> Any:
        return self.moods.pop(0) if len(self.moods) > 1 else self.moods[0]


class Handler(BaseHTTPRequestHandler):
    moods: Moods

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.moods.heard.append(Heard(self.path, dict(self.headers), body))
        match self.moods.next():
            case "hang":
                self.moods.stopping.wait(FOREVER)
            case "drop":
                self.close_connection = True
            case "drip":
                self.drip()
            case "huge":
                self.say(200, "x" * 500_000)
            case "elsewhere":
                self.say(302, "", Location=self.moods.url)
            case (status, text):
                self.say(status, text)

    def say(self, status: int, text: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(text.encode()))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def drip(self) -> None:
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 1000:
                self.wfile.write(bytes([byte]))
                if self.moods.stopping.wait(0.05):
                    return
        except OSError:
            return

    def log_message(self, *_facts: Any) -> None:
        """Silent."""


class Server(ThreadingHTTPServer):
    def handle_error(self, *_facts: Any) -> None:
        """A caller that hangs up early is what some tests are about."""


@contextmanager
def serving(moods: Moods, *, tls: bool = False) -> Iterator[Moods]:
    """Run the server on a free port of loopback."""
    server = Server(("127.0.0.1", 0), type("Told", (Handler,), {"moods": moods}))
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(UNTRUSTED)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    moods.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield moods
    finally:
        moods.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()
