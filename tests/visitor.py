"""A demo provider beside the application, so that people can log in with real SAML.

A folder of tests gets the fixtures by naming them in its conftest.py, see tests/identity.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dialog.app import create_app
from dialog.config import Config
from dialog.core.db import reader
from dialog.demo.idp.answer import Answer
from dialog.demo.idp.keys import load_or_make
from dialog.demo.idp.metadata import FOLDER
from dialog.demo.idp.provider import DemoProvider, make_provider
from dialog.identity.saml.provider import new_key_pair
from tests.browser import Browser, Page
from tests.make import NOW

ORIGIN = "http://127.0.0.1:5001"
BITS = 2048


@pytest.fixture(scope="session")
def ready_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of provider and services, made once for all tests."""
    folder = tmp_path_factory.mktemp("ready")
    load_or_make(folder / FOLDER, NOW, BITS)
    for slug in ("ekby", "bjorkby"):
        (folder / "saml" / slug).mkdir(parents=True)
        for use in ("signing-1", "encryption-1"):
            pair = new_key_pair(f"{slug} {use}", NOW, BITS)
            (folder / "saml" / slug / f"{use}.key.pem").write_text(pair.private_key)
            (folder / "saml" / slug / f"{use}.crt.pem").write_text(pair.certificate)
    return folder


@pytest.fixture
def ready(config: Config, ready_keys: Path) -> Config:
    """The settings, with keys in the data folder."""
    shutil.copytree(ready_keys, config.data_dir, dirs_exist_ok=True)
    return config


@pytest.fixture
def provider(app: Flask, ready: Config) -> DemoProvider:
    """The demo provider, which knows both municipalities by their published metadata."""

    def services() -> Iterator[bytes]:
        for host in ("localhost", "bjorkby.localhost"):
            yield Browser(app, host).get("/saml/metadata").response.data

    return make_provider(ready.data_dir, ORIGIN, services, lambda: NOW, bits=BITS)


class Visitor(Browser):
    """A browser that can go to the provider and come back."""

    provider: DemoProvider

    def go(self, url: str, **kwargs: Any) -> str:
        """Open an address that leads away; returns where to."""
        page = self.client.get(url, base_url=self.base_url, **kwargs)
        assert page.status_code == 303, page.text
        return str(page.headers["Location"])

    def ask(self, next_path: str = "/mina-sidor") -> str:
        """Begin a login; returns the provider's address with the question."""
        return self.go(f"/logga-in?idp={ORIGIN}/metadata&next={next_path}")

    def bring(self, answer: Answer, **fields: str) -> Page:
        """Post the provider's answer, as its page would. Redirects are not followed."""
        path = urlsplit(answer.action).path
        data = dict(answer.fields) | fields
        return Page(self.client.post(path, data=data, base_url=self.base_url))

    def log_in_as(self, number: str, next_path: str = "/mina-sidor") -> Page:
        return self.bring(self.provider.answer_url(self.ask(next_path), number))

    def question(self, url: str) -> Any:
        return self.provider.read_redirect(urlsplit(url).query)

    def who(self) -> str:
        """The name that pages greet with, or nothing."""
        name = self.get("/logga-ut").soup.select_one(".user__name")
        return name.get_text(" ", strip=True).removeprefix("Inloggad som").strip() if name else ""


@pytest.fixture
def visit(app: Flask, provider: DemoProvider) -> Callable[..., Visitor]:
    def visit(host: str = "localhost") -> Visitor:
        visitor = Visitor(app, host)
        visitor.provider = provider
        return visitor

    return visit


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


@pytest.fixture
def rows(engine: Engine) -> Callable[[Any], list[Any]]:
    """Rows of all municipalities, read without holding anything up."""

    def rows(stmt: Any) -> list[Any]:
        with Session(reader(engine)) as session:
            found = list(session.scalars(stmt).unique())
            session.expunge_all()
        return found

    return rows


@pytest.fixture
def later(config: Config) -> Iterator[Callable[..., Flask]]:
    """The same application when some time has passed, or with a clock of the test's own."""
    apps = []

    def later(clock: Any = None, **passed: float) -> Flask:
        apps.append(create_app(config, clock=clock or (lambda: NOW + timedelta(**passed))))
        return apps[-1]

    yield later
    for app in apps:
        app.extensions["engine"].dispose()
