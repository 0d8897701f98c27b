"""Our service in the words of the federation: the metadata that a municipality registers."""

from collections.abc import Mapping

from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.document import Element
from dialog.identity.saml.names import ALG, DS, MD, MDATTR, MDUI, SAML, SAMLP, XML_NS, tag
from dialog.identity.saml.provider import KeyPair, Organisation, ServiceProvider

# GCM first: a provider takes the first that it can. CBC stays, because the profile demands it.
CIPHERS = (names.AES256_GCM, names.AES128_GCM, names.AES256_CBC, names.AES128_CBC)


def service_metadata(service: ServiceProvider) -> bytes:
    """The EntityDescriptor. It bears no validUntil: registration is by hand and does not expire."""
    prefixes = {"md": MD, "mdattr": MDATTR, "mdui": MDUI, "saml": SAML, "ds": DS, "alg": ALG}
    root = etree.Element(tag(MD, "EntityDescriptor"), nsmap=prefixes)
    root.set("entityID", service.entity_id)
    extensions = etree.SubElement(root, tag(MD, "Extensions"))
    add_algorithms(extensions)
    add_entity_attributes(extensions, {names.ENTITY_CATEGORY: service.declares})
    role = etree.SubElement(root, tag(MD, "SPSSODescriptor"))
    role.set("AuthnRequestsSigned", "true")
    role.set("WantAssertionsSigned", "true")  # the assertion is the lasting proof of an act
    role.set("protocolSupportEnumeration", SAMLP)
    _add_presentation(etree.SubElement(role, tag(MD, "Extensions")), service)
    for key in filter(None, (service.signing, service.next_signing)):
        add_key(role, "signing", key)
    _add_ciphers(add_key(role, "encryption", service.decryption[0]))
    for name_format in (names.PERSISTENT, names.TRANSIENT):
        etree.SubElement(role, tag(MD, "NameIDFormat")).text = name_format
    for index, url in enumerate((service.acs_url, *service.other_acs_urls)):
        acs = etree.SubElement(role, tag(MD, "AssertionConsumerService"))
        acs.set("Binding", names.POST)
        acs.set("Location", url)
        acs.set("index", str(index))
        acs.set("isDefault", "false" if index else "true")
    add_organisation(root, service.organisation)
    return pretty(root)


def pretty(root: Element) -> bytes:
    """For reading by people. Never for a document that is or will be signed."""
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def add_entity_attributes(extensions: Element, attributes: Mapping[str, tuple[str, ...]]) -> None:
    """All values of a kind stand in ONE attribute (Entity Categories 1.5)."""
    holder = etree.SubElement(extensions, tag(MDATTR, "EntityAttributes"))
    for name, values in attributes.items():
        attribute = etree.SubElement(holder, tag(SAML, "Attribute"))
        attribute.set("Name", name)
        attribute.set("NameFormat", names.URI_FORMAT)
        for value in values:
            etree.SubElement(attribute, tag(SAML, "AttributeValue")).text = value


def add_algorithms(extensions: Element) -> None:
    etree.SubElement(extensions, tag(ALG, "DigestMethod")).set("Algorithm", names.SHA256)
    etree.SubElement(extensions, tag(ALG, "SigningMethod")).set("Algorithm", names.RSA_SHA256)


def add_texts(parent: Element, namespace: str, name: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        element = etree.SubElement(parent, tag(namespace, name))
        element.set(tag(XML_NS, "lang"), language)
        element.text = text


def add_key(role: Element, use: str, key: KeyPair) -> Element:
    descriptor = etree.SubElement(role, tag(MD, "KeyDescriptor"), use=use)
    info = etree.SubElement(descriptor, tag(DS, "KeyInfo"))
    data = etree.SubElement(info, tag(DS, "X509Data"))
    body = key.certificate.partition("-----\n")[2].partition("\n-----END")[0]
    etree.SubElement(data, tag(DS, "X509Certificate")).text = body
    return descriptor


def add_organisation(root: Element, organisation: Organisation) -> None:
    holder = etree.SubElement(root, tag(MD, "Organization"))
    for name, value in (
        ("OrganizationName", organisation.name),
        ("OrganizationDisplayName", organisation.display_name),
        ("OrganizationURL", organisation.url),
    ):
        add_texts(holder, MD, name, {"sv": value, "en": value})
    for kind in ("technical", "support"):
        person = etree.SubElement(root, tag(MD, "ContactPerson"), contactType=kind)
        etree.SubElement(person, tag(MD, "Company")).text = organisation.name
        mail = etree.SubElement(person, tag(MD, "EmailAddress"))
        mail.text = f"mailto:{organisation.contact_mail}"


def _add_presentation(extensions: Element, service: ServiceProvider) -> None:
    info = etree.SubElement(extensions, tag(MDUI, "UIInfo"))
    add_texts(info, MDUI, "DisplayName", service.display_names)
    add_texts(info, MDUI, "Description", service.descriptions)
    if service.logo:
        logo = etree.SubElement(info, tag(MDUI, "Logo"))
        logo.text = service.logo.url
        logo.set("width", str(service.logo.width))
        logo.set("height", str(service.logo.height))


def _add_ciphers(descriptor: Element) -> None:
    for cipher in CIPHERS:
        etree.SubElement(descriptor, tag(MD, "EncryptionMethod")).set("Algorithm", cipher)
    transport = etree.SubElement(descriptor, tag(MD, "EncryptionMethod"))
    transport.set("Algorithm", names.RSA_OAEP)
    etree.SubElement(transport, tag(DS, "DigestMethod")).set("Algorithm", names.SHA256)
