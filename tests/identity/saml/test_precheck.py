"""Messages that would hang or fill the XML security library never reach it."""

import base64
import tracemalloc

import pytest
from lxml import etree

from dialog.identity.saml import names, precheck
from dialog.identity.saml.document import MESSAGE, parsed
from dialog.identity.saml.outcome import Refused
from tests.identity.saml.edits import put
from tests.identity.saml.factory import Recipe, find, message, message_bytes

DS, XENC = names.DS, names.XENC


def second_reference(uri):
    def edit(response):
        info = find(response, "ds:Signature/ds:SignedInfo")
        reference = etree.fromstring(
            f'<ds:Reference xmlns:ds="{DS}" URI="{uri}"><ds:DigestMethod '
            f'Algorithm="{names.SHA256}"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>'
        )
        info.append(reference)

    return edit


def moved_reference(uri):
    def edit(response):
        find(response, ".//ds:Reference").set("URI", uri)

    return edit


def transform(xml):
    def edit(response):
        find(response, ".//ds:Transforms").insert(0, etree.fromstring(xml))

    return edit


def other_transform(algorithm):
    def edit(response):
        find(response, ".//ds:Transform").set("Algorithm", algorithm)

    return edit


def cipher_reference(response):
    data = find(response, ".//xenc:EncryptedData/xenc:CipherData")
    data.clear()
    etree.SubElement(data, f"{{{XENC}}}CipherReference", URI="file:///dev/zero")


def key_cipher_reference(response):
    data = find(response, ".//xenc:EncryptedKey/xenc:CipherData")
    data.clear()
    etree.SubElement(data, f"{{{XENC}}}CipherReference", URI="file:///dev/zero")


def retrieval_method(path):
    def edit(response):
        info = find(response, path)
        info.insert(0, etree.Element(f"{{{DS}}}RetrievalMethod", URI="file:///dev/zero"))

    return edit


def in_key_info(xml):
    def edit(response):
        find(response, "ds:Signature/ds:KeyInfo").append(etree.fromstring(xml))

    return edit


def manifest(response):
    holder = etree.SubElement(find(response, "ds:Signature"), f"{{{DS}}}Object")
    body = etree.SubElement(holder, f"{{{DS}}}Manifest")
    etree.SubElement(body, f"{{{DS}}}Reference", URI="file:///dev/zero")


def deep(response):
    for _ in range(200):
        response = etree.SubElement(response, f"{{{names.SAMLP}}}Extensions")


def key_in_key(response):
    info = find(response, ".//xenc:EncryptedData/ds:KeyInfo")
    key = find(info, "xenc:EncryptedKey")
    inner = etree.fromstring(etree.tostring(key))
    etree.SubElement(key, f"{{{DS}}}KeyInfo").append(inner)
    inner.append(etree.fromstring(etree.tostring(find(key, "ds:KeyInfo"))))


def many_certificates(response):
    data = find(response, ".//ds:X509Data")
    for _ in range(20):
        etree.SubElement(data, f"{{{DS}}}X509Certificate").text = "AAAA"


XSLT = (
    f'<ds:Transform xmlns:ds="{DS}" Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">'
    '<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform" version="1.0">'
    '<x:template match="/"><x:call-template name="a"/></x:template>'
    '<x:template name="a"><x:call-template name="a"/><x:call-template name="a"/></x:template>'
    "</x:stylesheet></ds:Transform>"
)
XPATH = (
    f'<ds:Transform xmlns:ds="{DS}" Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">'
    "<ds:XPath>count(//*//*//*)</ds:XPath></ds:Transform>"
)
KEY_INFO_REFERENCE = f'<d:KeyInfoReference xmlns:d="{names.DS11}" URI="file:///dev/zero"/>'


def key_in_the_signature(response):
    key = find(response, ".//xenc:EncryptedKey")
    find(response, "ds:Signature/ds:KeyInfo").append(key)


SHAPES = {
    "key in the signature": key_in_the_signature,
    "second reference to a file": second_reference("file:///dev/zero"),
    "second reference to the network": second_reference("http://evil.example/"),
    "second reference to ourselves": second_reference("#_response"),
    "reference to a file": moved_reference("file:///dev/zero"),
    "reference to the whole document": moved_reference(""),
    "reference by XPointer": moved_reference("#xpointer(/)"),
    "reference to the assertion": moved_reference("#_assertion"),
    "XSLT": transform(XSLT),
    "XPath": transform(XPATH),
    "base64 transform": other_transform(f"{DS}base64"),
    "canonical form with comments": other_transform(f"{names.EXC_C14N}WithComments"),
    "CipherReference": cipher_reference,
    "CipherReference of the key": key_cipher_reference,
    "RetrievalMethod of the signature": retrieval_method("ds:Signature/ds:KeyInfo"),
    "RetrievalMethod of the data": retrieval_method(".//xenc:EncryptedData/ds:KeyInfo"),
    "KeyInfoReference": in_key_info(KEY_INFO_REFERENCE),
    "manifest": manifest,
    "foreign element in the key": in_key_info("<any/>"),
    "deep nesting": deep,
    "key in a key": key_in_key,
    "twenty certificates": many_certificates,
}


