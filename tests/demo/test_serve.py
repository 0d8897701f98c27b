"""The demo's server: one process, two origins, and it stops when it is told to."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from devtools.shell import ROOT
from dialog.config import Config
from dialog.demo.replay.site import Visitor
from dialog.demo.serve import OneLine, Ports
from dialog.identity.saml.provider import new_key_pair
from tests.identity.saml.lists import signed_list
from tests.identity.saml.server import serving

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


@contextmanager
def started(environment: dict[str, str]) -> Iterator[Server]:
    server = Server(environment, (free_port(), free_port()))
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.communicate()


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    with started(environment) as server:
        yield server


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


def fields_of(page: str) -> dict[str, str]:
    """What the page's first form that posts would send."""
    form = BeautifulSoup(page, "html.parser").select_one('form[method="post"]')
    assert form, page
    return {str(tag["name"]): str(tag["value"]) for tag in form.select("input[type=hidden]")}


def test_a_person_logs_in_over_both_origins(server: Server) -> None:
    server.get("/")
    ekby, provider = Visitor(server.port), Visitor(server.idp_port)
    origin = f"http://127.0.0.1:{server.idp_port}"
    status, question, _ = ekby.ask(f"/logga-in?idp={origin}/metadata&next=/mina-sidor")
    assert status == 303
    assert question.startswith(f"{origin}/sso?")
    _, _, choose = provider.ask(question.removeprefix(origin))
    _, _, send = provider.ask("/svar", fields_of(choose) | {"person": "199006022397"})
    status, target, _ = ekby.ask("/saml/acs", fields_of(send))
    assert (status, target) == (303, "/mina-sidor")
    _, _, page = ekby.ask(target)
    assert "Åsa Ekman" in page
    assert "En badbrygga vid Lillsjön" in page  # her draft


def test_another_feed_replaces_the_demos_own_without_further_change(
    environment: dict[str, str], tmp_path: Path
) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - the served demo goes by the real clock
    keys = {name: new_key_pair(name, now, bits=2048) for name in ("federation", "idp")}
    (tmp_path / "pinned.pem").write_text(keys["federation"].certificate)
    with serving() as federation:
        federation.body = signed_list(keys, now=now)
        named = {
            "DIALOG_SAML_FEED": federation.url,
            "DIALOG_SAML_FEED_CERTIFICATE": str(tmp_path / "pinned.pem"),
        }
        with started(environment | named) as server:
            patience = time.monotonic() + READY
            while "https://idp.example/saml" not in (page := unquote(server.get("/logga-in")[1])):
                assert time.monotonic() < patience, page
                time.sleep(0.2)
            assert f"127.0.0.1:{server.idp_port}" not in page
            visitor = Visitor(server.port)
            status, question, _ = visitor.ask("/logga-in?idp=https://idp.example/saml&next=/")
            assert status == 303
            assert question.startswith("https://idp.example/sso?SAMLRequest=")
            assert server.stop()[::2] == (0, "")


def test_the_provider_is_where_it_is_told_to_be(config: Config) -> None:
    assert Ports(5000, 5055).settle(config).idp_url == "http://127.0.0.1:5055"
    behind_a_proxy = replace(config, idp_url="https://eid.demo.example")
    assert Ports(5000, 5055).settle(behind_a_proxy) == behind_a_proxy


def test_an_error_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    try:
        int("199006022397\nand more")
    except ValueError:
        logging.getLogger("dialog").exception("it\nfailed")
    line = OneLine("%(levelname)s %(name)s: %(message)s").format(caplog.records[0])
    assert "\n" not in line
    assert line.startswith("ERROR dialog: it failed ValueError (test_an_error_is_one_line:")
    assert "199006022397" not in line


def test_a_taken_port_is_told_in_words(environment: dict[str, str]) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = int(other.getsockname()[1])
        server = Server(environment, (port, free_port()))
        _, complained = server.process.communicate(timeout=READY)
    assert server.process.returncode == 1
    assert complained == f"dialog: port {port} of 127.0.0.1 is taken\n"
