"""The demo provider and our service understand each other, and nobody else gets in between."""

import base64
from dataclasses import replace
from urllib.parse import quote, urlsplit

import pytest
from lxml import etree

from dialog.demo.idp.keys import load_or_make
from dialog.demo.people import PEOPLE
from dialog.identity.rules import NotAPersonalNumber
from dialog.identity.saml import names
from dialog.identity.saml.metadata import service_metadata
from dialog.identity.saml.outcome import Cancelled, FraudSuspected, OtherPerson, Refused
from dialog.identity.saml.provider import fits
from dialog.identity.saml.request import Wish, deflated, new_request
from tests.identity.saml.factory import NOW

PERSON = "199006022397"
NOBODY = "198001012387"


def by_redirect(provider, request, number=PERSON, relay="relay"):
    return provider.answer_url(request.redirect_url(relay), number)


def test_the_demo_federation_tells_of_a_provider_that_fits(side, provider):
    assert fits(side.service, side.idp)
    assert side.idp.sso_redirect == side.idp.sso_post == provider.sso
    assert side.idp.name("sv") == "Demo-legitimation"
    assert side.idp.principal_selection == {names.PERSONAL_NUMBER}
    assert side.idp.shows_user_message


def test_a_login_by_redirect_tells_who_it_is(side, provider):
    request = side.ask()
    answer = by_redirect(provider, request)
    who = side.read(request, answer.fields)
    assert answer.action == side.service.acs_url
    assert answer.fields["RelayState"] == "relay"
    assert (who.personal_number, who.display_name) == (PERSON, "Åsa Ekman")
    assert who.loa == names.LOA3
    assert b"<ds:Signature" in who.assertion_xml


def test_a_login_by_form_tells_who_it_is(side, provider):
    request = side.ask()
    question = provider.read_post(request.post_form("relay").fields)
    answer = provider.say_yes(question, PEOPLE[1])
    assert side.read(request, answer.fields).personal_number == PEOPLE[1].number


@pytest.mark.parametrize("person", PEOPLE, ids=lambda each: each.number)
def test_everybody_can_be_somebody(side, provider, person):
    request = side.ask()
    answer = by_redirect(provider, request, person.number)
    if person.loa == "loa2":
        with pytest.raises(Refused, match="NoAuthnContext"):
            side.read(request, answer.fields)
    else:
        assert side.read(request, answer.fields).personal_number == person.number


def test_any_valid_number_can_log_in_for_the_sake_of_a_replay(side, provider):
    request = side.ask()
    who = side.read(request, by_redirect(provider, request, NOBODY).fields)
    assert who.personal_number == NOBODY
    with pytest.raises(NotAPersonalNumber):
        by_redirect(provider, request, "198001012380")


def test_the_answer_is_encrypted_with_gcm_and_oaep_sha256(side, provider):
    fields = by_redirect(provider, side.ask()).fields
    document = base64.b64decode(fields["SAMLResponse"]).decode()
    assert names.AES256_GCM in document
    assert names.RSA_OAEP in document
    assert PERSON not in document


def test_a_cancelled_login_is_told_apart(side, provider):
    request = side.ask()
    question = provider.read_redirect(urlsplit(request.redirect_url("r")).query)
    with pytest.raises(Cancelled):
        side.read(request, provider.cancel(question).fields)
    with pytest.raises(FraudSuspected):
        side.read(request, provider.suspect(question).fields)


def test_only_the_expected_person_is_let_through(side, provider):
    request = side.ask(principal=PERSON)
    assert side.read(request, by_redirect(provider, request).fields).personal_number == PERSON
    with pytest.raises(Refused, match="UnknownPrincipal"):
        side.read(request, by_redirect(provider, request, NOBODY).fields)


def test_another_person_is_noticed_though_the_provider_was_not_told(side, provider):
    idp = replace(side.idp, principal_selection=frozenset())
    side = replace(side, idp=idp)
    request = side.ask(principal=PERSON)
    with pytest.raises(OtherPerson):
        side.read(request, by_redirect(provider, request, NOBODY).fields)


def test_the_message_of_the_service_arrives(side, provider):
    request = side.ask(message={"en": "I sign", "sv": "Jag skriver under"})
    question = provider.read_redirect(urlsplit(request.redirect_url("r")).query)
    assert question.message == "Jag skriver under"


