"""The question to an identity provider: a signed AuthnRequest, by redirect or by form."""

import base64
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode

from lxml import etree

from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import Element, written
from dialog.identity.saml.names import SAML, SAMLP, tag
from dialog.identity.saml.provider import IdentityProvider, ServiceProvider, levels


class NoCommonLevel(ValueError):
    """The provider is certified for none of the levels that we accept."""


class NoBinding(ValueError):
    """The provider cannot be reached that way."""


@dataclass(frozen=True)
class Asked:
    """What we asked for, kept until the answer comes."""

    request_id: str
    idp_entity_id: str
    at: datetime
    loas: tuple[str, ...]
    force_authn: bool = True
    principal: str | None = field(default=None, repr=False)  # whom we expect, when we know


@dataclass(frozen=True)
class Wish:
    """What the caller wants of a login."""

    force_authn: bool = True
    principal: str | None = field(default=None, repr=False)
    loas: tuple[str, ...] = ()  # narrower than what the service accepts in general
    request_id: str | None = None  # the hash of a record binds the login to an act
    message: Mapping[str, str] = field(default_factory=dict)  # language -> shown by the provider


@dataclass(frozen=True)
class Form:
    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class AuthnRequest:
    asked: Asked
    xml: bytes
    service: ServiceProvider = field(repr=False)
    idp: IdentityProvider = field(repr=False)

    def redirect_url(self, relay_state: str) -> str:
        """The Redirect binding: deflated, and signed over the query as it is sent."""
        if not self.idp.sso_redirect:
            raise NoBinding(self.idp.entity_id)
        query = urlencode(
            {
                "SAMLRequest": base64.b64encode(deflated(self.xml)),
                "RelayState": relay_state,
                "SigAlg": names.RSA_SHA256,
            },
            quote_via=quote,
            safe="",
        )
        signature = toolkit.sign_bytes(query.encode(), self.service.signing)
        tail = urlencode({"Signature": base64.b64encode(signature)}, quote_via=quote, safe="")
        joint = "&" if "?" in self.idp.sso_redirect else "?"
        return f"{self.idp.sso_redirect}{joint}{query}&{tail}"

    def post_form(self, relay_state: str) -> Form:
        """The POST binding: an enveloped signature, for requests too long for an address."""
        if not self.idp.sso_post:
            raise NoBinding(self.idp.entity_id)
        root = etree.fromstring(self.xml)
        root.set("Destination", self.idp.sso_post)
        signed = toolkit.signed(root, self.service.signing, place=1)  # after Issuer
        encoded = base64.b64encode(signed).decode()
        return Form(self.idp.sso_post, {"SAMLRequest": encoded, "RelayState": relay_state})


def new_request(
    service: ServiceProvider, idp: IdentityProvider, wish: Wish, now: datetime
) -> AuthnRequest:
    accepted = levels(service, idp)
    loas = tuple(loa for loa in accepted if not wish.loas or loa in wish.loas)
    if not loas:
        raise NoCommonLevel(idp.entity_id)
    asked = Asked(
        request_id=wish.request_id or f"_{secrets.token_hex(20)}",
        idp_entity_id=idp.entity_id,
        at=now,
        loas=loas,
        force_authn=wish.force_authn,
        principal=wish.principal,
    )
    return AuthnRequest(asked, etree.tostring(_document(asked, service, idp, wish)), service, idp)


def deflated(data: bytes) -> bytes:
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(data) + squeeze.flush()


def _document(asked: Asked, service: ServiceProvider, idp: IdentityProvider, wish: Wish) -> Element:
    prefixes = {"samlp": SAMLP, "saml": SAML}
    root = etree.Element(tag(SAMLP, "AuthnRequest"), nsmap=prefixes)
    root.set("ID", asked.request_id)
    root.set("Version", "2.0")
    root.set("IssueInstant", written(asked.at))
    root.set("Destination", idp.sso_redirect or idp.sso_post or "")
    root.set("ForceAuthn", "true" if asked.force_authn else "false")
    root.set("IsPassive", "false")
    root.set("ProtocolBinding", names.POST)
    root.set("AssertionConsumerServiceURL", service.acs_url)
    etree.SubElement(root, tag(SAML, "Issuer")).text = service.entity_id
    _add_extensions(root, asked, idp, wish)
    policy = etree.SubElement(root, tag(SAMLP, "NameIDPolicy"))
    policy.set("Format", names.PERSISTENT)
    policy.set("AllowCreate", "true")
    context = etree.SubElement(root, tag(SAMLP, "RequestedAuthnContext"), Comparison="exact")
    for loa in asked.loas:
        etree.SubElement(context, tag(SAML, "AuthnContextClassRef")).text = loa
    return root


def _add_extensions(root: Element, asked: Asked, idp: IdentityProvider, wish: Wish) -> None:
    """Only what the provider has said that it understands, as the profile demands."""
    extensions = etree.Element(tag(SAMLP, "Extensions"))
    if asked.principal and names.PERSONAL_NUMBER in idp.principal_selection:
        selection = etree.SubElement(
            extensions, tag(names.PSC, "PrincipalSelection"), nsmap={"psc": names.PSC}
        )
        value = etree.SubElement(selection, tag(names.PSC, "MatchValue"))
        value.set("Name", names.PERSONAL_NUMBER)
        value.text = asked.principal
    if wish.message and idp.shows_user_message:
        shown = etree.SubElement(
            extensions, tag(names.UMSG, "UserMessage"), nsmap={"umsg": names.UMSG}
        )
        shown.set("mimeType", "text/plain")
        for language, message in wish.message.items():
            element = etree.SubElement(shown, tag(names.UMSG, "Message"))
            element.set(tag(names.XML_NS, "lang"), language)
            element.text = base64.b64encode(message.encode()).decode()
    if len(extensions):
        root.append(extensions)
