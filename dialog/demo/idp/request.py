"""A service's question, verified: signed by it, meant for us, fresh, and answerable."""

import base64
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import unquote_plus

from dialog.demo.idp.services import Service, read_service
from dialog.identity.saml import names, precheck, toolkit
from dialog.identity.saml.document import (
    MESSAGE,
    Element,
    decoded,
    instant,
    only,
    parsed,
    required,
    text,
)
from dialog.identity.saml.names import PSC, SAML, SAMLP, UMSG, XML_NS, tag
from dialog.identity.saml.outcome import Refused

FRESH = timedelta(minutes=5)
SKEW = timedelta(minutes=1)
SIGNED_PARTS = ("SAMLRequest", "RelayState", "SigAlg")

Services = Callable[[], Iterable[bytes]]  # the metadata of each service


@dataclass(frozen=True)
class Question:
    """What a service wants to know. Once verified, it can be kept as plain values."""

    request_id: str
    service: str  # its entityID
    acs_url: str
    loas: tuple[str, ...]
    force_authn: bool
    is_passive: bool
    relay_state: str
    principal: str = field(default="", repr=False)
    message: str = ""


def find_service(services: Services, entity_id: str) -> Service:
    for data in services():
        service = read_service(data)
        if service.entity_id == entity_id:
            return service
    raise Refused("unknown service")


def read_redirect(query: str, services: Services, here: str, now: datetime) -> Question:
    """The Redirect binding: the signature is over the query exactly as it was sent."""
    pairs = [part.partition("=")[::2] for part in query.split("&") if part]
    raw = dict(pairs)
    if len(raw) != len(pairs):
        raise Refused("a parameter is given twice")
    values = {name: unquote_plus(value) for name, value in raw.items()}
    root = parsed(_inflated(decoded(values.get("SAMLRequest", ""))))
    service = find_service(services, text(only(root, SAML, "Issuer")))
    if values.get("SigAlg") != names.RSA_SHA256:
        raise Refused("signature algorithm")
    signed = "&".join(f"{name}={raw[name]}" for name in SIGNED_PARTS if name in raw).encode()
    signature = decoded(values.get("Signature", ""))
    if not any(toolkit.verify_bytes(signed, signature, each) for each in service.signing):
        raise Refused("signature does not verify")
    return _question(root, service, (here, values.get("RelayState", "")), now)


def read_post(form: Mapping[str, str], services: Services, here: str, now: datetime) -> Question:
    """The POST binding: the signature is inside, behind the same shape check as for answers."""
    data = decoded(form.get("SAMLRequest", ""))
    root = parsed(data)
    precheck.check_request(data, root)
    service = find_service(services, text(only(root, SAML, "Issuer")))
    toolkit.verify(root, service.signing)
    return _question(root, service, (here, form.get("RelayState", "")), now)


def _inflated(data: bytes) -> bytes:
    """Unpacked, but never more than a message may hold."""
    unpack = zlib.decompressobj(-15)
    try:
        result = unpack.decompress(data, MESSAGE.size)
    except zlib.error:
        raise Refused("not deflated") from None
    if unpack.unconsumed_tail or not unpack.eof:
        raise Refused("message too large")
    return result


def _question(root: Element, service: Service, where: tuple[str, str], now: datetime) -> Question:
    here, relay_state = where
    if root.tag != tag(SAMLP, "AuthnRequest") or root.get("Version") != "2.0":
        raise Refused("not an AuthnRequest")
    if root.get("Destination") != here:
        raise Refused("meant for another provider")
    issued = instant(required(root, "IssueInstant"))
    if not now - FRESH <= issued <= now + SKEW:
        raise Refused("too old, or from the future")
    acs_url = required(root, "AssertionConsumerServiceURL")
    if acs_url not in service.acs_urls:
        raise Refused("answer wanted at an address that is not the service's")
    context = only(root, SAMLP, "RequestedAuthnContext")
    if context.get("Comparison", "exact") != "exact":
        raise Refused("comparison that is not exact")
    return Question(
        request_id=required(root, "ID"),
        service=service.entity_id,
        acs_url=acs_url,
        loas=tuple(text(each) for each in context.iter(tag(SAML, "AuthnContextClassRef"))),
        force_authn=root.get("ForceAuthn") == "true",
        is_passive=root.get("IsPassive") == "true",
        relay_state=relay_state,
        principal=_principal(root),
        message=_message(root),
    )


def _principal(root: Element) -> str:
    for value in root.iter(tag(PSC, "MatchValue")):
        if value.get("Name") == names.PERSONAL_NUMBER:
            return text(value)
    return ""


def _message(root: Element) -> str:
    """What the service wants shown, in Swedish when there is a choice."""
    found = sorted(
        root.iter(tag(UMSG, "Message")), key=lambda each: each.get(tag(XML_NS, "lang")) != "sv"
    )
    if not found:
        return ""
    return base64.b64decode(text(found[0])).decode(errors="replace")
