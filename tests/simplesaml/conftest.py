"""A town whose only identity provider is SimpleSAMLphp, trusted through a signed feed as any other."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from lxml import etree
from sqlalchemy.orm import Session

from devtools.system import has_provider
from dialog.app import create_app, utc_now
from dialog.config import Config
from dialog.core.db import TenantSession
from dialog.core.keys import Keyring
from dialog.core.worker import Desk, work
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import parsed, written
from dialog.identity.saml.provider import new_key_pair
from dialog.tenancy.models import Municipality
from tests import make
from tests.browser import Browser
from tests.e2e.conftest import chromium, visit
from tests.e2e.town import Clock, Town, free_port, served
from tests.make import EKBY
from tests.simplesaml import provider
from tests.simplesaml.people import users

__all__ = ["chromium", "visit"]

BITS = 2048
FEED, CERTIFICATE, KEYS = "feed.xml", "federation.crt.pem", "keys.json"
TITLE = "Bänkar längs ån"


class Present(Clock):
    """The real time: SimpleSAMLphp knows no other."""

    def __call__(self) -> datetime:
        return utc_now()


@dataclass
class Ekby(Town):
    """Ekby alone."""

    def propose(self) -> str:
        """A folkmotion that has been open for signing since yesterday. Returns the path of its page."""
        engine, keys = self.app.extensions["engine"], self.app.extensions["keys"]
        yesterday = self.clock() - timedelta(days=1)
        with TenantSession(engine, municipality_id=EKBY) as session:
            row = make.folkmotion(
                session,
                keys,
                title=TITLE,
                author_id=None,
                published_at=yesterday,
                opens_at=yesterday,
                closes_at=yesterday + timedelta(days=60),
            )
            return f"/folkmotioner/{row.id}"

    def count(self) -> None:
        """The worker does what is due in two minutes. Nobody else's clock goes forward."""
        soon = self.clock() + timedelta(minutes=2)
        engine, keys, config = (self.app.extensions[name] for name in ("engine", "keys", "dialog"))
        work(Desk(engine, keys, soon, config), lambda: soon, once=True, stop=threading.Event())


@pytest.fixture
def folkmotion(town: Ekby) -> str:
    """The path of a folkmotion's page."""
    return town.propose()


@pytest.fixture(scope="module")
def town(template: str, keys: Keyring, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ekby]:
    """Ekby on localhost, SimpleSAMLphp on 127.0.0.1: two sites, as in real life."""
    if not has_provider():
        pytest.skip("needs SimpleSAMLphp and PHP; dev.py test fetches both")
    folder = tmp_path_factory.mktemp("town")
    make.write_keys(keys, folder / KEYS)
    database = make.database_url(folder / "dialog.db", "simplesaml", copy_of=template)
    with ExitStack() as stack:
        key = new_key_pair("provider", utc_now(), BITS)
        start = provider.running(tmp_path_factory.mktemp("provider"), free_port(), key, users())
        idp = stack.enter_context(start)
        _publish(folder, idp.metadata())
        app = create_app(_settings(folder, database), Present())
        stack.callback(app.extensions["engine"].dispose)
        port = free_port()
        host = f"localhost:{port}"
        _move(app, host)
        stack.enter_context(served(app, port))
        idp.trust(Browser(app, host).get("/saml/metadata").response.data)
        yield Ekby(f"http://{host}", "", idp.origin, folder, app, Present())


def _settings(folder: Path, database_url: str) -> Config:
    """The settings as an operator gives them, with a feed that replaces the demo's own."""
    env = {
        "DIALOG_ENV": "demo",
        "DIALOG_DATA_DIR": str(folder),
        "DIALOG_DATABASE_URL": database_url,
        "DIALOG_SAML_FEED": str(folder / FEED),
        "DIALOG_SAML_FEED_CERTIFICATE": str(folder / CERTIFICATE),
    }
    return replace(Config.from_env(env), testing=True)


def _publish(folder: Path, entity: bytes) -> None:
    """A federation with one member: the provider's own words, under the federation's signature."""
    federation = new_key_pair("federation", utc_now(), BITS)
    root = etree.Element(names.tag(names.MD, "EntitiesDescriptor"), nsmap={"md": names.MD})
    root.set("ID", f"_{secrets.token_hex(16)}")
    root.set("validUntil", written(utc_now() + timedelta(days=1)))
    root.append(parsed(entity))
    (folder / FEED).write_bytes(toolkit.signed(root, federation))
    (folder / CERTIFICATE).write_text(federation.certificate)


def _move(app: Flask, host: str) -> None:
    """Let Ekby answer there."""
    with Session(app.extensions["engine"]) as everywhere:
        everywhere.get_one(Municipality, EKBY).hosts[0].name = host
        everywhere.commit()
