"""The federation's signed list of identity providers, believed only as far as its signature reaches.

The list is trusted through a certificate that lies beside the deployment, never through the key
that the document itself carries. Whatever is wrong with the list as a whole refuses all of it.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from dialog.config import is_loopback
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import (
    FEED,
    Element,
    children,
    identifiers,
    instant,
    optional,
    parsed,
    required,
)
from dialog.identity.saml.names import DS, MD, MDATTR, MDUI, PSC, SAML, XML_NS, tag
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.precheck import check_crypto
from dialog.identity.saml.provider import IdentityProvider

log = logging.getLogger(__name__)

SMALLEST_RSA_KEY = 2048
SVG = re.compile(r"^data:image/svg|\.svg(?:[?#]|$)", re.IGNORECASE)
# A list that "never" ends could not be replaced by any other: all that follow would be older.
LONGEST_VALIDITY = timedelta(days=366)


@dataclass(frozen=True)
class Feed:
    """A signed list that was found good, and the SHA-256 of it as it came."""

    valid_until: datetime
    providers: Mapping[str, IdentityProvider]  # by entityID, in the order of the list
    digest: str = ""

    def is_current(self, now: datetime) -> bool:
        return now < self.valid_until


def load_aggregate(
    data: bytes, certificate: str, now: datetime, previous: Feed | None = None
) -> Feed:
    """Read a signed aggregate, or raise Refused. An older one than `previous` is a roll-back.

    `certificate` is PEM and may hold several: any of them may have signed.
    """
    root = parsed(data, FEED)
    if root.tag not in {tag(MD, "EntitiesDescriptor"), tag(MD, "EntityDescriptor")}:
        raise Refused("not metadata")
    _check_signature(root, tuple(map(_as_pem, pinned(certificate))))
    valid_until = instant(required(root, "validUntil"))
    if valid_until <= now:
        raise Refused("metadata has expired")
    if valid_until > now + LONGEST_VALIDITY:
        raise Refused("metadata says that it is valid for more than a year")
    if previous and valid_until < previous.valid_until:
        raise Refused("older metadata than what we have")
    digest = sha256(data).hexdigest()
    found = (replace(idp, aggregate=digest) for idp in _providers(root, now))
    return Feed(valid_until, {idp.entity_id: idp for idp in found}, digest)


def pinned(certificate: str) -> list[x509.Certificate]:
    """The certificates in a PEM text, or raise Refused.

    Their dates mean nothing here: they only carry the federation's keys.
    """
    try:
        return x509.load_pem_x509_certificates(certificate.encode())
    except ValueError:
        raise Refused("the pinned certificate cannot be read") from None


def _as_pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _check_signature(root: Element, certificates: tuple[str, ...]) -> None:
    """One signature, a child of the root, whose one reference is to the root."""
    signature = optional(root, DS, "Signature")
    if signature is None:
        raise Refused("metadata is not signed")
    if list(identifiers(root)).count(required(root, "ID")) != 1:
        raise Refused("an identifier is used twice")
    check_crypto(signature)
    toolkit.verify(root, certificates)


def _providers(root: Element, now: datetime) -> Iterator[IdentityProvider]:
    """Each entity that can be used. One odd entity does not take the others down with it."""
    for entity in root.iter(tag(MD, "EntityDescriptor")):
        role = entity.find(tag(MD, "IDPSSODescriptor"))
        if role is None:
            continue
        try:
            _check_dates((entity, role), now)
            yield provider_of(entity, role)
        except Refused as refusal:
            log.warning("identity provider left out: %s", refusal.reason)


def _check_dates(elements: tuple[Element, ...], now: datetime) -> None:
    for until in (element.get("validUntil") for element in elements):
        if until is not None and instant(until) <= now:
            raise Refused("entity has expired")


def provider_of(entity: Element, role: Element) -> IdentityProvider:
    """What an entity says of itself. Raises Refused when it cannot be used."""
    certificates = tuple(_certificates(role))
    redirect, post = (_location(role, binding) for binding in (names.REDIRECT, names.POST))
    if not certificates or not (redirect or post):
        raise Refused("no signing certificate or no address")
    info = role.find(f"{tag(MD, 'Extensions')}/{tag(MDUI, 'UIInfo')}")
    return IdentityProvider(
        entity_id=required(entity, "entityID").strip(),
        sso_redirect=redirect,
        sso_post=post,
        certificates=certificates,
        loas=tuple(_entity_attribute(entity, names.ASSURANCE)),
        categories=frozenset(_entity_attribute(entity, names.ENTITY_CATEGORY)),
        display_names=_names(info, entity),
        logo_url=_logo(info),
        principal_selection=frozenset(_principal_selection(role)),
        wants_signed_requests=role.get("WantAuthnRequestsSigned") in {"true", "1"},
    )


def _certificates(role: Element) -> Iterator[str]:
    for descriptor in children(role, MD, "KeyDescriptor"):
        if descriptor.get("use", "signing") != "signing":
            continue
        for holder in descriptor.iter(tag(DS, "X509Certificate")):
            yield _pem(_stripped(holder))


def _pem(body: str) -> str:
    """The certificate as PEM. Its dates mean nothing here; its key must be strong enough."""
    compact = "".join(body.split())
    lines = "\n".join(compact[at : at + 64] for at in range(0, len(compact), 64))
    pem = f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n"
    try:
        key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    except ValueError:
        raise Refused("unreadable certificate") from None
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= SMALLEST_RSA_KEY:
        return pem
    if isinstance(key, ec.EllipticCurvePublicKey):
        return pem
    raise Refused("weak or unknown kind of key")


def _location(role: Element, binding: str) -> str | None:
    for service in children(role, MD, "SingleSignOnService"):
        if service.get("Binding") == binding:
            return _web_address(required(service, "Location").strip())
    return None


def _web_address(url: str) -> str:
    """An address to send people to: https, or this very machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return url
    if parts.scheme == "http" and is_loopback(host):
        return url
    raise Refused("address that is not https")


def _entity_attribute(entity: Element, name: str) -> Iterator[str]:
    path = "/".join(
        (tag(MD, "Extensions"), tag(MDATTR, "EntityAttributes"), tag(SAML, "Attribute"))
    )
    for attribute in entity.iterfind(path):
        if attribute.get("Name") == name:
            yield from (_stripped(value) for value in children(attribute, SAML, "AttributeValue"))


def _names(info: Element | None, entity: Element) -> dict[str, str]:
    """What the provider is called, by language; else what its organisation is called."""
    found = [] if info is None else children(info, MDUI, "DisplayName")
    found = found or list(
        entity.iterfind(f"{tag(MD, 'Organization')}/{tag(MD, 'OrganizationDisplayName')}")
    )
    return {each.get(tag(XML_NS, "lang"), "sv"): _stripped(each) for each in found}


def _logo(info: Element | None) -> str | None:
    """Where its logotype is. Drawings in SVG are programs of a kind, so we do without them."""
    found = [] if info is None else [_stripped(each) for each in children(info, MDUI, "Logo")]
    return next((each for each in found if each and not SVG.search(each)), None)


def _principal_selection(role: Element) -> Iterator[str]:
    holder = f"{tag(MD, 'Extensions')}/{tag(PSC, 'RequestedPrincipalSelection')}"
    for value in role.iterfind(f"{holder}/{tag(PSC, 'MatchValue')}"):
        yield required(value, "Name")


def _stripped(element: Element) -> str:
    """Text without the white space and comments that people put into metadata."""
    texts: Any = element.xpath("text()")
    return "".join(texts).strip()
