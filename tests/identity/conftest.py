"""Fixtures of the folder: people who log in with real SAML, and a federation's list on a server."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dialog.config import Config
from dialog.demo.idp.keys import load_or_make
from dialog.demo.idp.metadata import AGGREGATE, FOLDER, provider_metadata
from dialog.demo.idp.provider import DemoProvider
from dialog.identity.saml import toolkit
from dialog.identity.saml.provider import KeyPair, new_key_pair
from tests.identity.saml.lists import aggregate
from tests.identity.saml.server import FeedServer, serving
from tests.make import NOW
from tests.visitor import BITS, ORIGIN, later, provider, ready, ready_keys, rows, visit, visitor

__all__ = ["later", "provider", "ready", "ready_keys", "rows", "visit", "visitor"]


@pytest.fixture(scope="session")
def signers() -> dict[str, KeyPair]:
    """Who may sign a list: the federation, one of its providers, and a stranger."""
    return {name: new_key_pair(name, NOW, BITS) for name in ("federation", "idp", "stranger")}


@pytest.fixture
def pin(signers: dict[str, KeyPair], tmp_path: Path) -> Path:
    """The federation's certificate, as an administrator lays it beside the deployment."""
    path = tmp_path / "pinned.pem"
    path.write_text(signers["federation"].certificate)
    return path


@pytest.fixture
def publish(ready: Config, provider: DemoProvider) -> Callable[..., None]:
    """Put these entities into the demo's list, before its own provider."""

    def publish(*entities: Any) -> None:
        keys = load_or_make(ready.data_dir / FOLDER, NOW, BITS)
        root = aggregate(*entities, provider_metadata(ORIGIN, keys.provider), now=NOW)
        signed = toolkit.signed(root, keys.federation)
        (ready.data_dir / FOLDER / AGGREGATE).write_bytes(signed)

    return publish


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """The federation's web server."""
    with serving() as server:
        yield server
