"""The signed list of identity providers: believed only as far as its signature reaches."""

import copy
from datetime import timedelta
from hashlib import sha256

import pytest
from lxml import etree

from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import written
from dialog.identity.saml.feed import load_aggregate
from dialog.identity.saml.names import MD, tag
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import KeyPair, new_key_pair
from tests.identity.saml.factory import NOW
from tests.identity.saml.lists import aggregate, entity


@pytest.fixture
def federation(keys) -> KeyPair:
    return keys["federation"]


@pytest.fixture
def load(federation):
    def load(data, **more):
        return load_aggregate(data, federation.certificate, NOW, **more)

    return load


@pytest.fixture
def good(keys, federation) -> bytes:
    return toolkit.signed(aggregate(entity(keys)), federation)


def test_a_signed_feed_tells_of_its_providers(good, load, keys):
    feed = load(good)

    idp = feed.providers["https://idp.example/saml"]
    assert feed.valid_until == NOW + timedelta(days=7)
    assert idp.sso_redirect == "https://idp.example/sso"
    assert idp.sso_post == "https://idp.example/post"
    assert idp.certificates == (keys["idp"].certificate,)
    assert idp.loas == (names.LOA3, names.LOA4)
    assert idp.categories == {names.LOA3_PNR, names.CONTRACT_SWEDEN_CONNECT}
    assert (idp.name("sv"), idp.name("en")) == ("Exempel-legitimation", "Example eID")
    assert idp.name("so") == "Exempel-legitimation"
    assert idp.logo_url is None  # a drawing that could carry anything
    assert idp.principal_selection == {names.PERSONAL_NUMBER}
    assert idp.wants_signed_requests


def test_a_single_signed_entity_is_a_feed_too(keys, federation, load):
    root = entity(keys)
    root.set("ID", "_one")
    root.set("validUntil", written(NOW + timedelta(days=1)))
    assert len(load(toolkit.signed(root, federation)).providers) == 1


def test_an_unsigned_feed_is_refused(keys, load):
    with pytest.raises(Refused, match="not signed"):
        load(etree.tostring(aggregate(entity(keys))))


def test_a_feed_signed_by_another_is_refused_though_its_key_comes_along(keys, load):
    with pytest.raises(Refused, match="does not verify"):
        load(toolkit.signed(aggregate(entity(keys)), keys["stranger"]))


def test_a_changed_feed_is_refused(good, load):
    with pytest.raises(Refused, match="does not verify"):
        load(good.replace(b"https://idp.example/sso", b"https://evil.example/sso"))


def test_a_feed_that_expired_is_refused(keys, federation, load):
    with pytest.raises(Refused, match="expired"):
        load(toolkit.signed(aggregate(entity(keys), days=-0.01), federation))


def test_a_feed_without_an_end_is_refused(keys, federation, load):
    root = aggregate(entity(keys))
    del root.attrib["validUntil"]
    with pytest.raises(Refused, match="validUntil"):
        load(toolkit.signed(root, federation))


def test_a_feed_that_would_hardly_ever_end_is_refused(keys, federation, load):
    assert load(toolkit.signed(aggregate(entity(keys), days=366), federation))
    with pytest.raises(Refused, match="more than a year"):
        load(toolkit.signed(aggregate(entity(keys), days=366.1), federation))


def test_two_certificates_can_be_pinned_while_the_federation_changes_its_key(keys, good):
    both = keys["stranger"].certificate + keys["federation"].certificate
    assert load_aggregate(good, both, NOW).providers


@pytest.mark.parametrize("pin", ["", "no certificate"])
def test_nothing_is_believed_without_a_pinned_certificate(good, pin):
    with pytest.raises(Refused, match="pinned"):
        load_aggregate(good, pin, NOW)


def test_each_provider_knows_which_list_tells_of_it(good, load):
    feed = load(good)
    assert feed.digest == sha256(good).hexdigest()
    assert {idp.aggregate for idp in feed.providers.values()} == {feed.digest}


def test_an_older_feed_than_the_one_we_have_is_refused(keys, federation, good, load):
    older = toolkit.signed(aggregate(entity(keys), days=6), federation)
    feed = load(good)
    assert load(good, previous=feed) == feed
    with pytest.raises(Refused, match="older"):
        load(older, previous=feed)


def test_a_feed_is_current_until_its_end(good, load):
    feed = load(good)
    assert feed.is_current(NOW + timedelta(days=6))
    assert not feed.is_current(NOW + timedelta(days=7))


