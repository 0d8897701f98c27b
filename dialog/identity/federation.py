"""Whom we trust to say who somebody is, and what we are in their eyes, per municipality."""

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from PIL import Image
from sqlalchemy import Engine

from dialog.config import Config
from dialog.identity.feeds import Feeds
from dialog.identity.saml.provider import (
    IdentityProvider,
    Logo,
    Organisation,
    ServiceProvider,
    fits,
)
from dialog.identity.service_keys import ServiceKeys, make_first, maker, read_keys, state
from dialog.tenancy.catalogue import DEFAULTS
from dialog.tenancy.models import Municipality

log = logging.getLogger(__name__)

OWN_KEYS = "saml"
KEY_BITS, TEST_KEY_BITS = 3072, 2048


@dataclass
class Federation:
    """The feeds in force and the keys of our services. One per process, made from the settings."""

    keys_folder: Path
    scheme: str
    feeds: Feeds
    key_bits: int = KEY_BITS
    _keys: dict[str, tuple[tuple[str, ...], ServiceKeys]] = field(default_factory=dict)

    @classmethod
    def from_config(cls, config: Config, engine: Engine | None = None) -> Self:
        """With an engine it knows the last good copies of the feeds, else only files."""
        return cls(
            keys_folder=config.data_dir / OWN_KEYS,
            scheme="http" if config.demo else "https",
            feeds=Feeds.from_config(config, engine),
            key_bits=TEST_KEY_BITS if config.testing else KEY_BITS,
        )

    def providers(self, service: ServiceProvider, now: datetime) -> list[IdentityProvider]:
        """Those with whom people can log in to the service, in the order of the feeds."""
        return [idp for idp in self.feeds.providers(now).values() if fits(service, idp)]

    def provider(
        self, service: ServiceProvider, entity_id: str, now: datetime
    ) -> IdentityProvider | None:
        """The one with that entityID, if people can log in to the service with it."""
        return next((i for i in self.providers(service, now) if i.entity_id == entity_id), None)

    def service(
        self,
        municipality: Municipality,
        host: str,
        now: datetime,
        rules: Mapping[str, Any] = DEFAULTS,
    ) -> ServiceProvider:
        """The municipality's service provider under its rules, as it is reached by this host name.

        The name is one of those that are registered for it: never whatever a request claims.
        """
        names = host_names(municipality)
        if host not in names:
            raise ValueError("not a host of the municipality")
        keys = self.keys(municipality.slug, now)
        ordered = [host, *(name for name in names if name != host)]
        acs_urls = [f"{self.scheme}://{name}/saml/acs" for name in ordered]
        return ServiceProvider(
            entity_id=f"{self.scheme}://{names[0]}/saml/metadata",
            acs_url=acs_urls[0],
            other_acs_urls=tuple(acs_urls[1:]),
            display_names={
                "sv": f"{municipality.name} – dialog",
                "en": f"{municipality.name} – dialogue",
            },
            descriptions={
                "sv": f"Förslag, samråd och svar i {municipality.name}",
                "en": f"Proposals, consultations and answers in {municipality.name}",
            },
            organisation=Organisation(
                municipality.name,
                municipality.name,
                municipality.website,
                municipality.contact_email,
            ),
            signing=keys.current,
            next_signing=keys.next,
            decryption=keys.decryption,
            takes_coordination_numbers=rules["eid.samordningsnummer"],
            takes_foreign=rules["eid.foreign"],
        )

    def registered(
        self, municipality: Municipality, now: datetime, rules: Mapping[str, Any] = DEFAULTS
    ) -> ServiceProvider:
        """The service as the federation knows it: under its first host name, with its logo."""
        host = host_names(municipality)[0]
        service = self.service(municipality, host, now, rules)
        if municipality.logo_hash is None or municipality.logo is None:
            return service
        with Image.open(io.BytesIO(municipality.logo)) as image:
            logo = Logo(f"{self.scheme}://{host}/logo", image.width, image.height)
        return replace(service, logo=logo)

    def keys(self, slug: str, now: datetime) -> ServiceKeys:
        """Our keys: given as files, or made when they are needed for the first time.

        Read anew whenever the folder changes; keys that cannot be read do not replace good ones.
        """
        folder = self.keys_folder / slug
        if not folder.exists():
            make_first(folder, maker(slug, now, self.key_bits))
        seen = state(folder)
        known = self._keys.get(slug)
        if known and known[0] == seen:
            return known[1]
        try:
            keys = read_keys(folder)
        except (OSError, ValueError):
            if known is None:
                raise
            log.warning("the keys of %s cannot be read; the ones before are still used", slug)
            return known[1]
        self._keys[slug] = seen, keys
        return keys


def host_names(municipality: Municipality) -> list[str]:
    """The names of its hosts, the oldest first: that one is in the entityID."""
    return [each.name for each in sorted(municipality.hosts, key=lambda each: each.id)]
