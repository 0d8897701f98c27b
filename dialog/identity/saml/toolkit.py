"""python3-saml and libxmlsec, tamed: the only place where their settings and switches are."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from importlib.metadata import version
from typing import Any

import xmlsec
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.utils import OneLogin_Saml2_Utils
from xmlsec import constants, template

from dialog.identity.saml import names
from dialog.identity.saml.document import Element
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.precheck import check_signature
from dialog.identity.saml.provider import IdentityProvider, KeyPair, ServiceProvider

SKEW_SECONDS = 60  # Deployment Profile 1.9; the library's own value is five minutes

_clock: ContextVar[datetime] = ContextVar("clock of the library")


def library_pair() -> dict[str, tuple[int, ...]]:
    """The version of libxml2 that each of the two packages carries. They must be the same."""
    return {
        f"lxml {version('lxml')}": etree.LIBXML_VERSION,
        f"xmlsec {version('xmlsec')}": xmlsec.get_libxml_version(),
    }


def tame() -> None:
    """Nothing outside the message is ever opened, and the clock is the caller's."""
    if len(set(library_pair().values())) != 1:
        raise RuntimeError("lxml and xmlsec carry different versions of libxml2")
    xmlsec.cleanup_callbacks()  # libxmlsec can then open neither files nor addresses
    OneLogin_Saml2_Constants.ALLOWED_CLOCK_DRIFT = SKEW_SECONDS
    OneLogin_Saml2_Utils.now = staticmethod(lambda: int(_clock.get().timestamp()))


tame()


@contextmanager
def clock(now: datetime) -> Iterator[None]:
    """Let the library judge as if it were this time."""
    token = _clock.set(now)
    try:
        yield
    finally:
        _clock.reset(token)


def settings(
    service: ServiceProvider, idp: IdentityProvider, loas: tuple[str, ...], decryption: KeyPair
) -> OneLogin_Saml2_Settings:
    """The strictest that the library can be."""
    values: dict[str, Any] = {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": service.entity_id,
            "assertionConsumerService": {"url": service.acs_url, "binding": names.POST},
            "NameIDFormat": names.PERSISTENT,
            "x509cert": decryption.certificate,
            "privateKey": decryption.private_key,
        },
        "idp": {
            "entityId": idp.entity_id,
            "singleSignOnService": {"url": idp.sso_redirect or idp.sso_post},
            "x509certMulti": {"signing": list(idp.certificates)},
        },
        "security": {
            "authnRequestsSigned": True,
            "wantMessagesSigned": True,
            "wantAssertionsEncrypted": True,
            "rejectDeprecatedAlgorithm": True,
            "failOnAuthnContextMismatch": True,
            "requestedAuthnContext": list(loas),
            "requestedAuthnContextComparison": "exact",
        },
    }
    return OneLogin_Saml2_Settings(values)


def verify(root: Element, certificates: tuple[str, ...]) -> None:
    """The root is signed by one of the certificates, and the signature covers all of it."""
    signatures = [child for child in root if child.tag == names.tag(names.DS, "Signature")]
    if len(signatures) != 1:
        raise Refused("not signed exactly once")
    check_signature(signatures[0])
    if not any(_is_signed_by(root, signatures[0], certificate) for certificate in certificates):
        raise Refused("signature does not verify")


def _is_signed_by(root: Element, signature: Element, certificate: str) -> bool:
    context = xmlsec.SignatureContext()
    context.register_id(root, "ID")
    try:
        context.key = xmlsec.Key.from_memory(certificate, constants.KeyDataFormatCertPem, None)
        context.verify(signature)
    except xmlsec.Error:
        return False
    return True


def verify_bytes(data: bytes, signature: bytes, certificate: str) -> bool:
    """A detached RSA-SHA256 signature, as the Redirect binding carries it."""
    context = xmlsec.SignatureContext()
    try:
        context.key = xmlsec.Key.from_memory(certificate, constants.KeyDataFormatCertPem, None)
        context.verify_binary(data, constants.TransformRsaSha256, signature)
    except xmlsec.Error:
        return False
    return True


def sign_bytes(data: bytes, key: KeyPair) -> bytes:
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key.private_key, constants.KeyDataFormatPem, None)
    return bytes(context.sign_binary(data, constants.TransformRsaSha256))


def signed(root: Element, key: KeyPair, place: int = 0) -> bytes:
    """The document with an enveloped RSA-SHA256 signature put in as child number `place`."""
    signature = template.create(
        root, constants.TransformExclC14N, constants.TransformRsaSha256, ns="ds"
    )
    root.insert(place, signature)
    reference = template.add_reference(
        signature, constants.TransformSha256, uri=f"#{root.get('ID')}"
    )
    template.add_transform(reference, constants.TransformEnveloped)
    template.add_transform(reference, constants.TransformExclC14N)
    template.add_x509_data(template.ensure_key_info(signature))
    context = xmlsec.SignatureContext()
    context.register_id(root, "ID")
    context.key = xmlsec.Key.from_memory(key.private_key, constants.KeyDataFormatPem, None)
    context.key.load_cert_from_memory(key.certificate, constants.KeyDataFormatPem)
    context.sign(signature)
    return bytes(etree.tostring(root))