def test_names_of_the_person_are_constant_at_one_service(side, provider):
    found = set()
    for _ in range(2):
        request = side.ask()
        who = side.read(request, by_redirect(provider, request).fields)
        root = etree.fromstring(who.assertion_xml)
        found.add(root.findtext(f".//{{{names.SAML}}}NameID"))
    assert len(found) == 1


# What it does not answer


def changed(query, name, value):
    parts = [part.partition("=")[::2] for part in query.split("&")]
    return "&".join(f"{key}={value if key == name else old}" for key, old in parts)


@pytest.mark.parametrize("name", ["RelayState", "SAMLRequest", "SigAlg", "Signature"])
def test_a_changed_question_is_refused(side, provider, name):
    query = urlsplit(side.ask().redirect_url("relay")).query
    provider.read_redirect(query)
    other = quote(base64.b64encode(b"other").decode(), safe="")
    with pytest.raises(Refused):
        provider.read_redirect(changed(query, name, other))


def test_an_unsigned_question_is_refused(side, provider):
    query = urlsplit(side.ask().redirect_url("relay")).query.partition("&SigAlg")[0]
    with pytest.raises(Refused):
        provider.read_redirect(query)
    bare = base64.b64encode(side.ask().xml).decode()
    with pytest.raises(Refused, match="not signed"):
        provider.read_post({"SAMLRequest": bare})


def test_a_question_with_a_parameter_twice_is_refused(side, provider):
    query = urlsplit(side.ask().redirect_url("relay")).query
    with pytest.raises(Refused, match="twice"):
        provider.read_redirect(f"{query}&RelayState=evil")


def test_a_service_that_we_do_not_know_is_refused(side, provider):
    stranger = replace(side.service, entity_id="https://stranger.example")
    request = new_request(stranger, side.idp, wish=Wish(), now=NOW)
    with pytest.raises(Refused, match="unknown"):
        provider.read_redirect(urlsplit(request.redirect_url("r")).query)


def test_a_stranger_cannot_ask_in_the_name_of_a_service(side, provider, keys):
    forged = replace(side.service, signing=keys["stranger"])
    request = new_request(forged, side.idp, wish=Wish(), now=NOW)
    with pytest.raises(Refused, match="does not verify"):
        provider.read_redirect(urlsplit(request.redirect_url("r")).query)
    with pytest.raises(Refused, match="does not verify"):
        provider.read_post(request.post_form("r").fields)


def test_the_answer_never_goes_to_an_address_that_the_service_has_not_named(side, provider):
    elsewhere = replace(side.service, acs_url="https://evil.example/acs")
    request = new_request(elsewhere, side.idp, wish=Wish(), now=NOW)
    with pytest.raises(Refused, match="not the service"):
        provider.read_redirect(urlsplit(request.redirect_url("r")).query)


def test_a_question_for_another_provider_is_refused(side, provider):
    other = replace(side.idp, sso_redirect="https://other.example/sso")
    url = new_request(side.service, other, wish=Wish(), now=NOW).redirect_url("r")
    with pytest.raises(Refused, match="another provider"):
        provider.read_redirect(urlsplit(url).query)
    with pytest.raises(Refused, match="another provider"):
        provider.answer_url(url, PERSON)


def test_a_bomb_is_refused(provider):
    bomb = quote(base64.b64encode(deflated(b"<" + b" " * 50_000_000)).decode(), safe="")
    with pytest.raises(Refused, match="too large"):
        provider.read_redirect(f"SAMLRequest={bomb}&SigAlg=x&Signature=x")


def test_keys_are_made_once(data_dir, provider):
    again = load_or_make(data_dir / "demo-idp", NOW, bits=2048)
    assert again == provider.keys
    assert (data_dir / "demo-idp" / "provider.key.pem").stat().st_mode & 0o077 == 0


def test_every_municipality_is_answered(side, provider, keys):
    neighbour = replace(
        side.service, entity_id="https://b.example", acs_url="https://b.example/saml/acs"
    )
    both = replace(
        provider, services=lambda: [service_metadata(each) for each in (side.service, neighbour)]
    )
    request = new_request(neighbour, side.idp, wish=Wish(), now=NOW)
    answer = both.answer_url(request.redirect_url("r"), PERSON)
    assert answer.action == "https://b.example/saml/acs"
    their_side = replace(side, service=neighbour)
    assert their_side.read(request, answer.fields).personal_number == PERSON
