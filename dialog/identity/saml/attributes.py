"""Who it is: the attributes of an assertion, read by name and each exactly once."""

from dialog.identity.rules import NotAPersonalNumber, PersonalNumber, personal_number
from dialog.identity.saml import names
from dialog.identity.saml.document import Element, children, only, required, text
from dialog.identity.saml.names import SAML
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import ServiceProvider

LONGEST_NAME = 200
SINGLE = (names.PERSONAL_NUMBER, names.DISPLAY_NAME, names.GIVEN_NAME, names.SURNAME)


def read(assertion: Element) -> dict[str, str]:
    """The single-valued attributes that we ask for. Others may come along and are not read."""
    statement = only(assertion, SAML, "AttributeStatement")
    found: dict[str, str] = {}
    for attribute in children(statement, SAML, "Attribute"):
        name = required(attribute, "Name")
        if name in found:
            raise Refused(f"attribute {name} comes twice")
        found[name] = _value(attribute, name) if name in SINGLE else ""
    return {name: found[name] for name in SINGLE if name in found}


def _value(attribute: Element, name: str) -> str:
    values = children(attribute, SAML, "AttributeValue")
    if len(values) != 1:
        raise Refused(f"attribute {name} has {len(values)} values")
    if attribute.get("NameFormat") != names.URI_FORMAT:
        raise Refused(f"attribute {name} is not named by URI")
    return text(values[0])


def identity(attributes: dict[str, str], service: ServiceProvider) -> PersonalNumber:
    """The personal number, or the coordination number where the service takes those."""
    try:
        number = personal_number(attributes.get(names.PERSONAL_NUMBER, ""))
    except NotAPersonalNumber:
        raise Refused("personal number is missing or wrong") from None
    if number.kind == "coordination" and not service.takes_coordination_numbers:
        raise Refused("coordination number, which the service has not opted in to")
    return number


def name(attributes: dict[str, str], attribute: str) -> str:
    """A name, with what no name holds taken out. It is still hostile text: templates escape it."""
    value = attributes.get(attribute, "")
    if not value:
        raise Refused(f"attribute {attribute} is missing")
    return " ".join("".join(filter(str.isprintable, value)).split())[:LONGEST_NAME]
