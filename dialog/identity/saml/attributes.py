"""Who it is: the attributes of an assertion, read by name and each exactly once."""

from dataclasses import dataclass, field

from dialog.core.policy import Identity
from dialog.identity.rules import NotAPersonalNumber, PersonalNumber, personal_number
from dialog.identity.saml import names
from dialog.identity.saml.document import Element, children, only, required, text
from dialog.identity.saml.names import SAML
from dialog.identity.saml.outcome import Refused
from dialog.identity.saml.provider import EmployeeAttributes, IdentityProvider, ServiceProvider

LONGEST_NAME = 200
LONGEST_IDENTIFIER = 200
SWEDISH = (names.PERSONAL_NUMBER, names.DISPLAY_NAME, names.GIVEN_NAME, names.SURNAME)
FOREIGN = (names.PRID, names.GIVEN_NAME, names.SURNAME)


@dataclass(frozen=True)
class Who:
    """The person, as the provider describes them. Names are still hostile text."""

    identity: Identity
    identifier: str = field(repr=False)
    display_name: str = field(repr=False)
    given_name: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    groups: frozenset[str] = frozenset()


def who(assertion: Element, service: ServiceProvider, idp: IdentityProvider, loa: str) -> Who:
    """Who it is, by the one set of attributes that belongs to such a login.

    The level decides, so that no provider can choose what its answer is read as.
    """
    if idp.employee is not None:
        return employee(assertion, idp.employee)
    if loa in names.EIDAS:
        return foreign(assertion)
    found = read(assertion, SWEDISH)
    number = identity(found, service)
    return Who(
        identity=Identity(number.kind),
        identifier=number.digits,
        display_name=name(found, names.DISPLAY_NAME),
        given_name=name(found, names.GIVEN_NAME),
        surname=name(found, names.SURNAME),
    )


def foreign(assertion: Element) -> Who:
    """A person of another country, by the provisional identifier and by nothing else.

    A Swedish number that comes along was matched by somebody, somehow: it is not read.
    """
    found = read(assertion, FOREIGN)
    given, surname = name(found, names.GIVEN_NAME), name(found, names.SURNAME)
    return Who(
        identity=Identity.FOREIGN,
        identifier=identifier(found, names.PRID),
        display_name=f"{given} {surname}",
        given_name=given,
        surname=surname,
    )


def employee(assertion: Element, called: EmployeeAttributes) -> Who:
    """Somebody who works in the municipality, and the groups that its directory has them in."""
    found = read(assertion, (called.identifier, called.name), several=(called.groups,))
    return Who(
        identity=Identity.EMPLOYEE,
        identifier=identifier(found, called.identifier),
        display_name=name(found, called.name),
        groups=frozenset(_values(assertion, called.groups)),
    )


def read(
    assertion: Element, wanted: tuple[str, ...] = SWEDISH, *, several: tuple[str, ...] = ()
) -> dict[str, str]:
    """The single-valued attributes that are wanted. Others may come along and are not read."""
    statement = only(assertion, SAML, "AttributeStatement")
    found: dict[str, str] = {}
    for attribute in children(statement, SAML, "Attribute"):
        name = required(attribute, "Name")
        if name in found:
            raise Refused(f"attribute {name} comes twice")
        if name in wanted + several and attribute.get("NameFormat") != names.URI_FORMAT:
            raise Refused(f"attribute {name} is not named by URI")
        found[name] = _value(attribute, name) if name in wanted else ""
    return {name: found[name] for name in wanted if name in found}


def _value(attribute: Element, name: str) -> str:
    values = children(attribute, SAML, "AttributeValue")
    if len(values) != 1:
        raise Refused(f"attribute {name} has {len(values)} values")
    return text(values[0])


def _values(assertion: Element, name: str) -> list[str]:
    statement = only(assertion, SAML, "AttributeStatement")
    return [
        text(value)
        for attribute in children(statement, SAML, "Attribute")
        if attribute.get("Name") == name
        for value in children(attribute, SAML, "AttributeValue")
    ]


def identity(attributes: dict[str, str], service: ServiceProvider) -> PersonalNumber:
    """The personal number, or the coordination number where the service takes those."""
    try:
        number = personal_number(attributes.get(names.PERSONAL_NUMBER, ""))
    except NotAPersonalNumber:
        raise Refused("personal number is missing or wrong") from None
    if number.kind == "coordination" and not service.takes_coordination_numbers:
        raise Refused("coordination number, which the service has not opted in to")
    return number


def identifier(attributes: dict[str, str], attribute: str) -> str:
    """What else a person is known by: compared letter by letter, so nothing is tidied away."""
    value = attributes.get(attribute, "")
    if not 0 < len(value) <= LONGEST_IDENTIFIER or not value.isprintable():
        raise Refused(f"attribute {attribute} is missing or odd")
    return value


def name(attributes: dict[str, str], attribute: str) -> str:
    """A name, with what no name holds taken out. It is still hostile text: templates escape it."""
    value = attributes.get(attribute, "")
    if not value:
        raise Refused(f"attribute {attribute} is missing")
    return " ".join("".join(filter(str.isprintable, value)).split())[:LONGEST_NAME]
