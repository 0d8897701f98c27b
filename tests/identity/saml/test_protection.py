"""Messages that nobody whom we trust has signed, or that are badly protected, are refused."""

import base64

import pytest
from lxml import etree
from xmlsec import constants

from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused
from tests.identity.saml.edits import drop, put
from tests.identity.saml.factory import (
    Recipe,
    error_message,
    find,
    message,
    message_bytes,
    sign,
)

NUMBER = names.PERSONAL_NUMBER


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(has_signed_response=False, has_signed_assertion=False),
        Recipe(has_signed_response=False),
        Recipe(has_signed_response=False, is_encrypted=False),
        Recipe(is_encrypted=False),
        Recipe(signature=constants.TransformRsaSha1),
        Recipe(digest=constants.TransformSha1),
        Recipe(cipher="3des"),
        Recipe(transport=constants.TransformRsaPkcs1),
    ],
    ids=[
        "nothing signed",
        "only the assertion signed",
        "only the assertion signed, in the open",
        "not encrypted",
        "RSA-SHA1",
        "SHA-1 digest",
        "3DES",
        "RSA 1.5",
    ],
)
def test_a_badly_protected_message_is_refused(world, judge, recipe):
    with pytest.raises(Refused):
        judge(message(world, recipe))


def test_a_stranger_s_signature_is_refused_though_its_key_comes_along(world, judge):
    with pytest.raises(Refused, match="does not verify"):
        judge(message(world, Recipe(signer=world.stranger)))


def test_a_stranger_s_assertion_inside_a_signed_response_is_refused(world, judge):
    def forge(assertion):
        signature = find(assertion, "ds:Signature")
        assertion.remove(signature)
        forged = sign(assertion, world.stranger, Recipe())
        assertion.insert(1, find(forged, "ds:Signature"))

    with pytest.raises(Refused):
        judge(message(world, Recipe(signed_assertion=forge)))


def test_a_stripped_signature_is_refused(world, judge):
    with pytest.raises(Refused, match="not signed"):
        judge(message(world, Recipe(final=drop("ds:Signature"))))


def test_a_broken_signature_is_refused(world, judge):
    def break_it(response):
        value = find(response, "ds:Signature/ds:SignatureValue")
        value.text = value.text.replace(value.text[10], "A" if value.text[10] != "A" else "B", 1)

    with pytest.raises(Refused, match="does not verify"):
        judge(message(world, Recipe(final=break_it)))


def test_a_changed_response_is_refused(world, judge):
    with pytest.raises(Refused, match="does not verify"):
        judge(message(world, Recipe(final=put(".", "InResponseTo", "_request2"))))


def test_the_public_certificate_is_no_hmac_key(world, judge):
    def as_hmac(response):
        method = find(response, ".//ds:SignatureMethod")
        method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")

    with pytest.raises(Refused, match="algorithm"):
        judge(message(world, Recipe(final=as_hmac)))


def test_a_stranger_learns_nothing_from_our_decryption(world, judge):
    """Two messages of a stranger, one that decrypts and one that does not, end alike."""

    def spoil(response):
        value = find(response, ".//xenc:CipherData/xenc:CipherValue")
        value.text = base64.b64encode(b"\0" * 300).decode()

    reasons = set()
    for recipe in (Recipe(signer=world.stranger), Recipe(signer=world.stranger, final=spoil)):
        with pytest.raises(Refused) as refusal:
            judge(message(world, recipe))
        reasons.add(refusal.value.reason)
    assert reasons == {"signature does not verify"}


def test_what_is_encrypted_to_somebody_else_is_refused(world, judge):
    with pytest.raises(Refused, match="cannot be decrypted"):
        judge(message(world, Recipe(to=world.stranger)))


@pytest.mark.parametrize("code", [names.CANCEL, names.FRAUD])
def test_an_unsigned_error_is_not_believed(world, judge, code):
    with pytest.raises(Refused):
        judge(error_message(world, names.RESPONDER, code, signed=False))


# Comments, which a signature does not cover


@pytest.mark.parametrize("junk", [b"<!-- -->", b"<?x y?>", b"<![CDATA[]]>"])
def test_comments_are_refused_wherever_they_stand(world, judge, junk):
    raw = message_bytes(world)
    for changed in (
        raw.replace(b"https://idp.example", b"https://idp" + junk + b".example", 1),
        raw + junk,
    ):
        with pytest.raises(Refused):
            judge(base64.b64encode(changed).decode())


def test_a_comment_in_the_encrypted_number_is_refused(world, judge):
    def comment(assertion):
        value = find(assertion, f".//saml:Attribute[@Name='{NUMBER}']/saml:AttributeValue")
        value.text, tail = value.text[:6], value.text[6:]
        mark = etree.Comment("")
        mark.tail = tail
        value.append(mark)

    with pytest.raises(Refused, match="comment"):
        judge(message(world, Recipe(signed_assertion=comment)))
