"""A scanner of our own that speaks clamd's INSTREAM, over real sockets: well, badly, or not at all."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SIGNATURE = b"MALWARE-OF-THE-TESTS"
CLOSE_SILENTLY = b""


def judged(data: bytes) -> bytes:
    """What clamd says of the data."""
    return b"stream: Test-Signature FOUND\0" if SIGNATURE in data else b"stream: OK\0"


@contextmanager
def scanner(
    answer: Callable[[bytes], bytes | None] = judged, path: Path | None = None
) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, and what it is sent. An answer of None: it reads, and says nothing ever."""
    seen: list[bytes] = []
    stop = threading.Event()
    with socket.socket(socket.AF_UNIX if path else socket.AF_INET) as server:
        server.bind(str(path) if path else ("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.05)
        thread = threading.Thread(target=_serve, args=(server, stop, seen, answer))
        thread.start()
        try:
            yield f"unix:{path}" if path else f"tcp://127.0.0.1:{server.getsockname()[1]}", seen
        finally:
            stop.set()
            thread.join()


def _serve(
    server: socket.socket,
    stop: threading.Event,
    seen: list[bytes],
    answer: Callable[[bytes], bytes | None],
) -> None:
    while not stop.is_set():
        try:
            link, _ = server.accept()
        except TimeoutError:
            continue
        with link:
            link.settimeout(5)
            seen.append(_received(link))
            said = answer(seen[-1])
            if said is None:
                stop.wait(5)
            else:
                link.sendall(said)


def _received(link: socket.socket) -> bytes:
    file = link.makefile("rb")
    command = b""
    while not command.endswith(b"\0"):
        command += file.read(1)
    if command != b"zINSTREAM\0":
        return command
    data = b""
    while size := struct.unpack(">I", file.read(4))[0]:
        data += file.read(size)
    return data
