"""The demo provider's answers: signed inside and out, and encrypted to the service."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import xmlsec
from lxml import etree
from xmlsec import constants, template

from dialog.demo.idp.request import Question
from dialog.demo.idp.services import Service
from dialog.demo.people import DemoPerson
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.document import Element, written
from dialog.identity.saml.names import DS, SAML, SAMLP, XENC, tag
from dialog.identity.saml.provider import KeyPair

VALID = timedelta(minutes=5)
LEVELS = {"loa2": names.LOA2, "loa3": names.LOA3}


@dataclass(frozen=True)
class Issuer:
    """Who answers: entityID and key of the demo provider."""

    entity_id: str
    key: KeyPair


@dataclass(frozen=True)
class Answer:
    """A form that the browser posts to the service."""

    action: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Login:
    person: DemoPerson
    at: datetime  # when the person showed who they are


def success(
    issuer: Issuer, service: Service, question: Question, login: Login, now: datetime
) -> Answer:
    """Tell the service who it is."""
    assertion = _assertion(issuer, question, login, now)
    signed = etree.fromstring(toolkit.signed(assertion, issuer.key, place=1))
    response = _response(issuer, question, now, (names.SUCCESS,))
    _encrypt_into(response, signed, service.encryption)
    return _sent(issuer, question, response)


def failure(issuer: Issuer, question: Question, now: datetime, *codes: str) -> Answer:
    """Tell the service that nobody was authenticated, and why."""
    return _sent(issuer, question, _response(issuer, question, now, codes))


def _sent(issuer: Issuer, question: Question, response: Element) -> Answer:
    # what xmlsec has made is partly invisible until it has been written out and read again
    data = toolkit.signed(etree.fromstring(etree.tostring(response)), issuer.key, place=1)
    fields = {"SAMLResponse": base64.b64encode(data).decode()}
    if question.relay_state:
        fields["RelayState"] = question.relay_state
    return Answer(question.acs_url, fields)


def _response(issuer: Issuer, question: Question, now: datetime, codes: tuple[str, ...]) -> Element:
    root = etree.Element(tag(SAMLP, "Response"), nsmap={"samlp": SAMLP, "saml": SAML})
    _identify(root, now)
    root.set("InResponseTo", question.request_id)
    root.set("Destination", question.acs_url)
    etree.SubElement(root, tag(SAML, "Issuer")).text = issuer.entity_id
    holder = etree.SubElement(root, tag(SAMLP, "Status"))
    for code in codes:
        holder = etree.SubElement(holder, tag(SAMLP, "StatusCode"))
        holder.set("Value", code)
    return root


def _identify(element: Element, now: datetime) -> None:
    element.set("ID", f"_{secrets.token_hex(20)}")
    element.set("Version", "2.0")
    element.set("IssueInstant", written(now))


def _assertion(issuer: Issuer, question: Question, login: Login, now: datetime) -> Element:
    root = etree.Element(tag(SAML, "Assertion"), nsmap={"saml": SAML})
    _identify(root, now)
    etree.SubElement(root, tag(SAML, "Issuer")).text = issuer.entity_id
    until = written(now + VALID)
    subject = etree.SubElement(root, tag(SAML, "Subject"))
    name = etree.SubElement(subject, tag(SAML, "NameID"), Format=names.PERSISTENT)
    name.set("SPNameQualifier", question.service)
    name.text = _pseudonym(issuer, question.service, login.person)
    confirmation = etree.SubElement(subject, tag(SAML, "SubjectConfirmation"), Method=names.BEARER)
    data = etree.SubElement(confirmation, tag(SAML, "SubjectConfirmationData"))
    data.set("InResponseTo", question.request_id)
    data.set("Recipient", question.acs_url)
    data.set("NotOnOrAfter", until)
    conditions = etree.SubElement(root, tag(SAML, "Conditions"))
    conditions.set("NotBefore", written(now))
    conditions.set("NotOnOrAfter", until)
    restriction = etree.SubElement(conditions, tag(SAML, "AudienceRestriction"))
    etree.SubElement(restriction, tag(SAML, "Audience")).text = question.service
    statement = etree.SubElement(root, tag(SAML, "AuthnStatement"), AuthnInstant=written(login.at))
    context = etree.SubElement(statement, tag(SAML, "AuthnContext"))
    level = etree.SubElement(context, tag(SAML, "AuthnContextClassRef"))
    level.text = LEVELS[login.person.loa]
    _add_attributes(root, login.person)
    return root


def _add_attributes(root: Element, person: DemoPerson) -> None:
    statement = etree.SubElement(root, tag(SAML, "AttributeStatement"))
    values = {
        names.PERSONAL_NUMBER: person.number,
        names.DISPLAY_NAME: person.name,
        names.GIVEN_NAME: person.given_name,
        names.SURNAME: person.surname,
        names.DATE_OF_BIRTH: person.birth_date,
    }
    for name, value in values.items():
        if value:
            attribute = etree.SubElement(statement, tag(SAML, "Attribute"), Name=name)
            attribute.set("NameFormat", names.URI_FORMAT)
            etree.SubElement(attribute, tag(SAML, "AttributeValue")).text = value


def _pseudonym(issuer: Issuer, service: str, person: DemoPerson) -> str:
    """The same for the same person at the same service, and unlike at every other one."""
    secret = issuer.key.private_key.encode()
    return hmac.new(secret, f"{service}\n{person.number}".encode(), hashlib.sha256).hexdigest()


def _encrypt_into(response: Element, assertion: Element, certificate: str) -> None:
    """AES-256-GCM, its key by RSA-OAEP."""
    holder = etree.SubElement(response, tag(SAML, "EncryptedAssertion"))
    holder.append(assertion)
    data = template.encrypted_data_create(
        holder, constants.TransformAes256Gcm, type=names.ELEMENT, ns="xenc"
    )
    template.encrypted_data_ensure_cipher_value(data)
    info = template.encrypted_data_ensure_key_info(data, ns="ds")
    key = template.add_encrypted_key(info, constants.TransformRsaOaep)
    template.encrypted_data_ensure_cipher_value(key)
    method = next(key.iter(tag(XENC, "EncryptionMethod")), None)
    if method is not None:
        etree.SubElement(method, tag(DS, "DigestMethod")).set("Algorithm", names.SHA256)
    manager = xmlsec.KeysManager()
    manager.add_key(xmlsec.Key.from_memory(certificate, constants.KeyDataFormatCertPem, None))
    context = xmlsec.EncryptionContext(manager)
    context.key = xmlsec.Key.generate(constants.KeyDataAes, 256, constants.KeyDataTypeSession)
    context.encrypt_xml(data, assertion)
