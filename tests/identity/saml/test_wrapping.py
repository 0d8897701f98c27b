"""Signature wrapping: the genuine signature stays, the message that is read is another one."""

import base64
import copy

import pytest
from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused
from tests.identity.saml.edits import put
from tests.identity.saml.factory import (
    ATTRIBUTES,
    Recipe,
    encrypt_into,
    find,
    message,
    message_bytes,
    reparsed,
)

NUMBER = names.PERSONAL_NUMBER


def evil_response(world, *, encrypted):
    """The attacker's own message, with an identifier of its own."""
    recipe = Recipe(
        attributes=ATTRIBUTES | {NUMBER: "191212121212"},
        has_signed_response=False,
        has_signed_assertion=False,
        is_encrypted=encrypted,
        response=put(".", "ID", "_evil"),
    )
    return etree.fromstring(message_bytes(world, recipe))


def wrap_in_signature(evil, good):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    signature.append(good)


def wrap_beside_signature(evil, good):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, good)
    evil.insert(2, signature)


def wrap_in_extensions(evil, good):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    extensions = etree.Element(f"{{{names.SAMLP}}}Extensions")
    extensions.append(good)
    evil.insert(2, extensions)


def wrap_with_the_same_identifier(evil, good):
    wrap_in_extensions(evil, good)
    evil.set("ID", good.get("ID"))


def wrap_in_object(evil, good):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    holder = etree.SubElement(signature, f"{{{names.DS}}}Object")
    holder.append(good)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.parametrize(
    "wrap",
    [
        wrap_in_signature,
        wrap_beside_signature,
        wrap_in_extensions,
        wrap_with_the_same_identifier,
        wrap_in_object,
    ],
)
def test_a_wrapped_response_is_refused(world, judge, wrap, encrypted):
    evil = evil_response(world, encrypted=encrypted)
    wrap(evil, etree.fromstring(message_bytes(world)))
    with pytest.raises(Refused):
        judge(base64.b64encode(etree.tostring(evil)).decode())


def open_message(world, *, has_signed_response=False):
    """A genuine signed assertion, in the open: what the assertion-wrapping attacks start from."""
    recipe = Recipe(is_encrypted=False, has_signed_response=has_signed_response)
    return etree.fromstring(message_bytes(world, recipe))


def evil_assertion(good, *, id="_evil"):
    evil = copy.deepcopy(good)
    evil.remove(find(evil, "ds:Signature"))
    evil.set("ID", id)
    find(evil, f".//saml:Attribute[@Name='{NUMBER}']/saml:AttributeValue").text = "191212121212"
    return evil


def xsw3(response, good, evil):
    good.addprevious(evil)


def xsw4(response, good, evil):
    response.replace(good, evil)
    evil.append(good)


def xsw5(response, good, evil):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    good.addprevious(evil)


def xsw6(response, good, evil):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    response.replace(good, evil)
    signature.append(good)


def xsw7(response, good, evil):
    extensions = etree.Element(f"{{{names.SAMLP}}}Extensions")
    response.insert(1, extensions)
    extensions.append(evil)


def xsw8(response, good, evil):
    signature = find(good, "ds:Signature")
    good.remove(signature)
    evil.insert(1, signature)
    response.replace(good, evil)
    etree.SubElement(signature, f"{{{names.DS}}}Object").append(good)


def same_identifier(response, good, evil):
    evil.set("ID", good.get("ID"))
    good.addprevious(evil)


@pytest.mark.parametrize("attack", [xsw3, xsw4, xsw5, xsw6, xsw7, xsw8, same_identifier])
def test_a_wrapped_assertion_is_refused(world, judge, attack):
    response = open_message(world)
    good = find(response, "saml:Assertion")
    attack(response, good, evil_assertion(good))
    with pytest.raises(Refused):
        judge(base64.b64encode(etree.tostring(response)).decode())


@pytest.mark.parametrize("attack", [xsw4, xsw6, xsw8])
def test_a_wrapped_assertion_is_refused_though_a_provider_encrypts_and_signs_it(
    world, judge, attack
):
    """A provider that can be talked into packing what it is given."""
    inner = open_message(world)
    good = find(inner, "saml:Assertion")
    attack(inner, good, evil_assertion(good))
    evil = reparsed(find(inner, "saml:Assertion"))

    def smuggle(response):
        response.remove(find(response, "saml:EncryptedAssertion"))
        encrypt_into(response, evil, world.service.decryption[0], Recipe())

    with pytest.raises(Refused):
        judge(message(world, Recipe(response=smuggle)))


def test_an_open_assertion_beside_the_encrypted_one_is_refused(world, judge):
    def add(response):
        good = find(open_message(world), "saml:Assertion")
        response.append(evil_assertion(good))

    with pytest.raises(Refused, match="not encrypted"):
        judge(message(world, Recipe(response=add)))
