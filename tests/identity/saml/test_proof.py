"""What was kept of an answer, checked again: every part of it must agree with the provider's signature."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.proof import Kept, Signer, check
from tests.identity.saml.factory import IDP, NOW, Recipe, find, message, message_bytes

ASKED = NOW - timedelta(seconds=30)
SECOND = timedelta(seconds=1)
GOOD = Recipe()


@pytest.fixture
def keep(world, judge):
    """What is kept of a message that the service has believed."""

    def keep(recipe=GOOD):
        who = judge(message(world, recipe))
        return Kept(
            response=who.raw,
            assertion=who.assertion_xml,
            certificates=world.idp.certificates,
            idp=who.idp_entity_id,
            loa=who.loa,
            authn_instant=who.authn_instant,
            issue_instant=who.issue_instant,
            received=NOW,
            response_id=who.response_id,
            assertion_id=who.assertion_id,
        )

    return keep


def fingerprint(key):
    certificate = x509.load_pem_x509_certificate(key.certificate.encode())
    return certificate.fingerprint(hashes.SHA256()).hex()


def test_a_good_answer_proves_who_signed_it(world, keep):
    signer = Signer(IDP, fingerprint(world.idp_key), has_signed_assertion=True)
    assert check(keep(), "_request", ASKED) == signer


def test_the_right_one_of_several_certificates_is_named(world, keep):
    certificates = (world.stranger.certificate, world.idp_key.certificate)
    signer = check(replace(keep(), certificates=certificates), "_request", ASKED)
    assert signer.fingerprint == fingerprint(world.idp_key)


def test_an_answer_to_a_key_that_is_gone_proves_as_much(world, keep):
    """Nothing of ours is needed to verify it, so our keys may be changed and thrown away."""
    kept = keep(Recipe(to=world.service.decryption[1]))
    assert check(kept, "_request", ASKED).has_signed_assertion


def test_where_only_the_answer_is_signed_that_is_said(keep):
    kept = keep(Recipe(has_signed_assertion=False))
    assert not check(kept, "_request", ASKED).has_signed_assertion


WRONG = {
    "certificates": (lambda world, kept: (world.stranger.certificate,), "signature of the answer"),
    "idp": (lambda world, kept: "https://other.example/saml", "another issuer"),
    "loa": (lambda world, kept: names.LOA4, "level of assurance"),
    "authn_instant": (lambda world, kept: kept.authn_instant + SECOND, "time of login"),
    "issue_instant": (lambda world, kept: kept.issue_instant - SECOND, "time of issue"),
    "response_id": (lambda world, kept: "_other", "another answer than was noted"),
    "assertion_id": (lambda world, kept: "_other", "another assertion than was noted"),
    "received": (lambda world, kept: NOW + timedelta(hours=1), "not valid when it was received"),
    "response": (
        lambda world, kept: kept.response.replace(b"_request", b"_forged0"),
        "signature of the answer",
    ),
    "assertion": (
        lambda world, kept: kept.assertion.replace(b"19900602", b"19900603"),
        "signature of the assertion",
    ),
}


@pytest.mark.parametrize("part", WRONG)
def test_each_part_that_does_not_agree_is_named(world, keep, part):
    kept = keep()
    change, reason = WRONG[part]
    with pytest.raises(Refused, match=reason):
        check(replace(kept, **{part: change(world, kept)}), "_request", ASKED)


def test_an_answer_to_another_question_proves_nothing(keep):
    with pytest.raises(Refused, match="another question"):
        check(keep(), "_other", ASKED)


def test_an_assertion_about_another_question_proves_nothing(world, keep):
    """The assertion of one answer inside another."""
    data = ".//saml:SubjectConfirmationData"
    recipe = Recipe(
        assertion=lambda each: find(each, data).set("InResponseTo", "_other"), is_encrypted=False
    )
    response = etree.fromstring(message_bytes(world, recipe))
    foreign = etree.tostring(find(response, "saml:Assertion"))
    with pytest.raises(Refused, match="the assertion is about another question"):
        check(replace(keep(), assertion=foreign), "_request", ASKED)


@pytest.mark.parametrize("asked", [NOW + timedelta(minutes=2), NOW + timedelta(days=1)])
def test_an_answer_from_before_the_question_proves_nothing(keep, asked):
    with pytest.raises(Refused, match="between the question and the answer"):
        check(keep(), "_request", asked)


@pytest.mark.parametrize(
    "bomb",
    [
        b"",
        b"no xml",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<saml:Assertion xmlns:saml='urn:oasis:names:tc:SAML:2.0:assertion'/>",
    ],
)
@pytest.mark.parametrize("part", ["response", "assertion"])
def test_what_is_no_message_is_refused_before_anything_acts_on_it(keep, part, bomb):
    with pytest.raises(Refused):
        check(replace(keep(), **{part: bomb}), "_request", ASKED)


def test_what_was_kept_must_be_whole():
    with pytest.raises(KeyError):
        Kept.from_json({"response": base64.b64encode(b"x").decode()})
    with pytest.raises(ValueError, match="base64"):
        Kept.from_json({"response": "***"})
