"""Makes SAML messages, good ones and bad ones: every stage can be tampered with."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import xmlsec
from lxml import etree
from xmlsec import constants, template

from dialog.identity.saml import names
from dialog.identity.saml.provider import (
    IdentityProvider,
    KeyPair,
    Organisation,
    ServiceProvider,
)
from dialog.identity.saml.request import Asked
from dialog.identity.saml.response import Trust

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
PERSON = "199006022397"
IDP = "https://idp.example/saml"
SERVICE = "https://ekby.example/saml/metadata"
ACS = "https://ekby.example/saml/acs"
NS = {"saml": names.SAML, "samlp": names.SAMLP, "ds": names.DS, "xenc": names.XENC}

Edit = Callable[[Any], Any]

CIPHERS = {
    "aes256-gcm": (constants.TransformAes256Gcm, constants.KeyDataAes, 256),
    "aes128-gcm": (constants.TransformAes128Gcm, constants.KeyDataAes, 128),
    "aes256-cbc": (constants.TransformAes256Cbc, constants.KeyDataAes, 256),
    "aes128-cbc": (constants.TransformAes128Cbc, constants.KeyDataAes, 128),
    "3des": (constants.TransformDes3Cbc, constants.KeyDataDes, 192),
}

ASSERTION = """\
<saml:Assertion xmlns:saml="{saml}" ID="_assertion" Version="2.0" IssueInstant="{issued}">
<saml:Issuer>{idp}</saml:Issuer>
<saml:Subject>
<saml:NameID Format="{persistent}" SPNameQualifier="{service}">pseudonym</saml:NameID>
<saml:SubjectConfirmation Method="{bearer}">
<saml:SubjectConfirmationData InResponseTo="{request}" Recipient="{acs}" NotOnOrAfter="{until}"/>
</saml:SubjectConfirmation>
</saml:Subject>
<saml:Conditions NotBefore="{issued}" NotOnOrAfter="{until}">
<saml:AudienceRestriction><saml:Audience>{service}</saml:Audience></saml:AudienceRestriction>
</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{issued}" SessionIndex="_index"><saml:AuthnContext>
<saml:AuthnContextClassRef>{loa}</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attributes}</saml:AttributeStatement>
</saml:Assertion>"""

ATTRIBUTE = """\
<saml:Attribute Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">\
<saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"""

RESPONSE = """\
<samlp:Response xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="_response" Version="2.0" \
IssueInstant="{issued}" InResponseTo="{request}" Destination="{acs}">\
<saml:Issuer>{idp}</saml:Issuer>\
<samlp:Status><samlp:StatusCode Value="{success}"/></samlp:Status></samlp:Response>"""

ATTRIBUTES = {
    names.PERSONAL_NUMBER: PERSON,
    names.DISPLAY_NAME: "Åsa Ek",
    names.GIVEN_NAME: "Åsa",
    names.SURNAME: "Ek",
    names.DATE_OF_BIRTH: "1990-06-02",
}


