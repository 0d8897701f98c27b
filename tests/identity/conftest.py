"""Fixtures of the folder: people who log in with real SAML, and a federation's list on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dialog.identity.saml.provider import KeyPair, new_key_pair
from tests.identity.saml.server import FeedServer, serving
from tests.make import NOW
from tests.visitor import BITS, later, provider, ready, ready_keys, rows, visit, visitor

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
def server() -> Iterator[FeedServer]:
    """The federation's web server."""
    with serving() as server:
        yield server
