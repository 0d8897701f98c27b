"""What a municipality registers: right in shape, complete, and without traps."""

from dataclasses import replace

import pytest
from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.names import DS, MD, MDATTR, MDUI, SAML, XML_NS, tag
from dialog.identity.saml.provider import Logo
from tests.identity.saml.factory import ACS, SERVICE
from tests.identity.saml.schemas import assert_valid


@pytest.fixture
def root(world):
    service = replace(world.service, logo=Logo("https://ekby.example/logo.svg", 100, 60))
    return etree.fromstring(service_metadata(service))


def values(root, path):
    return [each.text for each in root.iterfind(path)]


def test_it_is_valid_against_the_schemas(root):
    assert_valid(root)


def test_it_is_valid_while_keys_are_changed(world):
    service = replace(world.service, next_signing=world.service.decryption[1])
    root = etree.fromstring(service_metadata(service))
    assert_valid(root)
    uses = [key.get("use") for key in root.iter(tag(MD, "KeyDescriptor"))]
    assert uses == ["signing", "signing", "encryption"]


def test_it_lists_every_host_name_once_and_no_binding_but_post(world):
    other = "https://ekby-dialog.example/saml/acs"
    root = etree.fromstring(service_metadata(replace(world.service, other_acs_urls=(other,))))
    assert_valid(root)
    places = list(root.iter(tag(MD, "AssertionConsumerService")))
    assert [each.get("Location") for each in places] == [ACS, other]
    assert [each.get("isDefault") for each in places] == ["true", "false"]
    assert {each.get("Binding") for each in places} == {names.POST}


def test_name_identifiers_may_last_or_not(root):
    assert values(root, f".//{tag(MD, 'NameIDFormat')}") == [names.PERSISTENT, names.TRANSIENT]


def test_nothing_is_declared_that_only_others_may_declare(root):
    text = etree.tostring(root).decode()
    for word in ("eidas-pnr-delivery", "sprop/1.0/scal2", "sigservice", "DiscoveryResponse"):
        assert word not in text


def test_it_says_who_and_where(root):
    acs = root.find(f".//{tag(MD, 'AssertionConsumerService')}")
    assert root.get("entityID") == SERVICE
    assert (acs.get("Location"), acs.get("Binding")) == (ACS, names.POST)


def test_it_never_expires_and_has_no_logout(root):
    assert "validUntil" not in root.attrib
    assert "cacheDuration" not in root.attrib
    assert root.find(f".//{tag(MD, 'SingleLogoutService')}") is None
    assert root.find(f".//{tag(MD, 'AttributeConsumingService')}") is None


def test_all_categories_stand_in_one_attribute(root):
    attributes = root.findall(f".//{tag(MDATTR, 'EntityAttributes')}/{tag(SAML, 'Attribute')}")
    assert [each.get("Name") for each in attributes] == [names.ENTITY_CATEGORY]
    assert values(attributes[0], tag(SAML, "AttributeValue")) == [
        names.LOA3_PNR,
        names.PUBLIC_SECTOR,
        names.CONTRACT_SWEDEN_CONNECT,
        names.CONTRACT_AUTHORISATION,
        names.SECURE_BINDING,
        names.COORDINATION_NUMBER,
    ]


def test_coordination_numbers_are_opted_in_to_only_where_they_are_wanted(world):
    service = replace(world.service, takes_coordination_numbers=False)
    assert names.COORDINATION_NUMBER.encode() not in service_metadata(service)


def test_only_the_newest_encryption_key_is_published(world, root):
    keys = root.findall(f".//{tag(MD, 'KeyDescriptor')}")
    published = ["".join(values(key, f".//{tag(DS, 'X509Certificate')}")) for key in keys]
    assert [key.get("use") for key in keys] == ["signing", "encryption"]
    assert published[0] in world.service.signing.certificate
    assert published[1] in world.service.decryption[0].certificate


def test_the_best_cipher_stands_first(root):
    methods = [each.get("Algorithm") for each in root.iter(tag(MD, "EncryptionMethod"))]
    assert methods == [
        names.AES256_GCM,
        names.AES128_GCM,
        names.AES256_CBC,
        names.AES128_CBC,
        names.RSA_OAEP,
    ]


def test_requests_are_signed_and_signed_assertions_wanted(root):
    role = root.find(tag(MD, "SPSSODescriptor"))
    assert role.get("AuthnRequestsSigned") == role.get("WantAssertionsSigned") == "true"


def test_people_are_told_whose_service_it_is(root):
    shown = {
        each.get(tag(XML_NS, "lang")): each.text for each in root.iter(tag(MDUI, "DisplayName"))
    }
    assert shown == {"sv": "Ekby dialog", "en": "Ekby dialogue"}
    assert values(root, f".//{tag(MDUI, 'Logo')}") == ["https://ekby.example/logo.svg"]
    assert set(values(root, f".//{tag(MD, 'OrganizationName')}")) == {"Ekby kommun"}
    assert values(root, f".//{tag(MD, 'EmailAddress')}") == ["mailto:it@ekby.example"] * 2


def test_no_private_key_is_in_it(world, root):
    secret = world.service.signing.private_key.splitlines()[3]
    assert secret.encode() not in etree.tostring(root)
