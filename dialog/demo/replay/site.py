"""A real server for the first of them: over HTTP, with real SAML logins."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask
from lxml import html
from werkzeug.serving import make_server

from dialog.config import Config
from dialog.demo.idp.provider import DemoProvider, make_provider
from dialog.demo.replay.mix import Kind
from dialog.demo.replay.play import SIGNED, words_of_refusal
from dialog.demo.serve import Handler, remembering, services

MakeApp = Callable[[Config, Callable[[], datetime]], Flask]
LOCALHOST = "localhost"
RECEIPT = "/kvitto/"
FORM = "application/x-www-form-urlencoded"
TEST_KEY_BITS, KEY_BITS = 2048, 3072
OK, SEE_OTHER = 200, 303


class Broken(Exception):
    """A page was not what it should be."""


@dataclass
class Clock:
    """The time of the replay, which we move ourselves."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Visitor:
    """One person's browser: cookies, pages, forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        connection = HTTPConnection(LOCALHOST, self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is None:
            connection.request("GET", path, headers=headers)
        else:
            connection.request("POST", path, urlencode(fields), headers | {"Content-Type": FORM})
        answer = connection.getresponse()
        page = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        connection.close()
        return answer.status, answer.headers.get("Location", ""), page

    def sign(self, folkmotion_id: int, number: str, provider: DemoProvider) -> str:
        """From the form over the identity provider to the receipt, or to the page that says why not."""
        path = f"/folkmotioner/{folkmotion_id}/skriv-under"
        status, _, page = self.ask(path)
        if status != OK:
            raise Broken(f"the form answers {status}")
        status, question, _ = self.ask(path, filled_in(page, path))
        if status != SEE_OTHER:
            raise Broken(f"the sent form answers {status}")
        answer = provider.answer_url(question, number)
        status, target, _ = self.ask(urlsplit(answer.action).path, dict(answer.fields))
        if status != SEE_OTHER:
            raise Broken(f"the login answers {status}")
        _, _, page = self.ask(target)
        return said(target, page)


def filled_in(page: str, path: str) -> dict[str, str]:
    """The fields of the form that leads there, as they stand."""
    tree: Any = html.fromstring(page)
    for form in tree.forms:
        if form.method == "POST" and form.action in {None, "", path}:
            return {str(name): str(value) for name, value in form.form_values()}
    raise Broken("there is no form to sign")


def said(target: str, page: str) -> str:
    """What the person reads at the end."""
    tree: Any = html.fromstring(page)
    words = " ".join(tree.text_content().split())
    if target.startswith(RECEIPT):
        return SIGNED
    for refusal, kind in words_of_refusal().items():
        if refusal in words:
            return kind
    if RECEIPT in page:  # a page for those who have signed already leads to their receipt
        return Kind.TWICE
    return words[:200]


@dataclass(frozen=True)
class Site:
    """A server that runs, and the identity provider that it trusts."""

    port: int
    clock: Clock
    provider: DemoProvider

    def sign(self, at: datetime, folkmotion_id: int, number: str) -> str:
        """A person with a browser of their own comes at that time and signs. What do they read?"""
        self.clock.now = at
        return Visitor(self.port).sign(folkmotion_id, number, self.provider)


def settings(folder: Path, database_url: str, *, testing: bool) -> Config:
    """Of an installation of its own, in a folder of its own."""
    return Config(
        environment="demo",
        secret_key=secrets.token_hex(32),
        database_url=database_url,
        data_dir=folder,
        keys_file=folder / "keys.json",
        testing=testing,
    )


@contextmanager
def running(config: Config, clock: Clock, make_app: MakeApp) -> Iterator[Site]:
    """Serve on a free port while the block runs. Add the host before anybody comes."""
    app = make_app(config, clock)
    bits = TEST_KEY_BITS if config.testing else KEY_BITS
    provider = make_provider(config.data_dir, config.idp_url, services(app), clock, bits=bits)
    server = make_server("127.0.0.1", 0, remembering(app), threaded=True, request_handler=Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield Site(server.server_port, clock, provider)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        app.extensions["engine"].dispose()
