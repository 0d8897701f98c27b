"""A real web server of a federation, on this machine, that can misbehave."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FeedServer:
    """What it answers can be changed while it serves; what it was asked is written down."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None  # Content-Length, when it is to be a lie
    before: Callable[[], object] = lambda: None  # what it does before each part of the body
    asked: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    origin: str = "http://127.0.0.1"

    @property
    def url(self) -> str:
        return f"{self.origin}:{self.port}/idp.xml"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(dict(handler.headers))
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        length = len(self.body) if self.announced is None else self.announced
        handler.send_header("Content-Length", str(length))
        handler.end_headers()
        half = len(self.body) // 2
        for part in (self.body[:half], self.body[half:]):
            self.before()
            handler.wfile.write(part)


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[FeedServer]:
    """A server on a port of its own, until the block ends."""
    feed = FeedServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # whoever asked may have had enough
                feed.answer(self)

        def log_message(self, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        feed.port = server.server_address[1]
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            feed.origin = "https://localhost"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield feed
        finally:
            server.shutdown()
            thread.join()
