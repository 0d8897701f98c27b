"""The answer of an identity provider, judged: every row V1 to V15 of the profile's list.

The order matters. Shape first, because libxmlsec acts on what it reads; then the signature, so that
strangers learn nothing from our decryption; then python3-saml's judgement; then our own, stricter.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import xmlsec
from lxml import etree
from onelogin.saml2.response import OneLogin_Saml2_Response

from dialog.identity.saml import attributes, names, precheck, toolkit
from dialog.identity.saml.assertion import SKEW, Statement, check_assertion, check_envelope
from dialog.identity.saml.document import Element, decoded, only, parsed, required
from dialog.identity.saml.names import SAML
from dialog.identity.saml.outcome import Authenticated, OtherPerson, Refused
from dialog.identity.saml.provider import IdentityProvider, KeyPair, ServiceProvider
from dialog.identity.saml.request import Asked
from dialog.identity.saml.status import check_status

# Told (issuer, message id, until): remember it that long; False when it was known already.
Remember = Callable[[str, str, datetime], bool]


@dataclass(frozen=True)
class Trust:
    """Between whom the message passes, and what we asked."""

    service: ServiceProvider
    idp: IdentityProvider
    asked: Asked


def validate(message: str, trust: Trust, now: datetime, remember: Remember) -> Authenticated:
    """Believe the base64 message, or raise Refused, Cancelled or FraudSuspected."""
    if trust.asked.idp_entity_id != trust.idp.entity_id:
        raise Refused("answer judged by another provider than the one who was asked")
    raw = decoded(message)
    response = parsed(raw)
    precheck.check_response(raw, response)
    toolkit.verify(response, trust.idp.certificates)
    check_envelope(response, trust.service, trust.idp, trust.asked, now)
    check_status(response)
    only(response, SAML, "EncryptedAssertion")
    assertion = _decrypted(raw, trust, now)
    statement = check_assertion(assertion, trust.service, trust.idp, trust.asked, now)
    result = _authenticated(raw, response, assertion, (trust, statement))
    for identifier in (result.response_id, result.assertion_id):
        if not remember(trust.idp.entity_id, identifier, statement.expires + 2 * SKEW):
            raise Refused("replayed")
    return result


def _decrypted(raw: bytes, trust: Trust, now: datetime) -> Element:
    """The assertion, opened with whichever key fits, after python3-saml has said yes."""
    for key in trust.service.decryption:
        try:
            return _judged_by_library(raw, trust, key, now)
        except xmlsec.Error:
            continue  # encrypted to an older key of ours
    raise Refused("cannot be decrypted")


def _judged_by_library(raw: bytes, trust: Trust, key: KeyPair, now: datetime) -> Element:
    settings = toolkit.settings(trust.service, trust.idp, trust.asked.loas, key)
    try:
        judged = OneLogin_Saml2_Response(settings, base64.b64encode(raw))
        opened = etree.tostring(judged.get_xml_document())
        assertion = _strict_copy(opened, trust)
        with toolkit.clock(now):
            judged.is_valid(
                _where(trust.service), request_id=trust.asked.request_id, raise_exceptions=True
            )
    except (Refused, xmlsec.Error):
        raise
    except Exception as error:  # the library raises whatever comes its way
        raise Refused(f"python3-saml: {str(error)[:200]}") from None
    return assertion


def _strict_copy(opened: bytes, trust: Trust) -> Element:
    """The assertion as a document of its own, checked in shape and, where signed, in signature.

    Nodes that xmlsec made are partly invisible to lxml, hence the parsing of what was written out.
    """
    assertion = only(parsed(opened), SAML, "Assertion")
    data = etree.tostring(assertion, with_tail=False)
    assertion = parsed(data)
    precheck.check_assertion(data, assertion)
    if assertion.find(names.tag(names.DS, "Signature")) is not None:
        toolkit.verify(assertion, trust.idp.certificates)
    return assertion


def _where(service: ServiceProvider) -> dict[str, str]:
    """Our address as it is registered: nothing is taken from the request's headers."""
    scheme, _, rest = service.acs_url.partition("://")
    host, _, path = rest.partition("/")
    return {
        "https": "on" if scheme == "https" else "off",
        "http_host": host,
        "script_name": f"/{path}",
    }


def _authenticated(
    raw: bytes, response: Element, assertion: Element, judged: tuple[Trust, Statement]
) -> Authenticated:
    trust, statement = judged
    who = attributes.who(assertion, trust.service, trust.idp, statement.loa)
    if trust.asked.principal not in {None, who.identifier}:
        raise OtherPerson("somebody else than expected logged in")
    return Authenticated(
        identity=who.identity,
        identifier=who.identifier,
        given_name=who.given_name,
        surname=who.surname,
        display_name=who.display_name,
        loa=statement.loa,
        authn_instant=statement.authn_instant,
        issue_instant=statement.issue_instant,
        assertion_id=required(assertion, "ID"),
        response_id=required(response, "ID"),
        in_response_to=trust.asked.request_id,
        idp_entity_id=trust.idp.entity_id,
        raw=raw,
        assertion_xml=etree.tostring(assertion),
        groups=who.groups,
    )