def assert_cheap(judge, text):
    """Refused without filling the memory. How long it takes is for `dev.py bench` to say."""
    tracemalloc.start()
    with pytest.raises(Refused):
        judge(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


@pytest.mark.parametrize("name", SHAPES)
def test_a_dangerous_shape_is_refused_at_once(world, judge, name):
    assert_cheap(judge, message(world, Recipe(final=SHAPES[name])))


@pytest.mark.parametrize("name", SHAPES)
def test_the_shape_alone_is_reason_enough(world, name):
    """Without any signature being verified, which is what makes libxmlsec act."""
    raw = message_bytes(world, Recipe(final=SHAPES[name]))
    with pytest.raises(Refused):
        precheck.check_response(raw, parsed(raw))


@pytest.mark.parametrize("name", ["CipherReference", "RetrievalMethod of the data"])
def test_a_dangerous_shape_inside_what_a_provider_signed_is_refused(world, judge, name):
    with pytest.raises(Refused):
        judge(message(world, Recipe(response=SHAPES[name])))


LAUGHS = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};">' for n in range(1, 20))

TEXTS = {
    "nothing": b"",
    "garbage": b"\x00\xff garbage",
    "words": b"hello",
    "half an element": b"<samlp:Response",
    "DOCTYPE": b"<!DOCTYPE r><r/>",
    "external DTD": b'<!DOCTYPE r SYSTEM "file:///dev/zero"><r/>',
    "XXE": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
    "parameter entity": b'<!DOCTYPE r [<!ENTITY % x SYSTEM "file:///dev/zero"> %x;]><r/>',
    "laughs in text": f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><r>&l19;</r>'.encode(),
    "laughs in an attribute": f'<!DOCTYPE r [<!ENTITY l0 "ha">{LAUGHS}]><r a="&l19;"/>'.encode(),
    "UTF-16 DTD": '<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>'.encode("utf-16"),
    "UTF-7": b'<?xml version="1.0" encoding="utf-7"?><r/>',
    "Latin-1": b'<?xml version="1.0" encoding="latin-1"?><r/>',
    "XML 1.1": b'<?xml version="1.1"?><r/>',
    "undeclared entity": b"<r>&x;</r>",
    "very deep": b"<r>" * 3_900,
    "deep and closed": b"<r>" * 1_900 + b"</r>" * 1_900,
    "wide": b"<r>" + b"<a/>" * 3_900 + b"</r>",
    "400 kB of attributes": b"<r " + b" ".join(b'a%d="x"' % n for n in range(40_000)) + b"/>",
    "many namespaces": b"<r " + b" ".join(b'xmlns:a%d="x"' % n for n in range(20_000)) + b"/>",
    "long text": b"<r>" + b"x" * 299_000 + b"</r>",
    "too long": b"<r>" + b"x" * 3_000_000 + b"</r>",
    "another root": b"<samlp:LogoutResponse xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'/>",
    "an assertion alone": f"<a:Assertion xmlns:a='{names.SAML}'/>".encode(),
    "an empty response": f"<p:Response xmlns:p='{names.SAMLP}'/>".encode(),
    "undeclared prefix": b"<samlp:Response/>",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_dangerous_text_is_refused_at_once(judge, name):
    assert_cheap(judge, base64.b64encode(TEXTS[name]).decode())


@pytest.mark.parametrize("text", ["", "%%%", "PHI+é", "A", "PHI+\0", "A" * 5_000_000])
def test_what_is_not_base64_is_refused(judge, text):
    with pytest.raises(Refused):
        judge(text)


def test_one_identifier_cannot_name_two_elements(world, judge):
    def same(response):
        find(response, ".//xenc:EncryptedData").set("Id", "_response")

    with pytest.raises(Refused, match="twice"):
        judge(message(world, Recipe(response=same)))


@pytest.mark.parametrize("value", ["'", "a b", "#x", "", "ö", "1", "x" * 300])
def test_an_identifier_is_a_plain_name(world, judge, value):
    with pytest.raises(Refused, match="malformed identifier"):
        judge(message(world, Recipe(final=put(".", "ID", value))))


def test_a_good_answer_has_a_good_shape(world):
    raw = message_bytes(world)
    precheck.check_response(raw, parsed(raw))
    assert len(raw) < MESSAGE.size / 10
