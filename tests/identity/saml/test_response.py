"""Good answers are believed, whatever a conforming provider may choose."""

from dataclasses import replace
from datetime import timedelta

import pytest
from xmlsec import constants

from dialog.identity.saml import names
from dialog.identity.saml.outcome import (
    Cancelled,
    FraudSuspected,
    OtherPerson,
    Refused,
)
from tests.identity.saml.factory import (
    ATTRIBUTES,
    IDP,
    NOW,
    PERSON,
    Recipe,
    error_message,
    find,
    message,
    moment,
)


def test_a_good_answer_says_who_it_is(world, judge):
    who = judge(message(world))

    assert who.personal_number == PERSON
    assert (who.given_name, who.surname, who.display_name) == ("Åsa", "Ek", "Åsa Ek")
    assert (who.identity, who.loa) == ("personal", names.LOA3)
    assert who.authn_instant == who.issue_instant == NOW
    assert (who.response_id, who.assertion_id) == ("_response", "_assertion")
    assert (who.in_response_to, who.idp_entity_id) == ("_request", IDP)
    assert b"EncryptedAssertion" in who.raw
    assert PERSON.encode() in who.assertion_xml


def test_the_number_is_not_in_what_is_printed(world, judge):
    assert PERSON not in repr(judge(message(world)))


@pytest.mark.parametrize("cipher", ["aes256-gcm", "aes128-gcm", "aes256-cbc", "aes128-cbc"])
def test_the_ciphers_of_the_profile_are_read(world, judge, cipher):
    assert judge(message(world, Recipe(cipher=cipher))).personal_number == PERSON


def test_an_assertion_without_a_signature_of_its_own_is_enough(world, judge):
    assert judge(message(world, Recipe(has_signed_assertion=False))).personal_number == PERSON


def test_what_was_encrypted_to_the_older_key_is_read(world, judge):
    assert judge(message(world, Recipe(to=world.service.decryption[1]))).personal_number == PERSON


def test_any_of_the_provider_s_certificates_may_have_signed(world, judge, keys):
    idp = replace(world.idp, certificates=(keys["other"].certificate, keys["idp"].certificate))
    assert judge(message(world), trust=replace(world.trust, idp=idp)).personal_number == PERSON


def test_an_elliptic_curve_key_may_have_signed(world, judge, ec_key):
    idp = replace(world.idp, certificates=(ec_key.certificate,))
    made = message(world, Recipe(signer=ec_key, signature=constants.TransformEcdsaSha256))
    assert judge(made, trust=replace(world.trust, idp=idp)).personal_number == PERSON


def test_base64_may_be_wrapped_into_lines(world, judge):
    text = message(world)
    lines = "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    assert judge(lines).personal_number == PERSON


@pytest.mark.parametrize("seconds", [-50, 50])
def test_a_clock_that_is_not_quite_right_is_forgiven(world, judge, seconds):
    assert judge(message(world), now=NOW + timedelta(seconds=seconds)).personal_number == PERSON


def test_the_date_of_birth_is_not_needed(world, judge):
    less = {key: value for key, value in ATTRIBUTES.items() if key != names.DATE_OF_BIRTH}
    assert judge(message(world, Recipe(attributes=less))).personal_number == PERSON


def test_unknown_attributes_are_not_read(world, judge):
    more = ATTRIBUTES | {"urn:oid:1.2.752.201.3.2": "<x>anything</x>"}
    assert judge(message(world, Recipe(attributes=more))).personal_number == PERSON


def test_a_coordination_number_is_told_apart(world, judge):
    person = ATTRIBUTES | {names.PERSONAL_NUMBER: "197010632391"}
    assert judge(message(world, Recipe(attributes=person))).identity == "coordination"


def test_a_hostile_name_is_only_text(world, judge):
    person = ATTRIBUTES | {names.DISPLAY_NAME: "&lt;script&gt;alert(1)&lt;/script&gt;&#x202E; Ek"}
    who = judge(message(world, Recipe(attributes=person)))
    assert who.display_name == "<script>alert(1)</script> Ek"


def test_a_higher_level_that_was_asked_for_is_reported(world, judge):
    def raise_level(assertion):
        find(assertion, ".//saml:AuthnContextClassRef").text = names.LOA4

    idp = replace(world.idp, loas=(names.LOA3, names.LOA4))
    made = message(world, Recipe(assertion=raise_level))
    assert judge(made, trust=replace(world.trust, idp=idp)).loa == names.LOA4


def test_single_sign_on_is_believed_when_no_fresh_login_was_asked_for(world, judge):
    def age(assertion):
        find(assertion, "saml:AuthnStatement").set("AuthnInstant", moment(-3000))

    asked = replace(world.trust.asked, force_authn=False)
    made = message(world, Recipe(assertion=age))
    assert judge(made, trust=replace(world.trust, asked=asked)).personal_number == PERSON


def test_the_expected_person_is_let_through(world, judge):
    asked = replace(world.trust.asked, principal=PERSON)
    assert judge(message(world), trust=replace(world.trust, asked=asked)).personal_number == PERSON


def test_another_person_than_expected_is_told_apart(world, judge):
    asked = replace(world.trust.asked, principal="191212121212")
    with pytest.raises(OtherPerson):
        judge(message(world), trust=replace(world.trust, asked=asked))


def test_what_was_seen_is_remembered_until_it_cannot_be_replayed(world, judge, memory):
    judge(message(world))
    assert set(memory.known) == {(IDP, "_response"), (IDP, "_assertion")}
    assert all(until > NOW + timedelta(seconds=360) for until in memory.known.values())


def test_a_cancelled_login_is_not_an_attack(world, judge):
    with pytest.raises(Cancelled):
        judge(error_message(world, names.RESPONDER, names.CANCEL))


@pytest.mark.parametrize("code", [names.FRAUD, names.POSSIBLE_FRAUD])
def test_suspected_fraud_is_told_apart(world, judge, code):
    with pytest.raises(FraudSuspected):
        judge(error_message(world, names.RESPONDER, code))


def test_other_errors_are_refused_with_their_code_for_the_log(world, judge):
    with pytest.raises(Refused, match="Responder AuthnFailed"):
        judge(
            error_message(world, names.RESPONDER, "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed")
        )