def moment(seconds: float = 0) -> str:
    return (NOW + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def nothing(element: Any) -> None:
    """Leave the message as it is."""


@dataclass(frozen=True)
class World:
    """A service, two identity providers, a stranger, and what the service asked."""

    service: ServiceProvider
    idp: IdentityProvider
    other_idp: IdentityProvider
    idp_key: KeyPair
    other_idp_key: KeyPair
    stranger: KeyPair
    trust: Trust


def make_world(keys: dict[str, KeyPair]) -> World:
    service = ServiceProvider(
        entity_id=SERVICE,
        acs_url=ACS,
        display_names={"sv": "Ekby dialog", "en": "Ekby dialogue"},
        descriptions={"sv": "Delaktighet i Ekby kommun"},
        organisation=Organisation("Ekby kommun", "Ekby", "https://ekby.example", "it@ekby.example"),
        signing=keys["service"],
        decryption=(keys["new"], keys["old"]),
    )
    idp = make_idp(IDP, keys["idp"])
    asked = Asked("_request", IDP, NOW - timedelta(seconds=30), (names.LOA3, names.LOA4))
    return World(
        service=service,
        idp=idp,
        other_idp=make_idp("https://other.example/saml", keys["other"]),
        idp_key=keys["idp"],
        other_idp_key=keys["other"],
        stranger=keys["stranger"],
        trust=Trust(service, idp, asked),
    )


def make_idp(entity_id: str, *keys: KeyPair) -> IdentityProvider:
    return IdentityProvider(
        entity_id=entity_id,
        sso_redirect=f"{entity_id}/sso",
        sso_post=f"{entity_id}/post",
        certificates=tuple(key.certificate for key in keys),
        loas=(names.LOA3,),
        categories=frozenset({names.LOA3_PNR, names.CONTRACT_SWEDEN_CONNECT}),
        display_names={"sv": "Exempel-id"},
        principal_selection=frozenset({names.PERSONAL_NUMBER}),
    )


@dataclass(frozen=True)
class Recipe:
    """How to make a message. The edits happen in the order in which they stand here."""

    assertion: Edit = nothing  # before the assertion is signed
    signed_assertion: Edit = nothing
    encrypted: Edit = nothing  # the EncryptedData
    response: Edit = nothing  # before the response is signed
    final: Edit = nothing  # after everything
    attributes: dict[str, str] = field(default_factory=lambda: dict(ATTRIBUTES))
    cipher: str = "aes256-gcm"
    transport: Any = constants.TransformRsaOaep
    signature: Any = constants.TransformRsaSha256
    digest: Any = constants.TransformSha256
    has_signed_assertion: bool = True
    has_signed_response: bool = True
    is_encrypted: bool = True
    to: KeyPair | None = None
    signer: KeyPair | None = None


def message(world: World, recipe: Recipe = Recipe()) -> str:
    """The base64 text that the browser would post."""
    return base64.b64encode(message_bytes(world, recipe)).decode()


def message_bytes(world: World, recipe: Recipe = Recipe()) -> bytes:
    signer = recipe.signer or world.idp_key
    assertion = etree.fromstring(_filled(ASSERTION, recipe))
    recipe.assertion(assertion)
    if recipe.has_signed_assertion:
        assertion = sign(assertion, signer, recipe)
    recipe.signed_assertion(assertion)
    response = etree.fromstring(_filled(RESPONSE, recipe))
    if recipe.is_encrypted:
        encrypt_into(response, assertion, recipe.to or world.service.decryption[0], recipe)
    else:
        response.append(assertion)
    response = reparsed(response)
    for data in response.iter(f"{{{names.XENC}}}EncryptedData"):
        recipe.encrypted(data)
    recipe.response(response)
    if recipe.has_signed_response:
        response = sign(response, signer, recipe)
    result = recipe.final(response)
    return result if isinstance(result, bytes) else etree.tostring(response)


def error_message(world: World, *codes: str, signed: bool = True) -> str:
    """A Response that carries an error status instead of an assertion."""
    response = etree.fromstring(_filled(RESPONSE, Recipe()))
    code = response.find(".//samlp:StatusCode", NS)
    code.set("Value", codes[0])
    for sub in codes[1:]:
        code = etree.SubElement(code, f"{{{names.SAMLP}}}StatusCode", Value=sub)
    if signed:
        response = sign(response, world.idp_key, Recipe())
    return base64.b64encode(etree.tostring(response)).decode()


def sign(element: Any, key: KeyPair, recipe: Recipe) -> Any:
    """The element with an enveloped signature after its Issuer."""
    signature = template.create(element, constants.TransformExclC14N, recipe.signature, ns="ds")
    element.insert(1, signature)
    reference = template.add_reference(signature, recipe.digest, uri=f"#{element.get('ID')}")
    template.add_transform(reference, constants.TransformEnveloped)
    template.add_transform(reference, constants.TransformExclC14N)
    template.add_x509_data(template.ensure_key_info(signature))
    context = xmlsec.SignatureContext()
    context.register_id(element, "ID")
    context.key = xmlsec.Key.from_memory(key.private_key, constants.KeyDataFormatPem)
    context.key.load_cert_from_memory(key.certificate, constants.KeyDataFormatPem)
    context.sign(signature)
    return reparsed(element)


def encrypt_into(response: Any, assertion: Any, to: KeyPair, recipe: Recipe) -> None:
    holder = etree.SubElement(response, f"{{{names.SAML}}}EncryptedAssertion")
    holder.append(assertion)
    cipher, kind, bits = CIPHERS[recipe.cipher]
    data = template.encrypted_data_create(holder, cipher, type=names.ELEMENT, ns="xenc")
    template.encrypted_data_ensure_cipher_value(data)
    info = template.encrypted_data_ensure_key_info(data, ns="ds")
    key = template.add_encrypted_key(info, recipe.transport)
    template.encrypted_data_ensure_cipher_value(key)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(to.certificate, constants.KeyDataFormatCertPem))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(kind, bits, constants.KeyDataTypeSession)
    context.encrypt_xml(data, assertion)


def reparsed(element: Any) -> Any:
    """What xmlsec made is partly invisible to lxml until it has been written out and read."""
    return etree.fromstring(etree.tostring(element))


def find(element: Any, path: str) -> Any:
    found = element.find(path, NS)
    assert found is not None, path
    return found


def _filled(text: str, recipe: Recipe) -> bytes:
    attributes = "".join(
        ATTRIBUTE.format(name=name, value=value) for name, value in recipe.attributes.items()
    )
    return text.format(
        saml=names.SAML, samlp=names.SAMLP, persistent=names.PERSISTENT, bearer=names.BEARER,
        success=names.SUCCESS, loa=names.LOA3, idp=IDP, service=SERVICE, acs=ACS,
        request="_request", issued=moment(), until=moment(300), attributes=attributes,
    ).encode()  # fmt: skip
