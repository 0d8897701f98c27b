"""Asks a virus scanner, ClamAV's clamd, about a file: its INSTREAM command over TCP or a socket file."""

import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 64 * 1024
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 60.0  # for sending, scanning and answering, all together
LONGEST_ANSWER = 4096
END_OF_STREAM = struct.pack(">I", 0)
_TCP = re.compile(r"tcp://(?P<host>\[[0-9a-fA-F:]+\]|[^/:\s]+):(?P<port>[0-9]{1,5})")
_UNIX = re.compile(r"unix:(?P<path>/\S+)")


class NoAnswer(Exception):
    """The scanner could not be reached, took too long, or did not say whether the file is clean."""


def scan(address: str, data: bytes, seconds: float = ANSWER_SECONDS) -> str | None:
    """The name of the malware in the data; None when the scanner says that it is clean.

    Raises NoAnswer: whatever is not a clear answer is no answer.
    """
    deadline = time.monotonic() + seconds
    try:
        with _connected(address, min(seconds, CONNECT_SECONDS)) as link:
            _send(link, data, deadline)
            return _judged(_answer(link, deadline))
    except OSError as error:  # refused, cut off, out of time
        raise NoAnswer(type(error).__name__) from None


def ping(address: str, seconds: float = CONNECT_SECONDS) -> None:
    """Ask whether it is there. Raises NoAnswer."""
    try:
        with _connected(address, seconds) as link:
            link.sendall(b"zPING\0")
            said = _answer(link, time.monotonic() + seconds)
    except OSError as error:
        raise NoAnswer(type(error).__name__) from None
    if said != "PONG":
        raise NoAnswer("it is no clamd")


@contextmanager
def _connected(address: str, seconds: float) -> Iterator[socket.socket]:
    if found := _UNIX.fullmatch(address):
        link = socket.socket(socket.AF_UNIX)
        with link:
            link.settimeout(seconds)
            link.connect(found["path"])
            yield link
        return
    found = _TCP.fullmatch(address)
    if found is None:
        raise NoAnswer("the address is wrong")
    host = found["host"].strip("[]")
    with socket.create_connection((host, int(found["port"])), timeout=seconds) as link:
        yield link


def _send(link: socket.socket, data: bytes, deadline: float) -> None:
    # A scanner that finds the file too large says so and closes: then its answer is worth reading.
    with suppress(BrokenPipeError, ConnectionResetError):
        _send_within(link, b"zINSTREAM\0", deadline)
        for start in range(0, len(data), CHUNK):
            chunk = data[start : start + CHUNK]
            _send_within(link, struct.pack(">I", len(chunk)) + chunk, deadline)
        _send_within(link, END_OF_STREAM, deadline)


def _send_within(link: socket.socket, data: bytes, deadline: float) -> None:
    link.settimeout(_left(deadline))
    link.sendall(data)


def _answer(link: socket.socket, deadline: float) -> str:
    """What it says, up to the byte that ends it or the end of the connection."""
    said = b""
    while b"\0" not in said and len(said) < LONGEST_ANSWER:
        link.settimeout(_left(deadline))
        more = link.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.partition(b"\0")[0].decode("ascii", "replace").strip()


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _judged(said: str) -> str | None:
    if said == "stream: OK":
        return None
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    raise NoAnswer("it gave no verdict")
