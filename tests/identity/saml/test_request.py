"""The question to an identity provider: signed, explicit, and only what the provider understands."""

import base64
import zlib
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import parsed
from dialog.identity.saml.names import PSC, SAML, SAMLP, UMSG, tag
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.precheck import check_request
from dialog.identity.saml.request import NoBinding, NoCommonLevel, Wish, new_request
from tests.identity.saml.factory import ACS, IDP, NOW, PERSON, SERVICE


@pytest.fixture
def ask(world):
    def ask(wish=None, **idp):
        return new_request(world.service, replace(world.idp, **idp), wish or Wish(), NOW)

    return ask


def loas(xml):
    return [each.text for each in etree.fromstring(xml).iter(tag(SAML, "AuthnContextClassRef"))]


def test_it_says_what_we_want_and_nothing_is_left_to_defaults(ask):
    request = ask()
    root = etree.fromstring(request.xml)
    assert dict(root.attrib) == {
        "ID": request.asked.request_id,
        "Version": "2.0",
        "IssueInstant": "2026-12-01T12:00:00.000Z",
        "Destination": f"{IDP}/sso",
        "ForceAuthn": "true",
        "IsPassive": "false",
        "ProtocolBinding": names.POST,
        "AssertionConsumerServiceURL": ACS,
    }
    assert root.findtext(tag(SAML, "Issuer")) == SERVICE


def test_a_login_that_need_not_be_fresh_says_so(ask):
    assert b'ForceAuthn="false"' in ask(Wish(force_authn=False)).xml


def test_identifiers_are_new_each_time(ask):
    assert ask().asked.request_id != ask().asked.request_id
    assert len(ask().asked.request_id) > 32


def test_an_act_brings_its_own_identifier(ask):
    asked = ask(Wish(request_id="_" + "a" * 64)).asked
    assert asked.request_id == "_" + "a" * 64


def test_only_levels_that_the_provider_is_certified_for_are_asked_for(ask):
    request = ask(loas=(names.LOA3, names.LOA2))
    assert loas(request.xml) == [names.LOA3]
    assert request.asked.loas == (names.LOA3,)
    assert b'Comparison="exact"' in request.xml


def test_a_caller_may_want_a_higher_level(ask):
    assert ask(Wish(loas=(names.LOA4,)), loas=(names.LOA3, names.LOA4)).asked.loas == (names.LOA4,)


def test_no_common_level_is_told(ask):
    with pytest.raises(NoCommonLevel):
        ask(loas=(names.LOA2,))


def test_the_expected_person_is_named_to_a_provider_that_asks_for_it(ask):
    root = etree.fromstring(ask(Wish(principal=PERSON)).xml)
    value = root.find(f".//{tag(PSC, 'PrincipalSelection')}/{tag(PSC, 'MatchValue')}")
    assert (value.get("Name"), value.text) == (names.PERSONAL_NUMBER, PERSON)


def test_the_expected_person_is_not_named_to_others(ask):
    request = ask(Wish(principal=PERSON), principal_selection=frozenset())
    assert PERSON.encode() not in request.xml
    assert request.asked.principal == PERSON  # but still compared with the answer
    assert PERSON not in repr(request)


def test_a_message_is_shown_by_a_provider_that_can(ask):
    wish = Wish(message={"sv": "Jag stöder förslaget"})
    root = etree.fromstring(ask(wish, categories=frozenset({names.USER_MESSAGE})).xml)
    message = root.find(f".//{tag(UMSG, 'UserMessage')}/{tag(UMSG, 'Message')}")
    assert base64.b64decode(message.text).decode() == "Jag stöder förslaget"
    assert root.find(f".//{tag(UMSG, 'UserMessage')}") is not None
    assert etree.fromstring(ask(wish).xml).find(f".//{tag(UMSG, 'UserMessage')}") is None


def test_the_redirect_is_signed_over_the_query_as_it_stands(world, ask):
    request = ask()
    url = request.redirect_url("a b&c=å")
    query = parse_qs(urlsplit(url).query)
    signed, _, _ = urlsplit(url).query.partition("&Signature=")
    signature = base64.b64decode(query["Signature"][0])

    assert url.startswith(f"{IDP}/sso?SAMLRequest=")
    assert query["RelayState"] == ["a b&c=å"]
    assert query["SigAlg"] == [names.RSA_SHA256]
    assert zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15) == request.xml
    certificate = world.service.signing.certificate
    assert toolkit.verify_bytes(signed.encode(), signature, certificate)
    assert not toolkit.verify_bytes(signed.encode() + b"x", signature, certificate)
    assert not toolkit.verify_bytes(signed.encode(), signature, world.stranger.certificate)


def test_an_address_that_has_a_query_already_keeps_it(ask):
    url = ask(sso_redirect="https://idp.example/sso?a=b").redirect_url("x")
    assert url.startswith("https://idp.example/sso?a=b&SAMLRequest=")


def test_the_form_is_signed_inside(world, ask):
    form = ask().post_form("relay")
    data = base64.b64decode(form.fields["SAMLRequest"])
    root = parsed(data)

    assert (form.action, form.fields["RelayState"]) == (f"{IDP}/post", "relay")
    assert root.get("Destination") == form.action
    check_request(data, root)
    toolkit.verify(root, (world.service.signing.certificate,))
    with pytest.raises(Refused):
        toolkit.verify(root, (world.stranger.certificate,))
    assert [etree.QName(each).localname for each in root][:2] == ["Issuer", "Signature"]


def test_it_follows_the_schema(ask):
    wish = Wish(principal=PERSON, message={"sv": "Hej"})
    xml = ask(wish, categories=frozenset({names.USER_MESSAGE})).xml
    found = OneLogin_Saml2_XML.validate_xml(etree.fromstring(xml), "saml-schema-protocol-2.0.xsd")
    assert found != "invalid_xml"
    assert found.tag == tag(SAMLP, "AuthnRequest")


def test_a_missing_binding_is_told(ask):
    with pytest.raises(NoBinding):
        ask(sso_redirect=None).redirect_url("x")
    with pytest.raises(NoBinding):
        ask(sso_post=None).post_form("x")
