"""Identity providers of other kinds than the demo's: a municipality's own, and that of eIDAS."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from dialog.demo.idp import answer
from dialog.demo.idp.answer import Answer, Issuer, Login
from dialog.demo.idp.metadata import entity_id, provider_metadata
from dialog.demo.idp.request import Question, Services, find_service, read_redirect
from dialog.demo.people import stand_in
from dialog.identity.saml import names, toolkit
from dialog.identity.saml.names import MDATTR, MDUI, SAML, tag
from dialog.identity.saml.provider import KeyPair
from tests.make import NOW

OWN = "https://idp.ekby.example"
EMPLOYEE_NUMBER = "urn:oid:2.16.840.1.113730.3.1.3"
GROUPS = "urn:oid:1.3.6.1.4.1.5923.1.5.1.1"
TWO_FACTORS = "https://refeds.org/profile/mfa"
TRUST = f"""\
[ekby]
name = "Ekby kommuns arbetskonto"
name_en = "Ekby work account"
metadata = "ekby-idp.xml"
authn_context = "{TWO_FACTORS}"
level = "loa3"
identifier = "{EMPLOYEE_NUMBER}"
groups = "{GROUPS}"

[ekby.roles]
"dialog-granskare" = ["moderator"]
"dialog-handläggare" = ["officer", "registrar"]
"dialog-admin" = ["admin"]
"""

Edit = Callable[[Any], None]
ANYBODY = "199006022397"  # stands in the message until other attributes have taken its place


def nothing(element: Any) -> None:
    """Leave the assertion as it is."""


@dataclass(frozen=True)
class Directory:
    """A provider with attributes and levels of its own choice."""

    origin: str
    key: KeyPair
    services: Services
    loa: str

    @property
    def entity_id(self) -> str:
        return entity_id(self.origin)

    def metadata(self, name: str, loas: Sequence[str] = (), categories: Sequence[str] = ()) -> Any:
        """What it says of itself."""
        root = provider_metadata(self.origin, self.key)
        for shown in root.iter(tag(MDUI, "DisplayName")):
            shown.text = name
        assurance, category = root.find(f".//{tag(MDATTR, 'EntityAttributes')}")
        for holder, values in ((assurance, loas or (self.loa,)), (category, categories)):
            del holder[:]
            for value in values:
                etree.SubElement(holder, tag(SAML, "AttributeValue")).text = value
        return root

    def question(self, url: str) -> Question:
        return read_redirect(urlsplit(url).query, self.services, f"{self.origin}/sso", NOW)

    def answer(
        self,
        url: str,
        attributes: Mapping[str, str | Sequence[str]],
        *,
        loa: str = "",
        edit: Edit = nothing,
    ) -> Answer:
        """The answer to the address that our service redirected to."""
        issuer, question = Issuer(self.entity_id, self.key), self.question(url)
        assertion = answer._assertion(issuer, question, Login(stand_in(ANYBODY), NOW), NOW)
        next(assertion.iter(tag(SAML, "AuthnContextClassRef"))).text = loa or self.loa
        statement = assertion.find(tag(SAML, "AttributeStatement"))
        del statement[:]
        for name, values in attributes.items():
            attribute = etree.SubElement(statement, tag(SAML, "Attribute"), Name=name)
            attribute.set("NameFormat", names.URI_FORMAT)
            for value in [values] if isinstance(values, str) else values:
                etree.SubElement(attribute, tag(SAML, "AttributeValue")).text = value
        edit(assertion)
        signed = etree.fromstring(toolkit.signed(assertion, self.key, place=1))
        response = answer._response(issuer, question, NOW, (names.SUCCESS,))
        service = find_service(self.services, question.service)
        answer._encrypt_into(response, signed, service.encryption)
        return answer._sent(issuer, question, response)
