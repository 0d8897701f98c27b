"""A demo provider that knows the service of the SAML tests, and the service's view of it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dialog.demo.idp.metadata import AGGREGATE, CERTIFICATE, FOLDER
from dialog.demo.idp.provider import DemoProvider, make_provider
from dialog.identity.saml.feed import load_aggregate
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.provider import IdentityProvider, KeyPair, ServiceProvider, new_key_pair
from dialog.identity.saml.request import AuthnRequest, Wish, new_request
from dialog.identity.saml.response import Trust, validate
from tests.identity.saml.factory import NOW, make_world

ORIGIN = "http://127.0.0.1:5001"
NAMES = ("service", "new", "old", "idp", "other", "stranger")


@pytest.fixture(scope="session")
def keys() -> dict[str, KeyPair]:
    return {name: new_key_pair(name, NOW, bits=2048) for name in NAMES}


@pytest.fixture(scope="session")
def service(keys) -> ServiceProvider:
    return make_world(keys).service


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def provider(data_dir, service) -> DemoProvider:
    return make_provider(
        data_dir, ORIGIN, lambda: [service_metadata(service)], lambda: NOW, bits=2048
    )


@dataclass
class Side:
    """The service's side of a login."""

    service: ServiceProvider
    idp: IdentityProvider

    def ask(self, **wish) -> AuthnRequest:
        return new_request(self.service, self.idp, Wish(**wish), NOW)

    def read(self, request, fields):
        trust = Trust(self.service, self.idp, request.asked)
        return validate(fields["SAMLResponse"], trust, NOW, lambda *_: True)


@pytest.fixture
def side(provider, service, data_dir) -> Side:
    folder = data_dir / FOLDER
    feed = load_aggregate(
        (folder / AGGREGATE).read_bytes(), (folder / CERTIFICATE).read_text(), NOW
    )
    return Side(service, feed.providers[f"{ORIGIN}/metadata"])
