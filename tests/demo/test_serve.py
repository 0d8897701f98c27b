"""The demo's server: one process, two origins, and it stops when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from devtools.shell import ROOT

READY = 60.0  # seconds, on a busy machine


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The demo as `dev.py run` starts it."""

    def __init__(self, environment: dict[str, str], ports: tuple[int, int]) -> None:
        self.port, self.idp_port = ports
        words = ["demo", "serve", "--port", str(self.port), "--idp-port", str(self.idp_port)]
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "dialog.cli", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def get(self, path: str, *, host: str = "localhost", port: int = 0) -> tuple[int, str]:
        """The status and the text of a page; waits until somebody answers."""
        port = port or self.port
        patience = time.monotonic() + READY
        while True:
            assert self.process.poll() is None, self.process.communicate()
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=30)
                connection.request("GET", path, headers={"Host": f"{host}:{port}"})
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
            except ConnectionRefusedError:
                assert time.monotonic() < patience, "nobody answers"
                time.sleep(0.1)

    def stop(self) -> tuple[int, str, str]:
        """Ask it to stop; its exit status and what it said."""
        self.process.send_signal(signal.SIGTERM)
        said, complained = self.process.communicate(timeout=30)
        return self.process.returncode, said, complained


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment, (free_port(), free_port()))
    yield server
    if server.process.poll() is None:
        server.process.kill()
        server.process.communicate()


def test_it_serves_both_municipalities_and_the_provider_and_stops(
    server: Server, tmp_path: Path
) -> None:
    status, page = server.get("/")
    assert status == 200
    assert "Ekby" in page
    status, page = server.get("/", host="bjorkby.localhost")
    assert status == 200
    assert "Björkby" in page
    assert server.get("/", host="127.0.0.1")[0] == 404
    assert server.get("/", port=server.idp_port)[0] == 200
    status, page = server.get("/saml/metadata")
    assert status == 200
    assert f"http://localhost:{server.port}/saml/acs" in page
    status, said, complained = server.stop()
    assert status == 0
    assert complained == ""
    assert f"http://localhost:{server.port}/" in said
    assert "Åsa Ekman" in said
    assert (tmp_path / "demo-idp" / "aggregate.xml").exists()


def test_a_taken_port_is_told_in_words(environment: dict[str, str]) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        server = Server(environment, (port, free_port()))
        _, complained = server.process.communicate(timeout=READY)
    assert server.process.returncode == 1
    assert complained == f"dialog: port {port} of 127.0.0.1 is taken\n"
