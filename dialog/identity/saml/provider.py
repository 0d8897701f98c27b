"""The two sides of a login: our service provider, and an identity provider that we trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from dialog.identity.saml import names

LIFE_OF_A_CERTIFICATE = timedelta(days=10 * 365)  # only a container: trust comes from the metadata


@dataclass(frozen=True)
class KeyPair:
    private_key: str = field(repr=False)  # PEM
    certificate: str = field(repr=False)  # PEM


@dataclass(frozen=True)
class Organisation:
    """The municipality as its contract with Digg names it."""

    name: str
    display_name: str
    url: str
    contact_mail: str


@dataclass(frozen=True)
class Logo:
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class ServiceProvider:
    """One municipality's service, as it is registered in the federation."""

    entity_id: str
    acs_url: str
    display_names: Mapping[str, str]  # language -> name
    descriptions: Mapping[str, str]
    organisation: Organisation
    signing: KeyPair
    decryption: tuple[KeyPair, ...]  # newest first: only that one is published, all are tried
    next_signing: KeyPair | None = None  # published beside the one in use while keys are changed
    other_acs_urls: tuple[str, ...] = ()  # of the same service under its other host names
    logo: Logo | None = None
    loas: tuple[str, ...] = (names.LOA3, names.LOA4)
    takes_coordination_numbers: bool = True
    takes_foreign: bool = False  # persons with an e-identification of another country (eIDAS)
    categories: tuple[str, ...] = (names.LOA3_PNR,)
    contracts: tuple[str, ...] = (names.CONTRACT_SWEDEN_CONNECT, names.CONTRACT_AUTHORISATION)
    properties: tuple[str, ...] = ()

    @property
    def service_categories(self) -> tuple[str, ...]:
        """What sets of attributes we can do with."""
        return (*self.categories, names.EIDAS_PERSON) if self.takes_foreign else self.categories

    @property
    def accepts(self) -> tuple[str, ...]:
        """The levels of assurance that we can do with."""
        return self.loas + names.EIDAS if self.takes_foreign else self.loas

    @property
    def declares(self) -> tuple[str, ...]:
        """Every entity category of the service, in the order in which they are published."""
        coordination = (names.COORDINATION_NUMBER,) if self.takes_coordination_numbers else ()
        return (
            *self.service_categories,
            names.PUBLIC_SECTOR,
            *self.contracts,
            *self.properties,
            names.SECURE_BINDING,
            *coordination,
        )


@dataclass(frozen=True)
class EmployeeAttributes:
    """What a municipality's own provider calls the attributes of those who work there."""

    identifier: str
    name: str
    groups: str


@dataclass(frozen=True)
class IdentityProvider:
    """What the signed feed, or a file of our own, says of one identity provider."""

    entity_id: str
    sso_redirect: str | None
    sso_post: str | None
    certificates: tuple[str, ...]  # PEM; any of them may have signed
    loas: tuple[str, ...]
    categories: frozenset[str]
    display_names: Mapping[str, str] = field(default_factory=dict)
    logo_url: str | None = None
    principal_selection: frozenset[str] = frozenset()  # attributes that it wants to know beforehand
    wants_signed_requests: bool = True
    aggregate: str = ""  # SHA-256 of the signed list that says so
    employee: EmployeeAttributes | None = None  # only of a municipality's own provider

    def name(self, language: str) -> str:
        default = next(iter(self.display_names.values()), self.entity_id)
        return self.display_names.get(language, default)

    def starting(self, *prefixes: str) -> frozenset[str]:
        return frozenset(name for name in self.categories if name.startswith(prefixes))

    @property
    def shows_user_message(self) -> bool:
        return names.USER_MESSAGE in self.categories


def levels(service: ServiceProvider, idp: IdentityProvider) -> tuple[str, ...]:
    """The levels of assurance that we accept and that the provider is certified for."""
    return tuple(loa for loa in service.accepts if loa in idp.loas)


def fits(service: ServiceProvider, idp: IdentityProvider) -> bool:
    """Can people log in here with that provider? (Entity Categories 1.4.)"""
    contracts = idp.starting(*names.CONTRACTS)
    return (
        bool(levels(service, idp))
        and not idp.starting(*names.SERVICE_CATEGORIES).isdisjoint(service.service_categories)
        and (not contracts or not contracts.isdisjoint(service.contracts))
        and idp.starting(*names.SERVICE_PROPERTIES).issuperset(service.properties)
    )


def new_key_pair(common_name: str, now: datetime, bits: int = 3072) -> KeyPair:
    """A fresh RSA key and a self-signed certificate that carries it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LIFE_OF_A_CERTIFICATE)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    return KeyPair(private.decode(), public.decode())