def evil_root(keys, good):
    """An entity of the attacker's around the genuine, signed list."""
    genuine = etree.fromstring(good)
    signature = genuine.find(tag(names.DS, "Signature"))
    evil = aggregate(entity(keys, "https://evil.example"), days=30)
    return evil, genuine, signature


def test_a_genuine_signature_moved_to_an_evil_root_is_refused(keys, good, load):
    evil, genuine, signature = evil_root(keys, good)
    genuine.remove(signature)
    evil.set("ID", "_evil")
    evil.insert(0, signature)
    evil.append(genuine)
    with pytest.raises(Refused, match="covers another"):
        load(etree.tostring(evil))


def test_the_genuine_list_inside_the_moved_signature_is_refused(keys, good, load):
    evil, genuine, signature = evil_root(keys, good)
    genuine.remove(signature)
    evil.set("ID", "_evil")
    evil.insert(0, signature)
    etree.SubElement(signature, tag(names.DS, "Object")).append(genuine)
    with pytest.raises(Refused):
        load(etree.tostring(evil))


def test_an_evil_root_with_the_genuine_identifier_is_refused(keys, good, load):
    evil, genuine, signature = evil_root(keys, good)
    genuine.remove(signature)
    evil.insert(0, signature)
    evil.append(genuine)
    with pytest.raises(Refused, match="twice"):
        load(etree.tostring(evil))


def test_two_signatures_are_refused(good, load):
    root = etree.fromstring(good)
    root.insert(0, copy.deepcopy(root.find(tag(names.DS, "Signature"))))
    with pytest.raises(Refused):
        load(etree.tostring(root))


@pytest.mark.parametrize(
    "prefix",
    [
        b"<!DOCTYPE r>",
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE r SYSTEM "file:///dev/zero">',
    ],
)
def test_a_feed_with_a_document_type_is_refused(good, load, prefix):
    with pytest.raises(Refused, match="document type"):
        load(prefix + good)


def test_a_feed_with_a_file_reference_is_refused(good, load):
    with pytest.raises(Refused):
        load(good.replace(b'URI="#_feed"', b'URI="file:///dev/zero"'))


def test_a_feed_of_25_mb_is_refused(good, load):
    with pytest.raises(Refused, match="too large"):
        load(good + b" " * 25_000_000)


def test_something_else_than_metadata_is_refused(load):
    with pytest.raises(Refused, match="not metadata"):
        load(b"<x/>")


def broken(keys, name, edit):
    element = entity(keys, name)
    edit(element)
    return element


def odd_entities(keys):
    """Entities of which none can be used, each for a reason of its own."""
    role = tag(MD, "IDPSSODescriptor")
    sso = f".//{tag(MD, 'SingleSignOnService')}"
    edits = [
        lambda each: each.remove(each.find(role)),
        lambda each: each.find(role).remove(each.find(f"{role}/{tag(MD, 'KeyDescriptor')}")),
        lambda each: [found.getparent().remove(found) for found in each.findall(sso)],
        lambda each: each.set("validUntil", written(NOW - timedelta(days=1))),
        lambda each: each.set("validUntil", "soon"),
        lambda each: each.attrib.pop("entityID"),
        lambda each: each.find(sso).set("Location", "http://idp.example/plain"),
        lambda each: each.find(sso).set("Location", "javascript:alert(1)"),
        lambda each: each.find(sso).set("Location", "https:///nowhere"),
    ]
    return [broken(keys, f"https://odd.example/{n}", edit) for n, edit in enumerate(edits)]


def test_an_odd_entity_does_not_take_the_others_down(keys, federation, load):
    feed = load(toolkit.signed(aggregate(*odd_entities(keys), entity(keys)), federation))
    assert list(feed.providers) == ["https://idp.example/saml"]


def test_a_provider_with_a_weak_key_is_left_out(keys, federation, load):
    weak = {**keys, "idp": new_key_pair("weak", NOW, bits=1024)}
    feed = load(
        toolkit.signed(aggregate(entity(weak), entity(keys, "https://b.example")), federation)
    )
    assert list(feed.providers) == ["https://b.example"]


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1:5001/sso", "http://localhost/sso", "http://idp.localhost/sso"]
)
def test_this_machine_may_be_reached_in_the_open(keys, federation, load, location):
    feed = load(toolkit.signed(aggregate(entity(keys, location=location)), federation))
    assert feed.providers["https://idp.example/saml"].sso_redirect == location
