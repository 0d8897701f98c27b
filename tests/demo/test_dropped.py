"""A browser that goes away in the middle of an answer leaves nothing open behind it."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from werkzeug.serving import make_server

from dialog.demo.serve import Handler, remembering


class Answer:
    """A short answer, which ends when the browser has gone away."""

    def __init__(self) -> None:
        self.is_gone, self.is_closed = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        yield b"x"
        assert self.is_gone.wait(30)

    def close(self) -> None:
        self.is_closed.set()


@contextmanager
def served(application: Callable[..., Answer]) -> Iterator[int]:
    server = make_server(
        "127.0.0.1", 0, remembering(application), threaded=True, request_handler=Handler
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_what_was_opened_for_it_is_closed() -> None:
    answer = Answer()

    def application(environ: dict[str, object], start_response: Callable[..., object]) -> Answer:
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "1")])
        return answer

    with served(application) as port:
        browser = socket.create_connection(("127.0.0.1", port))
        browser.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert browser.recv(16)
        # Away at once, without a farewell: what is sent to it now is answered with a reset.
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        browser.close()
        answer.is_gone.set()
        assert answer.is_closed.wait(30)
