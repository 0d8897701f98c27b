"""The services that the demo provider answers to, read from their own metadata."""

from collections.abc import Mapping
from dataclasses import dataclass

from dialog.identity.saml import names
from dialog.identity.saml.document import Element, children, parsed, required
from dialog.identity.saml.names import DS, MD, MDUI, XML_NS, tag
from dialog.identity.saml.outcome import Refused


@dataclass(frozen=True)
class Service:
    entity_id: str
    acs_urls: tuple[str, ...]
    signing: tuple[str, ...]  # certificates, PEM
    encryption: str
    display_names: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.display_names.get("sv", self.entity_id)


def read_service(data: bytes) -> Service:
    """What a service says of itself. It is handed to us by the demo, not by a stranger."""
    root = parsed(data)
    role = root.find(tag(MD, "SPSSODescriptor"))
    if role is None:
        raise Refused("not a service provider")
    keys = {use: tuple(_certificates(role, use)) for use in ("signing", "encryption")}
    shown = role.iter(tag(MDUI, "DisplayName"))
    acs = children(role, MD, "AssertionConsumerService")
    return Service(
        entity_id=required(root, "entityID"),
        acs_urls=tuple(
            required(each, "Location") for each in acs if each.get("Binding") == names.POST
        ),
        signing=keys["signing"],
        encryption=keys["encryption"][0],
        display_names={each.get(tag(XML_NS, "lang"), "sv"): each.text or "" for each in shown},
    )


def _certificates(role: Element, use: str) -> list[str]:
    return [
        f"-----BEGIN CERTIFICATE-----\n{(found.text or '').strip()}\n-----END CERTIFICATE-----\n"
        for descriptor in children(role, MD, "KeyDescriptor")
        if descriptor.get("use", use) == use
        for found in descriptor.iter(tag(DS, "X509Certificate"))
    ]
