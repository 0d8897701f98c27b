"""The client of the virus scanner, against a small one that speaks the protocol over real sockets."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dialog.core import clamd
from tests.process.clamd import CLOSE_SILENTLY, SIGNATURE, scanner


@pytest.mark.parametrize("size", [0, 1, clamd.CHUNK, 3 * clamd.CHUNK + 7])
def test_a_clean_file_is_clean_and_arrives_whole(size: int) -> None:
    data = b"x" * size
    with scanner() as (address, seen):
        assert clamd.scan(address, data) is None
    assert seen == [data]


def test_malware_is_named() -> None:
    with scanner() as (address, _):
        assert clamd.scan(address, b"before " + SIGNATURE) == "Test-Signature"


def test_a_socket_file_does_as_well(tmp_path: Path) -> None:
    with scanner(path=tmp_path / "clamd.ctl") as (address, _):
        assert clamd.scan(address, b"x") is None


@pytest.mark.parametrize(
    "said",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"stream: OK, or not\0",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"\xff\xfe" * 5000,
        CLOSE_SILENTLY,
    ],
)
def test_what_is_no_verdict_is_no_answer(said: bytes) -> None:
    with scanner(lambda data: said) as (address, _), pytest.raises(clamd.NoAnswer):
        clamd.scan(address, b"x")


@pytest.mark.parametrize(
    "ask",
    [clamd.ping, lambda address, seconds: clamd.scan(address, b"x", seconds)],
    ids=["ping", "scan"],
)
def test_a_scanner_that_says_nothing_is_not_waited_for(ask: Callable[[str, float], object]) -> None:
    began = time.monotonic()
    with scanner(lambda data: None) as (address, _):
        with pytest.raises(clamd.NoAnswer, match="TimeoutError"):
            ask(address, 0.3)
        assert time.monotonic() - began < 2


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"  # nobody listens
        with pytest.raises(clamd.NoAnswer, match="ConnectionRefusedError"):
            clamd.scan(address, b"x")
        with pytest.raises(clamd.NoAnswer):
            clamd.ping(address)


def test_a_scanner_that_closes_early_is_still_listened_to() -> None:
    """clamd does so when a file is larger than its StreamMaxLength."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with socket.create_connection(server.getsockname()):
            server.accept()[0].close()
        server.close()
        with pytest.raises(clamd.NoAnswer):
            clamd.scan(address, b"x" * 5_000_000)


def test_an_address_that_is_none_is_no_answer() -> None:
    with pytest.raises(clamd.NoAnswer, match="address"):
        clamd.scan("http://127.0.0.1", b"x")


def test_a_ping_is_answered_by_a_scanner_only() -> None:
    with scanner(lambda data: b"PONG\0") as (address, seen):
        clamd.ping(address)
    assert seen == [b"zPING\0"]
    with scanner(lambda data: b"220 mail\0") as (address, _), pytest.raises(clamd.NoAnswer):
        clamd.ping(address)
