"""The demo provider's own metadata, in a signed list like the federation's."""

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from dialog.demo.idp.keys import Keys
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import Element, written
from dialog.identity.saml.metadata import (
    add_algorithms,
    add_entity_attributes,
    add_key,
    add_organisation,
    add_texts,
)
from dialog.identity.saml.names import ALG, DS, MD, MDATTR, MDUI, PSC, SAML, SAMLP, tag
from dialog.identity.saml.provider import KeyPair, Organisation

FOLDER = "demo-idp"
AGGREGATE = "aggregate.xml"
CERTIFICATE = "federation.crt.pem"
VALID = timedelta(days=300)  # a demo that is left running keeps working
CATEGORIES = (
    names.LOA3_PNR,
    names.CONTRACT_SWEDEN_CONNECT,
    names.CONTRACT_AUTHORISATION,
    names.USER_MESSAGE,
)
OWNER = Organisation("Demo", "Demo", "https://demo.example", "nobody@demo.example")


def entity_id(origin: str) -> str:
    return f"{origin}/metadata"


def provider_metadata(origin: str, key: KeyPair) -> Element:
    """The EntityDescriptor of the demo provider."""
    prefixes = {"md": MD, "mdattr": MDATTR, "mdui": MDUI, "saml": SAML, "ds": DS, "alg": ALG}
    root = etree.Element(tag(MD, "EntityDescriptor"), nsmap=prefixes)
    root.set("entityID", entity_id(origin))
    extensions = etree.SubElement(root, tag(MD, "Extensions"))
    add_algorithms(extensions)
    levels = (names.LOA3,)
    add_entity_attributes(extensions, {names.ASSURANCE: levels, names.ENTITY_CATEGORY: CATEGORIES})
    role = etree.SubElement(root, tag(MD, "IDPSSODescriptor"))
    role.set("WantAuthnRequestsSigned", "true")
    role.set("protocolSupportEnumeration", SAMLP)
    presentation = etree.SubElement(role, tag(MD, "Extensions"))
    info = etree.SubElement(presentation, tag(MDUI, "UIInfo"))
    add_texts(info, MDUI, "DisplayName", {"sv": "Demo-legitimation", "en": "Demo eID"})
    wanted = etree.SubElement(
        presentation, tag(PSC, "RequestedPrincipalSelection"), nsmap={"psc": PSC}
    )
    etree.SubElement(wanted, tag(PSC, "MatchValue")).set("Name", names.PERSONAL_NUMBER)
    add_key(role, "signing", key)
    etree.SubElement(role, tag(MD, "NameIDFormat")).text = names.PERSISTENT
    for binding in (names.REDIRECT, names.POST):
        service = etree.SubElement(role, tag(MD, "SingleSignOnService"))
        service.set("Binding", binding)
        service.set("Location", f"{origin}/sso")
    add_organisation(root, OWNER)
    return root


def signed_aggregate(origin: str, keys: Keys, now: datetime) -> bytes:
    """The demo federation's list, of which the demo provider is the only member."""
    root = etree.Element(tag(MD, "EntitiesDescriptor"), nsmap={"md": MD})
    root.set("ID", f"_{secrets.token_hex(16)}")
    root.set("Name", "dialog demo federation")
    root.set("validUntil", written(now + VALID))
    root.append(provider_metadata(origin, keys.provider))
    return toolkit.signed(root, keys.federation)


def publish(folder: Path, origin: str, keys: Keys, now: datetime) -> None:
    """Put the list where the service reads it, whole or not at all."""
    target = folder / AGGREGATE
    half = folder / f"{AGGREGATE}.{os.getpid()}"
    half.write_bytes(signed_aggregate(origin, keys, now))
    half.replace(target)
