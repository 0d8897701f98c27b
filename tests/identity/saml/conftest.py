"""Keys made once, and a world of service and providers around them."""

from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from dialog.identity.saml.outcome import Authenticated
from dialog.identity.saml.provider import KeyPair, new_key_pair
from dialog.identity.saml.response import validate
from tests.identity.saml.factory import NOW, World, make_world

NAMES = ("service", "new", "old", "idp", "other", "stranger", "federation")


@pytest.fixture(scope="session")
def keys() -> dict[str, KeyPair]:
    return {name: new_key_pair(name, NOW, bits=2048) for name in NAMES}


@pytest.fixture(scope="session")
def world(keys: dict[str, KeyPair]) -> World:
    return make_world(keys)


class Memory:
    """A replay table of the simplest kind."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], datetime] = {}

    def __call__(self, issuer: str, identifier: str, until: datetime) -> bool:
        is_new = (issuer, identifier) not in self.known
        self.known[issuer, identifier] = until
        return is_new


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def judge(world, memory):
    """Validate a message as the service would."""

    def judge(message: str, *, trust=None, now: datetime = NOW) -> Authenticated:
        return validate(message, trust or world.trust, now, memory)

    return judge


@pytest.fixture(scope="session")
def ec_key(keys: dict[str, KeyPair]) -> KeyPair:
    """A P-256 key, which every member of the federation must be able to verify."""
    base = x509.load_pem_x509_certificate(keys["idp"].certificate.encode())
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(base.subject)
        .issuer_name(base.subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(base.not_valid_before_utc)
        .not_valid_after(base.not_valid_after_utc)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return KeyPair(private.decode(), certificate.public_bytes(pem).decode())
