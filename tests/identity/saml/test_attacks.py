"""Signed by the right provider, and yet not an answer to us, now, about what we asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused
from tests.identity.saml.edits import double, drop, insert, put
from tests.identity.saml.factory import (
    ACS,
    ATTRIBUTES,
    NOW,
    Recipe,
    find,
    message,
    moment,
)

NUMBER = names.PERSONAL_NUMBER

SCD = ".//saml:SubjectConfirmationData"
CONDITIONS = "saml:Conditions"
CLASS_REF = ".//saml:AuthnContextClassRef"
AUTHN = "saml:AuthnStatement"

WRONG_ASSERTIONS = {
    "wrong audience": put(".//saml:Audience", None, "https://other.example"),
    "no audience": drop(".//saml:AudienceRestriction"),
    "no conditions": drop(CONDITIONS),
    "second audience that is not ours": insert(
        CONDITIONS,
        f'<a:AudienceRestriction xmlns:a="{names.SAML}"><a:Audience>x</a:Audience>'
        "</a:AudienceRestriction>",
    ),
    "wrong recipient": put(SCD, "Recipient", "https://other.example/acs"),
    "recipient that contains ours": put(SCD, "Recipient", f"https://evil.example/?{ACS}"),
    "recipient that begins as ours": put(SCD, "Recipient", f"{ACS}/more"),
    "no recipient": drop(SCD, "Recipient"),
    "no time limit of the subject": drop(SCD, "NotOnOrAfter"),
    "subject of another request": put(SCD, "InResponseTo", "_other"),
    "subject of no request": drop(SCD, "InResponseTo"),
    "subject not confirmed yet": put(SCD, "NotBefore", moment(-60)),
    "subject not confirmed": drop(".//saml:SubjectConfirmation"),
    "two confirmations": double(".//saml:SubjectConfirmation"),
    "holder of key": put(
        ".//saml:SubjectConfirmation", "Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"
    ),
    "no subject": drop("saml:Subject"),
    "no name": drop(".//saml:NameID"),
    "name of another service": put(".//saml:NameID", "SPNameQualifier", "https://other.example"),
    "expired 400 s ago": put(CONDITIONS, "NotOnOrAfter", moment(-400)),
    "expired 200 s ago": put(CONDITIONS, "NotOnOrAfter", moment(-200)),
    "expired 60 s ago": put(CONDITIONS, "NotOnOrAfter", moment(-60)),
    "subject expired 200 s ago": put(SCD, "NotOnOrAfter", moment(-200)),
    "valid in 600 s": put(CONDITIONS, "NotBefore", moment(600)),
    "valid in 200 s": put(CONDITIONS, "NotBefore", moment(200)),
    "valid in 61 s": put(CONDITIONS, "NotBefore", moment(61)),
    "no start": drop(CONDITIONS, "NotBefore"),
    "no end": drop(CONDITIONS, "NotOnOrAfter"),
    "a time that is not one": put(CONDITIONS, "NotBefore", "yesterday"),
    "a day that does not exist": put(CONDITIONS, "NotBefore", "2026-02-30T12:00:00Z"),
    "a time with an offset": put(CONDITIONS, "NotBefore", "2026-12-01T12:00:00+01:00"),
    "issued 22 h ago": put(".", "IssueInstant", moment(-79200)),
    "issued in the future": put(".", "IssueInstant", moment(120)),
    "login 2 h old though fresh was asked for": put(AUTHN, "AuthnInstant", moment(-7200)),
    "login before the question": put(AUTHN, "AuthnInstant", moment(-100)),
    "login in the future": put(AUTHN, "AuthnInstant", moment(120)),
    "session that has ended": put(AUTHN, "SessionNotOnOrAfter", moment(-10)),
    "issuer altered": put("saml:Issuer", None, "https://idp.example/saml/"),
    "issuer of another format": put("saml:Issuer", "Format", names.PERSISTENT),
    "no issuer": drop("saml:Issuer"),
    "level 2 for level 3": put(CLASS_REF, None, names.LOA2),
    "level that the provider is not certified for": put(CLASS_REF, None, names.LOA4),
    "no level": drop(CLASS_REF),
    "two levels": double(CLASS_REF),
    "no authentication": drop(AUTHN),
    "two authentications": double(AUTHN),
    "no attributes": drop("saml:AttributeStatement"),
    "two attribute statements": double("saml:AttributeStatement"),
    "number given twice": double(f".//saml:Attribute[@Name='{NUMBER}']"),
    "number with two values": double(f".//saml:Attribute[@Name='{NUMBER}']/saml:AttributeValue"),
    "number by another kind of name": put(
        f".//saml:Attribute[@Name='{NUMBER}']",
        "NameFormat",
        "urn:oasis:names:tc:SAML:2.0:attrname-format:basic",
    ),
    "number with markup": insert(
        f".//saml:Attribute[@Name='{NUMBER}']/saml:AttributeValue", "<b/>"
    ),
    "encrypted name": insert(
        "saml:Subject", f'<a:EncryptedID xmlns:a="{names.SAML}"><x/></a:EncryptedID>'
    ),
    "encrypted attribute": insert(
        "saml:AttributeStatement",
        f'<a:EncryptedAttribute xmlns:a="{names.SAML}"><x/></a:EncryptedAttribute>',
    ),
    "assertion in the advice": insert(
        ".", f'<a:Advice xmlns:a="{names.SAML}"><a:AssertionIDRef>_x</a:AssertionIDRef></a:Advice>'
    ),
    "another version": put(".", "Version", "1.1"),
}  # fmt: skip

WRONG_RESPONSES = {
    "wrong destination": put(".", "Destination", "https://other.example/acs"),
    "destination that begins as ours": put(".", "Destination", f"{ACS}.evil.example"),
    "no destination": lambda element: element.attrib.pop("Destination"),
    "answer to another request": put(".", "InResponseTo", "_other"),
    "unsolicited": lambda element: element.attrib.pop("InResponseTo"),
    "issuer altered": put("saml:Issuer", None, "https://evil.example"),
    "no issuer": drop("saml:Issuer"),
    "another version": put(".", "Version", "1.1"),
    "old": put(".", "IssueInstant", moment(-400)),
    "no status": drop("samlp:Status"),
    "error with an assertion": put(".//samlp:StatusCode", "Value", names.RESPONDER),
    "no assertion": drop("saml:EncryptedAssertion"),
    "two assertions": double("saml:EncryptedAssertion"),
}


@pytest.mark.parametrize("name", WRONG_ASSERTIONS)
def test_a_wrong_assertion_is_refused(world, judge, name):
    with pytest.raises(Refused):
        judge(message(world, Recipe(assertion=WRONG_ASSERTIONS[name])))


@pytest.mark.parametrize("name", WRONG_RESPONSES)
def test_a_wrong_response_is_refused(world, judge, name):
    with pytest.raises(Refused):
        judge(message(world, Recipe(response=WRONG_RESPONSES[name])))


@pytest.mark.parametrize(
    "number",
    ["", "199006022398", "9006022397", "19900602-2397", "199013022397", "１９９００６０２２３９７"],
)
def test_a_wrong_number_is_refused_and_not_logged(world, judge, number):
    with pytest.raises(Refused) as refusal:
        judge(message(world, Recipe(attributes=ATTRIBUTES | {NUMBER: number})))
    assert not number or number not in refusal.value.reason


@pytest.mark.parametrize("missing", [NUMBER, names.DISPLAY_NAME, names.GIVEN_NAME, names.SURNAME])
def test_a_missing_attribute_is_refused(world, judge, missing):
    less = {key: value for key, value in ATTRIBUTES.items() if key != missing}
    with pytest.raises(Refused):
        judge(message(world, Recipe(attributes=less)))


def test_a_coordination_number_that_was_not_opted_in_to_is_refused(world, judge):
    service = replace(world.service, takes_coordination_numbers=False)
    person = ATTRIBUTES | {NUMBER: "197010632391"}
    with pytest.raises(Refused, match="coordination"):
        judge(
            message(world, Recipe(attributes=person)), trust=replace(world.trust, service=service)
        )


def test_a_replay_is_refused(world, judge):
    text = message(world)
    judge(text)
    with pytest.raises(Refused, match="replayed"):
        judge(text)


def test_the_same_assertion_in_a_new_response_is_a_replay(world, judge):
    judge(message(world))
    with pytest.raises(Refused, match="replayed"):
        judge(message(world, Recipe(response=put(".", "ID", "_another"))))


def test_another_provider_of_the_federation_cannot_answer_for_the_one_asked(world, judge):
    def as_other(element):
        find(element, "saml:Issuer").text = world.other_idp.entity_id

    recipe = Recipe(assertion=as_other, response=as_other, signer=world.other_idp_key)
    with pytest.raises(Refused):
        judge(message(world, recipe))  # V5: mix-up
    with pytest.raises(Refused):
        judge(message(world, recipe), trust=replace(world.trust, idp=world.other_idp))


@pytest.mark.parametrize("reason", ["NameID 199006022397 is odd", "got 19900602-2397"])
def test_no_reason_holds_a_number(reason):
    assert "2397" not in Refused(reason).reason


def test_a_good_answer_comes_too_late(world, judge):
    with pytest.raises(Refused):
        judge(message(world), now=NOW + timedelta(minutes=7))
