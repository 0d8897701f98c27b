"""Reading XML that a stranger may have written: small, plain UTF-8, no DTD, no entities."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from dialog.identity.saml import names
from dialog.identity.saml.outcome import Refused

Element = etree._Element  # noqa: SLF001 - lxml has no public name for the type

DECLARATION = re.compile(
    rb"<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'][uU][tT][fF]-8[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s*\?>"
)
# An offset is not allowed in SAML: all times are UTC.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z", re.ASCII)
WHITE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Limits:
    size: int  # bytes
    marks: int  # "<", "=" and "xmlns" each: what costs time before there is a tree to look at
    elements: int
    depth: int
    attributes: int  # of one element


MESSAGE = Limits(size=300_000, marks=4_000, elements=1_000, depth=30, attributes=20)
FEED = Limits(size=20_000_000, marks=2_000_000, elements=600_000, depth=40, attributes=40)


def decoded(text: str, limits: Limits = MESSAGE) -> bytes:
    """The bytes of a base64 field, which may be wrapped into lines but holds nothing else."""
    if len(text) > limits.size * 3 // 2:
        raise Refused("message too large")
    try:
        return base64.b64decode(WHITE.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("not base64") from None


def parsed(data: bytes, limits: Limits = MESSAGE) -> Element:
    """The root of the document, of which only then anything is believed to be XML."""
    _check_bytes(data, limits)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Refused("not well-formed XML") from None
    _check_size_of_tree(root, limits)
    return root


def _check_bytes(data: bytes, limits: Limits) -> None:
    if len(data) > limits.size:
        raise Refused("message too large")
    if not data.startswith(b"<") or b"\0" in data:
        raise Refused("not plain UTF-8 XML")
    if data.startswith(b"<?xml") and not DECLARATION.match(data):
        raise Refused("unexpected XML declaration")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("document type declaration")
    if max(data.count(mark) for mark in (b"<", b"=", b"xmlns")) > limits.marks:
        raise Refused("too much markup")


def _check_size_of_tree(root: Element, limits: Limits) -> None:
    depth = count = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth, count = depth + 1, count + 1
        if depth > limits.depth or count > limits.elements:
            raise Refused("too deep or too many elements")
        if len(element.attrib) > limits.attributes:
            raise Refused("too many attributes")


def refuse_comments(data: bytes) -> None:
    """A signature does not cover comments: one in the middle of a value changes how it is read."""
    if b"<!" in data or b"<?" in data[1:]:
        raise Refused("comment, CDATA or processing instruction")


def children(parent: Element, namespace: str, name: str) -> list[Element]:
    return [child for child in parent if child.tag == names.tag(namespace, name)]


def optional(parent: Element, namespace: str, name: str) -> Element | None:
    found = children(parent, namespace, name)
    if len(found) > 1:
        raise Refused(f"more than one {name}")
    return found[0] if found else None


def only(parent: Element, namespace: str, name: str) -> Element:
    """The one child of that name."""
    found = optional(parent, namespace, name)
    if found is None:
        raise Refused(f"{name} is missing")
    return found


def text(element: Element) -> str:
    """The text of an element that holds nothing else."""
    if len(element):
        raise Refused(f"{local(element)} holds more than text")
    return (element.text or "").strip()


def required(element: Element, attribute: str) -> str:
    value = element.get(attribute)
    if not value:
        raise Refused(f"{local(element)} has no {attribute}")
    return value


def local(element: Element) -> str:
    return str(etree.QName(element).localname)


def instant(value: str) -> datetime:
    """A time of SAML, which is always in UTC. Fractions are kept to the microsecond."""
    if not INSTANT.fullmatch(value):
        raise Refused("not a SAML time")
    seconds, _, fraction = value.removesuffix("Z").partition(".")
    try:
        whole = datetime.fromisoformat(seconds)
    except ValueError:
        raise Refused("not a SAML time") from None
    return whole.replace(microsecond=int(fraction[:6].ljust(6, "0")), tzinfo=UTC)


def written(moment: datetime) -> str:
    """A moment as SAML writes it, to the millisecond."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def identifiers(root: Element) -> Iterator[str]:
    """Every value in the document that a reference could point at."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if str(name).rpartition("}")[2].lower() in {"id", "assertionid"}:
                yield str(value)
